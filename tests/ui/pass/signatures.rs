//! Signatures with everything in them, also those that a macro writes.
#![deny(warnings)]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

type Maybe<T> = Option<T>;

#[derive(Clone, Copy, PartialEq, Debug, serde::Deserialize, serde::Serialize)]
pub enum Mode {
    Fast,
    Safe,
}

impl Mode {
    const USUAL: Self = Self::Safe;
}

pub struct Functions;

#[gopylink::functions]
impl Functions {
    const LIMIT: usize = 10;

    #[gopylink(signature = (a, b = 10, /, c = "x", *rest, key = None, flag = false, **options,))]
    pub fn everything(
        a: i64,
        b: u8,
        c: String,
        rest: Vec<i64>,
        key: Option<i64>,
        flag: bool,
        options: HashMap<String, i64>,
    ) -> usize {
        let _ = (a, b, c, rest, key, flag);
        options.len()
    }

    #[gopylink(signature = (text = "t", maybe = "m", cow = "c", r#type = 1, mode = Mode::USUAL, nested = Some(None)))]
    pub fn inferred(
        text: &str,
        maybe: Option<&str>,
        cow: Cow<'_, str>,
        r#type: Maybe<u16>,
        mode: Mode,
        nested: Option<Option<i64>>,
    ) -> usize {
        let _ = (maybe, cow, r#type, mode, nested);
        text.len()
    }

    #[gopylink(signature = (limit = Self::LIMIT, list = vec![Self::LIMIT; 2], map = BTreeMap::<String, i64>::new(),
        slice = &[1.0], maybe_slice = Some(&[1.0, 2.0]), bytes = b"bytes", all = if Self::LIMIT > 3 { 1 } else { 2 }))]
    pub fn expressions(
        limit: usize,
        list: Vec<usize>,
        map: BTreeMap<String, i64>,
        slice: &[f64],
        maybe_slice: Option<&[f64]>,
        bytes: &[u8],
        all: i64,
    ) -> usize {
        let _ = (list, map, slice, maybe_slice, bytes, all);
        limit
    }

    #[gopylink(signature = (*, mode = Mode::Fast))]
    pub fn only_by_name(mode: Mode) -> Mode {
        mode
    }
}

macro_rules! scaled {
    ($name:ident, $type:ty, $factor:expr, $text:expr) => {
        #[gopylink::function(signature = (value, factor = $factor, text = $text))]
        pub fn $name(value: $type, factor: $type, text: &str) -> $type {
            let _ = text;
            value * factor
        }
    };
}

scaled!(doubled, i64, 2, "two");
scaled!(halved, f64, 0.5, "half");

pub struct Counter(i64);

#[gopylink::class]
impl Counter {
    #[gopylink(signature = (value = Self::START))]
    pub fn new(value: i64) -> Self {
        Self(value)
    }

    const START: i64 = 7;

    #[gopylink(hold_gil, signature = (by = Self { 0: 1 }.0, *, times = 1))]
    pub fn incr(&mut self, by: i64, times: i64) -> i64 {
        self.0 += by * times;
        self.0
    }
}

fn main() {}
