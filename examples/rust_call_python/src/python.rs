// What main.py exports: written by `gopylink rust-stubs`.

#[gopylink::python]
extern "Python" {
    pub fn greet(name: &str) -> String;
    pub fn multiply(a: i64, b: i64) -> i64;

    pub type Counter;

    #[gopylink(constructor, signature = (initial = ...))]
    pub fn new(initial: Option<i64>) -> Counter;

    pub fn incr(self: &Counter, n: i64) -> i64;
}
