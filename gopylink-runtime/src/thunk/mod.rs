//! What a generated thunk works with: the call that it serves, and how it takes a result apart.

mod constructor;
mod default;
mod lane;
mod parameter;
mod pickle;
mod plain;
mod returned;

use std::pin::Pin;

use gopylink_abi::manifest::{ParameterKind, TypeRef};
use gopylink_abi::special::Declines;
use gopylink_abi::table::CallDirect;
use serde::Deserialize;

use crate::array::IntoArray;
use crate::codec;
use crate::error::{Error, ErrorKind, Result};
use crate::host::Gil;
use crate::object::{Caller, Class, InstanceMut, InstanceRef, Lending, Names, Place};
use crate::running::{Label, Running};

pub use constructor::NoConstructor;
pub use default::{AnyDefault, DefaultText, DefaultValue};
pub use lane::Lane;
pub(crate) use lane::{Direct, Msgpack};
pub use parameter::{
    AnyArgument, Argument, Borrowed, BorrowedArgument, FromInstance, Missing, NoArgument, Plain,
    PlainArgument, Taken,
};
pub use pickle::{Pickle, Restore, Save};
pub use plain::{FromPython, ToPython};
pub use returned::{
    Answer, AnswerInstances, AnswerValue, AnyAnswer, AnyError, AnyValue, IntoBoxedError, NoAnswer, Raise,
    Raised, Returned,
};

/// The generated code for one export: decodes the arguments, calls, encodes the result.
pub trait Run: 'static {
    /// Serves one call, by any lane.
    ///
    /// # Errors
    ///
    /// Whatever the call is to fail with.
    fn run<'call, L: Lane<'call>>(call: &mut Call<'call, L>) -> Outcome;
}

/// The generated entry for one export, which decodes the arguments, calls and encodes the result: once for each lane.
#[derive(Clone, Copy)]
pub struct Thunk {
    pub(crate) msgpack: for<'call> fn(&mut Call<'call, Msgpack<'call>>) -> Outcome,
    pub(crate) direct: CallDirect,
}

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
    /// What stands for it when it is left out, as Python writes it; none if it must be given.
    pub default: Option<&'static str>,
}

/// What a call needs to know of the export that it calls.
pub(crate) struct Entry {
    pub(crate) thunk: Thunk,
    pub(crate) hold_gil: bool,
    /// Whether there may be arrays in its arguments.
    pub(crate) takes_arrays: bool,
    /// Which arguments it declines.
    pub(crate) declines: Declines,
    pub(crate) label: Label,
    pub(crate) parameters: &'static [ParameterExport],
}

/// One call from Python. A thunk takes the arguments in order, then the instance, calls, and replies.
pub struct Call<'call, L> {
    export: &'static Entry,
    lane: L,
    taken: usize,
    place: Option<Place<'call>>,
    running: &'call Running,
    gil: Gil,
}

