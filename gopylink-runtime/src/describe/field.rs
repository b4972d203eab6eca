//! Fields of records: what they must be, and what stands for a record that has others.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a field of a record can be: all that serde knows both ways.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a record: it is no data",
    label = "it is, or holds, a type that is not plain data",
    note = "where a struct or enum is plain data, write `#[gopylink::record]` on it",
    note = "where it is a class, hold a record of its fields, or make this a class, too",
    note = "for a type of another crate, look whether that crate has a feature `serde`",
    note = "a field that Python need not know is left out by `#[serde(skip)]`"
)]
pub trait RecordField {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + for<'de> Deserialize<'de>> RecordField for T {}

/// Has the compiler refuse a type that no field can have.
pub fn assert_field<T: RecordField>() {}

/// In place of what serde derives for a record with such a field, whose errors would only repeat that.
#[allow(clippy::missing_errors_doc, reason = "nothing here ever runs")]
pub trait NoData<R> {
    /// In place of the function that serde derives.
    fn serialize<S: Serializer>(_record: &R, _serializer: S) -> Result<S::Ok, S::Error> {
        unreachable!()
    }

    /// As above.
    fn deserialize<'de, D: Deserializer<'de>>(_deserializer: D) -> Result<R, D::Error> {
        unreachable!()
    }
}
