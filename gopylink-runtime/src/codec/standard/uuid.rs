//! The identifier of the crate `uuid`.

use gopylink_abi::standard::Standard;
use uuid::Uuid;

use super::{Class, Taken};
use crate::codec::error::Error;

impl Class for Uuid {
    const CLASS: &'static str = "uuid.UUID";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::Uuid(self.into_bytes())))
    }

    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Uuid(bytes) = value else { return None };
        Some(Ok(Self::from_bytes(bytes)))
    }
}
