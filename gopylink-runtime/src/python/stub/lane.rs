//! Where the arguments of a stub's call go: objects or bytes.

use std::cell::OnceCell;

use serde::Serialize;

use super::argument::Sent;
use super::call::Stub;
use super::passing::Passed;
use crate::codec::direct::{self, Objects, PythonArguments};
use crate::codec::{self, msgpack};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{self, Attached, Handle};
use crate::python::PythonObject;
use crate::python::call::{closed, failed};
use crate::python::object::Held;
use crate::python::route::beyond_clients;

/// Takes arguments one by one.
pub trait Lane: Sized {
    /// Sends one in the way that it is to be passed in.
    fn send<T>(passed: Passed<T>, name: &'static str, to: &mut Sent<'_, Self>) -> Result<()>;

    /// A value; `name` is what messages call it.
    fn value<T: Serialize>(&mut self, name: &str, value: &T) -> Result<()>;

    /// A Python object.
    fn object(&mut self, name: &str, object: &PythonObject) -> Result<()>;
}

#[cold]
fn refused(stub: &Stub<'_>, name: &str, error: codec::Error) -> Error {
    error.into_error(|path| format!("{stub} argument '{name}'{path}")).described()
}

#[cold]
fn is_closed(stub: &Stub<'_>, name: &str) -> Error {
    closed(format_args!("{stub} argument '{name}'"))
}

#[cold]
fn is_a_clients(stub: &Stub<'_>, name: &str) -> Error {
    beyond_clients(format_args!("{stub} argument '{name}' is an instance of a Python class"))
}

/// Arguments that are made where they are to be.
pub(super) struct DirectLane<'a> {
    pub(super) stub: &'a Stub<'a>,
    pub(super) attached: &'a Attached,
    pub(super) arguments: PythonArguments,
}

impl<'a> DirectLane<'a> {
    #[inline(always)]
    pub(super) fn new(stub: &'a Stub<'a>, attached: &'a Attached) -> Self {
        Self { stub, attached, arguments: PythonArguments::new(Objects::of(attached)) }
    }
}

impl Lane for DirectLane<'_> {
    #[inline(always)]
    fn send<T>(passed: Passed<T>, name: &'static str, to: &mut Sent<'_, Self>) -> Result<()> {
        (passed.by_objects)(passed.value, name, to)
    }

    #[inline(always)]
    fn value<T: Serialize>(&mut self, name: &str, value: &T) -> Result<()> {
        let object = direct::encode(self.arguments.objects(), value)
            .map_err(|error| refused(self.stub, name, error))?;
        self.arguments.push(object);
        Ok(())
    }

    fn object(&mut self, name: &str, object: &PythonObject) -> Result<()> {
        let Held::Host(object) = object.held() else { return Err(is_a_clients(self.stub, name)) };
        let object = object.reference(self.attached);
        self.arguments.push(object.ok_or_else(|| is_closed(self.stub, name))?);
        Ok(())
    }
}

#[cold]
fn unwritten(stub: &Stub<'_>, error: codec::Error) -> Error {
    error.into_error(|_| format!("{stub} arguments"))
}

/// Has this thread hold the GIL, if that is not done.
pub(super) fn attached(attached: &OnceCell<Attached>) -> Result<&Attached> {
    if attached.get().is_none() {
        let _ = attached.set(host::attach().map_err(failed)?);
    }
    attached.get().ok_or_else(|| Error::of_kind(ErrorKind::Internal, "Python gave no leave"))
}

/// Objects, each with the number of the argument that it is. They stay alive for the call, whoever closes them meanwhile.
pub(super) type PassedObjects = [(usize, Handle)];

/// Arguments that are written one behind the other, and the objects among them.
pub(super) struct MsgpackLane<'a> {
    stub: &'a Stub<'a>,
    /// Leave to use Python, which only objects take.
    attached: &'a OnceCell<Attached>,
    arguments: msgpack::ArgumentsWriter,
    objects: Vec<(usize, Handle)>,
}

impl<'a> MsgpackLane<'a> {
    /// For mostly so many arguments.
    #[inline(always)]
    pub(super) fn new(stub: &'a Stub<'a>, attached: &'a OnceCell<Attached>, expected: usize) -> Self {
        Self { stub, attached, arguments: msgpack::ArgumentsWriter::new(expected), objects: Vec::new() }
    }

    /// The arguments, and the objects among them.
    #[inline(always)]
    pub(super) fn finish(&mut self) -> Result<(&[u8], &PassedObjects)> {
        let arguments = self.arguments.finish().map_err(|error| unwritten(self.stub, error))?;
        Ok((arguments, &self.objects))
    }
}

impl Lane for MsgpackLane<'_> {
    #[inline(always)]
    fn send<T>(passed: Passed<T>, name: &'static str, to: &mut Sent<'_, Self>) -> Result<()> {
        (passed.by_msgpack)(passed.value, name, to)
    }

    #[inline]
    fn value<T: Serialize>(&mut self, name: &str, value: &T) -> Result<()> {
        self.arguments.put(value).map_err(|error| refused(self.stub, name, error))
    }

    fn object(&mut self, name: &str, object: &PythonObject) -> Result<()> {
        let Held::Host(object) = object.held() else { return Err(is_a_clients(self.stub, name)) };
        let attached = attached(self.attached)?;
        let object = object.reference(attached).ok_or_else(|| is_closed(self.stub, name))?;
        self.objects.push((self.arguments.count(), object.into_handle()));
        self.value(name, &())
    }
}
