//! Whether a type holds instances of exported classes, which only some places can: known to the compiler, so that it refuses
//! the others. A class that serde knows as well, to be pickled, would pass for data there.

use std::marker::PhantomData;

use serde::Serialize;

/// How a type holds instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instances {
    held: Held,
    /// Whether serde knows all their classes. Of others, it is the types of arguments and results that say so.
    data: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// Not at all.
    Nowhere,
    /// By value: alone, or in an `Option` or `Vec`.
    Owned,
    /// By reference: alone, or in an `Option` or `Vec`.
    Borrowed,
    /// In anything else.
    Within,
}

impl Instances {
    /// None are held.
    pub(super) const NONE: Self = Self { held: Held::Nowhere, data: true };

    /// How a class is its own instance. `data` tells whether serde knows it.
    #[must_use]
    pub const fn of_class(data: bool) -> Self {
        Self { held: Held::Owned, data }
    }

    /// How a reference to such a type holds them.
    pub(super) const fn referred(self) -> Self {
        self.held(Held::Borrowed)
    }

    /// How a tuple, a map or the like of such a type holds them.
    pub(super) const fn within(self) -> Self {
        self.held(Held::Within)
    }

    /// How a tuple, a map or the like of both types holds them.
    pub(super) const fn and(self, other: Self) -> Self {
        let held = if matches!(self.held, Held::Nowhere) { other.held } else { self.held };
        Self { held, data: self.data && other.data }.within()
    }

    const fn held(self, held: Held) -> Self {
        match self.held {
            Held::Nowhere => self,
            _ => Self { held, data: self.data },
        }
    }

    /// Of the type of a parameter.
    #[track_caller]
    pub const fn assert_argument(self) {
        match self.held {
            Held::Owned if self.data => panic!(
                "Python keeps the instances of a class, so an argument borrows them: take `&T` or `&mut T`, alone or in an \
                 `Option` or a `Vec`"
            ),
            Held::Within if self.data => panic!(
                "only an `Option` or a `Vec` of instances of a class is an argument: take `&T` or `&mut T`, alone or in one \
                 of these"
            ),
            _ => {}
        }
    }

    /// Of the type of a result.
    #[track_caller]
    pub const fn assert_result(self) {
        match self.held {
            Held::Borrowed if self.data => panic!(
                "a result that is an instance of a class is a new one, made of its value: return `T`, alone or in an \
                 `Option` or a `Vec`"
            ),
            Held::Within if self.data => panic!(
                "only an `Option` or a `Vec` of instances of a class is a result: return `T`, alone or in one of these"
            ),
            _ => {}
        }
    }

    /// Of the type of a field of a record, which is refused elsewhere if serde does not know it.
    #[track_caller]
    pub const fn assert_field_of_data(self) {
        if self.data {
            self.assert_field();
        }
    }

    /// Of the type of a field of a record or an error.
    #[track_caller]
    pub const fn assert_field(self) {
        assert!(
            matches!(self.held, Held::Nowhere),
            "an instance of a class is no data, which is all that records and errors hold: hold a record of its fields, or \
             make this a class, too"
        );
    }
}

/// Whether serde knows a type: it has the inherent constant then, which wins over that of the trait [`AnyKnown`].
#[derive(Debug)]
pub struct Known<T>(PhantomData<T>);

impl<T: Serialize> Known<T> {
    /// It does.
    pub const TO_SERDE: bool = true;
}

/// For all other types.
pub trait AnyKnown {
    /// It does not.
    const TO_SERDE: bool = false;
}

impl<T> AnyKnown for Known<T> {}
