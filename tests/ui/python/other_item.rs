#[gopylink::python]
fn greet(name: &str) -> String {
    name.to_owned()
}

struct Counter;

#[gopylink::python]
impl Counter {
    fn incr(&self) {}
}

#[gopylink::python(name = "app")]
extern "Python" {}

fn main() {}
