//! Exported classes: types of CPython's, made by hand for the place that the Rust value needs in an instance.

use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use gopylink_abi::manifest::{self, ParameterKind};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{self, Py_ssize_t, PyCFunctionFastWithKeywords, PyMethodDef, PyObject, PyTypeObject};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::bind::Given;
use super::cold::{guarded, type_error};
use super::export::Export;
use super::function::{ORIGIN, builtin, definition, holder, holder_type, leak, make_type, state};
use super::signature::READABLE;
use super::special::{self, Special, Specials};
use super::{function, instance, property, trampolines};
use crate::library::Library;
use crate::{enter, errors};

/// What instances and methods know of their class.
#[repr(C)]
pub(super) struct Class {
    /// An empty list of methods: `tp_methods` of the type points here, so that the type tells its class.
    no_methods: PyMethodDef,
    pub(super) library: &'static Library,
    pub(super) name: String,
    pub(super) constructor: Export,
    /// Those that are no special methods.
    pub(super) methods: Vec<Export>,
    pub(super) specials: Specials,
    pub(super) align_mask: usize,
    pub(super) trivial_drop: bool,
    /// Whether it has something else by the name `close` than what the end of a `with` block can call.
    pub(super) other_close: bool,
    /// What writes an instance, and what reads one.
    pub(super) pickle: Option<(Export, Export)>,
    of_type: AtomicPtr<PyTypeObject>,
}

// SAFETY: the list of methods is empty and never written; all else may be used from any thread.
unsafe impl Send for Class {}
// SAFETY: as above.
unsafe impl Sync for Class {}

impl Class {
    /// The class of a type that [`new`] has made.
    ///
    /// # Safety
    ///
    /// The type is one of those.
    #[inline(always)]
    unsafe fn of(of_type: *mut PyTypeObject) -> &'static Self {
        // SAFETY: by this function's contract, it points to the first field of a class.
        unsafe { &*(*of_type).tp_methods.cast::<Self>() }
    }

    /// Whether a type is one that [`new`] has made.
    ///
    /// # Safety
    ///
    /// `of_type` is a type.
    #[inline]
    pub(super) unsafe fn is_of(of_type: *mut PyTypeObject) -> bool {
        // SAFETY: by this function's contract.
        let vectorcall = unsafe { (*of_type).tp_vectorcall };
        vectorcall.is_some_and(|vectorcall| ptr::fn_addr_eq(vectorcall, VECTORCALL))
    }

    /// The class whose value instances of a type hold; null if there is none. Python bases a type on the one of its
    /// ancestors with the largest instances, which an exported class is.
    ///
    /// # Safety
    ///
    /// `of_type` is a type.
    pub(super) unsafe fn nearest(mut of_type: *mut PyTypeObject) -> *const Self {
        while !of_type.is_null() {
            // SAFETY: by this function's contract; a type keeps its base.
            unsafe {
                if Self::is_of(of_type) {
                    return Self::of(of_type);
                }
                of_type = (*of_type).tp_base;
            }
        }
        ptr::null()
    }

    /// Makes an instance.
    ///
    /// # Safety
    ///
    /// This thread holds the GIL, and the arguments are held.
    #[inline(always)]
    pub(super) unsafe fn construct(&'static self, of_type: *mut PyTypeObject, given: Given) -> *mut PyObject {
        // SAFETY: by this function's contract.
        unsafe {
            let new = (*of_type).tp_new.is_some_and(|new| ptr::fn_addr_eq(new, NEW));
            let init = (*of_type).tp_init.is_some_and(|init| ptr::fn_addr_eq(init, INIT));
            if new && init {
                return instance::construct(of_type, self, given);
            }
            construct_by_slots(of_type, given.arguments, given.positional, given.keywords)
        }
    }

    pub(super) fn of_type(&self) -> *mut PyTypeObject {
        self.of_type.load(Ordering::Relaxed)
    }
}

const NEW: ffi::newfunc = instance::new;
const INIT: ffi::initproc = instance::init;
const VECTORCALL: ffi::vectorcallfunc = vectorcall;

