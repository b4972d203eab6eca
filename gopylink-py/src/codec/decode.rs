//! Builds Python objects from their wire form.

use gopylink_abi::wire;
use pyo3::exceptions::{PyRecursionError, PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyFrozenSet, PyInt, PyList, PySet, PyTuple};

use super::input::{Input, Item, malformed};
use super::keys::{Keys, string};
use super::plain;
use crate::record::Classes;
use crate::{array, dispatch, standard};

/// What a value has to be able to do.
#[derive(Clone, Copy, PartialEq)]
enum Position {
    /// Stand anywhere.
    Plain,
    /// Be an element of a set or a key of a dict, or inside one: arrays become tuples, sets become frozensets.
    Hashable,
}

/// Reads one value and all that it holds.
pub(super) struct Decoder<'py, 'b> {
    py: Python<'py>,
    input: Input<'b>,
    keys: Keys<'py, 'b>,
    depth: usize,
    /// Whether extensions are those of msgpack itself, not ours.
    plain: bool,
    /// Those of the library that the value comes from.
    classes: Option<&'b Classes>,
    /// Items of the lists and tuples that are being read. Each of these is made when all of its items are there, as the garbage
    /// collector shows whatever there is to Python code.
    items: Vec<Bound<'py, PyAny>>,
    /// Names the value in errors.
    root: &'b dyn Fn() -> String,
}

impl<'py, 'b> Decoder<'py, 'b> {
    pub(super) fn new(
        py: Python<'py>,
        bytes: &'b [u8],
        classes: Option<&'b Classes>,
        root: &'b dyn Fn() -> String,
    ) -> Self {
        Self {
            py,
            input: Input::new(bytes),
            keys: Keys::default(),
            depth: 0,
            plain: false,
            classes,
            items: Vec::new(),
            root,
        }
    }

    /// Of msgpack that is not gopylink's own.
    pub(super) fn plain(py: Python<'py>, bytes: &'b [u8], root: &'b dyn Fn() -> String) -> Self {
        Self { plain: true, ..Self::new(py, bytes, None, root) }
    }

