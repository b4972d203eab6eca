//! One call of a stub's, by either lane.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use gopylink_abi::pool::Pooled;
use smallvec::SmallVec;
use smol_str::SmolStr;

use super::argument::{Arguments, Sent};
use super::lane::{DirectLane, MsgpackLane, attached};
use crate::codec::direct::{self, PythonArguments};
use crate::error::{Error, ErrorKind, Result};
use crate::host::client::{self, Instance};
use crate::host::{self, Details, Failed, Handle, Name, Passed, Route, Target};
use crate::python::PythonObject;
use crate::python::answer::Answer;
use crate::python::call::{check_stack, closed, failed};
use crate::python::object::Held;
use crate::python::route::{self, beyond_clients, plain_arguments};

/// What a stub calls. Shown as messages name it.
#[derive(Clone, Copy, Debug)]
pub enum Stub<'a> {
    /// The function that is exported under a name.
    Function(&'static str),
    /// The class that is exported under a name.
    Class(&'static str),
    /// The method of an instance, with the names of its class and its own.
    Method(&'a PythonObject, &'static str, &'static str),
    /// Code that one of the others needs.
    Code(&'a Stub<'a>, &'static str),
}

impl fmt::Display for Stub<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Function(name) | Self::Class(name) => write!(formatter, "{name}()"),
            Self::Method(_, class, name) => write!(formatter, "{class}.{name}()"),
            Self::Code(stub, _) => stub.fmt(formatter),
        }
    }
}

/// What is to come back.
#[derive(Clone, Copy)]
enum Wanted {
    /// A value to be decoded.
    Value,
    /// The instance that a class makes.
    New,
    /// An instance of the class of that name, or `None`.
    Instance(&'static str),
}

impl Wanted {
    /// The class as the host is told.
    fn class(self) -> &'static str {
        if let Self::Instance(class) = self { class } else { "" }
    }
}

/// What came back.
enum Came {
    /// To be decoded.
    Value(Answer),
    /// An object to be kept; none for `None`.
    Object(Option<Held>),
}

impl Stub<'_> {
    /// Calls for a value.
    #[inline(always)]
    pub(super) fn value(&self, arguments: impl Arguments) -> Result<Answer> {
        match self.call(arguments, Wanted::Value)? {
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
        // What a class makes is an instance of it.
        let wanted = if matches!(self, Self::Class(_)) { Wanted::New } else { Wanted::Instance(class) };
        match self.call(arguments, wanted)? {
            Came::Object(object) => {
                Ok(object.map(|object| PythonObject::new(object, SmolStr::new_static(class))))
            }
            Came::Value(_) => Err(self.unexpected()),
        }
    }

    #[cold]
    pub(super) fn unexpected(&self) -> Error {
        Error::of_kind(ErrorKind::Internal, format!("{self} answered with something else than asked for"))
    }

    #[inline(always)]
    fn call(&self, arguments: impl Arguments, wanted: Wanted) -> Result<Came> {
        check_stack(self)?;
        if host::is_direct() { self.by_objects(arguments, wanted) } else { self.routed(arguments, wanted) }
    }

    /// Calls where there is a choice of ways. The arguments are written once, whoever is asked.
    #[cold]
    fn routed(&self, arguments: impl Arguments, wanted: Wanted) -> Result<Came> {
        if host::by_msgpack() || host::route() != Route::Host {
            self.by_msgpack(arguments, wanted)
        } else {
            self.by_objects(arguments, wanted)
        }
    }

    #[inline(always)]
    fn by_objects(&self, arguments: impl Arguments, wanted: Wanted) -> Result<Came> {
        let attached = host::attach().map_err(failed)?;
        let mut sent = Sent::new(self, DirectLane::new(self, &attached));
        let answer = match self {
            Self::Function(name) => {
                arguments.send(&mut sent)?;
                with_details(&mut sent, wanted, |arguments, details| {
                    arguments.call(&attached, &Target::function(name), details)
                })
            }
            Self::Class(name) => {
                arguments.send(&mut sent)?;
                with_details(&mut sent, wanted, |arguments, details| {
                    arguments.call(&attached, &Target::class(name), details)
                })
            }
            Self::Code(_, code) => {
                arguments.send(&mut sent)?;
                with_details(&mut sent, wanted, |arguments, details| {
                    arguments.call(&attached, &Target::code(code), details)
                })
            }
            Self::Method(object, _, name) => {
                let Held::Host(object) = object.held() else {
                    return self.by_msgpack(arguments, wanted);
                };
                if object.is_taken() {
                    return Err(closed(self));
                }
                // Which may run any code, and close the object.
                arguments.send(&mut sent)?;
                with_details(&mut sent, wanted, |arguments, details| {
                    object.call_method(&attached, name, arguments, details)
                })
                .ok_or_else(|| closed(self))?
            }
        };
        let answer = answer.map_err(failed)?;
        Ok(match (wanted, answer) {
            (Wanted::Value, answer) => Came::Value(Answer::of(answer)),
            (_, direct::Answer::Object(object)) => Came::Object(Some(Held::of(object.into_handle()))),
            // Of what is no object, the host gives `None` alone.
            (Wanted::Instance(_), direct::Answer::Scalar(_)) => Came::Object(None),
            (Wanted::New, direct::Answer::Scalar(_)) => return Err(self.unexpected()),
        })
    }

    fn by_msgpack<A: Arguments>(&self, arguments: A, wanted: Wanted) -> Result<Came> {
        // What is sent is given back before this.
        let leave = OnceCell::new();
        let (object, instance) = match self {
            Self::Method(object, ..) => match object.held() {
                Held::Client(instance) => (None, Some(instance)),
                Held::Host(object) => {
                    let object = object.reference(attached(&leave)?);
                    (Some(object.ok_or_else(|| closed(self))?.into_handle()), None)
                }
            },
            _ => (None, None),
        };
        let mut sent = Sent::new(self, MsgpackLane::new(self, &leave, A::LEN));
        arguments.send(&mut sent)?;
        let target = match (self, &object) {
            (Self::Method(_, _, name), Some(object)) => Target::method(object, name),
            (Self::Class(name), _) => Target::class(name),
            (Self::Code(_, code), _) => Target::code(code),
            (Self::Function(name) | Self::Method(_, _, name), _) => Target::function(name),
        };
        let Sent { lane, names, .. } = &mut sent;
        let (arguments, objects) = lane.finish()?;
        let written = Written { arguments, names, objects };
        match instance {
            Some(instance) => self.on_instance(instance, &written, wanted),
            None if object.is_some() => on_host(&target, &written, wanted),
            None => {
                let by_client = || self.on_client(&target, &written, wanted);
                route::either(|| on_host(&target, &written, wanted), by_client)
            }
        }
    }

    fn on_client(&self, target: &Target<'_>, written: &Written<'_>, wanted: Wanted) -> Result<Came> {
        let arguments = self.plain(written)?;
        if matches!(wanted, Wanted::New) {
            let instance = client::instantiate(target, &arguments).map_err(failed)?;
            return Ok(Came::Object(Some(Held::Client(instance))));
        }
        self.came(client::call(target, &arguments), wanted)
    }

    fn on_instance(&self, instance: &Instance, written: &Written<'_>, wanted: Wanted) -> Result<Came> {
        if instance.is_closed() {
            return Err(closed(self));
        }
        let Self::Method(_, _, name) = self else { return Err(self.unexpected()) };
        self.came(instance.call(name, &self.plain(written)?), wanted)
    }

    /// The arguments as clients read them, who have neither names nor objects.
    fn plain(&self, written: &Written<'_>) -> Result<Pooled> {
        if let Some(name) = written.names.first() {
            return Err(beyond_clients(format_args!("{self} argument '{name}' is passed by name")));
        }
        if let Some((index, _)) = written.objects.first() {
            return Err(beyond_clients(format_args!(
                "{self} argument {index} is an instance of a Python class"
            )));
        }
        plain_arguments(written.arguments)
            .map_err(|error| error.into_error(|path| format!("{self} arguments{path}")))
    }

    fn came(&self, answer: Result<client::Bytes, Box<Failed>>, wanted: Wanted) -> Result<Came> {
        let bytes = answer.map_err(failed)?;
        match wanted {
            Wanted::Value => Ok(Came::Value(Answer::Client(bytes))),
            // Nil: there is nothing else that stands for no object.
            _ if matches!(*bytes, [] | [0xc0]) => Ok(Came::Object(None)),
            _ => Err(beyond_clients(format_args!("{self} returns an instance of a Python class"))),
        }
    }
}

