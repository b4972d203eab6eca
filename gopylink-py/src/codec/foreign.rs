//! What is written of an object whose type is not builtin.

use gopylink_abi::wire;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PyMemoryView, PySet, PyString,
    PyTuple,
};

use super::classify::{Class, Described, classify, index_of};
use super::encode::Encoder;
use super::fault::Outcome;
use super::output::Pending;
use super::plain;
use super::protocol;
use crate::{array, dispatch, standard};

impl Encoder<'_> {
    /// An object of a type that is not builtin.
    pub(super) fn foreign(&mut self, value: &Bound<'_, PyAny>) -> Outcome {
        let Described { class, name, has_index } = classify(value)?;
        if dispatch::addresses(value).is_some() {
            let name = dispatch::word(value);
            return match class {
                _ if self.out.is_plain() => self.out.opaque(&name),
                Class::Opaque(_) => {
                    let extension = self.out.open_extension(wire::OTHERWISE);
                    self.out.array(1)?;
                    self.out.text(&name)?;
                    self.out.close_extension(&extension)
                }
                class => self.named(wire::OTHERWISE, &name, has_index, value, class),
            };
        }
        match name {
            Some(name) if !self.out.is_plain() => {
                self.named(wire::NAMED, name.to_str()?, has_index, value, class)
            }
            _ => self.of_class(value, class),
        }
    }

    /// An object, with the name of its type and the integer that it may be read as.
    fn named(
        &mut self,
        kind: i8,
        name: &str,
        has_index: bool,
        value: &Bound<'_, PyAny>,
        class: Class<'_>,
    ) -> Outcome {
        let extension = self.open_named(kind, name)?;
        if has_index {
            let index = index_of(value)?;
            match index.cast::<PyString>() {
                Ok(text) => self.text(text)?,
                Err(_) => self.int(&index)?,
            }
        } else if matches!(class, Class::ToList) {
            self.out.bool(true);
        } else {
            self.out.nil();
        }
        self.of_class(value, class)?;
        self.out.close_extension(&extension)
    }

    /// Begins an object with the name of its type. The integer that it may be read as comes next, then the object.
    pub(super) fn open_named(&mut self, kind: i8, name: &str) -> Outcome<Pending> {
        let extension = self.out.open_extension(kind);
        self.out.array(3)?;
        self.out.text(name)?;
        Ok(extension)
    }

    /// What an object gave in its place, which has a name already and gets no other.
    pub(super) fn unnamed(&mut self, value: &Bound<'_, PyAny>) -> Outcome {
        if value.is_exact_instance_of::<PyMemoryView>() {
            self.viewed(value)
        } else if is_builtin(value) {
            self.value(value)
        } else {
            let class = classify(value)?.class;
            self.of_class(value, class)
        }
    }

    /// An object that is sent as its type says.
    fn of_class(&mut self, value: &Bound<'_, PyAny>, class: Class<'_>) -> Outcome {
        match class {
            Class::Builtin => self.derived(value),
            Class::Enum => self.member(value),
            Class::NamedTuple(_) if self.out.is_plain() => self.derived(value),
            Class::NamedTuple(fields) => {
                let extension = self.out.open_extension(wire::NAMED_TUPLE);
                self.record(value, &fields)?;
                self.out.close_extension(&extension)
            }
            Class::Record(fields) => self.record(value, &fields),
            Class::Mapping => self.mapping(value),
            Class::Set => self.set(protocol::items(value)?),
            Class::Index => self.int(&protocol::index(value)?),
            Class::Float => {
                self.out.float(protocol::float(value)?);
                Ok(())
            }
            Class::Bool => {
                self.out.bool(protocol::truth(value)?);
                Ok(())
            }
            Class::Text => self.text(&protocol::text(value)?),
            Class::ToList => self.listed(value),
            Class::Sequence => match array::byte_string(value)? {
                Some(bytes) => self.out.bytes(bytes.as_bytes()),
                None => self.sequence(value),
            },
            Class::Opaque(name) => match array::byte_string(value)? {
                Some(bytes) => self.out.bytes(bytes.as_bytes()),
                None => self.out.opaque(&name),
            },
            Class::Standard(kind) if self.out.is_plain() => plain::standard(&mut self.out, value, kind),
            Class::Standard(kind) => self.out.standard(&standard::read(value, kind)?),
        }
    }
}

/// Whether the type is a builtin one itself, of those that are sent.
fn is_builtin(value: &Bound<'_, PyAny>) -> bool {
    value.is_none()
        || value.is_exact_instance_of::<PyBool>()
        || value.is_exact_instance_of::<PyInt>()
        || value.is_exact_instance_of::<PyFloat>()
        || value.is_exact_instance_of::<PyString>()
        || value.is_exact_instance_of::<PyBytes>()
        || value.is_exact_instance_of::<PyByteArray>()
        || value.is_exact_instance_of::<PyList>()
        || value.is_exact_instance_of::<PyTuple>()
        || value.is_exact_instance_of::<PyDict>()
        || value.is_exact_instance_of::<PySet>()
        || value.is_exact_instance_of::<PyFrozenSet>()
}