/// `tp_vectorcall`, which Python's subclasses do not inherit.
unsafe extern "C" fn vectorcall(
    of_type: *mut PyObject,
    arguments: *const *mut PyObject,
    flags: usize,
    keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls the type that this is the slot of, and keeps the arguments alive.
    unsafe {
        let positional = ffi::PyVectorcall_NARGS(flags).cast_unsigned();
        let of_type = of_type.cast::<PyTypeObject>();
        Class::of(of_type).construct(of_type, Given { arguments, positional, keywords })
    }
}

/// Makes an instance of a class that was given another `__new__` or `__init__`.
///
/// # Safety
///
/// As for [`Class::construct`].
#[cold]
#[inline(never)]
unsafe fn construct_by_slots(
    of_type: *mut PyTypeObject,
    arguments: *const *mut PyObject,
    positional: usize,
    keywords: *mut PyObject,
) -> *mut PyObject {
    let given = Given { arguments, positional, keywords };
    let work = |py| {
        // SAFETY: by this function's contract.
        unsafe {
            let object = |index| Bound::from_borrowed_ptr(py, *given.arguments.add(index));
            let arguments = PyTuple::new(py, (0..given.positional).map(object).collect::<Vec<_>>())?;
            let keywords = PyDict::new(py);
            if let Some(names) = Borrowed::from_ptr_or_opt(py, given.keywords) {
                for (index, name) in names.cast_unchecked::<PyTuple>().iter().enumerate() {
                    keywords.set_item(name, object(given.positional + index))?;
                }
            }
            let call = (*ffi::Py_TYPE(of_type.cast())).tp_call;
            let call = call.ok_or_else(|| PyTypeError::new_err("the class cannot be called"))?;
            let made = enter::call_slot(call, of_type.cast(), &arguments, &keywords);
            Bound::from_owned_ptr_or_err(py, made)
        }
    };
    // SAFETY: by this function's contract.
    unsafe { guarded(work) }
}

/// Makes the Python type of an exported class.
pub(super) fn new<'py>(
    py: Python<'py>,
    library: &'static Library,
    module: &str,
    class: &manifest::Class,
) -> PyResult<(Bound<'py, PyType>, &'static Class)> {
    let name = class.name.as_str();
    let label = |method: &manifest::Function| format!("{name}.{}()", method.name);
    let state: &'static Class = Box::leak(Box::new(Class {
        no_methods: PyMethodDef::zeroed(),
        library,
        name: name.to_owned(),
        constructor: Export::without_result(py, library, &class.constructor, format!("{name}()")),
        methods: methods(class).map(|method| Export::method(py, library, method, label(method))).collect(),
        specials: Specials::new(py, library, class),
        align_mask: class.align.saturating_sub(1),
        trivial_drop: class.trivial_drop,
        other_close: has_other_close(class),
        pickle: class.pickle.as_ref().map(|pickle| {
            let save = Export::new(py, library, &pickle.save, label(&pickle.save));
            (save, Export::without_result(py, library, &pickle.restore, label(&pickle.restore)))
        }),
        of_type: AtomicPtr::default(),
    }));
    let size = instance::total_size(class.size, class.align);
    let size = size.filter(|size| i32::try_from(*size).is_ok() && class.align.is_power_of_two()).ok_or_else(
        || {
            let path = library.path().display();
            let message =
                format!("{path}: a '{name}' of {} bytes does not fit into a Python object", class.size);
            errors::load_error(py, &message)
        },
    )?;
    let doc = match class.no_constructor {
        true => class_doc(class),
        false => format!("{name}{}\n\n{}", state.constructor.signature().head(None), class_doc(class)),
    };
    let doc = leak(&doc);
    let end: ffi::destructor = instance::end;
    let mut slots = vec![
        ffi::PyType_Slot { slot: ffi::Py_tp_doc, pfunc: doc.cast_mut().cast() },
        ffi::PyType_Slot { slot: ffi::Py_tp_dealloc, pfunc: end as *mut c_void },
    ];
    if !class.properties.is_empty() {
        let pfunc = property::definitions(py, library, class).cast();
        slots.push(ffi::PyType_Slot { slot: ffi::Py_tp_getset, pfunc });
    }
    slots.extend(state.specials.slots());
    let qualified = format!("{module}.{name}");
    let base = instance::base(py)?;
    let made = make_type(py, &qualified, size, ffi::Py_TPFLAGS_BASETYPE, &mut slots, base)?;
    // SAFETY: nobody else knows the type yet; it lives as long as the process, by the reference that is kept.
    unsafe {
        let of_type = made.as_type_ptr();
        (*of_type).tp_methods = (&raw const state.no_methods).cast_mut();
        (*of_type).tp_vectorcall = Some(VECTORCALL);
        // Before Python 3.10, CPython keeps the docs without the signature.
        if cfg!(not(Py_3_10)) {
            (*of_type).tp_doc = doc;
        }
        ffi::Py_INCREF(of_type.cast());
        state.of_type.store(of_type, Ordering::Relaxed);
    }
    library.hand_over(name, ptr::from_ref(state).cast());
    let holder_type = holder_type(&qualified, &py.get_type::<PyAny>())?;
    holder_type.setattr(ORIGIN, (library.path().as_os_str(), name))?;
    for (index, method) in methods(class).enumerate() {
        made.setattr(method.name.as_str(), descriptor(&made, &holder_type, module, state, index, method)?)?;
    }
    for method in &class.methods {
        declare_special(&made, state, method)?;
    }
    for method in &class.static_methods {
        let (value, _) = function::new(library, module, Some(name), &holder_type, method)?;
        made.setattr(method.name.as_str(), value)?;
    }
    Ok((made, state))
}

