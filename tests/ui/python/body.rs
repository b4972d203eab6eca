#[gopylink::python]
extern "Python" {
    fn greet(name: &str) -> String {
        format!("Hi, {name}!")
    }
}

fn main() {}
