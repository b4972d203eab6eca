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
    /// `None`, or what is `None` at times itself: nobody sees which.
    TwiceOptional,
}

impl Kind {
    /// What an `Option` of values of this kind is.
    #[must_use]
    pub(super) const fn or_none(self) -> Self {
        match self {
            Self::None | Self::Optional | Self::TwiceOptional => Self::TwiceOptional,
            _ => Self::Optional,
        }
    }

    /// What is known of the values of this kind that a method gives which can fail instead.
    #[must_use]
    pub(super) const fn unless_failed(self) -> Self {
        match self {
            Self::TwiceOptional => self,
            _ => Self::Any,
        }
    }

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