/// Arguments that are written.
struct Written<'a> {
    arguments: &'a [u8],
    names: &'a [Cow<'static, str>],
    objects: &'a [(usize, Handle)],
}

#[inline]
fn on_host(target: &Target<'_>, written: &Written<'_>, wanted: Wanted) -> Result<Came> {
    let Written { arguments, names, objects } = *written;
    let answer = if names.is_empty() && objects.is_empty() && wanted.class().is_empty() {
        host::call(target, arguments, None)
    } else {
        call_with_details(target, arguments, names, wanted, objects)
    };
    let answer = answer.map_err(failed)?;
    Ok(match wanted {
        Wanted::Value => Came::Value(Answer::Bytes(answer.bytes)),
        Wanted::New | Wanted::Instance(_) => Came::Object(answer.object.map(Held::of)),
    })
}

/// Calls by the msgpack lane, with what only some calls have.
#[inline(never)]
fn call_with_details(
    target: &Target<'_>,
    arguments: &[u8],
    names: &[Cow<'static, str>],
    wanted: Wanted,
    objects: &[(usize, Handle)],
) -> Result<host::Answer, Box<Failed>> {
    let names: SmallVec<[Name<'_>; 4]> = names.iter().map(|name| Name::new(name)).collect();
    let passed: SmallVec<[Passed<'_>; 2]> =
        objects.iter().map(|(index, handle)| Passed::new(*index, handle)).collect();
    host::call(target, arguments, Some(&Details::new(&names, wanted.class(), &passed)))
}

/// Calls with the arguments that went, and what only some calls have.
#[inline(always)]
fn with_details<R>(
    sent: &mut Sent<'_, DirectLane<'_>>,
    wanted: Wanted,
    call: impl FnOnce(&mut PythonArguments, Option<&Details<'_>>) -> R,
) -> R {
    let Sent { lane, names, .. } = sent;
    if names.is_empty() && wanted.class().is_empty() {
        return call(&mut lane.arguments, None);
    }
    let names: SmallVec<[Name<'_>; 4]> = names.iter().map(|name| Name::new(name)).collect();
    call(&mut lane.arguments, Some(&Details::new(&names, wanted.class(), &[])))
}