    /// All values that there are, one after the other.
    pub(super) fn values(&mut self) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let mut values = Vec::new();
        while !self.input.is_empty() {
            values.push(self.value()?);
        }
        Ok(values)
    }

    pub(super) fn value(&mut self) -> PyResult<Bound<'py, PyAny>> {
        self.positioned(Position::Plain)
    }

    pub(super) fn arguments(&mut self) -> PyResult<Bound<'py, PyTuple>> {
        match self.input.next()? {
            // The array of arguments is no level of nesting of theirs.
            Item::Array(length) => self.tuple(length, Position::Plain),
            _ => Err(malformed("arguments that are not an array")),
        }
    }

    pub(super) fn finish(&self) -> PyResult<()> {
        if self.input.is_empty() { Ok(()) } else { Err(malformed("bytes after its end")) }
    }

    fn positioned(&mut self, position: Position) -> PyResult<Bound<'py, PyAny>> {
        let py = self.py;
        Ok(match self.input.next()? {
            Item::Nil => py.None().into_bound(py),
            Item::Bool(value) => value.into_pyobject(py)?.to_owned().into_any(),
            Item::Signed(value) => value.into_pyobject(py)?.into_any(),
            Item::Unsigned(value) => value.into_pyobject(py)?.into_any(),
            Item::Float(value) => value.into_pyobject(py)?.into_any(),
            Item::Text(text) => string(py, text).map_err(|error| self.no_text(text, error))?.into_any(),
            Item::Bytes(bytes) => PyBytes::new(py, bytes).into_any(),
            Item::Array(length) => {
                self.enter()?;
                let array = if position == Position::Hashable {
                    self.tuple(length, position)?.into_any()
                } else {
                    self.list(length)?.into_any()
                };
                self.depth -= 1;
                array
            }
            Item::Map(_) if position == Position::Hashable => {
                return Err(PyTypeError::new_err(
                    self.refused("a dict cannot be a set element or a dict key"),
                ));
            }
            Item::Map(length) => {
                self.enter()?;
                let dict = self.dict(length)?.into_any();
                self.depth -= 1;
                dict
            }
            Item::Extension(kind, payload) => self.extension(kind, payload, position)?,
        })
    }

    /// What is to be said of text that no `str` can be made of: other languages have such text.
    #[cold]
    fn no_text(&self, text: &[u8], error: PyErr) -> PyErr {
        match str::from_utf8(text) {
            Err(invalid) if self.plain => {
                let reason = self.refused("a Go string that is not UTF-8; []byte can have any bytes");
                plain::no_text(self.py, text, invalid.valid_up_to(), reason)
            }
            _ => error,
        }
    }

    fn list(&mut self, length: usize) -> PyResult<Bound<'py, PyList>> {
        let start = self.read_items(length, Position::Plain)?;
        PyList::new(self.py, self.items.drain(start..))
    }

    fn tuple(&mut self, length: usize, position: Position) -> PyResult<Bound<'py, PyTuple>> {
        let start = self.read_items(length, position)?;
        PyTuple::new(self.py, self.items.drain(start..))
    }

    /// Reads the items of an array behind those that wait already, and returns where they begin.
    fn read_items(&mut self, length: usize, position: Position) -> PyResult<usize> {
        let start = self.items.len();
        self.items.reserve(length);
        for _ in 0..length {
            let item = self.positioned(position)?;
            self.items.push(item);
        }
        Ok(start)
    }

    fn dict(&mut self, length: usize) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(self.py);
        for _ in 0..length {
            let key = self.key()?;
            dict.set_item(key, self.value()?)?;
        }
        if dict.len() < length {
            return Err(PyValueError::new_err(self.refused("two keys are equal in Python")));
        }
        Ok(dict)
    }

    fn key(&mut self) -> PyResult<Bound<'py, PyAny>> {
        match self.input.next_text()? {
            Some(text) => match self.keys.get(self.py, text) {
                Ok(key) => Ok(key.into_any()),
                Err(error) => Err(self.no_text(text, error)),
            },
            None => self.positioned(Position::Hashable),
        }
    }

    fn extension(&mut self, kind: i8, payload: &'b [u8], position: Position) -> PyResult<Bound<'py, PyAny>> {
        if self.plain {
            return plain::extension(self.py, kind, payload);
        }
        if kind == wire::INT {
            return big_int(self.py, payload);
        }
        if kind == wire::ARRAY {
            return array::decode(self.py, payload);
        }
        if kind == wire::STANDARD {
            return standard::make(self.py, payload);
        }
        if kind == wire::CLASS {
            return self.classed(payload, position);
        }
        if matches!(kind, wire::NAMED | wire::NAMED_TUPLE | wire::ENUM) {
            return self.written(kind, payload, position);
        }
        if kind == wire::INSTANCE && self.classes.is_some() {
            return dispatch::adopt(self.py, payload).ok_or_else(|| malformed("an instance that is none"));
        }
        if kind != wire::TUPLE && kind != wire::SET {
            return Err(malformed(&format!("extension {kind}")));
        }
        self.enter()?;
        let rest = std::mem::replace(&mut self.input, Input::new(payload));
        let Item::Array(length) = self.input.next()? else {
            return Err(malformed("a tuple or set that is not an array"));
        };
        let value = if kind == wire::TUPLE {
            self.tuple(length, position)?.into_any()
        } else {
            self.set(length, position)?
        };
        self.finish()?;
        self.input = rest;
        self.depth -= 1;
        Ok(value)
    }

    /// What an object is that only this side writes, and reads again to show where an error was.
    #[cold]
    fn written(&mut self, kind: i8, payload: &'b [u8], position: Position) -> PyResult<Bound<'py, PyAny>> {
        self.enter()?;
        let rest = std::mem::replace(&mut self.input, Input::new(payload));
        let value = match (kind, self.input.next()?) {
            (wire::NAMED_TUPLE, Item::Map(length)) => {
                let start = self.items.len();
                for _ in 0..length {
                    self.value()?;
                    let value = self.positioned(position)?;
                    self.items.push(value);
                }
                PyTuple::new(self.py, self.items.drain(start..))?.into_any()
            }
            (_, Item::Array(length @ 2..=3)) => {
                for _ in 1..length {
                    self.value()?;
                }
                self.positioned(position)?
            }
            _ => return Err(malformed("an object of the wrong form")),
        };
        self.finish()?;
        self.input = rest;
        self.depth -= 1;
        Ok(value)
    }

    /// A value of a class of the library's.
    fn classed(&mut self, payload: &'b [u8], position: Position) -> PyResult<Bound<'py, PyAny>> {
        let rest = std::mem::replace(&mut self.input, Input::new(payload));
        let Item::Array(2) = self.input.next()? else {
            return Err(malformed("a value of a class that is not a pair"));
        };
        let name = self.input.next_text()?.and_then(|name| str::from_utf8(name).ok());
        let class = name.and_then(|name| self.classes?.get(name));
        let class = class.ok_or_else(|| malformed("a value of a class that the library does not have"))?;
        let value = match self.input.next_text()? {
            Some(member) => class.member(&string(self.py, member)?)?,
            None => class.instance(self.positioned(position)?.cast()?)?,
        };
        self.finish()?;
        self.input = rest;
        Ok(value)
    }

    fn set(&mut self, length: usize, position: Position) -> PyResult<Bound<'py, PyAny>> {
        let set = PySet::empty(self.py)?;
        for _ in 0..length {
            set.add(self.positioned(Position::Hashable)?)?;
        }
        if set.len() < length {
            return Err(PyValueError::new_err(self.refused("two elements of a set are equal in Python")));
        }
        if position == Position::Hashable {
            // The constructor takes the whole set at once.
            self.py.get_type::<PyFrozenSet>().call1((set,))
        } else {
            Ok(set.into_any())
        }
    }

    #[inline]
    fn enter(&mut self) -> PyResult<()> {
        self.depth += 1;
        if self.depth > wire::MAX_DEPTH {
            let reason = format!("nested deeper than {} levels", wire::MAX_DEPTH);
            Err(PyRecursionError::new_err(self.refused(&reason)))
        } else if crate::stack::exhausted() {
            Err(PyRecursionError::new_err(
                self.refused("calls and values are nested deeper than this thread's stack allows"),
            ))
        } else {
            Ok(())
        }
    }

    #[cold]
    fn refused(&self, reason: &str) -> String {
        format!("{}: {reason}", (self.root)())
    }
}

/// The `int` whose two's complement these bytes are, in little-endian order.
fn big_int<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    let signed = PyDict::new(py);
    signed.set_item(intern!(py, "signed"), true)?;
    let bytes = PyBytes::new(py, bytes);
    py.get_type::<PyInt>().call_method(intern!(py, "from_bytes"), (bytes, "little"), Some(&signed))
}