/// Puts the constants into the class that [`new`] has made. They may be values of the classes that Python has for records,
/// which the library must have been handed.
pub(super) fn add_constants(
    of_type: &Bound<'_, PyType>,
    class: &manifest::Class,
    library: &'static Library,
) -> PyResult<()> {
    let py = of_type.py();
    for constant in &class.constants {
        let label = format!("{}.{}", class.name, constant.name);
        of_type.setattr(constant.name.as_str(), value_of(py, library, constant, label)?)?;
    }
    Ok(())
}

/// The methods that are no special ones.
fn methods(class: &manifest::Class) -> impl Iterator<Item = &manifest::Function> {
    class.methods.iter().filter(|method| Special::named(&method.name).is_none())
}

/// Whether the `close` of a class is no method, or one that needs arguments.
fn has_other_close(class: &manifest::Class) -> bool {
    let functions = class.static_methods.iter().chain(&class.constants);
    let mut others = functions.map(|it| &it.name).chain(class.properties.iter().map(|it| &it.name));
    let needed = |it: &manifest::Parameter| {
        it.default.is_none() && !matches!(it.kind, ParameterKind::Rest | ParameterKind::Options)
    };
    let mut methods = class.methods.iter().filter(|it| it.name == "close");
    others.any(|name| name == "close") || methods.any(|it| it.parameters.iter().any(needed))
}

/// Puts special methods into the class that have no slot, or whose slot does not know their parameters.
fn declare_special(
    of_type: &Bound<'_, PyType>,
    class: &'static Class,
    method: &manifest::Function,
) -> PyResult<()> {
    let function: PyCFunctionFastWithKeywords = match Special::named(&method.name) {
        Some(Special::__enter__) => special::enter,
        Some(Special::__exit__) => special::exit,
        Some(Special::__call__) => special::call_method,
        _ => return Ok(()),
    };
    let head = match Special::named(&method.name).and_then(|special| class.specials.export(special)) {
        Some(export) if method.name == "__call__" => export.signature().head(Some("$self")),
        _ if method.name == "__exit__" => format!("($self, /, *exception){READABLE}"),
        _ => format!("($self, /){READABLE}"),
    };
    let definition = definition(&method.name, &head, &method.doc, function);
    let py = of_type.py();
    // SAFETY: the definition lives as long as the process, and its function is for all classes that declare the method.
    // Nobody else knows the type yet; set as an attribute, the method would take the slot's place.
    unsafe {
        let descriptor = ffi::PyDescr_NewMethod(of_type.as_type_ptr(), definition);
        let descriptor = Bound::from_owned_ptr_or_err(py, descriptor)?;
        let attributes = Borrowed::from_ptr(py, (*of_type.as_type_ptr()).tp_dict).cast_unchecked::<PyDict>();
        attributes.set_item(method.name.as_str(), descriptor)?;
        ffi::PyType_Modified(of_type.as_type_ptr());
    }
    Ok(())
}

