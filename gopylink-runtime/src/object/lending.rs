//! Whether a call may have instances to borrow among its arguments: for the types of its parameters to say, so that calls of
//! exports that take none have nothing of it.

use std::ops::BitOr;
use std::pin::Pin;

use super::loans::Loans;

/// What an argument says that is never borrowed.
pub struct LendsNothing;

/// What an argument says that may be.
pub struct LendsSome;

impl LendsNothing {
    /// A place for what the arguments lend.
    #[inline(always)]
    #[must_use]
    pub fn loans(self) -> NoLoans {
        NoLoans
    }
}

impl LendsSome {
    /// A place for what the arguments lend.
    #[inline(always)]
    #[must_use]
    pub fn loans<'call>(self) -> Loans<'call> {
        Loans::new()
    }
}

macro_rules! either {
    ($($first:ident $second:ident $both:ident;)*) => { $(
        impl BitOr<$second> for $first {
            type Output = $both;

            #[inline(always)]
            fn bitor(self, _: $second) -> $both {
                $both
            }
        }
    )* };
}

either! {
    LendsNothing LendsNothing LendsNothing;
    LendsNothing LendsSome LendsSome;
    LendsSome LendsNothing LendsSome;
    LendsSome LendsSome LendsSome;
}

/// A place for what the arguments of a call lend.
pub trait Lending<'call> {
    /// The instances among them, if there are any.
    fn some(self: Pin<&Self>) -> Option<Pin<&Loans<'call>>>;
}

impl<'call> Lending<'call> for Loans<'call> {
    #[inline(always)]
    fn some(self: Pin<&Self>) -> Option<Pin<&Self>> {
        self.is_used().then_some(self)
    }
}

/// No place, where no argument is ever lent.
pub struct NoLoans;

impl<'call> Lending<'call> for NoLoans {
    #[inline(always)]
    fn some(self: Pin<&Self>) -> Option<Pin<&Loans<'call>>> {
        None
    }
}
