//! Rust calling Python: the exported `double` and `Tally`, many times over, so that the call from Python that
//! starts it weighs nothing.

use gopylink::{Result, new_python_class_instance, python_func_call};

struct Python;

#[gopylink::functions]
impl Python {
    /// Calls a function while the GIL is held.
    #[gopylink(hold_gil)]
    pub fn call_held(count: i64) -> Result<i64> {
        call(count)
    }

    /// Calls a function that takes the GIL each time.
    pub fn call_detached(count: i64) -> Result<i64> {
        call(count)
    }

    /// Calls a function from a thread of Rust.
    pub fn call_from_thread(count: i64) -> Result<i64> {
        std::thread::spawn(move || call(count)).join().expect("the thread does not panic")
    }

    /// Calls a method while the GIL is held.
    #[gopylink(hold_gil)]
    pub fn call_method(count: i64) -> Result<i64> {
        let tally = new_python_class_instance("Tally", (0,))?;
        let mut total = 0;
        for _ in 0..count {
            total = tally.method_call("incr", (1,)).get::<i64>()?;
        }
        tally.close()?;
        Ok(total)
    }

    /// Makes instances while the GIL is held.
    #[gopylink(hold_gil)]
    pub fn construct(count: i64) -> Result<i64> {
        for number in 0..count {
            drop(new_python_class_instance("Tally", (number,))?);
        }
        Ok(count)
    }
}

fn call(count: i64) -> Result<i64> {
    let mut total = 0;
    for number in 0..count {
        total += python_func_call("double", (number,)).get::<i64>()?;
    }
    Ok(total)
}
