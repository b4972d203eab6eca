//! How Rust types look from Python.

mod asked;
mod class;
mod field;
mod instances;
mod kind;
mod record;
mod shape;
mod sole;
mod standard;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use gopylink_abi::manifest::TypeRef;

pub use asked::{AnyType, Described, Returns};
pub(crate) use class::{CLASSED, RecordClass, class_of, note_classes, take_class};
pub use class::{Classed, Fields};
pub use field::{NoData, RecordField, assert_field};
pub use instances::{AnyKnown, Instances, Known};
pub use kind::Kind;
pub use record::{DefaultForms, RecordExport};
pub(crate) use record::{DescribedType, collect};
pub use shape::Part;
pub use sole::{AnyClass, ClassOnly, Record};

/// How a type looks from Python, for signatures and type stubs.
///
/// It is implemented for the types that serde knows and Python has; a type without it is shown as `Any`. It describes
/// only: what crosses is decided by `Serialize` and `Deserialize`.
pub trait Describe {
    /// How this type holds instances of exported classes.
    #[doc(hidden)]
    const INSTANCES: Instances = Instances::NONE;

    /// What values of this type are, as far as that is known.
    #[doc(hidden)]
    const KIND: Kind = Kind::Any;

    /// What a `Vec`, array or slice of this type is.
    #[doc(hidden)]
    const LIST_KIND: Kind = Kind::Collection;

    /// The description of a value of this type.
    fn describe() -> TypeRef;

    /// The description of a `Vec`, array or slice of this type: a list, but of bytes, `bytes`.
    #[doc(hidden)]
    #[must_use]
    fn describe_list() -> TypeRef {
        list::<Self>()
    }

    /// What a parameter of this type accepts: the same, but for references to slices, which borrow an array.
    #[doc(hidden)]
    #[must_use]
    fn describe_parameter() -> TypeRef {
        Self::describe()
    }

    /// What a parameter that is a `Vec` of this type accepts.
    #[doc(hidden)]
    #[must_use]
    fn describe_list_parameter() -> TypeRef {
        match Self::describe_list() {
            TypeRef::List(_) => TypeRef::List(Box::new(Self::describe_parameter())),
            other => other,
        }
    }

    /// What a parameter that is a reference to a slice of this type accepts: of the numbers that arrays hold, an array.
    #[doc(hidden)]
    #[must_use]
    fn describe_slice() -> TypeRef {
        Self::describe_list()
    }

    /// What a parameter that is a reference to this type accepts.
    #[doc(hidden)]
    #[must_use]
    fn describe_reference() -> TypeRef {
        Self::describe()
    }
}

fn list<T: Describe + ?Sized>() -> TypeRef {
    TypeRef::List(Box::new(T::describe()))
}

macro_rules! describe {
    ($($type:ty: $kind:ident => $description:expr;)*) => { $(
        impl Describe for $type {
            const KIND: Kind = Kind::$kind;

            fn describe() -> TypeRef {
                $description
            }
        }
    )* };
}

describe! {
    (): None => TypeRef::None;
    bool: Bool => TypeRef::Bool;
    char: Str => TypeRef::Str;
    str: Str => TypeRef::Str;
    String: Str => TypeRef::Str;
}

describe! {
    i128: Int => TypeRef::Int("i128".to_owned());
    u128: Int => TypeRef::Int("u128".to_owned());
}

macro_rules! numbers {
    ($variant:ident: $($type:ident)*) => { $(
        impl Describe for $type {
            const KIND: Kind = Kind::$variant;

            fn describe() -> TypeRef {
                TypeRef::$variant(stringify!($type).to_owned())
            }

            fn describe_slice() -> TypeRef {
                TypeRef::Array(stringify!($type).to_owned())
            }
        }
    )* };
}

numbers! { Int: i8 i16 i32 i64 isize u16 u32 u64 usize }
numbers! { Float: f32 f64 }

impl Describe for u8 {
    const KIND: Kind = Kind::Int;
    const LIST_KIND: Kind = Kind::Bytes;

    fn describe() -> TypeRef {
        TypeRef::Int("u8".to_owned())
    }

    fn describe_list() -> TypeRef {
        TypeRef::Bytes
    }

    fn describe_slice() -> TypeRef {
        TypeRef::Array("u8".to_owned())
    }
}

impl<T: Describe> Describe for Vec<T> {
    const INSTANCES: Instances = T::INSTANCES;
    const KIND: Kind = T::LIST_KIND;

    fn describe() -> TypeRef {
        T::describe_list()
    }

