//! What calls need of the lane, until its formats are there.

use std::marker::PhantomData;

use gopylink_abi::direct::Object;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::objects::{Objects, Owned};
use crate::codec::error::Error;

/// What has to live until a call has ended.
pub(crate) struct Kept;

impl Kept {
    pub(crate) fn new(_objects: Objects) -> Self {
        Self
    }
}

/// The arguments of a call, decoded one by one as the parameters ask for them.
pub(crate) struct Arguments<'call> {
    objects: Objects,
    _call: PhantomData<&'call Kept>,
}

impl<'call> Arguments<'call> {
    /// # Safety
    ///
    /// The objects live for `'call`.
    pub(crate) unsafe fn new(objects: Objects, _: &'call [*mut Object], _: &'call Kept) -> Self {
        Self { objects, _call: PhantomData }
    }

    pub(crate) fn objects(&self) -> Objects {
        self.objects
    }

    pub(crate) fn next<T: Deserialize<'call>>(&mut self) -> Result<T, Error> {
        Err(Error::internal("pending"))
    }
}

/// A value that needs no object.
#[derive(Debug)]
pub(crate) struct Scalar;

impl Owned {
    pub(crate) fn scalar(&self) -> Option<Scalar> {
        None
    }
}

pub(crate) fn decode<T: DeserializeOwned>(_: &Owned) -> Result<T, Error> {
    Err(Error::internal("pending"))
}

pub(crate) fn decode_scalar<T: DeserializeOwned>(_: Scalar) -> Result<T, Error> {
    Err(Error::internal("pending"))
}
