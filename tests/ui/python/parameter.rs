#[gopylink::python]
extern "Python" {
    type Counter;

    fn pattern((a, b): (i64, i64)) -> i64;
    fn wildcard(_: i64) -> i64;
    fn exclusive(text: &mut String);
    fn any(value: impl Sized);
    fn instance(counter: Counter);
    fn conditional(#[cfg(test)] a: i64);
}

fn main() {}
