//! Walks a Python object and writes its wire form.
//!
//! Builtin types come first and without calling into Python. Objects of other types may run code of their own
//! while they are read, so nothing here relies on a container keeping its size.

use std::ops::Range;

use gopylink_abi::wire;
use pyo3::PyTypeInfo;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::critical_section::with_critical_section;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PyMemoryView, PySet, PyString,
    PyTuple,
};

use super::decode::Decoder;
use super::fault::{Fault, Outcome, Segment};
use super::kept::Kept;
use super::output::Output;
use super::protocol::{self, big_int};
use crate::{array, dispatch, enter};

/// Writes one value and all that it holds.
pub(super) struct Encoder<'o> {
    pub(super) out: Output<'o>,
    pub(super) depth: usize,
    /// Where to keep instances of exported classes alive, if they are sent.
    kept: Option<&'o mut Kept>,
    /// In how many containers these are, where there is nothing else.
    instances_at: usize,
}

impl<'o> Encoder<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out: Output::new(out), depth: 0, kept: None, instances_at: usize::MAX }
    }

    /// One that writes msgpack as everybody reads it.
    pub(super) fn plain(out: &'o mut Vec<u8>) -> Self {
        Self { out: Output::plain(out), depth: 0, kept: None, instances_at: usize::MAX }
    }

    /// One that sends instances of exported classes, which are in so many containers, and keeps them alive there.
    pub(super) fn keeping(out: &'o mut Vec<u8>, kept: &'o mut Kept, instances_at: usize) -> Self {
        Self { kept: Some(kept), instances_at, ..Self::new(out) }
    }

    pub(super) fn value(&mut self, value: &Bound<'_, PyAny>) -> Outcome {
        if self.depth == self.instances_at {
            return self.instance(value);
        }
        if let Some(text) = exact::<PyString>(value) {
            self.text(text)
        } else if value.is_exact_instance_of::<PyInt>() {
            self.int(value)
        } else if let Some(float) = exact::<PyFloat>(value) {
            self.out.float(float.value());
            Ok(())
        } else if value.is_none() {
            self.out.nil();
            Ok(())
        } else if let Some(truth) = exact::<PyBool>(value) {
            self.out.bool(truth.is_true());
            Ok(())
        } else if let Some(list) = exact::<PyList>(value) {
            self.list(list)
        } else if let Some(dict) = exact::<PyDict>(value) {
            self.dict(dict)
        } else if let Some(tuple) = exact::<PyTuple>(value) {
            self.tuple(tuple)
        } else if let Some(bytes) = exact::<PyBytes>(value) {
            self.out.bytes(bytes.as_bytes())
        } else {
            self.rare(value)
        }
    }

    /// The builtin types that are rarely passed, and every other type.
    fn rare(&mut self, value: &Bound<'_, PyAny>) -> Outcome {
        if value.is_exact_instance_of::<PySet>() || value.is_exact_instance_of::<PyFrozenSet>() {
            // Runs no Python code.
            self.set(value.try_iter()?)
        } else if let Some(bytes) = exact::<PyByteArray>(value) {
            self.byte_array(bytes)
        } else if value.is_exact_instance_of::<PyMemoryView>() {
            self.memoryview(value)
        } else {
            self.foreign(value)
        }
    }

    pub(super) fn text(&mut self, text: &Bound<'_, PyString>) -> Outcome {
        self.out.text(text.to_str().map_err(|error| Fault::of_text(text.py(), error))?)
    }

    pub(super) fn int(&mut self, value: &Bound<'_, PyAny>) -> Outcome {
        if let Ok(value) = value.extract::<i64>() {
            self.out.signed(value);
        } else if let Ok(value) = value.extract::<u64>() {
            self.out.unsigned(value);
        } else {
            self.out.big_int(big_int(value)?.as_bytes())?;
        }
        Ok(())
    }

    pub(super) fn list(&mut self, list: &Bound<'_, PyList>) -> Outcome {
        self.enter()?;
        let length = list.len();
        self.out.array(length)?;
        for index in 0..length {
            let item = item(list, index, length)?;
            self.value(&item).map_err(|fault| fault.at(Segment::Index(index)))?;
        }
        self.depth -= 1;
        Ok(())
    }

    pub(super) fn tuple(&mut self, tuple: &Bound<'_, PyTuple>) -> Outcome {
        self.enter()?;
        let extension = self.out.open_extension(wire::TUPLE);
        self.out.array(tuple.len())?;
        for (index, item) in tuple.iter_borrowed().enumerate() {
            self.value(&item).map_err(|fault| fault.at(Segment::Index(index)))?;
        }
        self.depth -= 1;
        self.out.close_extension(&extension)
    }

    pub(super) fn dict(&mut self, dict: &Bound<'_, PyDict>) -> Outcome {
        self.enter()?;
        // Where there is no GIL, this keeps other threads from the dict, but for while an entry runs Python code.
        with_critical_section(dict, || {
            let length = dict.len();
            self.out.map(length)?;
            let mut entries = dict.iter();
            for _ in 0..length {
                // The iterator panics when it is asked for more after a change.
                if dict.len() != length {
                    return Err(Fault::size_changed(dict));
                }
                let Some((key, value)) = entries.next() else {
                    return Err(Fault::size_changed(dict));
                };
                self.entry(&key, &value)?;
            }
            Ok(())
        })?;
        self.depth -= 1;
        Ok(())
    }

    fn entry(&mut self, key: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> Outcome {
        let start = self.out.len();
        self.value(key).map_err(|fault| fault.at(Segment::DictKey))?;
        let end = self.out.len();
        self.value(value).map_err(|fault| fault.at(self.key_segment(key.py(), start..end)))
    }

    /// The segment of the key that was written there. What was written has no code of its own that showing it could run.
    #[cold]
    fn key_segment(&self, py: Python<'_>, written: Range<usize>) -> Segment {
        let key = Decoder::new(py, self.out.written(written), None, &String::new).value();
        Segment::Key(key.ok().map(Bound::unbind))
    }

    pub(super) fn set<'py>(
        &mut self,
        elements: impl Iterator<Item = PyResult<Bound<'py, PyAny>>>,
    ) -> Outcome {
        self.enter()?;
        let extension = self.out.open_extension(wire::SET);
        let array = self.out.open_array();
        let mut count = 0;
        for element in elements {
            self.value(&element?).map_err(|fault| fault.at(Segment::Element))?;
            count += 1;
        }
        self.depth -= 1;
        self.out.close_counted(&array, count)?;
        self.out.close_extension(&extension)
    }

    pub(super) fn memoryview(&mut self, view: &Bound<'_, PyAny>) -> Outcome {
        if self.out.is_plain() {
            return self.viewed(view);
        }
        let extension = self.open_named(wire::NAMED, "memoryview")?;
        self.out.bool(true);
        self.viewed(view)?;
        self.out.close_extension(&extension)
    }

    /// An instance of an exported class. Anything else is refused: its type is all that is sent, which runs no code of it.
    fn instance(&mut self, value: &Bound<'_, PyAny>) -> Outcome {
        if value.is_none() {
            self.out.nil();
            return Ok(());
        }
        let name = dispatch::word(value);
        match (&mut self.kept, dispatch::addresses(value)) {
            (Some(kept), Some((class, place))) => {
                kept.push(value.clone().unbind());
                self.out.instance(class, place, &name)
            }
            _ => self.out.opaque(&name),
        }
    }

    /// An object whose type derives from a builtin one.
    pub(super) fn derived(&mut self, value: &Bound<'_, PyAny>) -> Outcome {
        if let Ok(text) = value.cast::<PyString>() {
            self.text(text)
        } else if value.is_instance_of::<PyInt>() {
            self.int(value)
        } else if let Ok(float) = value.cast::<PyFloat>() {
            self.out.float(float.value());
            Ok(())
        } else if let Ok(bytes) = value.cast::<PyBytes>() {
            self.out.bytes(bytes.as_bytes())
        } else if let Ok(bytes) = value.cast::<PyByteArray>() {
            self.byte_array(bytes)
        } else if let Ok(list) = value.cast::<PyList>() {
            self.list(list)
        } else if let Ok(tuple) = value.cast::<PyTuple>() {
            self.tuple(tuple)
        } else if value.is_instance_of::<PyDict>() {
            // Not as a dict: an OrderedDict keeps an order of its own.
            self.mapping(value)
        } else {
            self.set(protocol::items(value)?)
        }
    }

    pub(super) fn member(&mut self, member: &Bound<'_, PyAny>) -> Outcome {
        let py = member.py();
        self.enter()?;
        let extension = self.out.open_extension(wire::ENUM);
        if !self.out.is_plain() {
            self.out.array(2)?;
            // Combined flags had no name before Python 3.11.
            match enter::getattr(member, intern!(py, "name"))?.cast::<PyString>() {
                Ok(name) => self.text(name)?,
                Err(_) => self.out.text("")?,
            }
        }
        // A member stands for its value, which is in no more containers than the member.
        let instances_at = self.instances_at;
        self.instances_at = instances_at.saturating_add(1);
        self.value(&enter::getattr(member, intern!(py, "value"))?)?;
        self.instances_at = instances_at;
        self.depth -= 1;
        self.out.close_extension(&extension)
    }

    pub(super) fn record(&mut self, record: &Bound<'_, PyAny>, fields: &Bound<'_, PyTuple>) -> Outcome {
        self.enter()?;
        self.out.map(fields.len())?;
        for field in fields.iter_borrowed() {
            let name = field.cast::<PyString>().map_err(PyErr::from)?;
            self.text(&name)?;
            let value = enter::getattr(record, &name)?;
            self.value(&value).map_err(|fault| fault.at(Segment::Field(name.to_string())))?;
        }
        self.depth -= 1;
        Ok(())
    }

    pub(super) fn mapping(&mut self, mapping: &Bound<'_, PyAny>) -> Outcome {
        self.enter()?;
        let map = self.out.open_map();
        let mut count = 0;
        let items = protocol::method(mapping, intern!(mapping.py(), "items"))?;
        for item in protocol::items(&items)? {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
            self.entry(&key, &value)?;
            count += 1;
        }
        self.depth -= 1;
        self.out.close_counted(&map, count)
    }

    pub(super) fn sequence(&mut self, sequence: &Bound<'_, PyAny>) -> Outcome {
        let _reading = array::reading(sequence)?;
        self.enter()?;
        let length = protocol::length(sequence)?;
        self.out.array(length)?;
        let mut items = protocol::items(sequence)?;
        for index in 0..length {
            // Not a loop over the items: a class that has only `__getitem__` may never end its iteration.
            let Some(item) = items.next() else {
                return Err(Fault::size_changed(sequence));
            };
            self.value(&item?).map_err(|fault| fault.at(Segment::Index(index)))?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Goes one level deeper. Left by taking one off `depth`, on success only: an error ends the walk.
    #[inline]
    pub(super) fn enter(&mut self) -> Outcome {
        self.depth += 1;
        if self.depth > wire::MAX_DEPTH {
            Err(Fault::too_deep())
        } else if crate::stack::exhausted() {
            Err(Fault::stack_exhausted())
        } else {
            Ok(())
        }
    }
}

/// An item of a list that had `length` of them, which code of the items before may have changed.
#[inline]
pub(super) fn item<'py>(
    list: &Bound<'py, PyList>,
    index: usize,
    length: usize,
) -> Outcome<Bound<'py, PyAny>> {
    if list.len() != length {
        return Err(Fault::size_changed(list));
    }
    // Where there is no GIL, it may be shorter by now.
    list.get_item(index).map_err(|_| Fault::size_changed(list))
}

/// `value` as a `T`, unless it is of another type or of a subclass.
#[inline]
fn exact<'a, 'py, T: PyTypeInfo>(value: &'a Bound<'py, PyAny>) -> Option<&'a Bound<'py, T>> {
    if value.is_exact_instance_of::<T>() { value.cast::<T>().ok() } else { None }
}
