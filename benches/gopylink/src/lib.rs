//! The benchmarked functions, as a gopylink library.

mod arrays;
mod calls;
mod classes;
mod collections;
mod growth;
mod large;
mod objects;
mod python;
mod stubs;
