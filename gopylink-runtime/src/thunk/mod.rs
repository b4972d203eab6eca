//! What a generated thunk works with: the call that it serves, and how it takes a result apart.

mod returned;

use gopylink_abi::manifest::{ParameterKind, TypeRef};
use serde::{Deserialize, Serialize};

use crate::codec::{self, Arguments};
use crate::error::{Error, ErrorKind, Result};
use crate::object::{Class, Instance, InstanceMut, InstanceRef};

pub use returned::{AnyError, AnyValue, IntoBoxedError, Raised, Returned};

/// The generated entry for one export: decodes the arguments, calls, encodes the result.
pub type Thunk = for<'call> fn(&mut Call<'call>) -> Outcome;

/// How a thunk ends; the result itself is in the [`Call`].
pub type Outcome = Result<()>;

/// One parameter of an export.
pub struct ParameterExport {
    /// The name that Python sees.
    pub name: &'static str,
    /// How it is passed.
    pub kind: ParameterKind,
    /// What it accepts.
    pub accepts: fn() -> TypeRef,
}

/// One call from Python. A thunk takes the arguments in order, then the instance, and replies.
pub struct Call<'call> {
    label: &'static str,
    parameters: &'static [ParameterExport],
    arguments: Arguments<'call>,
    taken: usize,
    instance: Option<&'call Instance>,
    reply: Reply,
}

/// What a thunk leaves behind.
#[derive(Default)]
pub(crate) struct Reply {
    pub(crate) bytes: Vec<u8>,
    pub(crate) instance: Option<Instance>,
}

impl<'call> Call<'call> {
    pub(crate) fn new(
        label: &'static str,
        parameters: &'static [ParameterExport],
        arguments: &'call [u8],
        instance: Option<&'call Instance>,
    ) -> Result<Self> {
        let arguments = Arguments::new(arguments, parameters.len()).map_err(|error| failed(label, &error))?;
        Ok(Self { label, parameters, arguments, taken: 0, instance, reply: Reply::default() })
    }

    /// The next argument, decoded.
    pub fn argument<T: Deserialize<'call>>(&mut self) -> Result<T> {
        let index = self.taken;
        self.taken += 1;
        self.arguments.next().map_err(|error| {
            let name = self.parameters.get(index).map_or("?", |parameter| parameter.name);
            failed(&format!("{} argument '{name}'{}", self.label, error.path()), &error)
        })
    }

    /// The instance that a `&self` method runs on.
    pub fn instance<T: 'static>(&self) -> Result<InstanceRef<'call, T>> {
        self.receiver()?.shared(self.label)
    }

    /// The instance that a `&mut self` method runs on.
    pub fn instance_mut<T: 'static>(&self) -> Result<InstanceMut<'call, T>> {
        self.receiver()?.exclusive(self.label)
    }

    /// Encodes the result.
    pub fn reply<T: Serialize + ?Sized>(&mut self, value: &T) -> Outcome {
        self.reply.bytes = codec::encode(value)
            .map_err(|error| failed(&format!("{} result{}", self.label, error.path()), &error))?;
        Ok(())
    }

    /// Hands the new instance over.
    pub fn reply_instance<T: Class>(&mut self, value: T) -> Outcome {
        let class = self.label.strip_suffix("()").unwrap_or(self.label);
        self.reply.instance = Some(Instance::new(value, class));
        Ok(())
    }

    pub(crate) fn into_reply(self) -> Reply {
        self.reply
    }

    fn receiver(&self) -> Result<&'call Instance> {
        self.instance.ok_or_else(|| {
            Error::of_kind(ErrorKind::Internal, format!("{} was called without an instance", self.label))
        })
    }
}

fn failed(place: &str, error: &codec::Error) -> Error {
    Error::of_kind(error.kind(), format!("{place}: {}", error.message()))
}
