//! From syntax to the model: reads options and items, and says what could not be read.

mod conditions;
mod docs;
mod function;
mod helper;
mod item;
mod options;
mod signature;

pub(crate) use function::strip_groups;
pub(crate) use item::parse_item;
