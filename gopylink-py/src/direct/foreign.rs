//! Objects whose type is not builtin, brought into the form of one that is. Asking them may run Python code.

use gopylink_abi::direct::{Token, token};
use pyo3::exceptions::PyRecursionError;
use pyo3::ffi;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::critical_section::with_critical_section;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMemoryView, PyString, PyTuple};

use super::fault::{self, Fault};
use super::{plain, read};
use crate::array::{self, Found};
use crate::codec::{Class, classify, index_of, protocol};
use crate::enter::{self, Guarded};
use crate::{dispatch, stack, standard};

/// Reads any object as one that cannot cross, which asks it nothing.
pub(super) fn opaque(value: &Bound<'_, PyAny>) -> Token {
    let py = value.py();
    let name = if value.is_none() { "None".to_owned() } else { dispatch::word(value) };
    unknown(py, &name)
}

/// What cannot cross, by its name.
fn unknown(py: Python<'_>, name: &str) -> Token {
    fault::named(py, token::OPAQUE, 0, PyString::new(py, name).unbind())
}

/// Reads an object of any but the frequent builtin types.
pub(super) fn read(value: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    // What is asked may call the library again.
    if stack::exhausted() {
        return Err(
            PyRecursionError::new_err("calls are nested deeper than this thread's stack allows").into()
        );
    }
    read_any(value)
}

fn read_any(value: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    let py = value.py();
    if let Ok(bytes) = value.cast_exact::<PyByteArray>() {
        return copied(bytes);
    }
    if value.is_exact_instance_of::<PyMemoryView>() {
        return memoryview(value);
    }
    match classify(value)?.class {
        Class::Builtin => derived(value),
        Class::Enum => member(value),
        Class::NamedTuple(fields) => record(value, &fields, token::NAMED_TUPLE),
        Class::Record(fields) => {
            plain::learn(&value.get_type(), &fields)?;
            record(value, &fields, token::PAIRS)
        }
        Class::Mapping => mapping(value),
        Class::Set => set(value),
        Class::Index => Ok(of_type(protocol::index(value)?, read::integer)),
        Class::Float => Ok(read::float(protocol::float(value)?)),
        Class::Bool => Ok(read::boolean(protocol::truth(value)?)),
        Class::Text => Ok(of_type(protocol::text(value)?.into_any(), read::text)),
        Class::ToList => to_list(value),
        Class::Sequence => match array::byte_string(value)? {
            Some(bytes) => Ok(read::owned_bytes(token::BYTES, bytes.into_any())),
            None => sequence(value),
        },
        Class::Standard(kind) => {
            let payload = PyBytes::new(py, &standard::read(value, kind)?);
            Ok(read::owned_bytes(token::STANDARD, payload.into_any()))
        }
        Class::Opaque(_) if dispatch::addresses(value).is_some() => Ok(opaque(value)),
        Class::Opaque(name) => match array::byte_string(value)? {
            Some(bytes) => Ok(read::owned_bytes(token::BYTES, bytes.into_any())),
            None => Ok(unknown(py, &name)),
        },
    }
}

/// Reads an object where a number is wanted.
pub(super) fn index(value: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    if stack::exhausted() || !classify(value)?.has_index {
        return read(value);
    }
    let index = index_of(value)?;
    Ok(match index.cast::<PyString>() {
        Ok(text) => fault::named(value.py(), token::OPAQUE, 0, text.clone().unbind()),
        Err(_) => of_type(index, read::integer),
    })
}

/// An object whose type derives from a builtin one.
fn derived(value: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    let object = value.as_ptr();
    // SAFETY: the object is of the type that each line asks for, and stays alive while the token is used.
    unsafe {
        Ok(if value.is_instance_of::<PyString>() {
            read::text(object)
        } else if value.is_instance_of::<PyInt>() {
            read::integer(object)
        } else if let Ok(float) = value.cast::<PyFloat>() {
            read::float(float.value())
        } else if value.is_instance_of::<PyBytes>() {
            read::bytes(object)
        } else if let Ok(bytes) = value.cast::<PyByteArray>() {
            return copied(bytes);
        } else if value.is_instance_of::<PyList>() {
            read::list(object)
        } else if value.is_instance_of::<PyTuple>() {
            read::tuple(object)
        } else if value.is_instance_of::<PyDict>() {
            // Not as a dict: an OrderedDict keeps an order of its own.
            return mapping(value);
        } else {
            return set(value);
        })
    }
}

/// What an object gave in its place.
fn owned(value: Bound<'_, PyAny>) -> Token {
    // SAFETY: the reference is given away.
    unsafe { read::given(value.into_ptr()) }
}

/// What an object gave in its place, read as what it has to be: it may be of a subclass.
fn of_type(value: Bound<'_, PyAny>, read: unsafe fn(*mut ffi::PyObject) -> Token) -> Token {
    let value = Guarded::new(value);
    // SAFETY: the object is of the type that `read` reads, and alive.
    let token = unsafe { read(value.as_ptr()) };
    if token.owned || token.object.is_null() {
        return token;
    }
    // The object is what the token needs.
    std::mem::forget(value);
    Token { owned: true, ..token }
}

