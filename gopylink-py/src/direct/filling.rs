//! Filling instances of a dataclass without a dict of their fields.
//!
//! That can be as long as the class has nothing under the names of the fields that would take the values instead.

use std::ffi::c_uint;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use gopylink_abi::layout::Slice;
use pyo3::ffi::{self, PyTypeObject};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

use super::plain;
use crate::enter;

/// What is known of one class.
#[derive(Default)]
pub(crate) struct Filling {
    fields: OnceLock<Fields>,
    /// The version of the class for which instances can be filled; 0 for none.
    can: AtomicU32,
    /// The version for which they cannot.
    cannot: AtomicU32,
}

/// The fields, in the order in which the library has them.
struct Fields {
    /// Addresses and lengths of their names in the library.
    texts: Box<[(usize, usize)]>,
    names: Box<[Py<PyString>]>,
    /// The empty tuple.
    nothing: Py<PyTuple>,
}

impl Filling {
    /// The empty tuple and the names of the fields, if an instance of the class can be filled, and the library has these
    /// fields.
    ///
    /// # Safety
    ///
    /// The class is alive, and this thread holds the GIL.
    #[inline]
    pub(super) unsafe fn names(
        &self,
        class: *mut PyTypeObject,
        texts: &[Slice],
    ) -> Option<(&Py<PyTuple>, &[Py<PyString>])> {
        // SAFETY: by this function's contract.
        let version = unsafe { plain::version(class) }?;
        let fields = self.fields.get()?;
        (version == self.can.load(Ordering::Relaxed) && fields.are(texts))
            .then_some((&fields.nothing, &fields.names))
    }

    /// Looks whether instances can be filled, unless that is known. `instance` is the last one, which has all fields.
    #[cold]
    pub(super) fn learn(
        &self,
        class: &Bound<'_, PyType>,
        instance: &Bound<'_, PyAny>,
        texts: &[Slice],
        names: &[Bound<'_, PyString>],
    ) -> PyResult<()> {
        let py = class.py();
        give_version(instance);
        let Some(version) = version(class) else { return Ok(()) };
        if version == self.cannot.load(Ordering::Relaxed) {
            return Ok(());
        }
        // SAFETY: a type may be looked at.
        let is_abstract = unsafe { (*class.as_type_ptr()).tp_flags } & ffi::Py_TPFLAGS_IS_ABSTRACT != 0;
        let can =
            enter::is_plain(class) && !is_abstract && plain::ask(class, &PyTuple::new(py, names)?, false)?;
        // What was asked may have changed the class.
        if self::version(class) != Some(version) {
            return Ok(());
        }
        if can && self.fields.get_or_init(|| Fields::new(py, texts, names)).are(texts) {
            self.can.store(version, Ordering::Relaxed);
        } else {
            self.cannot.store(version, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl Fields {
    fn new(py: Python<'_>, texts: &[Slice], names: &[Bound<'_, PyString>]) -> Self {
        Self {
            texts: texts.iter().map(|text| (text.data.addr(), text.len)).collect(),
            names: names.iter().map(|name| name.clone().unbind()).collect(),
            nothing: PyTuple::empty(py).unbind(),
        }
    }

    #[inline]
    fn are(&self, texts: &[Slice]) -> bool {
        self.texts.len() == texts.len()
            && self.texts.iter().zip(texts).all(|(known, text)| *known == (text.data.addr(), text.len))
    }
}

/// Looks something up, which gives the class a version.
fn give_version(instance: &Bound<'_, PyAny>) {
    let py = instance.py();
    // SAFETY: both are alive, and what is found is a new reference, or null with an exception set.
    let found = unsafe {
        let found = enter::generic_getattr(instance.as_ptr(), intern!(py, "__class__").as_ptr());
        Bound::from_owned_ptr_or_opt(py, found)
    };
    match found {
        Some(found) => super::release(found),
        None => drop(PyErr::take(py)),
    }
}

fn version(class: &Bound<'_, PyType>) -> Option<c_uint> {
    // SAFETY: the class is alive, and who has it holds the GIL.
    unsafe { plain::version(class.as_type_ptr()) }
}
