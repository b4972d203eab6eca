#[gopylink::python]
extern "Python" {
    fn greet(name: &str) -> String;
    type Counter;
    #[gopylink(constructor)]
    fn new(initial: i64) -> Counter;
    fn incr(self: &Counter, n: i64) -> i64;
}

fn calls() -> gopylink::Result<()> {
    greet("Gopher", "Hi")?;
    let _: i64 = greet("Gopher")?;
    Counter::new("ten")?.incr(1)?;
    Counter::new(1)?.inc(1)?;
    Ok(())
}

fn main() {}
