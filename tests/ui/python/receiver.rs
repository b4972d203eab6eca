#[gopylink::python]
extern "Python" {
    type Counter;
    fn by_value(self: Counter) -> i64;
    fn exclusive(self: &mut Counter) -> i64;
    fn plain(&self) -> i64;
    fn owned(self) -> i64;
    fn boxed(self: Box<Counter>) -> i64;
    fn unknown(self: &Countre) -> i64;
    fn far(self: &Page) -> i64;
}

fn main() {}
