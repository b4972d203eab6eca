//! One call of a stub's, by either lane.

use smallvec::SmallVec;
use smol_str::SmolStr;

use super::argument::{Arguments, Sent};
use super::lane::{DirectLane, MsgpackLane};
use crate::codec::direct;
use crate::error::{Error, ErrorKind, Result};
use crate::host::{self, Details, Handle, Name, Passed, Target};
use crate::python::PythonObject;
use crate::python::answer::Answer;
use crate::python::call::{check_stack, closed, failed};
use crate::python::label::Label;

/// What a stub calls.
#[derive(Debug)]
pub struct Stub<'a> {
    callee: Callee<'a>,
    label: Label<'static>,
}

#[derive(Debug)]
enum Callee<'a> {
    Function(&'static str),
    Class(&'static str),
    Method(&'a PythonObject, &'static str),
}

/// What came back.
enum Came {
    /// To be decoded.
    Value(Answer),
    /// An object to be kept; none for `None`.
    Object(Option<Handle>),
}

impl<'a> Stub<'a> {
    /// The function that is exported under a name.
    #[must_use]
    #[inline]
    pub fn function(name: &'static str) -> Self {
        Self { callee: Callee::Function(name), label: Label::Export(name) }
    }

    /// The class that is exported under a name.
    #[must_use]
    #[inline]
    pub fn class(name: &'static str) -> Self {
        Self { callee: Callee::Class(name), label: Label::Export(name) }
    }

    /// The method of that name of an instance.
    #[must_use]
    #[inline]
    pub fn method(object: &'a PythonObject, class: &'static str, name: &'static str) -> Self {
        Self { callee: Callee::Method(object, name), label: Label::Method(class, name) }
    }

    pub(super) fn label(&self) -> Label<'static> {
        self.label
    }

    /// Calls for a value.
    #[inline]
    pub(super) fn value(&self, arguments: impl Arguments) -> Result<Answer> {
        match self.call(arguments, "")? {
            Came::Value(answer) => Ok(answer),
            Came::Object(_) => Err(self.unexpected()),
        }
    }

    /// Calls for an instance of a class, or `None`.
    pub(super) fn object(
        &self,
        arguments: impl Arguments,
        class: &'static str,
    ) -> Result<Option<PythonObject>> {
        match self.call(arguments, class)? {
            Came::Object(handle) => {
                Ok(handle.map(|handle| PythonObject::new(handle, SmolStr::new_static(class))))
            }
            Came::Value(_) => Err(self.unexpected()),
        }
    }

    #[cold]
    pub(super) fn unexpected(&self) -> Error {
        Error::of_kind(
            ErrorKind::Internal,
            format!("{} answered with something else than asked for", self.label),
        )
    }

    #[inline]
    fn call(&self, arguments: impl Arguments, class: &'static str) -> Result<Came> {
        check_stack(self.label)?;
        if host::by_msgpack() { self.by_msgpack(arguments, class) } else { self.by_objects(arguments, class) }
    }

    fn by_objects(&self, arguments: impl Arguments, class: &'static str) -> Result<Came> {
        let attached = host::attach().map_err(failed)?;
        let object = match self.callee {
            Callee::Method(object, _) => {
                Some(object.reference(&attached).ok_or_else(|| closed(self.label))?.into_handle())
            }
            _ => None,
        };
        let mut sent = Sent::new(self.label, DirectLane::new(self.label, &attached));
        arguments.send(&mut sent)?;
        let names: SmallVec<[Name<'_>; 4]> = sent.names.iter().map(|name| Name::new(name)).collect();
        let details = Details::new(&names, class, &[]);
        let details = (!names.is_empty() || !class.is_empty()).then_some(&details);
        let result = sent.lane.arguments.call(&attached, &self.target(object.as_ref()), details);
        if let Some(object) = object {
            drop(direct::Owned::of_handle(&attached, object));
        }
        Ok(match result.map_err(failed)? {
            answer if class.is_empty() => Came::Value(Answer::of(answer)),
            // Of what is no object, the host gives `None` alone.
            direct::Answer::Scalar(_) => Came::Object(None),
            direct::Answer::Object(object) => Came::Object(Some(object.into_handle())),
        })
    }

    fn by_msgpack<A: Arguments>(&self, arguments: A, class: &'static str) -> Result<Came> {
        let attached = host::attach().map_err(failed)?;
        let object = match self.callee {
            Callee::Method(object, _) => {
                Some(object.reference(&attached).ok_or_else(|| closed(self.label))?.into_handle())
            }
            _ => None,
        };
        let mut sent = Sent::new(self.label, MsgpackLane::new(self.label, &attached, A::LEN)?);
        arguments.send(&mut sent)?;
        let names: SmallVec<[Name<'_>; 4]> = sent.names.iter().map(|name| Name::new(name)).collect();
        let (arguments, objects) = sent.lane.finish()?;
        let passed: SmallVec<[Passed<'_>; 2]> =
            objects.iter().map(|(index, handle)| Passed::new(*index, handle)).collect();
        let details = Details::new(&names, class, &passed);
        let answer = host::call(&self.target(object.as_ref()), &arguments, Some(&details)).map_err(failed)?;
        Ok(match class {
            "" => Came::Value(Answer::Bytes(answer.bytes)),
            _ => Came::Object(answer.object),
        })
    }

    fn target<'t>(&'t self, object: Option<&'t Handle>) -> Target<'t> {
        match (&self.callee, object) {
            (Callee::Class(name), _) => Target::class(name),
            (Callee::Method(_, name), Some(object)) => Target::method(object, name),
            (Callee::Function(name) | Callee::Method(_, name), _) => Target::function(name),
        }
    }
}
