//! The benchmarked functions, as C functions: what C has types for. `cffi.h` beside `Cargo.toml` declares them.

mod arrays;
mod calls;
mod python;
