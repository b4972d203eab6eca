//! The benchmarked functions, as a gopylink library.

mod calls;
mod collections;
mod large;
mod python;
