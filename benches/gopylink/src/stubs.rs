//! The calls of `python.rs` through typed stubs. The same loops, so that only the call differs.

use gopylink::Result;

#[gopylink::python]
extern "Python" {
    fn double(number: i64) -> i64;

    type Tally;

    #[gopylink(constructor)]
    fn new(initial: i64) -> Tally;

    fn incr(self: &Tally, n: i64) -> i64;
}

struct Stubs;

#[gopylink::functions]
impl Stubs {
    #[gopylink(hold_gil)]
    pub fn stub_call_held(count: i64) -> Result<i64> {
        call(count)
    }

    pub fn stub_call_detached(count: i64) -> Result<i64> {
        call(count)
    }

    #[gopylink(hold_gil)]
    pub fn stub_method_held(count: i64) -> Result<i64> {
        method(count)
    }

    pub fn stub_method_detached(count: i64) -> Result<i64> {
        method(count)
    }

    #[gopylink(hold_gil)]
    pub fn stub_construct_held(count: i64) -> Result<i64> {
        construct(count)
    }

    pub fn stub_construct_detached(count: i64) -> Result<i64> {
        construct(count)
    }
}

fn call(count: i64) -> Result<i64> {
    let mut total = 0;
    for number in 0..count {
        total += double(number)?;
    }
    Ok(total)
}

fn method(count: i64) -> Result<i64> {
    let tally = Tally::new(0)?;
    let mut total = 0;
    for _ in 0..count {
        total = tally.incr(1)?;
    }
    drop(tally);
    Ok(total)
}

fn construct(count: i64) -> Result<i64> {
    for number in 0..count {
        drop(Tally::new(number)?);
    }
    Ok(count)
}
