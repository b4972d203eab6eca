//! Classes of records whose instances are plain: the attributes of their fields are read as they lie there, without a
//! property or other code of theirs.
//!
//! That is so for one version of a class, CPython's number for what it finds in the class and its bases, which it never
//! gives again.

#[cfg(not(Py_GIL_DISABLED))]
pub(super) use with_gil::{fields, learn, version};
#[cfg(Py_GIL_DISABLED)]
pub(super) use without_gil::{learn, version};

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyTuple, PyType};

use crate::enter;

#[cfg(not(Py_GIL_DISABLED))]
mod with_gil {
    use std::cell::UnsafeCell;
    use std::ffi::c_uint;
    use std::ptr;

    use gopylink_abi::direct::FIELDS;
    use pyo3::ffi::{self, PyObject, PyTypeObject};
    use pyo3::prelude::*;
    use pyo3::types::{PyString, PyTuple, PyType};

    use super::ask;

    /// How many classes are known at most.
    const SLOTS: usize = 256;

    #[derive(Clone, Copy)]
    struct Known {
        /// Not alive, perhaps. Another class at its place has another version.
        class: *mut PyTypeObject,
        version: c_uint,
        /// The interned names of the fields, a reference; null if instances are to be asked.
        fields: *mut PyObject,
    }

    struct Memory(UnsafeCell<[Known; SLOTS]>);

    // SAFETY: used only by whoever holds the GIL, and never across code that could let it go.
    unsafe impl Sync for Memory {}

    static MEMORY: Memory = Memory(UnsafeCell::new(
        [Known { class: ptr::null_mut(), version: 0, fields: ptr::null_mut() }; SLOTS],
    ));

    fn place(class: *mut PyTypeObject) -> *mut Known {
        let mixed = class.addr().wrapping_mul(0x9e37_79b1) >> 12;
        MEMORY.0.get().cast::<Known>().wrapping_add(mixed % SLOTS)
    }

    /// The version of a class, if it has one at the moment, and the class does not say itself how attributes are read.
    ///
    /// # Safety
    ///
    /// The class is alive, and this thread holds the GIL.
    #[inline]
    pub(crate) unsafe fn version(class: *mut PyTypeObject) -> Option<c_uint> {
        // SAFETY: by this function's contract.
        unsafe {
            let is_generic = (*class).tp_getattro.is_some_and(|get| {
                ptr::fn_addr_eq(get, ffi::PyObject_GenericGetAttr as unsafe extern "C" fn(_, _) -> _)
            });
            // Later versions of Python count only what is not 0.
            let is_valid = cfg!(Py_3_13) || (*class).tp_flags & ffi::Py_TPFLAGS_VALID_VERSION_TAG != 0;
            (is_generic && is_valid && (*class).tp_version_tag != 0).then_some((*class).tp_version_tag)
        }
    }

    /// The tuple of the interned names of the fields, borrowed for as long as no other class is learnt; null if the class is
    /// not known as one of plain instances.
    ///
    /// # Safety
    ///
    /// This thread holds the GIL.
    pub(crate) unsafe fn fields(class: *mut PyTypeObject, version: c_uint) -> *mut PyObject {
        // SAFETY: by this function's contract, nobody else has the memory.
        let known = unsafe { *place(class) };
        if known.class == class && known.version == version { known.fields } else { ptr::null_mut() }
    }

    /// Looks whether a class with these fields is one of plain instances, unless that is known.
    #[cold]
    pub(crate) fn learn(class: &Bound<'_, PyType>, fields: &Bound<'_, PyTuple>) -> PyResult<()> {
        let of_type = class.as_type_ptr();
        // SAFETY: the class is alive, here and below, and nobody else has the memory while no code of Python's runs.
        let (version_before, known) = unsafe { (version(of_type), *place(of_type)) };
        let Some(version_now) = version_before else { return Ok(()) };
        if known.class == of_type && known.version == version_now {
            return Ok(());
        }
        let fields = if fields.len() <= FIELDS && ask(class, fields, true)? {
            interned(fields)?.into_ptr()
        } else {
            ptr::null_mut()
        };
        // SAFETY: as above. The tuple that is forgotten holds only `str`s, which end without running code.
        unsafe {
            // What was asked may have changed the class.
            let learnt = match version(of_type) == version_before {
                true => Known { class: of_type, version: version_now, fields },
                false => Known { class: ptr::null_mut(), version: 0, fields },
            };
            ffi::Py_XDECREF(place(of_type).replace(learnt).fields);
        }
        Ok(())
    }

    fn interned<'py>(fields: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyTuple>> {
        let py = fields.py();
        let names = fields.iter().map(|field| Ok(PyString::intern(py, field.cast::<PyString>()?.to_str()?)));
        PyTuple::new(py, names.collect::<PyResult<Vec<_>>>()?)
    }
}

/// Asks whether a class has nothing under these names but what lets instances have attributes of their own; slots, where
/// they do.
pub(super) fn ask(class: &Bound<'_, PyType>, names: &Bound<'_, PyTuple>, slots: bool) -> PyResult<bool> {
    static ASK: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = class.py();
    let ask = ASK.import(py, "gopylink._records", "is_plain")?;
    let arguments = [class.as_any(), names.as_any(), &PyBool::new(py, slots)];
    enter::call(ask, &PyTuple::new(py, arguments)?)?.extract()
}

/// Without a GIL, a class may change while its instances are looked at: they are asked.
#[cfg(Py_GIL_DISABLED)]
mod without_gil {
    use std::ffi::c_uint;

    use pyo3::ffi::PyTypeObject;
    use pyo3::prelude::*;
    use pyo3::types::{PyTuple, PyType};

    pub(crate) unsafe fn version(_: *mut PyTypeObject) -> Option<c_uint> {
        None
    }

    pub(crate) fn learn(_: &Bound<'_, PyType>, _: &Bound<'_, PyTuple>) -> PyResult<()> {
        Ok(())
    }
}
