//! Special methods, such as `__len__` and `__add__`, in the slots of types where CPython looks for them.
//!
//! A slot's function tells from the instance which class declares the method: one function serves all classes.

mod compare;
mod container;
mod context;
mod number;
mod object;

use std::ffi::{c_int, c_void};

use gopylink_abi::manifest::{self, TypeRef};
use pyo3::Python;
use pyo3::ffi::{self, PyObject};

use super::bind::Given;
use super::class::Class;
use super::export::Export;
use super::instance::{Instance, place};
use super::trampolines::refuse;
use crate::library::Library;

pub(super) use context::{enter, exit};
pub(super) use object::call_method;

macro_rules! specials {
    ($($name:ident)*) => {
        /// A special method that has a slot, or takes or gives what others do not.
        #[expect(non_camel_case_types, reason = "the names that Python has for them")]
        #[derive(Clone, Copy)]
        #[repr(usize)]
        pub(super) enum Special { $($name),* }

        const ALL: &[Special] = &[$(Special::$name),*];
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

specials! {
    __repr__ __str__ __hash__ __call__ __bool__ __int__ __float__ __index__
    __lt__ __le__ __eq__ __ne__ __gt__ __ge__
    __len__ __getitem__ __setitem__ __delitem__ __contains__ __iter__ __next__
    __neg__ __pos__ __abs__ __invert__
    __add__ __radd__ __iadd__ __sub__ __rsub__ __isub__ __mul__ __rmul__ __imul__
    __matmul__ __rmatmul__ __imatmul__ __truediv__ __rtruediv__ __itruediv__
    __floordiv__ __rfloordiv__ __ifloordiv__ __mod__ __rmod__ __imod__ __divmod__ __rdivmod__
    __pow__ __rpow__ __ipow__ __lshift__ __rlshift__ __ilshift__ __rshift__ __rrshift__ __irshift__
    __and__ __rand__ __iand__ __or__ __ror__ __ior__ __xor__ __rxor__ __ixor__
    __enter__ __exit__
}

impl Special {
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().position(|known| *known == name).map(|index| ALL[index])
    }
}

/// A special method that a class declares.
pub(super) struct Declared {
    export: Export,
    /// It returns nothing, which stands for the instance where Python wants a value.
    gives_instance: bool,
}

/// The special methods of a class.
pub(super) struct Specials([Option<Box<Declared>>; NAMES.len()]);

impl Specials {
    pub(super) fn new(py: Python<'_>, library: &'static Library, class: &manifest::Class) -> Self {
        let mut specials = Self([const { None }; NAMES.len()]);
        for method in &class.methods {
            if let Some(special) = Special::named(&method.name) {
                let label = format!("{}.{}()", class.name, method.name);
                let export = Export::method(py, library, method, label);
                let gives_instance = method.returns == TypeRef::None;
                specials.0[special as usize] = Some(Box::new(Declared { export, gives_instance }));
            }
        }
        specials
    }

    #[inline(always)]
    fn get(&self, special: usize) -> Option<&Declared> {
        self.0[special].as_deref()
    }

    pub(super) fn has(&self, special: Special) -> bool {
        self.get(special as usize).is_some()
    }

    pub(super) fn export(&self, special: Special) -> Option<&Export> {
        self.get(special as usize).map(|declared| &declared.export)
    }

    /// The slots of a type whose class declares these.
    pub(super) fn slots(&self) -> Vec<ffi::PyType_Slot> {
        let all = [object::slots(), compare::slots(self), container::slots(), number::slots()];
        let declared =
            all.into_iter().flatten().filter(|(any, _, _)| any.iter().any(|special| self.has(*special)));
        declared.map(|(_, slot, function)| ffi::PyType_Slot { slot, pfunc: function.0.cast_mut() }).collect()
    }
}

/// The methods that need a slot, which slot that is, and its function.
type Slot = (&'static [Special], c_int, Function);

/// The function of a slot, of whatever type.
struct Function(*const c_void);

/// The special method of an object's class, if that is one of ours and declares it.
///
/// # Safety
///
/// `object` is a Python object.
#[inline(always)]
unsafe fn declared(object: *mut PyObject, special: usize) -> Option<&'static Declared> {
    // SAFETY: by this function's contract; classes live as long as the process.
    unsafe { Class::nearest(ffi::Py_TYPE(object)).as_ref()?.specials.get(special) }
}

/// The special method of an instance's class.
///
/// # Safety
///
/// `this` is an instance of an exported class.
#[inline(always)]
unsafe fn declared_of(this: *mut PyObject, special: usize) -> Option<&'static Declared> {
    // SAFETY: by this function's contract.
    unsafe { (*this.cast::<Instance>()).class()?.specials.get(special) }
}

/// Calls a method of an instance with a new reference as the result, or null with Python's error set.
///
/// # Safety
///
/// This thread holds the GIL; `this` is an instance of the class whose export it is; the arguments are held.
#[inline(always)]
pub(super) unsafe fn call<const N: usize>(
    this: *mut PyObject,
    export: &Export,
    arguments: [*mut PyObject; N],
) -> *mut PyObject {
    let instance = this.cast::<Instance>();
    // SAFETY: by this function's contract.
    unsafe {
        if !(*instance).is_made() {
            return refuse(this, export);
        }
        let class = (*instance).class().unwrap_unchecked();
        let given = Given { arguments: arguments.as_ptr(), positional: N, keywords: std::ptr::null_mut() };
        export.call(place(instance, class), given)
    }
}

/// As [`call`], where nothing that was returned stands for the instance.
///
/// # Safety
///
/// As for [`call`].
#[inline(always)]
unsafe fn call_for_instance<const N: usize>(
    this: *mut PyObject,
    declared: &Declared,
    arguments: [*mut PyObject; N],
) -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe {
        let result = call(this, &declared.export, arguments);
        if declared.gives_instance && result == ffi::Py_None() {
            ffi::Py_DECREF(result);
            return new_reference(this);
        }
        result
    }
}

/// A new reference to an object. CPython has it since 3.10.
///
/// # Safety
///
/// This thread holds the GIL, and the object is held.
#[inline(always)]
unsafe fn new_reference(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe { ffi::Py_INCREF(object) };
    object
}

/// A new reference to `NotImplemented`.
///
/// # Safety
///
/// This thread holds the GIL.
#[inline(always)]
pub(super) unsafe fn not_implemented() -> *mut PyObject {
    // SAFETY: by this function's contract.
    unsafe { new_reference(ffi::Py_NotImplemented()) }
}

/// Whether a result is `NotImplemented`, which is then given back.
///
/// # Safety
///
/// This thread holds the GIL; `result` is a reference that may be given back, or null.
#[inline(always)]
unsafe fn is_declined(result: *mut PyObject) -> bool {
    // SAFETY: by this function's contract.
    unsafe {
        let declined = result == ffi::Py_NotImplemented();
        if declined {
            ffi::Py_DECREF(result);
        }
        declined
    }
}
