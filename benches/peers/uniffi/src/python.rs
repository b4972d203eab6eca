//! Rust calling Python, through a callback interface that is handed over once.

use std::sync::{Arc, OnceLock};

#[uniffi::export(with_foreign)]
pub trait Doubler: Send + Sync {
    fn double(&self, number: i64) -> i64;
}

static DOUBLER: OnceLock<Arc<dyn Doubler>> = OnceLock::new();

#[uniffi::export]
pub fn export(doubler: Arc<dyn Doubler>) {
    DOUBLER.get_or_init(|| doubler);
}

fn call(count: i64) -> i64 {
    let doubler = DOUBLER.get().expect("the doubler is exported first");
    (0..count).map(|number| doubler.double(number)).sum()
}

#[uniffi::export]
pub fn call_detached(count: i64) -> i64 {
    call(count)
}

#[uniffi::export]
pub fn call_from_thread(count: i64) -> i64 {
    std::thread::spawn(move || call(count)).join().expect("the thread does not panic")
}
