//! `gopylink.Array`: a Python object that owns memory full of numbers, which Rust gave away.

use std::ffi::c_int;

use pyo3::exceptions::{PyBufferError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMemoryView, PyTuple};

use super::element::Number;
use super::memory::Memory;
use super::view::Offer;
use super::{numpy, rows};

/// An array of numbers that a Rust function returned.
///
/// It owns the memory that Rust filled, and offers it to whoever wants to look into it: ``numpy.asarray(array)``,
/// ``memoryview(array)``, or a Rust function that takes an array copy nothing. ``len()``, indexing and iteration work
/// as for a ``memoryview``; where there are several dimensions, what one index gives, and iteration, are arrays of the rest of
/// them, which share the memory.
///
/// It can be written as soon as nobody else has the memory: neither Rust, which may have kept it, nor another ``Array``.
#[pyclass(frozen, module = "gopylink", name = "Array")]
pub(crate) struct Array {
    pub(super) memory: Memory,
    pub(super) number: &'static Number,
    extents: Extents,
}

/// The lengths of the dimensions, outermost first, and how many bytes to go for the next element of each.
struct Extents {
    /// Those of one dimension, without memory of their own: most arrays have one, and many are small.
    flat: ([usize; 1], [isize; 1]),
    deep: Option<Box<(Vec<usize>, Vec<isize>)>>,
}

impl Extents {
    /// Of elements of so many bytes in C order.
    fn new(shape: &[usize], size: usize) -> Self {
        let mut step = size.cast_signed();
        if let [length] = *shape {
            return Self { flat: ([length], [step]), deep: None };
        }
        let mut strides: Vec<isize> = shape
            .iter()
            .rev()
            .map(|&length| {
                let stride = step;
                step = step.saturating_mul(length.cast_signed());
                stride
            })
            .collect();
        strides.reverse();
        Self { flat: ([0], [0]), deep: Some(Box::new((shape.to_vec(), strides))) }
    }

    fn shape(&self) -> &[usize] {
        self.deep.as_ref().map_or(&self.flat.0, |deep| &deep.0)
    }

    fn strides(&self) -> &[isize] {
        self.deep.as_ref().map_or(&self.flat.1, |deep| &deep.1)
    }
}

impl Array {
    /// The elements lie in the memory in C order.
    pub(super) fn new(memory: Memory, number: &'static Number, shape: &[usize]) -> Self {
        Self { memory, number, extents: Extents::new(shape, number.size) }
    }

    /// The lengths of the dimensions, outermost first.
    pub(super) fn extents(&self) -> &[usize] {
        self.extents.shape()
    }

    fn count(&self) -> usize {
        self.extents.shape().iter().product()
    }
}

