//! One export as it is called: its arguments are bound, then it runs by the lane of its library.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{self, NonNull};

use gopylink_abi::direct::ObjectTable;
use gopylink_abi::failure::FailureKind;
use gopylink_abi::manifest::Function;
use gopylink_abi::pool::Pooled;
use gopylink_abi::special::Declines;
use pyo3::exceptions::{PyOverflowError, PyRecursionError, PyTypeError, PyValueError};
use pyo3::ffi::PyObject;
use pyo3::prelude::*;

use super::bind::{Given, INLINE, bind};
use super::cold;
use super::signature::Signature;
use super::special::not_implemented;
use crate::library::{DirectThunk, Library};
use crate::{array, codec, direct, errors, stack};

/// A function, a method or a constructor of a library.
pub(super) struct Export {
    /// With how many positional arguments, and nothing else, there is nothing to bind. There always is where parameters are
    /// not all passed by position.
    exact: usize,
    /// With how many of these at least, and nothing else, there is nothing to bind but defaults.
    least: usize,
    /// `None` in the msgpack lane.
    thunk: Option<DirectThunk>,
    library: &'static Library,
    number: u32,
    hold_gil: bool,
    gives_object: bool,
    declines: Declines,
    signature: Signature,
}

impl Export {
    /// `label` is how messages name the export.
    pub(super) fn new(py: Python<'_>, library: &'static Library, function: &Function, label: String) -> Self {
        let signature = Signature::new(py, function, label);
        let parameters = signature.parameters().len();
        let exact = if signature.positional() == parameters { parameters } else { usize::MAX };
        Self {
            exact,
            least: if exact <= INLINE { signature.required() } else { usize::MAX },
            thunk: library.direct_thunk(function.thunk),
            library,
            number: function.thunk,
            hold_gil: function.hold_gil,
            gives_object: true,
            declines: Declines::Nothing,
            signature,
        }
    }

    /// As [`new`](Self::new), for the constructor of a class or the setter of a property.
    pub(super) fn without_result(
        py: Python<'_>,
        library: &'static Library,
        function: &Function,
        label: String,
    ) -> Self {
        Self { gives_object: false, ..Self::new(py, library, function, label) }
    }

    /// As [`new`](Self::new), for a method of a class.
    pub(super) fn method(
        py: Python<'_>,
        library: &'static Library,
        function: &Function,
        label: String,
    ) -> Self {
        Self { declines: Declines::of(&function.name), ..Self::new(py, library, function, label) }
    }

    pub(super) fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Calls the export. Returns a new reference to the result, for [one without](Self::without_result) anything but null; or
    /// null, with Python's error set.
    ///
    /// # Safety
    ///
    /// This thread holds the GIL; the caller keeps the arguments alive; `instance` is as
    /// [`CallDirect`](gopylink_abi::table::CallDirect) asks.
    #[inline(always)]
    pub(super) unsafe fn call(&self, instance: *mut c_void, given: Given) -> *mut PyObject {
        if given.positional == self.exact && given.keywords.is_null() {
            // SAFETY: by this function's contract; there is an argument for each parameter.
            return unsafe { self.run(instance, given.arguments) };
        }
        let Given { arguments, positional, keywords } = given;
        if positional >= self.least && positional < self.exact && keywords.is_null() {
            // SAFETY: by this function's contract; those that are left out have defaults.
            return unsafe { self.run_with_defaults(instance, arguments, positional) };
        }
        // SAFETY: by this function's contract.
        unsafe { self.bind_and_run(instance, arguments, positional, keywords) }
    }

    /// # Safety
    ///
    /// As for [`call`](Self::call); there are fewer arguments than parameters, of which there are no more than `INLINE`, and the
    /// rest have defaults.
    #[inline(never)]
    unsafe fn run_with_defaults(
        &self,
        instance: *mut c_void,
        arguments: *const *mut PyObject,
        positional: usize,
    ) -> *mut PyObject {
        let mut objects = [const { MaybeUninit::uninit() }; INLINE];
        for (index, place) in objects.iter_mut().enumerate().take(self.exact) {
            // SAFETY: there are as many arguments.
            place.write(if index < positional { unsafe { *arguments.add(index) } } else { ptr::null_mut() });
        }
        // SAFETY: by this function's contract; what is left out is null.
        unsafe { self.run(instance, objects.as_ptr().cast()) }
    }

