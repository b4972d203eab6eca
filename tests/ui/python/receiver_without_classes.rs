#[gopylink::python]
extern "Python" {
    fn incr(self: &Counter, n: i64) -> i64;
    fn decr(&self, n: i64) -> i64;
}

fn main() {}