#[pymethods]
impl Array {
    /// The lengths of the dimensions.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.extents.shape())
    }

    /// How many bytes to go for the next element of each dimension.
    #[getter]
    fn strides<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.extents.strides())
    }

    /// How many dimensions there are.
    #[getter]
    fn ndim(&self) -> usize {
        self.extents.shape().len()
    }

    /// How many elements there are.
    #[getter]
    fn size(&self) -> usize {
        self.count()
    }

    /// How many bytes an element takes.
    #[getter]
    fn itemsize(&self) -> usize {
        self.number.size
    }

    /// How many bytes all elements take.
    #[getter]
    fn nbytes(&self) -> usize {
        self.count() * self.number.size
    }

    /// The type of the elements, in the characters of the module ``struct``.
    #[getter]
    fn format(&self) -> &'static str {
        self.number.format.to_str().unwrap_or_default()
    }

    /// The elements as a list, of lists where there are several dimensions.
    fn tolist<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        view(slf)?.call_method0("tolist")
    }

    /// The elements as a ``numpy.ndarray``, which shares the memory.
    ///
    /// As ``numpy.asarray(array)``, and faster. NumPy must be installed.
    fn to_numpy<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let (array, owner) = (slf.get(), slf.as_any());
        let (data, is_read_only) = (array.memory.data(), !array.memory.is_sole());
        // SAFETY: the memory is this object's, with these elements; the array is frozen, so that it stays in place.
        let made = unsafe { numpy::share(owner, data, array.number, array.extents.shape(), is_read_only) };
        match made? {
            Some(made) => Ok(made),
            None => slf.py().import("numpy")?.call_method1("asarray", (owner,)),
        }
    }

    /// What NumPy reads where there is no buffer protocol.
    #[getter]
    fn __array_interface__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let interface = PyDict::new(py);
        interface.set_item("version", 3)?;
        interface.set_item("shape", self.shape(py)?)?;
        interface.set_item("typestr", self.number.type_string())?;
        interface.set_item("strides", py.None())?;
        interface.set_item("data", (self.memory.data().addr(), !self.memory.is_sole()))?;
        Ok(interface)
    }

    fn __len__(&self) -> PyResult<usize> {
        self.extents
            .shape()
            .first()
            .copied()
            .ok_or_else(|| PyTypeError::new_err("an array without dimensions has no length"))
    }

    fn __getitem__<'py>(slf: &Bound<'py, Self>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let indices = key.cast::<PyTuple>().map_or_else(|_| vec![key.clone()], |key| key.iter().collect());
        let are_indices = indices.iter().all(|index| has_index(index));
        if !are_indices || indices.is_empty() || indices.len() >= slf.get().ndim() {
            return view(slf)?.get_item(key);
        }
        let mut part = slf.clone();
        for index in indices {
            // Where it is too large for this, it is out of bounds.
            part = rows::at(&part, index.extract().unwrap_or(isize::MAX))?;
        }
        Ok(part.into_any())
    }

    fn __setitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        view(slf)?.set_item(key, value)
    }

    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        if slf.get().ndim() > 1 { rows::each(slf) } else { Ok(view(slf)?.try_iter()?.into_any()) }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<gopylink.Array of {}, shape {}>", self.number.name, self.shape(py)?.repr()?))
    }

    /// Of pickles and copies: they have memory of their own.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, array) = (slf.py(), slf.get());
        let make = py.import("gopylink._native")?.getattr("saved_array")?;
        let bytes = view(slf)?.call_method0("tobytes")?;
        let saved = (array.number.type_string(), array.shape(py)?, bytes);
        (make, saved).into_pyobject(py)
    }

    /// With the memory that it owns, for ``sys.getsizeof``.
    fn __sizeof__(slf: &Bound<'_, Self>) -> PyResult<usize> {
        let array = slf.get();
        let own: usize = slf.get_type().getattr("__basicsize__")?.extract()?;
        Ok(own + if array.memory.is_part { 0 } else { array.nbytes() })
    }

    unsafe fn __getbuffer__(slf: &Bound<'_, Self>, view: *mut ffi::Py_buffer, flags: c_int) -> PyResult<()> {
        let array = slf.get();
        let is_read_only = !array.memory.is_sole();
        let refusal = if is_read_only && flags & ffi::PyBUF_WRITABLE != 0 {
            Some("the array is read-only: Rust, or another gopylink.Array, has its memory too")
        } else if flags & ffi::PyBUF_F_CONTIGUOUS == ffi::PyBUF_F_CONTIGUOUS
            && array.extents.shape().len() > 1
        {
            Some("the array is in C order")
        } else {
            None
        };
        if let Some(refusal) = refusal {
            // SAFETY: the consumer's, in which a refusal is to leave no object.
            unsafe { (*view).obj = std::ptr::null_mut() };
            return Err(PyBufferError::new_err(refusal));
        }
        let offer = Offer {
            data: array.memory.data(),
            length: array.nbytes(),
            number: array.number,
            is_read_only,
            shape: array.extents.shape(),
            strides: array.extents.strides(),
        };
        // SAFETY: the consumer's, to be filled in; the array is frozen, so that what it lends stays in place.
        unsafe { offer.fill(view, slf.clone().into_any(), flags) };
        Ok(())
    }
}

/// Whether an object is an integer where Python wants an index.
fn has_index(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a live object, and the GIL is held.
    unsafe { ffi::PyIndex_Check(object.as_ptr()) != 0 }
}

fn view<'py>(array: &Bound<'py, Array>) -> PyResult<Bound<'py, PyMemoryView>> {
    PyMemoryView::from(array.as_any())
}
