//! Instances as bytes, for pickles and copies: the thunks that write and read the value of one.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Call, Lane, Outcome, Run};
use crate::codec::msgpack;
use crate::error::Result;
use crate::object::Class;

/// A class whose instances can be pickled.
#[diagnostic::on_unimplemented(
    message = "instances of `{Self}` cannot be pickled",
    label = "does not implement `serde::Serialize` and `serde::Deserialize`",
    note = "derive both for the type, or remove `pickle`"
)]
pub trait Pickle: Sized {
    /// The value as bytes.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    fn save(&self) -> Result<Vec<u8>>;

    /// The value of such bytes.
    ///
    /// # Errors
    ///
    /// The bytes are not those of such a value.
    fn restore(bytes: &[u8]) -> Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Pickle for T {
    fn save(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let written = msgpack::encode_into(&mut bytes, self);
        written.map_err(|error| error.into_error(|path| format!("the instance{path}")))?;
        Ok(bytes)
    }

    fn restore(bytes: &[u8]) -> Result<Self> {
        msgpack::decode(bytes).map_err(|error| error.into_error(|path| format!("the pickled instance{path}")))
    }
}

/// Replies with the value of an instance, as bytes.
pub struct Save<T>(PhantomData<T>);

impl<T: Class + Pickle> Run for Save<T> {
    fn run<'call, L: Lane<'call>>(call: &mut Call<'call, L>) -> Outcome {
        let instance = call.instance::<T>()?;
        let value: &T = &instance;
        let bytes = call.detached(move || value.save())?;
        call.reply(&bytes)
    }
}

/// Makes an instance of such bytes.
pub struct Restore<T>(PhantomData<T>);

impl<T: Class + Pickle> Run for Restore<T> {
    fn run<'call, L: Lane<'call>>(call: &mut Call<'call, L>) -> Outcome {
        let bytes: &[u8] = call.argument()?;
        let value = call.detached(move || T::restore(bytes))?;
        call.reply_instance::<T>(value)
    }
}
