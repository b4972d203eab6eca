//! Arguments of mixed types, any number of them.

use serde::ser::{Serialize, SerializeSeq, Serializer};

/// Arguments for a call into Python, from expressions of any serializable types.
///
/// Tuples do the same for up to sixteen values; this takes any number, and reads like a call.
///
/// ```no_run
/// # fn main() -> gopylink::Result<()> {
/// let total: i64 = gopylink::python_func_call("total", gopylink::args![1, "two", 3.0, vec![4, 5]]).get()?;
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        $crate::private::Arguments($crate::args!(@list $($value),*))
    };
    (@list) => { () };
    (@list $first:expr $(, $rest:expr)*) => { ($first, $crate::args!(@list $($rest),*)) };
}

/// What [`args!`](crate::args) builds: a list of nested pairs that serializes as one flat sequence.
pub struct Arguments<L>(pub L);

/// A list of nested pairs.
#[doc(hidden)]
pub trait List {
    /// How many values the list holds.
    const LEN: usize;

    /// Serializes the values in order.
    #[doc(hidden)]
    fn serialize_into<S: SerializeSeq>(&self, sequence: &mut S) -> Result<(), S::Error>;
}

impl List for () {
    const LEN: usize = 0;

    fn serialize_into<S: SerializeSeq>(&self, _sequence: &mut S) -> Result<(), S::Error> {
        Ok(())
    }
}

impl<T: Serialize, L: List> List for (T, L) {
    const LEN: usize = 1 + L::LEN;

    fn serialize_into<S: SerializeSeq>(&self, sequence: &mut S) -> Result<(), S::Error> {
        sequence.serialize_element(&self.0)?;
        self.1.serialize_into(sequence)
    }
}

impl<L: List> Serialize for Arguments<L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(L::LEN))?;
        self.0.serialize_into(&mut sequence)?;
        sequence.end()
    }
}
