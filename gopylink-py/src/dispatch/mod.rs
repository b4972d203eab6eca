//! Exports as objects of CPython's own kinds: builtin functions, method descriptors, and types that hold Rust values.
//!
//! An [`export`] is called by the lane of its library, once its arguments are bound (`bind`) by its [`signature`].
//! [`function`] makes the functions, [`by_name`] those that look exports up, [`foreign`] those of libraries that are not in Rust; [`class`] makes the types, whose methods
//! come in through `trampolines` and [`special`], whose attributes are [`property`]s, and whose instances live and die as [`instance`] says and cross as [`crossing`] does. What cannot be reached on the
//! way of success stands in `cold`.

mod bind;
mod by_name;
mod cache;
mod class;
mod cold;
mod crossing;
mod export;
mod foreign;
mod function;
mod instance;
mod members;
mod mismatch;
mod pickle;
mod property;
mod signature;
mod special;
mod trampolines;

pub(crate) use by_name::{Exports, callers};
pub(crate) use crossing::{addresses, adopt, make, place, word};
pub(crate) use foreign::foreign;
pub(crate) use instance::base;
pub(crate) use pickle::{origin, restore, save};