/// Later changes of a `bytearray` do not show.
fn copied(bytes: &Bound<'_, PyByteArray>) -> Result<Token, Fault> {
    let _reading = array::reading(bytes)?;
    let copy = with_critical_section(bytes, || {
        // SAFETY: nothing changes the bytes while they are copied.
        PyBytes::new(bytes.py(), unsafe { bytes.as_bytes() })
    });
    Ok(read::owned_bytes(token::BYTES, copy.into_any()))
}

fn memoryview(view: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    Ok(match array::memoryview(view)? {
        Found::Bytes(bytes) => read::owned_bytes(token::BYTES, bytes.into_any()),
        Found::List(list) => owned(list),
        Found::Other(name) => unknown(view.py(), &name),
    })
}

fn to_list(value: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    let list = Guarded::new(array::to_list(value)?);
    // A `tolist` that gives what has a `tolist` again may do so without end.
    if stack::exhausted() {
        let error =
            PyRecursionError::new_err("calls and values are nested deeper than this thread's stack allows");
        return Err(Fault::Unplaced(error));
    }
    let list = list.into_inner();
    let token = owned(list.clone());
    if !matches!(token.kind, token::INSTANCE | token::BUFFER) {
        return Ok(token);
    }
    // SAFETY: the token's own reference, which is not used again.
    unsafe { super::give_back(token.object.cast()) };
    let list = Guarded::new(list);
    let token = read_any(&list)?;
    if token.owned || token.object.is_null() {
        return Ok(token);
    }
    // The object is what the token needs.
    std::mem::forget(list);
    Ok(Token { owned: true, ..token })
}

fn member(member: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    let py = member.py();
    let items = Items::new(py);
    // Combined flags had no name before Python 3.11.
    match Guarded::new(enter::getattr(member, intern!(py, "name"))?).cast::<PyString>() {
        Ok(name) => items.push(plain(name)?.as_any())?,
        Err(_) => items.push(intern!(py, ""))?,
    }
    items.push(&Guarded::new(enter::getattr(member, intern!(py, "value"))?))?;
    Ok(items.into_token(token::ENUM))
}

fn record(record: &Bound<'_, PyAny>, fields: &Bound<'_, PyTuple>, kind: u32) -> Result<Token, Fault> {
    let items = Items::new(record.py());
    for field in fields.iter_borrowed() {
        let name = field.cast::<PyString>().map_err(PyErr::from)?;
        items.push(plain(&name)?.as_any())?;
        items.push(&Guarded::new(enter::getattr(record, &name)?))?;
    }
    Ok(items.into_token(kind))
}

fn mapping(mapping: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    let py = mapping.py();
    let items = Items::new(py);
    let entries = Guarded::new(protocol::method(mapping, intern!(py, "items"))?);
    for entry in protocol::items(&entries)? {
        let entry = Guarded::new(entry?);
        let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = entry.extract()?;
        items.push(&key)?;
        items.push(&value)?;
    }
    Ok(items.into_token(token::PAIRS))
}

fn set(set: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    let items = Items::new(set.py());
    for element in protocol::items(set)? {
        items.push(&Guarded::new(element?))?;
    }
    Ok(items.into_token(token::SET))
}

fn sequence(sequence: &Bound<'_, PyAny>) -> Result<Token, Fault> {
    let _reading = array::reading(sequence)?;
    let items = Items::new(sequence.py());
    let length = protocol::length(sequence)?;
    let mut given = protocol::items(sequence)?;
    for _ in 0..length {
        // Not a loop over the items: a class that has only `__getitem__` may never end its iteration.
        let item = given.next().ok_or_else(|| Fault::ended(sequence))?;
        items.push(&Guarded::new(item?))?;
    }
    Ok(items.into_token(token::LIST))
}

/// The `str` of a name, which may be of a subclass, or not be Unicode.
fn plain<'py>(name: &Bound<'py, PyString>) -> Result<Bound<'py, PyString>, Fault> {
    let py = name.py();
    let text = name.to_str().map_err(|error| Fault::of_text(py, error))?;
    Ok(if name.is_exact_instance_of::<PyString>() { name.clone() } else { PyString::new(py, text) })
}

/// The items of a container, in a list that nobody else sees.
struct Items<'py>(Guarded<'py>);

impl<'py> Items<'py> {
    fn new(py: Python<'py>) -> Self {
        let list = PyList::empty(py);
        // SAFETY: a list that has just been made, and so is tracked. Ending it does not need that.
        unsafe { ffi::PyObject_GC_UnTrack(list.as_ptr().cast()) };
        Self(Guarded::new(list.into_any()))
    }

    /// Appends an item. Runs no Python code.
    fn push(&self, item: &Bound<'py, PyAny>) -> PyResult<()> {
        // SAFETY: a list, and any object.
        let outcome = unsafe { ffi::PyList_Append(self.0.as_ptr(), item.as_ptr()) };
        if outcome == 0 { Ok(()) } else { Err(PyErr::fetch(item.py())) }
    }

    fn into_token(self, kind: u32) -> Token {
        read::owned_container(kind, self.0.into_inner())
    }
}
