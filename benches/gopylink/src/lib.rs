//! The benchmarked functions, as a gopylink library.

mod arrays;
mod calls;
mod collections;
mod growth;
mod large;
mod python;
