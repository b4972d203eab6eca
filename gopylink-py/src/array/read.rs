//! Buffers where nobody asks for an array: as bytes, or as the list of their elements.

use std::pin::Pin;

use gopylink_abi::array::flag;
use gopylink_abi::direct::element;
use pyo3::exceptions::{PyNotImplementedError, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyInt, PyList, PyMemoryView, PyType};

use super::element::Number;
use super::object::Array;
use super::view::{AlreadyLent, Contents, View};
use super::{lent, numpy};
use crate::codec::protocol;
use crate::errors;
use crate::standard::Unread;

/// Looks into the memory of an object, unless it is one of NumPy's single values that show their bytes as if these were
/// what they are: a `datetime64`, say.
pub(super) fn open(object: &Bound<'_, PyAny>) -> PyResult<Option<Pin<Box<View>>>> {
    let view = View::open(object)?;
    Ok(view.filter(|view| !view.has_bytes() || !is_scalar_of_numpy(object)))
}

/// Keeps libraries from writing to memory while it is read.
pub(crate) struct Reading {
    _view: Option<Pin<Box<View>>>,
}

/// Begins to read the memory of an object, if it has a buffer. Refused while a library writes there.
#[inline]
pub(crate) fn reading(object: &Bound<'_, PyAny>) -> Result<Reading, Unread> {
    if !lent::is_written(object.py()) {
        // Nobody begins to write as long as this thread holds the GIL.
        return Ok(Reading { _view: None });
    }
    lend(object)
}

#[cold]
fn lend(object: &Bound<'_, PyAny>) -> Result<Reading, Unread> {
    let mut view = View::open(object)?;
    if let Some(view) = &mut view
        && let Err(AlreadyLent) = view.as_mut().lend_all(object.py())
    {
        let class = errors::class_name(object);
        let message = format!("cannot read the {class}: Rust is writing to its memory already");
        return Err(Unread::Refused(errors::borrowed(object.py(), &message)));
    }
    Ok(Reading { _view: view })
}

/// What a buffer is where no array is asked for.
pub(crate) enum Found<'py> {
    Bytes(Bound<'py, PyBytes>),
    /// What `tolist()` gives.
    List(Bound<'py, PyAny>),
    /// Nothing that crosses: what, in words.
    Other(String),
}

/// Reads a `memoryview`: one of bytes is bytes, one of anything else a list.
pub(crate) fn memoryview<'py>(memory: &Bound<'py, PyAny>) -> Result<Found<'py>, Unread> {
    let py = memory.py();
    let _reading = reading(memory)?;
    let view = View::open(memory)?;
    if let Some(view) = &view
        && view.has_bytes()
        && view.shape().len() <= 1
    {
        return Ok(Found::Bytes(match view.copied(py) {
            Some(bytes) => bytes,
            None => protocol::method(memory, intern!(py, "tobytes"))?.cast_into().map_err(PyErr::from)?,
        }));
    }
    match (protocol::method(memory, intern!(py, "tolist")), view) {
        (Ok(list), _) => Ok(Found::List(list)),
        // It knows the formats of this machine alone.
        (Err(error), Some(view)) if error.is_instance_of::<PyNotImplementedError>(py) => listed(py, &view),
        (Err(error), _) => Err(error.into()),
    }
}

fn listed<'py>(py: Python<'py>, view: &View) -> Result<Found<'py>, Unread> {
    Ok(match &view.contents {
        Contents::Numbers(number) if view.flags & flag::C_ORDER == 0 => {
            Found::Other(format!("non-contiguous memoryview of {}", number.name))
        }
        Contents::Numbers(number) => {
            // To make lists may run code.
            let mut bytes = Vec::with_capacity(view.length());
            view.copy_to(&mut bytes);
            let mut made = Lists { open: vec![Vec::new()], py };
            rows(view.shape(), &bytes, number, &mut made)?;
            let list = made.open.pop().and_then(|mut made| made.pop());
            list.map_or_else(|| Found::Other("memoryview".to_owned()), Found::List)
        }
        Contents::Other(words) => Found::Other(format!("memoryview of {words}")),
        Contents::Unreadable(words) => Found::Other(words.clone()),
    })
}

