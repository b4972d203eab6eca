#[gopylink::python]
extern "C" {
    fn greet(name: &str) -> String;
}

#[gopylink::python]
extern "python" {
    fn greet(name: &str) -> String;
}

#[gopylink::python]
unsafe extern "Python" {
    fn greet(name: &str) -> String;
}

fn main() {}
