#[gopylink::python]
extern "Python" {
    type Counter;

    async fn fetch(url: &str) -> &str;
    fn greet(name: &str) -> String;
    fn decr(self: &mut Countre);
    fn incr(self: &Counter) -> i64;
    #[gopylink(constructor)]
    fn new() -> Counter;
}

/// What is right is there.
fn calls() -> gopylink::Result<i64> {
    greet("Gopher")?;
    Counter::new()?.incr()
}

fn main() {}