/// The bytes of an object that is a byte string by nothing but its buffer, such as an `mmap`.
pub(crate) fn byte_string<'py>(object: &Bound<'py, PyAny>) -> Result<Option<Bound<'py, PyBytes>>, Unread> {
    if !View::is_offered(object) {
        return Ok(None);
    }
    let _reading = reading(object)?;
    let view = open(object)?.filter(|view| view.has_bytes() && view.shape().len() == 1);
    Ok(view.and_then(|view| view.copied(object.py())))
}

/// The bytes of an object that is the list of them: where a byte string will do, that is shorter.
pub(super) fn elements_of_bytes<'py>(
    object: &Bound<'py, PyAny>,
) -> Result<Option<Bound<'py, PyBytes>>, Unread> {
    if is_list_of_numbers(object) { byte_string(object) } else { Ok(None) }
}

/// What `tolist()` gives, of an object whose memory it reads.
pub(crate) fn to_list<'py>(object: &Bound<'py, PyAny>) -> Result<Bound<'py, PyAny>, Unread> {
    let py = object.py();
    let _reading = reading(object)?;
    let list = protocol::method(object, intern!(py, "tolist"))?;
    if numpy::has_times(object) && has_number(&list) {
        let unit = object.getattr(intern!(py, "dtype"))?;
        let message = format!(
            "expected plain data, got an array of {unit}, which tolist() makes numbers of; Python has the units of \
             astype('{}[us]')",
            unit.getattr(intern!(py, "name"))?.to_string().split('[').next().unwrap_or_default()
        );
        return Err(Unread::Refused(PyTypeError::new_err(message)));
    }
    Ok(list)
}

/// Whether there is an `int` in what `tolist()` gave.
fn has_number(list: &Bound<'_, PyAny>) -> bool {
    match list.cast::<PyList>() {
        Ok(list) => list.iter().any(|item| has_number(&item)),
        Err(_) => list.is_instance_of::<PyInt>(),
    }
}

fn is_scalar_of_numpy(object: &Bound<'_, PyAny>) -> bool {
    let is_generic = |base: &Bound<'_, PyType>| numpy::type_name(base) == c"numpy.generic";
    !is_byte_string(object)
        && object.get_type().mro().iter().any(|base| base.cast::<PyType>().is_ok_and(is_generic))
}

/// Whether Python has a type of its own for such byte strings.
fn is_byte_string(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyBytes>()
        || object.is_instance_of::<PyByteArray>()
        || object.is_exact_instance_of::<PyMemoryView>()
}

/// Whether an object is, as a list, what its memory has: its type, which is not a subclass, says so.
pub(super) fn is_its_memory(object: &Bound<'_, PyAny>) -> bool {
    is_byte_string(object) || is_list_of_numbers(object)
}

/// A buffer that is the list of its elements, which are numbers.
pub(crate) struct Numbers {
    number: &'static Number,
    view: Pin<Box<View>>,
    _reading: Reading,
}

/// The numbers of an object that `tolist()` gives as what they are; `None` for any other object.
pub(crate) fn numbers(object: &Bound<'_, PyAny>) -> Result<Option<Numbers>, Unread> {
    if !is_list_of_numbers(object) {
        return Ok(None);
    }
    let reading = reading(object)?;
    Ok(View::open(object)?.and_then(|view| match view.contents {
        Contents::Numbers(number) if view.flags & flag::C_ORDER != 0 && view.length() > 0 => {
            Some(Numbers { number, view, _reading: reading })
        }
        _ => None,
    }))
}

impl Numbers {
    /// Passes them on, to who runs no Python code.
    pub(crate) fn each<S: Sink>(&self, sink: &mut S) -> Result<(), S::Error> {
        self.view.with_bytes(|bytes| rows(self.view.shape(), bytes, self.number, sink))
    }
}

/// Whether an object is of one of the types, and not of a subclass, that are the lists of what their buffers hold.
pub(super) fn is_list_of_numbers(object: &Bound<'_, PyAny>) -> bool {
    let class = object.get_type();
    let name = numpy::type_name(&class);
    name == c"numpy.ndarray" || name == c"array.array" || object.is_exact_instance_of::<Array>()
}

