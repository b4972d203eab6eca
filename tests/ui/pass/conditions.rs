//! What is not compiled is not exported, and two versions of a function may share a name.
#![deny(warnings)]

pub struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn always() {}

    #[cfg(any())]
    pub fn never(value: NoSuchType) -> NoSuchType {
        value
    }

    #[cfg_attr(all(), cfg(any()))]
    pub fn never_by_attribute(value: NoSuchType) -> NoSuchType {
        value
    }

    #[cfg_attr(any(), cfg(any()), doc = "Not documented.")]
    pub fn still_there() {}

    #[cfg(unix)]
    pub fn system() -> &'static str {
        "unix"
    }

    #[cfg(not(unix))]
    pub fn system() -> &'static str {
        "other"
    }
}

#[gopylink::functions]
#[cfg(any())]
impl NoSuchType {
    pub fn never() {}
}

#[gopylink::function]
#[cfg(any())]
pub fn never(value: NoSuchType) {}

pub struct Counter;

#[gopylink::class]
impl Counter {
    #[cfg(unix)]
    pub fn new() -> Self {
        Self
    }

    #[cfg(not(unix))]
    pub fn new(_handle: i64) -> Self {
        Self
    }

    #[cfg(any())]
    pub fn never(&self, value: NoSuchType) {}

    #[cfg(any())]
    pub fn never_static(value: NoSuchType) {}

    #[cfg(any())]
    pub const NEVER: NoSuchType = NoSuchType;

    #[cfg(unix)]
    pub const SYSTEM: &'static str = "unix";

    #[cfg(not(unix))]
    pub const SYSTEM: &str = "other";

    #[gopylink(getter)]
    pub fn count(&self) -> i64 {
        0
    }

    #[cfg(any())]
    #[gopylink(setter)]
    pub fn set_count(&mut self, count: NoSuchType) {}

    #[cfg(any())]
    pub fn __len__(&self) -> NoSuchType {}

    pub fn always(&self) {}
}

pub struct Handle;

#[gopylink::class]
impl Handle {
    #[cfg(any())]
    #[gopylink(constructor)]
    pub fn of_number(number: NoSuchType) -> NoSuchType {
        number
    }

    #[cfg(unix)]
    pub fn new() -> Self {
        Self
    }

    #[cfg(not(unix))]
    pub fn new(_handle: i64) -> Self {
        Self
    }
}

fn main() {}
