//! Stubs in a crate that denies what it can, that has no prelude, and whose names are those of the standard library's.
#![deny(warnings, unsafe_code, missing_docs, missing_debug_implementations, clippy::pedantic)]
#![no_implicit_prelude]

/// Names that generated code must not take for its own.
pub mod shadowed {
    /// A record.
    #[derive(::serde::Serialize, ::serde::Deserialize, Debug)]
    pub struct Vec(pub i64);

    /// A record by the name of a trait.
    #[derive(::serde::Serialize, ::serde::Deserialize, Debug)]
    pub struct Option {
        /// A number.
        pub value: i64,
    }

    /// A text.
    pub type String = ::std::string::String;

    /// What generated code calls things.
    #[derive(Debug)]
    pub struct Stub;

    #[::gopylink::python]
    extern "Python" {
        /// By the names of this module.
        pub fn shadowed(vec: &Vec, option: Option) -> String;

        /// A class by the name of a runtime type.
        pub type PythonObject;

        /// Makes one.
        #[gopylink(constructor)]
        pub fn new() -> PythonObject;

        /// Any method.
        #[must_use]
        pub(crate) fn value(self: &PythonObject) -> Vec;
    }

    /// Uses what is not public.
    #[must_use]
    pub fn used(object: &PythonObject) -> bool {
        object.value().is_ok()
    }
}

#[::gopylink::python]
extern "Python" {}

/// A result of its own.
pub type Own<T> = ::std::result::Result<T, ::gopylink::Error>;

#[::gopylink::python]
#[allow(dead_code)]
extern "Python" {
    fn explicit() -> ::std::result::Result<i64, ::gopylink::Error>;
    fn implicit(numbers: &[f64], text: ::std::option::Option<&str>) -> (i64, ::std::vec::Vec<u8>);
    fn r#async(r#fn: i64);
    fn lifetime<'a>(first: &'a str, second: &'a str) -> bool;
    #[cfg(any())]
    fn absent(value: &Absent);
    #[cfg(any())]
    type Absent;
    #[deprecated]
    fn deprecated();
    type Private;
    #[gopylink(signature = (a, /, b = ..., *rest, c, d = None, **options))]
    fn all(
        self: &Private,
        a: i64,
        b: ::std::option::Option<&Private>,
        rest: &[i64],
        c: ::std::option::Option<&Private>,
        d: ::std::option::Option<bool>,
        options: ::std::collections::HashMap<&str, i64>,
    ) -> ::std::option::Option<Private>;
}

fn main() {
    fn is_shared<T: ::std::marker::Send + ::std::marker::Sync>() {}
    is_shared::<Private>();

    #[::gopylink::python]
    extern "Python" {
        fn within() -> i64;
    }
    // No host has loaded this program.
    ::std::assert!(within().is_err());
}