/// What takes numbers, in lists as deep as the array has dimensions.
pub(crate) trait Sink {
    type Error;

    /// Begins a list of so many items.
    fn begin(&mut self, count: usize) -> Result<(), Self::Error>;

    /// Ends the list that was begun last.
    fn end(&mut self) -> Result<(), Self::Error>;

    fn signed(&mut self, value: i64) -> Result<(), Self::Error>;

    fn unsigned(&mut self, value: u64) -> Result<(), Self::Error>;

    fn float(&mut self, value: f64) -> Result<(), Self::Error>;
}

impl View {
    /// Whether the elements are bytes.
    pub(super) fn has_bytes(&self) -> bool {
        matches!(self.contents, Contents::Numbers(number) if number.kind == element::U8)
    }

    /// Whether it is a `memoryview` of bytes that do not follow each other: a byte string only by a copy.
    pub(super) fn is_spread_bytes(&self, object: &Bound<'_, PyAny>) -> bool {
        self.flags & flag::C_ORDER == 0
            && self.has_bytes()
            && self.shape().len() == 1
            && object.is_exact_instance_of::<PyMemoryView>()
    }

    /// The bytes of the elements, if they follow each other.
    pub(super) fn copied<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        (self.flags & flag::C_ORDER != 0).then(|| self.with_bytes(|bytes| PyBytes::new(py, bytes)))
    }
}

/// Passes the numbers in these bytes on, which are an array of that shape.
fn rows<S: Sink>(shape: &[usize], bytes: &[u8], number: &Number, sink: &mut S) -> Result<(), S::Error> {
    let Some((&count, inner)) = shape.split_first() else { return elements(bytes, number, sink) };
    sink.begin(count)?;
    if inner.is_empty() {
        elements(bytes, number, sink)?;
    } else {
        let size = bytes.len() / count.max(1);
        for row in 0..count {
            rows(inner, &bytes[row * size..][..size], number, sink)?;
        }
    }
    sink.end()
}

fn elements<S: Sink>(bytes: &[u8], number: &Number, sink: &mut S) -> Result<(), S::Error> {
    macro_rules! each {
        ($type:ty, $method:ident) => {{
            let (elements, _) = bytes.as_chunks::<{ size_of::<$type>() }>();
            elements.iter().try_for_each(|bytes| sink.$method(<$type>::from_ne_bytes(*bytes).into()))
        }};
    }
    match number.kind {
        element::I8 => each!(i8, signed),
        element::I16 => each!(i16, signed),
        element::I32 => each!(i32, signed),
        element::I64 => each!(i64, signed),
        element::U8 => each!(u8, unsigned),
        element::U16 => each!(u16, unsigned),
        element::U32 => each!(u32, unsigned),
        element::U64 => each!(u64, unsigned),
        element::F32 => each!(f32, float),
        _ => each!(f64, float),
    }
}

/// Lists of Python's.
struct Lists<'py> {
    py: Python<'py>,
    /// The items of those that are still to be made, behind what is in none of them.
    open: Vec<Vec<Bound<'py, PyAny>>>,
}

impl<'py> Lists<'py> {
    fn put(&mut self, item: Bound<'py, PyAny>) {
        if let Some(items) = self.open.last_mut() {
            items.push(item);
        }
    }
}

impl Sink for Lists<'_> {
    type Error = PyErr;

    fn begin(&mut self, count: usize) -> PyResult<()> {
        self.open.push(Vec::with_capacity(count));
        Ok(())
    }

    fn end(&mut self) -> PyResult<()> {
        let items = self.open.pop().unwrap_or_default();
        let list = PyList::new(self.py, items)?;
        self.put(list.into_any());
        Ok(())
    }

    fn signed(&mut self, value: i64) -> PyResult<()> {
        self.put(value.into_pyobject(self.py)?.into_any());
        Ok(())
    }

    fn unsigned(&mut self, value: u64) -> PyResult<()> {
        self.put(value.into_pyobject(self.py)?.into_any());
        Ok(())
    }

    fn float(&mut self, value: f64) -> PyResult<()> {
        self.put(value.into_pyobject(self.py)?.into_any());
        Ok(())
    }
}
