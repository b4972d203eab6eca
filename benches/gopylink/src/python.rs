//! Rust calling Python: the exported `double` and `Tally`, many times over, so that the call from Python that
//! starts it weighs nothing.
//!
//! Held is with the GIL held throughout; detached takes it for each call; from a thread is so on a thread of Rust.

use gopylink::{Result, new_python_class_instance, python_func_call};

struct Python;

#[gopylink::functions]
impl Python {
    #[gopylink(hold_gil)]
    pub fn call_held(count: i64) -> Result<i64> {
        call(count)
    }

    pub fn call_detached(count: i64) -> Result<i64> {
        call(count)
    }

    pub fn call_from_thread(count: i64) -> Result<i64> {
        on_thread(move || call(count))
    }

    #[gopylink(hold_gil)]
    pub fn method_held(count: i64) -> Result<i64> {
        method(count)
    }

    pub fn method_detached(count: i64) -> Result<i64> {
        method(count)
    }

    pub fn method_from_thread(count: i64) -> Result<i64> {
        on_thread(move || method(count))
    }

    #[gopylink(hold_gil)]
    pub fn construct_held(count: i64) -> Result<i64> {
        construct(count)
    }

    pub fn construct_detached(count: i64) -> Result<i64> {
        construct(count)
    }

    pub fn construct_from_thread(count: i64) -> Result<i64> {
        on_thread(move || construct(count))
    }
}

fn on_thread(work: impl FnOnce() -> Result<i64> + Send + 'static) -> Result<i64> {
    std::thread::spawn(work).join().expect("the thread does not panic")
}

fn call(count: i64) -> Result<i64> {
    let mut total = 0;
    for number in 0..count {
        total += python_func_call("double", (number,)).get::<i64>()?;
    }
    Ok(total)
}

fn method(count: i64) -> Result<i64> {
    let tally = new_python_class_instance("Tally", (0,))?;
    let mut total = 0;
    for _ in 0..count {
        total = tally.method_call("incr", (1,)).get::<i64>()?;
    }
    tally.close()?;
    Ok(total)
}

fn construct(count: i64) -> Result<i64> {
    for number in 0..count {
        drop(new_python_class_instance("Tally", (number,))?);
    }
    Ok(count)
}
