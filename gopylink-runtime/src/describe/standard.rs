//! The standard library's further types that serde knows: they are what they hold, text, or of a class of Python's
//! standard library; and such types of other crates.

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, LinkedList};
use std::ffi::{CStr, CString};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16,
    NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize, Saturating, Wrapping,
};
use std::path::{Path, PathBuf};
use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32,
    AtomicU64, AtomicUsize,
};
use std::sync::{Mutex, RwLock};
use std::time::{Duration, SystemTime};

use gopylink_abi::manifest::TypeRef;

use super::{Describe, Instances, Kind, list};

macro_rules! as_their_content {
    ($($wrapper:ident)*) => { $(
        impl<T: Describe> Describe for $wrapper<T> {
            const INSTANCES: Instances = T::INSTANCES.within();
            const KIND: Kind = T::KIND;

            fn describe() -> TypeRef {
                T::describe()
            }
        }
    )* };
}

as_their_content! { Cell RefCell Mutex RwLock Reverse Saturating Wrapping }

macro_rules! lists {
    ($($container:ident)*) => { $(
        impl<T: Describe> Describe for $container<T> {
            const INSTANCES: Instances = T::INSTANCES.within();
            const KIND: Kind = Kind::Collection;

            fn describe() -> TypeRef {
                list::<T>()
            }
        }
    )* };
}

lists! { BinaryHeap LinkedList }

macro_rules! same_as {
    ($($described:ty: $($name:ident)*;)*) => { $( $(
        impl Describe for $name {
            const KIND: Kind = <$described as Describe>::KIND;

            fn describe() -> TypeRef {
                <$described>::describe()
            }
        }
    )* )* };
}

same_as! {
    i8: NonZeroI8 AtomicI8;
    i16: NonZeroI16 AtomicI16;
    i32: NonZeroI32 AtomicI32;
    i64: NonZeroI64 AtomicI64;
    i128: NonZeroI128;
    isize: NonZeroIsize AtomicIsize;
    u8: NonZeroU8 AtomicU8;
    u16: NonZeroU16 AtomicU16;
    u32: NonZeroU32 AtomicU32;
    u64: NonZeroU64 AtomicU64;
    u128: NonZeroU128;
    usize: NonZeroUsize AtomicUsize;
    bool: AtomicBool;
    str: IpAddr Ipv4Addr Ipv6Addr SocketAddr SocketAddrV4 SocketAddrV6;
    Vec<u8>: CStr CString;
}

macro_rules! classes {
    ($($class:literal: $($name:ty),*;)*) => { $( $(
        impl Describe for $name {
            const KIND: Kind = Kind::Object;

            fn describe() -> TypeRef {
                TypeRef::Standard($class.to_owned())
            }
        }
    )* )* };
}

classes! {
    "pathlib.Path": Path, PathBuf;
    "datetime.timedelta": Duration;
    "datetime.datetime": SystemTime;
}

#[cfg(feature = "chrono")]
classes! {
    "datetime.date": chrono::NaiveDate;
    "datetime.time": chrono::NaiveTime;
    "datetime.datetime": chrono::NaiveDateTime;
    "datetime.timedelta": chrono::TimeDelta;
}

#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> Describe for chrono::DateTime<Tz> {
    const KIND: Kind = Kind::Object;

    fn describe() -> TypeRef {
        TypeRef::Standard("datetime.datetime".to_owned())
    }
}

#[cfg(feature = "jiff")]
classes! {
    "datetime.date": jiff::civil::Date;
    "datetime.time": jiff::civil::Time;
    "datetime.datetime": jiff::civil::DateTime, jiff::Timestamp, jiff::Zoned;
    "datetime.timedelta": jiff::SignedDuration, jiff::Span;
}

#[cfg(feature = "rust_decimal")]
classes! { "decimal.Decimal": rust_decimal::Decimal; }

#[cfg(feature = "uuid")]
classes! { "uuid.UUID": uuid::Uuid; }

impl<T: ?Sized> Describe for PhantomData<T> {
    fn describe() -> TypeRef {
        TypeRef::None
    }
}
