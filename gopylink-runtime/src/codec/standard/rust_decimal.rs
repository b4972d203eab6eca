//! The decimal number of the crate `rust_decimal`.

use gopylink_abi::standard::Standard;
use rust_decimal::Decimal;

use super::{Class, Taken, unfit};
use crate::codec::error::Error;

impl Class for Decimal {
    const CLASS: &'static str = "decimal.Decimal";

    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error> {
        Ok(pass(Standard::Decimal(&self.to_string())))
    }

    /// Exactly, or not at all.
    fn take(value: Standard<'_>) -> Taken<Self> {
        let Standard::Decimal(text) = value else { return None };
        let found = match text.split_once(['e', 'E']) {
            None => Self::from_str_exact(text),
            // Rounds what the number itself has no room for.
            Some((number, _)) => Self::from_str_exact(number).and_then(|_| Self::from_scientific(text)),
        };
        Some(found.map_err(|_| unfit(format!("{text} is out of range for rust_decimal::Decimal"))))
    }
}
