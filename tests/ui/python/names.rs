#[gopylink::python]
extern "Python" {
    fn greet(name: &str) -> String;
    fn greet(name: &str, greeting: &str) -> String;

    type Counter;
    type Counter;

    fn incr(self: &Counter);
    fn incr(self: &Counter, n: i64);

    #[gopylink(name = "")]
    fn empty();
}

fn main() {}
