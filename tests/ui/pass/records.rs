//! Records without a prelude, where every name that generated code could want is taken and every lint is an error.
#![no_implicit_prelude]
#![deny(warnings, missing_docs, unsafe_code, rust_2018_idioms, unused_qualifications, unreachable_pub)]
#![forbid(unsafe_code)]

use ::std::borrow::Cow;
use ::std::boxed::Box;
use ::std::clone::Clone;
use ::std::marker::Copy;

/// Takes the name.
pub struct Result;
/// Takes the name.
pub struct Option;
/// Takes the name.
pub struct Vec;
/// Takes the name.
pub struct String;
/// Takes the name.
pub struct Shape;
/// Takes the name.
pub trait Describe {}
/// Takes the name.
pub trait Serialize {}
/// Takes the name.
pub trait Deserialize {}
/// Takes the name.
pub trait Default {}
/// Takes the name.
pub mod serde {}
/// Takes the name.
pub mod core {}
/// Takes the name.
pub mod std {}
/// Takes the name.
pub mod gopylink {}

/// A row.
#[::gopylink::record]
#[derive(Clone)]
pub struct Row {
    /// Its number.
    pub id: i64,
    #[serde(default, rename = "text")]
    name: ::std::string::String,
    /// Another of its kind.
    pub next: ::std::option::Option<Box<Self>>,
    /// Is not used any more, which is no warning of the generated code.
    #[deprecated]
    pub old: bool,
    #[cfg(any())]
    never: NoSuchType,
    #[cfg_attr(any(), serde(rename = "never"))]
    #[cfg_attr(all(), serde(skip_serializing_if = "::std::option::Option::is_none"))]
    maybe: ::std::option::Option<u8>,
}

/// A place.
#[::gopylink::record(dataclass, name = "Place")]
#[derive(Clone, Copy)]
pub struct Point {
    /// To the right.
    pub x: f64,
    #[serde(default)]
    y: f64,
    #[cfg(any())]
    never: NoSuchType,
}

/// With everything that a declaration can have.
#[::gopylink::record]
#[serde(rename_all = "camelCase")]
pub struct General<'a, T: 'a, const N: usize = 3>
where
    T: Clone,
{
    /// May be borrowed.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// Generic.
    pub items: ::std::vec::Vec<T>,
    /// No more than a number.
    #[serde(skip)]
    pub count: ::std::marker::PhantomData<[(); N]>,
}

/// Generic, with a class.
#[::gopylink::record(dataclass)]
pub struct Boxed<'a, T>
where
    T: Copy,
{
    /// What is inside.
    pub content: T,
    /// More.
    pub text: Cow<'a, str>,
    /// The same again.
    pub next: ::std::option::Option<Box<Self>>,
}

/// Has members.
#[::gopylink::record(enum_class)]
#[derive(Clone, Copy)]
#[repr(u8)]
#[non_exhaustive]
pub enum Side {
    /// The one.
    Left = 4,
    /// The other.
    #[serde(rename = "r")]
    Right = 2,
    #[cfg(any())]
    Never(NoSuchType),
}

/// Every kind of content.
#[::gopylink::record]
#[allow(clippy::large_enum_variant)]
pub enum Kinds<T> {
    /// Nothing.
    Unit,
    /// One thing.
    One(T),
    /// Two.
    Two(T, Point),
    /// By name.
    Named {
        /// A field.
        r#type: T,
    },
}

/// Holds nothing at all, and so there is none.
#[::gopylink::record]
pub enum Never {}

/// Holds nothing.
#[::gopylink::record]
pub struct Unit;

/// Holds nothing, too.
#[::gopylink::record(dataclass)]
pub struct Empty {}

macro_rules! record {
    ($name:ident $($field:ident: $type:ty),*) => {
        /// Made by a macro.
        #[::gopylink::record]
        pub struct $name {
            $(
                /// Made by a macro.
                pub $field: $type,
            )*
        }
    };
}

record! { Made id: i64, point: Point }

/// Is not compiled.
#[::gopylink::record(dataclass)]
#[cfg(any())]
pub struct NotThere {
    never: NoSuchType,
}

/// The functions.
pub struct Functions;

#[::gopylink::functions]
impl Functions {
    /// Takes and returns records.
    #[must_use]
    pub fn all(
        _row: Row,
        _general: General<'_, Point>,
        _boxed: Boxed<'_, i64>,
        _kinds: Kinds<Side>,
        _made: Made,
        _empty: Empty,
    ) -> Boxed<'static, u8> {
        #[::gopylink::record(dataclass)]
        #[derive(Clone, Copy)]
        struct Inner {
            number: u8,
        }
        Boxed { content: Inner { number: 1 }.number, text: Cow::Borrowed(""), next: ::std::option::Option::None }
    }
}

fn main() {}
