use std::collections::HashMap;

type Fallible<T> = Result<T, String>;
type Name = &'static str;

#[gopylink::record]
pub struct Point {
    pub x: i64,
}

pub struct Row;

#[gopylink::class]
impl Row {
    pub fn new() -> Self {
        Self
    }

    pub fn __len__(&self) -> Name {
        ""
    }

    pub fn __hash__(&self) -> Option<u64> {
        None
    }

    pub fn __bool__(&self) -> Fallible<i64> {
        Ok(1)
    }

    pub fn __int__(&self) -> bool {
        true
    }

    pub fn __index__(&self) -> Self {
        Self
    }

    pub fn __float__(&self) -> i64 {
        1
    }

    pub fn __repr__(&self) -> Box<i64> {
        Box::new(1)
    }

    pub fn __str__(&self) -> Result<Option<String>, std::fmt::Error> {
        Ok(None)
    }

    pub fn __bytes__(&self) -> Vec<u16> {
        Vec::new()
    }

    pub fn __fspath__(&self) -> std::path::PathBuf {
        std::path::PathBuf::new()
    }

    pub fn __getnewargs__(&self) -> Vec<i64> {
        Vec::new()
    }

    pub fn __iter__(&self) -> i64 {
        1
    }

    pub fn __reversed__(&self) -> Fallible<()> {
        Ok(())
    }

    pub fn __next__(&mut self) -> i64 {
        1
    }

    pub fn __exit__(&mut self) -> String {
        String::new()
    }

    pub fn __contains__(&self, _item: i64) -> Fallible<()> {
        Ok(())
    }

    pub fn __setitem__(&mut self, _key: i64, _value: i64) -> Option<i64> {
        None
    }

    #[gopylink(name = "__delitem__")]
    pub fn remove(&mut self, _key: i64) -> Fallible<HashMap<String, Point>> {
        Ok(HashMap::new())
    }
}

pub struct Other;

#[gopylink::class]
impl Other {
    pub fn new() -> Self {
        Self
    }

    pub fn __len__(&self) -> Point {
        Point { x: 1 }
    }
}

pub struct Gaps;

#[gopylink::class]
impl Gaps {
    pub fn new() -> Self {
        Self
    }

    pub fn __next__(&mut self) -> Option<Option<i64>> {
        Some(None)
    }
}

pub struct FallibleGaps;

#[gopylink::class]
impl FallibleGaps {
    pub fn new() -> Self {
        Self
    }

    pub fn __next__(&mut self) -> Fallible<Option<()>> {
        Ok(Some(()))
    }
}

fn main() {}