    fn describe_parameter() -> TypeRef {
        T::describe_list_parameter()
    }
}

impl<T: Describe, const N: usize> Describe for [T; N] {
    const INSTANCES: Instances = T::INSTANCES.within();
    const KIND: Kind = T::LIST_KIND;

    fn describe() -> TypeRef {
        T::describe_list()
    }
}

impl<T: Describe> Describe for [T] {
    const INSTANCES: Instances = T::INSTANCES.within();
    const KIND: Kind = T::LIST_KIND;

    fn describe() -> TypeRef {
        T::describe_list()
    }

    fn describe_reference() -> TypeRef {
        T::describe_slice()
    }
}

impl<T: Describe + ?Sized> Describe for &T {
    const INSTANCES: Instances = T::INSTANCES.referred();
    const KIND: Kind = T::KIND;

    fn describe() -> TypeRef {
        T::describe()
    }

    fn describe_parameter() -> TypeRef {
        T::describe_reference()
    }
}

impl<T: Describe + ?Sized> Describe for &mut T {
    const INSTANCES: Instances = T::INSTANCES.referred();
    const KIND: Kind = T::KIND;

    fn describe() -> TypeRef {
        T::describe()
    }

    fn describe_parameter() -> TypeRef {
        T::describe_reference()
    }
}

impl<T: Describe> Describe for VecDeque<T> {
    const INSTANCES: Instances = T::INSTANCES.within();
    const KIND: Kind = Kind::Collection;

    fn describe() -> TypeRef {
        list::<T>()
    }
}

impl<T: Describe, S> Describe for HashSet<T, S> {
    const INSTANCES: Instances = T::INSTANCES.within();
    const KIND: Kind = Kind::Collection;

    fn describe() -> TypeRef {
        TypeRef::Set(Box::new(T::describe()))
    }
}

impl<T: Describe> Describe for BTreeSet<T> {
    const INSTANCES: Instances = T::INSTANCES.within();
    const KIND: Kind = Kind::Collection;

    fn describe() -> TypeRef {
        TypeRef::Set(Box::new(T::describe()))
    }
}

impl<K: Describe, V: Describe, S> Describe for HashMap<K, V, S> {
    const INSTANCES: Instances = K::INSTANCES.and(V::INSTANCES);
    const KIND: Kind = Kind::Collection;

    fn describe() -> TypeRef {
        TypeRef::Dict(Box::new(K::describe()), Box::new(V::describe()))
    }
}

impl<K: Describe, V: Describe> Describe for BTreeMap<K, V> {
    const INSTANCES: Instances = K::INSTANCES.and(V::INSTANCES);
    const KIND: Kind = Kind::Collection;

    fn describe() -> TypeRef {
        TypeRef::Dict(Box::new(K::describe()), Box::new(V::describe()))
    }
}

impl<T: Describe> Describe for Option<T> {
    const INSTANCES: Instances = T::INSTANCES;
    const KIND: Kind = T::KIND.or_none();

    fn describe() -> TypeRef {
        TypeRef::Optional(Box::new(T::describe()))
    }

    fn describe_parameter() -> TypeRef {
        TypeRef::Optional(Box::new(T::describe_parameter()))
    }
}

macro_rules! wrappers {
    ($($type:ty;)*) => { $(
        impl<T: Describe + ?Sized> Describe for $type {
            const INSTANCES: Instances = T::INSTANCES.within();
            const KIND: Kind = T::KIND;

            fn describe() -> TypeRef {
                T::describe()
            }
        }
    )* };
}

wrappers! {
    Box<T>;
    Rc<T>;
    Arc<T>;
}

impl<T: Describe + ToOwned + ?Sized> Describe for Cow<'_, T> {
    const INSTANCES: Instances = T::INSTANCES.within();
    const KIND: Kind = T::KIND;

    fn describe() -> TypeRef {
        T::describe()
    }
}

macro_rules! tuples {
    ($first:ident $($rest:ident)*) => {
        impl<$first: Describe, $($rest: Describe),*> Describe for ($first, $($rest,)*) {
            const INSTANCES: Instances = $first::INSTANCES.within()$(.and($rest::INSTANCES))*;
            const KIND: Kind = Kind::Tuple;

            fn describe() -> TypeRef {
                TypeRef::Tuple(vec![$first::describe(), $($rest::describe()),*])
            }
        }
        tuples! { $($rest)* }
    };
    () => {};
}

tuples! { A B C D E F G H I J K L M N O P }
