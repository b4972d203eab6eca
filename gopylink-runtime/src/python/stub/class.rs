//! The types that a block of stubs declares.

use crate::python::PythonObject;

/// A type that stands for a Python class.
pub trait PythonClass: Sized {
    /// The name that Python exports the class by.
    const NAME: &'static str;

    /// An instance, once it is known to be one.
    fn of(object: PythonObject) -> Self;

    /// The instance.
    fn object(&self) -> &PythonObject;
}

/// What stands for an instance within a list or a map: a handle, or a reference to one, for which generated code implements
/// it.
pub trait Held {
    /// The instance.
    fn held(&self) -> &PythonObject;
}

impl<C: PythonClass> Held for C {
    fn held(&self) -> &PythonObject {
        self.object()
    }
}
