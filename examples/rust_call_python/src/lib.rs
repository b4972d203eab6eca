//! Rust calling Python: what `main.py` beside this crate exports, by stubs whose types the compiler checks.
//!
//! Loading the library compares the stubs with `main.py`.

/// What Python exports: written by `gopylink rust-stubs main.py -o src/python.rs`.
#[allow(unreachable_pub, reason = "what is written is for public modules, too")]
mod python;

use python::Counter;

/// Where the exported functions live.
pub struct Functions;

#[gopylink::functions]
impl Functions {
    /// Calls two Python functions and a Python class, and prints what they return.
    ///
    /// `?` hands a Python exception back to Python, the same object that was raised there.
    pub fn start() -> gopylink::Result<()> {
        println!("greet: {}", python::greet("Gopher")?);
        println!("multiply: {}", python::multiply(6, 7)?);

        let counter = Counter::new(Some(10))?;
        println!("Counter.incr: {}", counter.incr(5)?);
        counter.close()
    }
}