impl<'call, L: Lane<'call>> Call<'call, L> {
    #[inline(always)]
    pub(crate) fn new(
        export: &'static Entry,
        lane: L,
        place: Option<Place<'call>>,
        running: &'call Running,
        gil: Gil,
    ) -> Self {
        Self { export, lane, taken: 0, place, running, gil }
    }

    /// The next argument, decoded.
    #[inline(always)]
    pub fn argument<T: Deserialize<'call>>(&mut self) -> Result<T> {
        let decoded = self.lane.argument();
        let (export, index) = (self.export, self.taken);
        self.taken += 1;
        decoded.map_err(|error| refused(export, index, error))
    }

    /// Whether the next argument was left out. If so, it is passed over. Asked of parameters that have a default only.
    #[inline(always)]
    pub fn is_absent(&mut self) -> bool {
        let absent = self.lane.pass_absent();
        self.taken += usize::from(absent);
        absent
    }

    /// The instance that a `&self` method runs on.
    #[inline(always)]
    pub fn instance<T: 'static>(&self) -> Result<InstanceRef<'call, T>> {
        let (place, label, running) = (self.place()?, &self.export.label, self.running);
        match self.caller() {
            Some(caller) => place.shared(label, running, caller),
            None => from_outside(|caller| place.shared(label, running, caller)),
        }
    }

    /// The instance that a `&mut self` method runs on.
    #[inline(always)]
    pub fn instance_mut<T: 'static>(&self) -> Result<InstanceMut<'call, T>> {
        let (place, label, running) = (self.place()?, &self.export.label, self.running);
        match self.caller() {
            Some(caller) => place.exclusive(label, running, caller),
            None => from_outside(|caller| place.exclusive(label, running, caller)),
        }
    }

    /// As [`instance`](Self::instance), and borrows the instances among the arguments.
    #[inline(always)]
    pub fn instance_among<T: 'static>(
        &self,
        loans: Pin<&impl Lending<'call>>,
    ) -> Result<InstanceRef<'call, T>> {
        let Some(loans) = loans.some() else { return self.instance() };
        let (place, export, running) = (self.place()?, self.export, self.running);
        borrow(self.caller(), |caller| loans.shared(place, export, running, caller))
    }

    /// As [`instance_mut`](Self::instance_mut), and borrows the instances among the arguments.
    #[inline(always)]
    pub fn instance_mut_among<T: 'static>(
        &self,
        loans: Pin<&impl Lending<'call>>,
    ) -> Result<InstanceMut<'call, T>> {
        let Some(loans) = loans.some() else { return self.instance_mut() };
        let (place, export, running) = (self.place()?, self.export, self.running);
        borrow(self.caller(), |caller| loans.exclusive(place, export, running, caller))
    }

    /// Borrows the instances among the arguments.
    #[inline(always)]
    pub fn borrow(&self, loans: Pin<&impl Lending<'call>>) -> Outcome {
        let Some(loans) = loans.some() else { return Ok(()) };
        let (export, running) = (self.export, self.running);
        borrow(self.caller(), |caller| loans.hold(export, running, caller))
    }

    #[inline(always)]
    fn caller(&self) -> Option<Caller> {
        let keeps_gil = self.export.hold_gil && self.gil.is_exclusive();
        self.gil.is_held().then_some(Caller { gil: self.gil, keeps_gil })
    }

    /// Runs the user's function without the GIL.
    #[inline(always)]
    pub fn detached<R>(&self, function: impl FnOnce() -> R) -> R {
        self.running.detach();
        self.gil.released(function)
    }

    /// Encodes the result.
    #[inline(always)]
    pub fn reply<T: ToPython + ?Sized>(&mut self, value: &T) -> Outcome {
        let export = self.export;
        self.lane.reply(value).map_err(|error| unanswerable(export, error))
    }

    /// Passes over the result of a setter.
    #[inline(always)]
    pub fn reply_nothing<T: ToPython + ?Sized>(&mut self, _value: &T) -> Outcome {
        let export = self.export;
        self.lane.reply_nothing().map_err(|error| unanswerable(export, error))
    }

    /// Encodes the result as an array.
    #[inline]
    pub fn reply_array<T: IntoArray>(&mut self, value: T) -> Outcome {
        self.reply(&value.into_array())
    }

    /// Hands the new instance over.
    #[inline(always)]
    pub fn reply_instance<T: Class>(&mut self, value: T) -> Outcome {
        self.place()?.make(value);
        Ok(())
    }

    /// The lane, with what the thunk left behind.
    #[inline(always)]
    pub(crate) fn into_lane(self) -> L {
        self.lane
    }

    #[inline(always)]
    fn place(&self) -> Result<Place<'call>> {
        let export = self.export;
        self.place.ok_or_else(|| no_instance(export))
    }
}

// These take what they need of a call and not the call: so that the compiler can keep its parts in registers.

#[cold]
fn refused(export: &Entry, index: usize, error: codec::Error) -> Error {
    let Entry { label, parameters, declines, .. } = export;
    let name = parameters.get(index).map_or("?", |parameter| parameter.name);
    let error = error.into_error(|path| {
        let mut place = label.argument(name);
        if !path.is_empty() {
            place.push_str(&path.to_string());
        }
        place
    });
    let declined = match declines {
        Declines::Nothing => false,
        Declines::OtherTypes => error.kind() == ErrorKind::Type,
        Declines::OtherValues => {
            matches!(error.kind(), ErrorKind::Type | ErrorKind::Value | ErrorKind::Overflow | ErrorKind::Text)
        }
    };
    if declined { Error::of_kind(ErrorKind::Declined, error.message()) } else { error }
}

#[cold]
fn unanswerable(export: &Entry, error: codec::Error) -> Error {
    error.into_error(|path| format!("{}{path}", export.label.result()))
}

#[cold]
fn no_instance(export: &Entry) -> Error {
    Error::of_kind(ErrorKind::Internal, format!("{} was called without an instance", export.label))
}

/// Borrows with the GIL, whether this thread holds it or not.
fn borrow<R>(caller: Option<Caller>, borrow: impl FnOnce(Caller) -> Result<R>) -> Result<R> {
    match caller {
        Some(caller) => borrow(caller),
        None => from_outside(borrow),
    }
}

impl Names for Entry {
    fn label(&self) -> &Label {
        &self.label
    }

    fn argument(&self, parameter: usize) -> String {
        self.label.argument(self.parameter(parameter))
    }

    fn parameter(&self, parameter: usize) -> &str {
        self.parameters.get(parameter).map_or("?", |parameter| parameter.name)
    }
}

#[inline(never)]
fn from_outside<R>(borrow: impl FnOnce(Caller) -> Result<R>) -> Result<R> {
    Caller::attached(borrow)
}
