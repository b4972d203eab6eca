//! The functions by name.

use std::collections::HashMap;
use std::error::Error;
use std::sync::{LazyLock, Mutex, PoisonError};

use bodies::{Counter, Nested};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteBuf, Bytes};

use crate::python;

#[derive(Deserialize, Serialize)]
struct Record {
    id: i64,
    name: String,
    score: f64,
    active: bool,
}

type Answer = Result<Vec<u8>, Box<dyn Error>>;

static COUNTERS: LazyLock<Mutex<(u64, HashMap<u64, Counter>)>> = LazyLock::new(Mutex::default);

/// Calls the function of that name.
pub fn dispatch(name: &[u8], arguments: &[u8]) -> Answer {
    match name {
        b"noop" => give(&bodies::noop()),
        b"add" => take(arguments, |(a, b)| bodies::add(a, b)),
        b"hello" => {
            let (name,): (&str,) = rmp_serde::from_slice(arguments)?;
            give(&bodies::hello(name))
        }
        b"fail" => {
            let (text,): (&str,) = rmp_serde::from_slice(arguments)?;
            give(&bodies::fail(text)?)
        }
        b"panic" => take(arguments, |(text,): (String,)| bodies::panic(&text)),
        b"new_counter" => take(arguments, |(initial,)| new_counter(initial)),
        b"drop_counter" => {
            take(arguments, |(id,): (u64,)| with_counters(|_, counters| counters.remove(&id).is_some()))
        }
        b"incr" => take(arguments, |(id, n): (u64, i64)| {
            with_counters(|_, counters| counters.get_mut(&id).map(|counter| counter.incr(n)))
        }),
        b"value" => take(arguments, |(id,): (u64,)| {
            with_counters(|_, counters| counters.get(&id).map(Counter::value))
        }),
        b"sum_ints" => take(arguments, |(values,): (Vec<i64>,)| bodies::sum_ints(&values)),
        b"make_ints" => take(arguments, |(count,)| bodies::make_ints(count)),
        b"echo_ints" => take(arguments, |(values,): (Vec<i64>,)| values),
        b"sum_floats" => take(arguments, |(values,): (Vec<f64>,)| bodies::sum_floats(&values)),
        b"make_floats" => take(arguments, |(count,)| bodies::make_floats(count)),
        b"echo_floats" => take(arguments, |(values,): (Vec<f64>,)| values),
        b"sum_strings" => take(arguments, |(values,): (Vec<String>,)| bodies::total_length(&values)),
        b"make_strings" => take(arguments, |(count,)| bodies::make_strings(count)),
        b"echo_strings" => take(arguments, |(values,): (Vec<String>,)| values),
        b"sum_records" => {
            take(arguments, |(values,): (Vec<Record>,)| values.iter().map(|record| record.score).sum::<f64>())
        }
        b"make_records" => take(arguments, |(count,)| make_records(count)),
        b"echo_records" => take(arguments, |(values,): (Vec<Record>,)| values),
        b"echo_record" => take(arguments, |(value,): (Record,)| value),
        b"sum_nested" => take(arguments, |(values,): (Nested,)| bodies::sum_nested(&values)),
        b"make_nested" => take(arguments, |(count,)| bodies::make_nested(count)),
        b"echo_nested" => take(arguments, |(values,): (Nested,)| values),
        b"measure_bytes" => {
            let (data,): (&Bytes,) = rmp_serde::from_slice(arguments)?;
            give(&bodies::measure_bytes(data))
        }
        b"make_bytes" => take(arguments, |(count,)| ByteBuf::from(bodies::make_bytes(count))),
        b"echo_bytes" => take(arguments, |(data,): (ByteBuf,)| data),
        b"measure_text" => {
            let (text,): (&str,) = rmp_serde::from_slice(arguments)?;
            give(&text.len())
        }
        b"make_text" => take(arguments, |(count,)| bodies::make_text(count)),
        b"echo_text" => take(arguments, |(text,): (String,)| text),
        b"call_detached" => take(arguments, |(count,)| python::call(count)),
        b"call_from_thread" => take(arguments, |(count,)| python::call_from_thread(count)),
        _ => Err(format!("no function {}", String::from_utf8_lossy(name)).into()),
    }
}

fn take<A: DeserializeOwned, R: Serialize>(arguments: &[u8], function: impl FnOnce(A) -> R) -> Answer {
    give(&function(rmp_serde::from_slice(arguments)?))
}

fn give<R: Serialize>(result: &R) -> Answer {
    Ok(rmp_serde::to_vec_named(result)?)
}

fn with_counters<R>(work: impl FnOnce(&mut u64, &mut HashMap<u64, Counter>) -> R) -> R {
    let mut counters = COUNTERS.lock().unwrap_or_else(PoisonError::into_inner);
    let (last, counters) = &mut *counters;
    work(last, counters)
}

fn new_counter(initial: i64) -> u64 {
    with_counters(|last, counters| {
        *last += 1;
        counters.insert(*last, Counter::new(initial));
        *last
    })
}

fn make_records(count: usize) -> Vec<Record> {
    bodies::make_records(count).map(|(id, name, score, active)| Record { id, name, score, active }).collect()
}
