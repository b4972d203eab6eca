//! Where inside a value an error happened: `['rows'][3]`.

use std::fmt;

use super::repr;
use crate::value::Value;

/// How many segments are shown.
const SHOWN: usize = 8;
/// How many characters of a key are shown, without its quotes.
const SHOWN_OF_KEY: usize = 40;

/// One step from a value to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// An element of a list or tuple.
    Index(usize),
    /// A value of a dict or a field of a struct: its key as Python's `repr` shows it, or the beginning.
    Key(String),
    /// An element of a set, which has no index.
    Element,
    /// A key of a dict itself.
    DictKey,
    /// All arguments of a call.
    Arguments,
}

impl Segment {
    /// The value under a key; without one, under a key that cannot be shown.
    pub(crate) fn key(key: Option<&Value>) -> Self {
        Self::Key(match key {
            None => "…".to_owned(),
            Some(Value::Str(text)) => shortened_text(text),
            Some(Value::Bytes(bytes)) => match bytes.get(..SHOWN_OF_KEY) {
                Some(beginning) if bytes.len() > SHOWN_OF_KEY => cut(repr::Bytes(beginning)),
                _ => repr::Bytes(bytes).to_string(),
            },
            Some(key) => {
                let shown = key.repr();
                match shown.char_indices().nth(SHOWN_OF_KEY) {
                    Some((end, _)) => format!("{}…", &shown[..end]),
                    None => shown,
                }
            }
        })
    }

    /// The value under a key that is text.
    pub(crate) fn field(name: &str) -> Self {
        Self::Key(shortened_text(name))
    }
}

fn shortened_text(text: &str) -> String {
    match text.char_indices().nth(SHOWN_OF_KEY) {
        Some((end, _)) => cut(repr::Text(&text[..end])),
        None => repr::Text(text).to_string(),
    }
}

/// The beginning of a text, marked as no more than that.
fn cut(beginning: impl fmt::Display) -> String {
    let mut shown = beginning.to_string();
    let quote = shown.pop().unwrap_or_default();
    shown.push('…');
    shown.push(quote);
    shown
}

impl fmt::Display for Segment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(formatter, "[{index}]"),
            Self::Key(key) => write!(formatter, "[{key}]"),
            Self::Element => formatter.write_str("{…}"),
            Self::DictKey => formatter.write_str(" key"),
            Self::Arguments => formatter.write_str(" arguments"),
        }
    }
}

/// The way from the outermost value to the one at fault. Written only while an error travels outwards, so that
/// success costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path {
    /// Innermost first: segments arrive in that order.
    segments: Vec<Segment>,
}

impl Path {
    pub(crate) fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// Adds a segment on the outside.
    pub(crate) fn prepend(&mut self, segment: Segment) {
        self.segments.push(segment);
    }

    /// Takes the outermost segment off.
    pub(crate) fn take_first(&mut self) -> Option<Segment> {
        self.segments.pop()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in self.segments.iter().rev().take(SHOWN) {
            segment.fmt(formatter)?;
        }
        if self.segments.len() > SHOWN { formatter.write_str("…") } else { Ok(()) }
    }
}