/// The value of a constant.
fn value_of<'py>(
    py: Python<'py>,
    library: &'static Library,
    constant: &manifest::Function,
    label: String,
) -> PyResult<Bound<'py, PyAny>> {
    let export = Export::new(py, library, constant, label);
    // SAFETY: the GIL is held, and a constant has neither arguments nor an instance.
    unsafe { Bound::from_owned_ptr_or_err(py, export.call(ptr::null_mut(), Given::NOTHING)) }
}

/// What stands in the class for a method.
fn descriptor<'py>(
    of_type: &Bound<'py, PyType>,
    holder_type: &Bound<'py, PyType>,
    module: &str,
    class: &'static Class,
    index: usize,
    method: &manifest::Function,
) -> PyResult<Bound<'py, PyAny>> {
    let py = of_type.py();
    let signature = class.methods[index].signature();
    if let Some(function) = trampolines::method(index) {
        let definition = definition(&method.name, &signature.head(Some("$self")), &method.doc, function);
        // SAFETY: the definition lives as long as the process, and its function is for this place in this class.
        return unsafe {
            Bound::from_owned_ptr_or_err(py, ffi::PyDescr_NewMethod(of_type.as_type_ptr(), definition))
        };
    }
    let further: &'static Further = Box::leak(Box::new(Further { class, index }));
    let definition = definition(&method.name, &signature.head(Some("self")), &method.doc, call_further);
    let function = builtin(definition, &holder(holder_type, module, further)?, module)?;
    // SAFETY: a function, to which CPython takes a reference of its own.
    unsafe { Bound::from_owned_ptr_or_err(py, PyInstanceMethod_New(function.as_ptr())) }
}

unsafe extern "C" {
    /// Binds a builtin function to instances, as Python's own functions are.
    fn PyInstanceMethod_New(function: *mut PyObject) -> *mut PyObject;
}

/// A method of a class with more methods than [`trampolines`] has functions.
struct Further {
    class: &'static Class,
    index: usize,
}

/// Calls such a method: its instance is the first argument.
unsafe extern "C" fn call_further(
    holder: *mut PyObject,
    arguments: *const *mut PyObject,
    positional: Py_ssize_t,
    keywords: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls with the holder that the function was made with, and keeps the arguments alive.
    unsafe {
        let Further { class, index } = state::<Further>(holder);
        let label = class.methods[*index].signature().label();
        let Some(positional) = positional.cast_unsigned().checked_sub(1) else {
            type_error(&format!("unbound method {label} needs an argument"));
            return ptr::null_mut();
        };
        let this = *arguments;
        if ffi::PyObject_TypeCheck(this, class.of_type()) == 0 {
            let refuse = |py| {
                let got = errors::class_name(&Bound::from_borrowed_ptr(py, this));
                let class = &class.name;
                Err(PyTypeError::new_err(format!(
                    "{label} for '{class}' objects doesn't apply to a '{got}' object"
                )))
            };
            return guarded(refuse);
        }
        trampolines::call(this, *index, arguments.add(1), positional, keywords)
    }
}

/// The class's docs, then the constructor's.
fn class_doc(class: &manifest::Class) -> String {
    let docs = [class.doc.as_str(), class.constructor.doc.as_str()];
    docs.into_iter().filter(|doc| !doc.is_empty()).collect::<Vec<_>>().join("\n\n")
}
