//! Instances inside of a list or a map.
//!
//! They are no values of serde's formats. So Python puts the list together from arguments that are instances, and takes one
//! apart into results that are: what a whole argument and a whole result can be, by either lane.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::argument::{Arguments, Sent};
use super::call::Stub;
use super::class::{Held, PythonClass};
use super::lane::Lane;
use crate::error::{Error, ErrorKind, Result};
use crate::python::PythonObject;

/// What a result is called that may be any object. No class is exported by it.
const ANY: &str = " object";

const LIST: &str = "def collect(*items):\n    return list(items)\n";
const MAP: &str = "def collect(keys, *items):\n    return dict(zip(keys, items))\n";

pub(super) const ITEMS_OF_LIST: &str = "
from collections.abc import Sequence

def items(found):
    return tuple(found) if isinstance(found, Sequence) and not isinstance(found, (str, bytes, bytearray)) else None
";
const COPY_OF_MAP: &str = "
from collections.abc import Mapping

def copy(found):
    return dict(found) if isinstance(found, Mapping) else None
";
const TYPE: &str = "
def name(found):
    cls = type(found)
    return cls.__qualname__ if cls.__module__ == 'builtins' else f'{cls.__module__}.{cls.__qualname__}'
";
const KEYS: &str = "def keys(found):\n    return list(found)\n";
const VALUES: &str = "def values(found):\n    return tuple(found.values())\n";
const LENGTH: &str = "def length(items):\n    return len(items)\n";
const ITEM: &str = "def item(items, index):\n    return items[index]\n";

/// Several instances that one argument holds.
pub trait Instances {
    /// Has Python put them together; none for `None`.
    fn collect(self, name: &str, stub: &Stub<'_>) -> Result<Option<PythonObject>>;
}

impl<C: Held> Instances for &[C] {
    fn collect(self, name: &str, stub: &Stub<'_>) -> Result<Option<PythonObject>> {
        made(stub, LIST, Collected { name, keys: None::<()>, items: self.iter().map(C::held) })
    }
}

impl<K: Serialize, C: Held, S: BuildHasher> Instances for &HashMap<K, C, S> {
    fn collect(self, name: &str, stub: &Stub<'_>) -> Result<Option<PythonObject>> {
        let keys: Vec<&K> = self.keys().collect();
        made(stub, MAP, Collected { name, keys: Some(keys), items: self.values().map(C::held) })
    }
}

impl<K: Serialize, C: Held> Instances for &BTreeMap<K, C> {
    fn collect(self, name: &str, stub: &Stub<'_>) -> Result<Option<PythonObject>> {
        let keys: Vec<&K> = self.keys().collect();
        made(stub, MAP, Collected { name, keys: Some(keys), items: self.values().map(C::held) })
    }
}

impl<T: Instances> Instances for Option<T> {
    fn collect(self, name: &str, stub: &Stub<'_>) -> Result<Option<PythonObject>> {
        self.map_or(Ok(None), |instances| instances.collect(name, stub))
    }
}

/// The keys that there may be, and the instances.
pub(super) struct Collected<'a, K, I> {
    pub(super) name: &'a str,
    pub(super) keys: Option<K>,
    pub(super) items: I,
}

impl<'a, K: Serialize, I: Iterator<Item = &'a PythonObject>> Arguments for Collected<'_, K, I> {
    const LEN: usize = 0;

    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        if let Some(keys) = &self.keys {
            to.lane.value(self.name, keys)?;
        }
        self.items.into_iter().try_for_each(|item| to.lane.object(self.name, item))
    }
}

pub(super) fn made(
    stub: &Stub<'_>,
    code: &'static str,
    arguments: impl Arguments,
) -> Result<Option<PythonObject>> {
    Stub::Code(stub, code).object(arguments, ANY)
}

