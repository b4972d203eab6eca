//! The benchmarked functions, as a UniFFI library. Its calls go through ctypes, which always releases the GIL.

mod calls;
mod collections;
mod large;
mod python;

uniffi::setup_scaffolding!();
