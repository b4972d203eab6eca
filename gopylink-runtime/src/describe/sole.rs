//! A type is a record or a class. What is both is described twice, of which the compiler alone says little.

use std::marker::PhantomData;

/// A type that `#[gopylink::record]` describes.
pub trait Record {}

/// Whether a class is a record, too: it has the inherent constant then, which wins over that of the trait [`AnyClass`].
#[derive(Debug)]
pub struct ClassOnly<T>(PhantomData<T>);

impl<T: Record> ClassOnly<T> {
    /// It is.
    pub const IS_RECORD: IsRecord = IsRecord(true);
}

/// For all other classes.
pub trait AnyClass {
    /// It is not.
    const IS_RECORD: IsRecord = IsRecord(false);
}

impl<T> AnyClass for ClassOnly<T> {}

/// Whether a class is a record, too.
#[derive(Debug)]
pub struct IsRecord(bool);

impl IsRecord {
    /// Has the compiler refuse it then.
    #[track_caller]
    pub const fn assert_class(self) {
        assert!(
            !self.0,
            "a type is a record, which is data, or a class, which has instances, and this is both: remove `#[gopylink::record]` \
             from it, or `#[gopylink::class]`"
        );
    }
}
