//! The benchmarked functions, as one writes them by hand for ctypes: one C function takes the name of a function and
//! its arguments as msgpack, and gives the result as msgpack.

mod boundary;
mod dispatch;
mod python;
