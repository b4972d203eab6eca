//! Types that Python's standard library has classes for: dates and times, durations, decimal numbers, UUIDs, paths.
//!
//! To serde they are text, or structs of numbers. Here they are recognised for what they are where serde's code passes
//! them on, and cross as a [`Standard`]. What serde would make of one is still accepted in its place.

pub(super) mod calendar;
#[cfg(feature = "chrono")]
mod chrono;
#[allow(unsafe_code, reason = "a generic type becomes the one that it is")]
mod identity;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod seconds;
mod std;
#[cfg(feature = "uuid")]
mod uuid;

use ::std::any::type_name;
use ::std::path::PathBuf;
use ::std::time::{Duration, SystemTime};

use gopylink_abi::failure::FailureKind;
use gopylink_abi::standard::Standard;
use serde::de::Visitor;
use smallvec::SmallVec;

#[cfg(feature = "chrono")]
pub(super) use self::chrono::is_seconds;
pub(super) use self::seconds::Seconds;
use self::std::since_epoch;
use super::error::Error;

/// A type that stands for such a class. None has a lifetime in it.
pub(super) trait Class: Sized + 'static {
    /// The class, as messages name it.
    const CLASS: &'static str;
    /// Whether serde's form of it is text.
    const IS_TEXT: bool = true;

    /// Passes the value on.
    ///
    /// # Errors
    ///
    /// Python has no such value, or what takes it fails.
    fn pass<R>(&self, pass: impl FnOnce(Standard<'_>) -> R) -> Result<R, Error>;

    /// Makes one of what Python passed.
    fn take(value: Standard<'_>) -> Taken<Self>;
}

/// What a type made of a value. `None` says that it is of another class.
pub(super) type Taken<T> = Option<Result<T, Error>>;

/// What crosses of a value.
pub(super) type Payload = SmallVec<[u8; 64]>;

/// A value of the right class that the Rust type, or Python, does not have.
#[cold]
fn unfit(message: impl Into<String>) -> Error {
    Error::new(FailureKind::Value, message)
}

macro_rules! crates {
    ($name:ident: $($krate:literal)*) => {
        $( (cfg!(feature = $krate) && $name.starts_with(concat!($krate, "::"))) )||*
    };
}

/// Whether a type may be one of those below. Only comparisons with constant text, so that for a known type the compiler is
/// left with the answer; without optimisation, they take a fraction of the time that asking for each type takes.
#[inline]
pub(super) fn may_be<T: ?Sized>() -> bool {
    let mut name = type_name::<T>();
    name = name.strip_prefix('&').unwrap_or(name);
    name = name.strip_prefix('&').unwrap_or(name);
    if let Some(inner) = name.strip_prefix("alloc::") {
        name = inner;
        name = name.strip_prefix("boxed::Box<").unwrap_or(name);
        name = name.strip_prefix("rc::Rc<").unwrap_or(name);
        name = name.strip_prefix("sync::Arc<").unwrap_or(name);
        name = name.strip_prefix("borrow::Cow<").unwrap_or(name);
        name = name.strip_prefix("'_, ").unwrap_or(name);
    }
    name.starts_with("std::path::Path")
        || name.starts_with("core::time::Duration")
        || name.starts_with("std::time::SystemTime")
        || crates!(name: "chrono" "jiff" "rust_decimal" "uuid")
}

/// Whether this is a visitor by which serde or the type's own crate makes the type. Any other may want its text.
#[inline]
fn is_own<V>() -> bool {
    let name = type_name::<V>();
    // One that stands in an implementation: `<jiff::Timestamp as Deserialize>::deserialize::TimestampVisitor`.
    let name = name.strip_prefix('<').unwrap_or(name);
    (name.starts_with("serde_core::de::impls::")
        && ["::PathBufVisitor", "::PathVisitor", "::DurationVisitor"].iter().any(|own| name.ends_with(own)))
        || (crates!(name: "chrono" "jiff" "rust_decimal" "uuid") && !name.starts_with("jiff::fmt::serde::"))
}

macro_rules! classes {
    ($($(#[$condition:meta])? $class:ty;)*) => {
        /// What crosses of a value, if it is of such a type or refers to one.
        pub(super) fn payload<T: ?Sized>(value: &T) -> Option<Result<Payload, Error>> {
            if let Some(path) = identity::path(value) {
                return Some(written(path));
            }
            $(
                $(#[$condition])?
                {
                    if let Some(value) = identity::seen::<T, $class>(value) {
                        return Some(written(value));
                    }
                }
            )*
            None
        }

        /// What a visitor wants, if it makes such a type.
        #[inline]
        pub(super) fn wanted<'de, V: Visitor<'de>>() -> Option<Wanted<V::Value>> {
            if !is_own::<V>() {
                return None;
            }
            $(
                $(#[$condition])?
                {
                    if identity::is::<V::Value, $class>() {
                        return Some(Wanted::of::<$class>());
                    }
                }
            )*
            if identity::is_borrowed_path::<V::Value>() {
                return Some(Wanted { is_lent: true, ..Wanted::none::<PathBuf>() });
            }
            None
        }
    };
}

classes! {
    PathBuf;
    Duration;
    SystemTime;
    #[cfg(feature = "chrono")]
    ::chrono::NaiveDate;
    #[cfg(feature = "chrono")]
    ::chrono::NaiveTime;
    #[cfg(feature = "chrono")]
    ::chrono::NaiveDateTime;
    #[cfg(feature = "chrono")]
    ::chrono::DateTime<::chrono::Utc>;
    #[cfg(feature = "chrono")]
    ::chrono::DateTime<::chrono::FixedOffset>;
    #[cfg(feature = "chrono")]
    ::chrono::TimeDelta;
    #[cfg(feature = "jiff")]
    ::jiff::civil::Date;
    #[cfg(feature = "jiff")]
    ::jiff::civil::Time;
    #[cfg(feature = "jiff")]
    ::jiff::civil::DateTime;
    #[cfg(feature = "jiff")]
    ::jiff::Timestamp;
    #[cfg(feature = "jiff")]
    ::jiff::Zoned;
    #[cfg(feature = "jiff")]
    ::jiff::SignedDuration;
    #[cfg(feature = "jiff")]
    ::jiff::Span;
    #[cfg(feature = "rust_decimal")]
    ::rust_decimal::Decimal;
    #[cfg(feature = "uuid")]
    ::uuid::Uuid;
}

/// What a visitor wants of a struct of this name: a `SystemTime` asks for the duration since the epoch.
#[inline]
pub(super) fn wanted_struct<'de, V: Visitor<'de>>(name: &str) -> Option<Wanted<V::Value>> {
    let wanted = wanted::<V>()?;
    match name {
        "SystemTime" if identity::is::<V::Value, Duration>() => Some(Wanted {
            class: SystemTime::CLASS,
            take: |value| identity::taken(since_epoch(value)),
            ..wanted
        }),
        _ => Some(wanted),
    }
}

/// What crosses of a value that passes itself on as a text of what only shows it, where nothing else is to be seen of it.
#[cfg(any(feature = "chrono", feature = "jiff"))]
#[inline]
#[cfg_attr(not(feature = "chrono"), expect(unused_variables, reason = "only that crate hides the value"))]
#[cfg_attr(not(feature = "jiff"), expect(unused_variables, reason = "only that crate shows the value"))]
pub(super) fn shown<T: ?Sized>(value: &T, text: &str) -> Option<Result<Payload, Error>> {
    #[cfg(feature = "jiff")]
    if type_name::<T>().starts_with("jiff::") {
        return payload(value);
    }
    #[cfg(feature = "chrono")]
    if chrono::shows::<T>() {
        return chrono::shown(text);
    }
    None
}

fn written<T: Written + ?Sized>(value: &T) -> Result<Payload, Error> {
    value.written(|standard| {
        let mut payload = Payload::new();
        standard.write(&mut payload);
        payload
    })
}

/// A [`Class`], or a type that only borrows one.
trait Written {
    fn written(&self, pass: impl FnOnce(Standard<'_>) -> Payload) -> Result<Payload, Error>;
}

impl<T: Class> Written for T {
    fn written(&self, pass: impl FnOnce(Standard<'_>) -> Payload) -> Result<Payload, Error> {
        self.pass(pass)
    }
}

/// What a visitor wants.
pub(super) struct Wanted<T> {
    /// The class, as messages name it.
    pub(super) class: &'static str,
    pub(super) is_text: bool,
    /// Whether it is borrowed from what Python passed: what [`lent`] gives.
    pub(super) is_lent: bool,
    take: fn(Standard<'_>) -> Taken<T>,
}

impl<T> Wanted<T> {
    fn of<U: Class>() -> Self {
        Self { take: |value| identity::taken(U::take(value)), ..Self::none::<U>() }
    }

    /// What no value is taken for.
    fn none<U: Class>() -> Self {
        Self { class: U::CLASS, is_text: U::IS_TEXT, is_lent: false, take: |_| None }
    }

    /// Whether an `int` may stand for it.
    pub(super) fn takes_int(&self) -> bool {
        self.class == "decimal.Decimal"
    }

    /// The value of an `int` of any size, if it has one.
    pub(super) fn take_int(&self, digits: &str) -> Option<T> {
        (self.take)(Standard::Decimal(digits))?.ok()
    }

    /// The value of a payload.
    pub(super) fn take(&self, payload: &[u8]) -> Result<T, Error> {
        let value = read(payload)?;
        (self.take)(value).unwrap_or_else(|| Err(Error::mismatch(self.class, value.class())))
    }
}

/// The value that a visitor makes of a payload which lives long enough to be borrowed.
pub(super) fn lent<'de, V: Visitor<'de>>(payload: &'de [u8]) -> Result<V::Value, Error> {
    let value = read(payload)?;
    let Standard::Path(path) = value else {
        return Err(Error::mismatch(PathBuf::CLASS, value.class()));
    };
    let path = std::borrowed(path)?;
    identity::borrowed_path::<V>(path).ok_or_else(|| Error::internal("nothing else is borrowed"))
}

/// What Python passed.
pub(super) fn read(payload: &[u8]) -> Result<Standard<'_>, Error> {
    Standard::read(payload).ok_or_else(|| Error::internal("a value of the standard library is malformed"))
}

/// The name of the class of what Python passed.
pub(super) fn class(payload: &[u8]) -> &'static str {
    Standard::read(payload).map_or("object", |value| value.class())
}

/// What serde makes of a value, for a visitor that keeps it until it knows what to make of it.
pub(super) fn buffer<'de, V: Visitor<'de>>(payload: &[u8], visitor: V) -> Result<V::Value, Error> {
    let value = read(payload)?;
    match calendar::text(value) {
        Some(text) => visitor.visit_string(text),
        None if matches!(value, Standard::Delta(_)) => visitor.visit_seq(Seconds::of(payload)?),
        None => Err(Error::not_plain(value.class())),
    }
}
