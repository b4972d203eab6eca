//! Rust calling Python: what `main.py` beside this crate exports, by stubs whose types the compiler checks.

/// What Python exports. Loading the library compares it with `main.py`.
#[gopylink::python]
extern "Python" {
    fn greet(name: &str) -> String;
    fn multiply(a: i64, b: i64) -> i64;

    /// A counter that Python keeps.
    type Counter;

    #[gopylink(constructor)]
    fn new(initial: i64) -> Counter;
    fn incr(self: &Counter, n: i64) -> i64;
}

/// Where the exported functions live.
pub struct Functions;

#[gopylink::functions]
impl Functions {
    /// Calls two Python functions and a Python class, and prints what they return.
    ///
    /// `?` hands a Python exception back to Python, the same object that was raised there.
    pub fn start() -> gopylink::Result<()> {
        println!("greet: {}", greet("Gopher")?);
        println!("multiply: {}", multiply(6, 7)?);

        let counter = Counter::new(10)?;
        println!("Counter.incr: {}", counter.incr(5)?);
        counter.close()
    }
}
