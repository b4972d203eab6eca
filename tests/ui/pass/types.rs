//! Types that only the compiler understands: aliases, lifetimes, `Self`, and results by other names.
#![deny(warnings)]

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;

use gopylink::{Array, ArrayView, ArrayViewMut};

type Text<'a> = Cow<'a, str>;
type Fallible<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;
type Bytes<'a> = &'a [u8];
type Samples<'a> = &'a [f32];
type Row = (String, Vec<HashMap<String, f64>>);

pub struct Functions;

#[gopylink::functions]
impl Functions {
    pub const WIDTH: usize = 3;

    pub fn elided(text: &str, bytes: &[u8], maybe: Option<&str>) -> usize {
        text.len() + bytes.len() + maybe.map_or(0, str::len)
    }

    pub fn named<'a, 'b: 'a>(text: &'a str, _other: &'b str) -> &'a str {
        text
    }

    pub fn bounded<'a, 'b>(text: &'a str, other: &'b str) -> &'a str
    where
        'b: 'a,
    {
        if text.is_empty() { other } else { text }
    }

    pub fn hidden(bytes: Bytes) -> Text<'static> {
        Cow::Owned(String::from_utf8_lossy(bytes).into_owned())
    }

    pub fn arrays(values: ArrayView<'_, f64>, bytes: &[u8], maybe: Option<&[i32]>, samples: Samples) -> f64 {
        let count = bytes.len() + maybe.map_or(0, <[i32]>::len) + samples.len();
        values.iter().sum::<f64>() + count as f64
    }

    pub fn in_place(mut values: ArrayViewMut<f32>, others: &mut [i64], maybe: Option<&mut [u16]>) {
        values.fill(1.0);
        others.fill(1);
        maybe.unwrap_or_default().fill(1);
    }

    pub fn named_array<'a>(values: ArrayView<'a, f64>, _other: &'a [f64]) -> Array<f64> {
        values.to_array()
    }

    #[gopylink(array)]
    pub fn as_array(count: usize) -> Fallible<Vec<f64>> {
        Ok(vec![0.0; count])
    }

    #[gopylink(array)]
    pub fn maybe_array(count: Option<usize>) -> Option<Box<[u8]>> {
        count.map(|count| vec![0; count].into_boxed_slice())
    }

    pub fn lives_on(text: Text<'_>) -> &'static str {
        if text.is_empty() { "empty" } else { "full" }
    }

    pub fn sized(row: [u8; Self::WIDTH]) -> Fallible<[u8; Self::WIDTH]> {
        Ok(row)
    }

    pub fn nothing() -> Fallible {
        Ok(())
    }

    pub fn nested(row: Row) -> Result<Option<Row>, String> {
        Ok(Some(row))
    }

    pub fn text_error() -> Result<i64, &'static str> {
        Err("no")
    }

    pub fn own_error() -> Result<i64, gopylink::Error> {
        Ok(1)
    }

    pub fn short_result() -> gopylink::Result<i64> {
        Ok(1)
    }

    pub fn io() -> std::io::Result<()> {
        Ok(())
    }

    pub fn changing(mut numbers: Vec<i64>) -> Vec<i64> {
        numbers.sort_unstable();
        numbers
    }

    pub const fn constant() -> i64 {
        1
    }
}

pub struct Page {
    text: String,
}

#[gopylink::class]
impl Page {
    pub fn new(text: &str) -> Fallible<Self> {
        Ok(Self { text: text.to_owned() })
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn words<'a>(self: &'a Self, _separator: &str) -> Vec<&'a str> {
        self.text.split(' ').collect()
    }

    pub fn first(self: &Page) -> Option<&str> {
        self.text.split(' ').next()
    }

    pub fn push(self: &mut Self, text: &str) -> Result<&str, String> {
        self.text.push_str(text);
        Ok(&self.text)
    }
}

fn main() {}
