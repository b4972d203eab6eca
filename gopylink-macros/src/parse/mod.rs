//! From syntax to the model: reads options and items, and says what could not be read.

mod conditions;
mod data_fields;
mod docs;
mod error;
mod error_options;
mod function;
mod helper;
mod item;
mod options;
mod record;
mod record_item;
mod record_options;
mod serde;
mod signature;
mod stubs;
mod types;

pub(crate) use data_fields::{are_checkable, data_fields};
pub(crate) use error::{parse_error, parse_error_item};
pub(crate) use error_options::parse_error_options;
pub(crate) use function::strip_groups;
pub(crate) use item::parse_item;
pub(crate) use record::{is_marker, is_opaque, parse_record};
pub(crate) use record_item::parse_record_item;
pub(crate) use record_options::parse_record_options;
pub(crate) use serde::SerdeOptions;
pub(crate) use stubs::parse_stubs;
pub(crate) use types::{error_type, value_type};