/// Several instances that one result holds.
pub trait FromInstances: Sized {
    /// Has Python take them apart.
    fn from_instances(stub: &Stub<'_>, found: Option<PythonObject>) -> Result<Self>;
}

/// Calls for them.
pub(super) fn call<T: FromInstances>(stub: &Stub<'_>, arguments: impl Arguments) -> Result<T> {
    T::from_instances(stub, stub.object(arguments, ANY)?)
}

impl<C: PythonClass> FromInstances for Vec<C> {
    fn from_instances(stub: &Stub<'_>, found: Option<PythonObject>) -> Result<Self> {
        items(stub, &whole(stub, found, "list", ITEMS_OF_LIST)?)
    }
}

impl<K: DeserializeOwned + Eq + Hash, C: PythonClass, S: BuildHasher + Default> FromInstances
    for HashMap<K, C, S>
{
    fn from_instances(stub: &Stub<'_>, found: Option<PythonObject>) -> Result<Self> {
        Ok(pairs::<K, C>(stub, found)?.collect())
    }
}

impl<K: DeserializeOwned + Ord, C: PythonClass> FromInstances for BTreeMap<K, C> {
    fn from_instances(stub: &Stub<'_>, found: Option<PythonObject>) -> Result<Self> {
        Ok(pairs::<K, C>(stub, found)?.collect())
    }
}

impl<T: FromInstances> FromInstances for Option<T> {
    fn from_instances(stub: &Stub<'_>, found: Option<PythonObject>) -> Result<Self> {
        found.map(|found| T::from_instances(stub, Some(found))).transpose()
    }
}

fn pairs<K: DeserializeOwned, C: PythonClass>(
    stub: &Stub<'_>,
    found: Option<PythonObject>,
) -> Result<impl Iterator<Item = (K, C)>> {
    // One that nobody else changes meanwhile.
    let copy = whole(stub, found, "dict", COPY_OF_MAP)?;
    let keys: Vec<K> = Stub::Code(stub, KEYS).value(Taken(&copy, None::<()>))?.decode(stub)?;
    let values = made(stub, VALUES, Taken(&copy, None::<()>))?.ok_or_else(|| stub.unexpected())?;
    Ok(keys.into_iter().zip(items(stub, &values)?))
}

/// The instances of a tuple.
fn items<C: PythonClass>(stub: &Stub<'_>, tuple: &PythonObject) -> Result<Vec<C>> {
    (0..length(stub, tuple)?).map(|index| item(stub, tuple, index)).collect()
}

/// How many there are in a tuple.
pub(super) fn length(stub: &Stub<'_>, tuple: &PythonObject) -> Result<usize> {
    Stub::Code(stub, LENGTH).value(Taken(tuple, None::<()>))?.decode(stub)
}

/// One instance of a tuple.
pub(super) fn item<C: PythonClass>(stub: &Stub<'_>, tuple: &PythonObject, index: usize) -> Result<C> {
    let item = Stub::Code(stub, ITEM).object(Taken(tuple, Some(index)), C::NAME);
    let item = item.map_err(|error| relabelled(stub, index, error))?;
    item.map(C::of).ok_or_else(|| unlike(stub, &format!("[{index}]"), C::NAME, "None"))
}

/// What code makes of the whole result, which is nothing for what is not expected.
pub(super) fn whole(
    stub: &Stub<'_>,
    found: Option<PythonObject>,
    expected: &str,
    code: &'static str,
) -> Result<PythonObject> {
    let found = found.ok_or_else(|| unlike(stub, "", expected, "None"))?;
    match made(stub, code, Taken(&found, None::<()>))? {
        Some(made) => Ok(made),
        None => {
            let name: String = Stub::Code(stub, TYPE).value(Taken(&found, None::<()>))?.decode(stub)?;
            Err(unlike(stub, "", expected, &name))
        }
    }
}

/// An object, and what else the code is told.
struct Taken<'a, T>(&'a PythonObject, Option<T>);

impl<T: Serialize> Arguments for Taken<'_, T> {
    const LEN: usize = 2;

    fn send<L: Lane>(self, to: &mut Sent<'_, L>) -> Result<()> {
        to.lane.object("found", self.0)?;
        self.1.map_or(Ok(()), |value| to.lane.value("value", &value))
    }
}

#[cold]
pub(super) fn unlike(stub: &Stub<'_>, path: &str, expected: &str, got: &str) -> Error {
    Error::of_kind(ErrorKind::Type, format!("{stub} result{path}: expected {expected}, got {got}"))
}

/// The host knows that code was run, and not for whom.
#[cold]
fn relabelled(stub: &Stub<'_>, index: usize, error: Error) -> Error {
    match error.message().strip_prefix("python_code_call() result") {
        Some(rest) if error.kind() == ErrorKind::Type => {
            Error::of_kind(ErrorKind::Type, format!("{stub} result[{index}]{rest}"))
        }
        _ => error,
    }
}
