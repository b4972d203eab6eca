//! What a type is in Python, as far as the compiler knows it: so that it refuses special methods whose results Python
//! never takes.

/// What the values of a type are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not known.
    Any,
    /// `None`.
    None,
    /// `bool`.
    Bool,
    /// `int`.
    Int,
    /// `float`.
    Float,
    /// `str`.
    Str,
    /// `bytes`.
    Bytes,
    /// `tuple`.
    Tuple,
    /// What else can be iterated over.
    Collection,
    /// An instance of a class.
    Object,
    /// One of these, or `None`.
    Optional,
}

impl Kind {
    /// Has the compiler refuse a result that is of none of these kinds.
    #[track_caller]
    pub const fn assert_one_of(self, kinds: &[Self], message: &str) {
        let mut index = 0;
        let mut fits = matches!(self, Self::Any);
        while index < kinds.len() {
            fits |= kinds[index] as u8 == self as u8;
            index += 1;
        }
        assert!(fits, "{}", message);
    }

    /// Has the compiler refuse a result that is of one of these kinds.
    #[track_caller]
    pub const fn assert_none_of(self, kinds: &[Self], message: &str) {
        let mut index = 0;
        while index < kinds.len() {
            assert!(kinds[index] as u8 != self as u8, "{}", message);
            index += 1;
        }
    }
}
