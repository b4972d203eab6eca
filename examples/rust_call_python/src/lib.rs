//! Rust calling Python: what `main.py` beside this crate exports, by name.

use gopylink::{new_python_class_instance, python_func_call};

/// Where the exported functions live.
pub struct Functions;

#[gopylink::functions]
impl Functions {
    /// Calls two Python functions and a Python class, and prints what they return.
    ///
    /// `?` hands a Python exception back to Python, the same object that was raised there.
    pub fn start() -> gopylink::Result<()> {
        let greeting = python_func_call("greet", ("Gopher",)).get::<String>()?;
        println!("greet: {greeting}");

        let product = python_func_call("multiply", (6, 7)).get::<i64>()?;
        println!("multiply: {product}");

        let counter = new_python_class_instance("Counter", (10,))?;
        let value = counter.method_call("incr", (5,)).get::<i64>()?;
        println!("Counter.incr: {value}");
        counter.close()
    }
}