    /// Takes [`Given`] in pieces, which stay in registers.
    ///
    /// # Safety
    ///
    /// As for [`call`](Self::call).
    #[inline(never)]
    unsafe fn bind_and_run(
        &self,
        instance: *mut c_void,
        arguments: *const *mut PyObject,
        positional: usize,
        keywords: *mut PyObject,
    ) -> *mut PyObject {
        let given = Given { arguments, positional, keywords };
        let work = || {
            // SAFETY: by this function's contract; what is bound is an object for each parameter, or
            // null where a default stands.
            unsafe { bind(&self.signature, given, |objects| self.run(instance, objects)) }
        };
        match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(result)) => result,
            Ok(Err(_raised)) => ptr::null_mut(),
            // SAFETY: by this function's contract.
            Err(_) => unsafe { cold::panicked() },
        }
    }

    /// # Safety
    ///
    /// As for [`call`](Self::call); `objects` has one for each parameter, or null where a default stands.
    #[inline(always)]
    unsafe fn run(&self, instance: *mut c_void, objects: *const *mut PyObject) -> *mut PyObject {
        let Some(thunk) = self.thunk else {
            // SAFETY: by this function's contract.
            return unsafe { self.run_by_msgpack(instance, objects) };
        };
        // SAFETY: by this function's contract.
        unsafe { self.run_direct(thunk, direct::table(), instance, objects) }
    }

    /// Calls a `__hash__`. Returns what [`direct::hash_of`] tells the number of, or as [`call`](Self::call).
    ///
    /// # Safety
    ///
    /// As for [`call`](Self::call).
    #[inline(always)]
    pub(super) unsafe fn call_for_hash(&self, instance: *mut c_void) -> *mut PyObject {
        // SAFETY: by this function's contract; a method with parameters has their arguments bound.
        unsafe {
            match self.thunk {
                Some(thunk) if self.exact == 0 => {
                    self.run_direct(thunk, direct::hash_table(), instance, ptr::null())
                }
                _ => self.call(instance, Given::NOTHING),
            }
        }
    }

    /// # Safety
    ///
    /// As for [`run`](Self::run); the table is one for libraries, and the thunk this export's.
    #[inline(always)]
    unsafe fn run_direct(
        &self,
        thunk: DirectThunk,
        table: *const ObjectTable,
        instance: *mut c_void,
        objects: *const *mut PyObject,
    ) -> *mut PyObject {
        // A call without arguments may come with a null pointer to them.
        let arguments = if objects.is_null() { NonNull::dangling().as_ptr() } else { objects };
        // SAFETY: by this function's contract.
        match unsafe { thunk.call(table, instance, arguments.cast()) } {
            Ok(result) => result.as_ptr().cast(),
            Err(reply) => {
                // SAFETY: by this function's contract; the library has filled in the reply.
                unsafe { cold::failed(self.library, reply) }
            }
        }
    }

    /// # Safety
    ///
    /// As for [`run`](Self::run).
    #[inline(never)]
    unsafe fn run_by_msgpack(&self, instance: *mut c_void, objects: *const *mut PyObject) -> *mut PyObject {
        let signature = &self.signature;
        let label = signature.label();
        let work = |py: Python<'_>| {
            if stack::exhausted() {
                let message = format!("{label}: calls are nested deeper than this thread's stack allows");
                return Err(PyRecursionError::new_err(message));
            }
            let parameters = signature.parameters();
            let mut arguments = Pooled::take();
            let mut kept = codec::Kept::default();
            codec::begin_array(&mut arguments, parameters.len())?;
            for (index, parameter) in parameters.iter().enumerate() {
                // SAFETY: by this function's contract, the caller keeps the object alive.
                let object = unsafe { Borrowed::from_ptr_or_opt(py, *objects.add(index)) };
                let Some(object) = object else {
                    codec::absent(&mut arguments);
                    continue;
                };
                let root = || signature.argument(&parameter.name);
                let encoded = match parameter.accepts.instances() {
                    Some(containers) => {
                        codec::encode_instances(&object, &mut arguments, &mut kept, containers, &root)
                    }
                    None => array::encode(&object, &parameter.accepts, &mut arguments, &root),
                };
                if let Err(error) = encoded {
                    return if self.is_declined(py, &error) { Ok(declined()) } else { Err(error) };
                }
            }
            // SAFETY: by this function's contract; the arguments are those of this export.
            let outcome = unsafe { self.library.call(py, self.number, self.hold_gil, instance, &arguments) };
            let bytes = match outcome {
                Ok(bytes) => bytes,
                Err(failed) if failed.failure.kind == FailureKind::Declined => return Ok(declined()),
                Err(failed) => return Err(errors::raise(py, *failed)),
            };
            if !self.gives_object {
                return Ok(NonNull::dangling().as_ptr());
            }
            Ok(codec::decode(py, &bytes, Some(self.library.classes()), &|| signature.result())?.into_ptr())
        };
        // SAFETY: by this function's contract.
        unsafe { cold::attempt(work) }.unwrap_or(ptr::null_mut())
    }

    /// Whether an argument that bytes cannot express is one that an operator declines.
    #[cold]
    fn is_declined(&self, py: Python<'_>, error: &PyErr) -> bool {
        match self.declines {
            Declines::Nothing => false,
            Declines::OtherTypes => error.is_instance_of::<PyTypeError>(py),
            Declines::OtherValues => {
                error.is_instance_of::<PyTypeError>(py)
                    || error.is_instance_of::<PyValueError>(py)
                    || error.is_instance_of::<PyOverflowError>(py)
            }
        }
    }
}

/// `NotImplemented`, with the GIL held.
fn declined() -> *mut PyObject {
    // SAFETY: called within the work of a call, which holds the GIL.
    unsafe { not_implemented() }
}
