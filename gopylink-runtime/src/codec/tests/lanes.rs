//! Values written by both lanes, which must mean the same. The bytes are read as the host reads them.

use gopylink_abi::failure::FailureKind;
use gopylink_abi::pool::Pooled;
use serde::Serialize;

use crate::codec::direct::{self, Objects, Owned, fake};
use crate::codec::{Error, msgpack};
use crate::value::Value;

/// Encodes by both lanes. The bytes, if the lanes agree.
#[track_caller]
pub(super) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    let bytes = msgpack::encode(value);
    let alive = fake::alive();
    let made = direct::encode(fake::objects(), value);
    let made = made.map(|object| fake::repr(&object)).map_err(|error| (error.kind(), error.to_string()));
    assert_eq!(fake::alive(), alive, "objects were left behind");
    let read = match &bytes {
        Ok(bytes) => host(&msgpack::decode(bytes).unwrap(), false).map(|object| fake::repr(&object)),
        Err(error) => Err((error.kind(), error.to_string())),
    };
    assert_eq!(made, read);
    bytes
}

/// Encodes arguments by both lanes. The bytes, if the lanes agree.
#[track_caller]
pub(super) fn encode_arguments<T: Serialize + ?Sized>(arguments: &T) -> Result<Vec<u8>, Error> {
    let bytes = msgpack::encode_arguments(arguments).map(Pooled::into_inner);
    let alive = fake::alive();
    let made = direct::make_arguments(fake::objects(), arguments);
    let made = made
        .map(|arguments| arguments.into_owned().iter().map(fake::repr).collect::<Vec<_>>())
        .map_err(|error| (error.kind(), error.to_string()));
    assert_eq!(fake::alive(), alive, "objects were left behind");
    let read = match &bytes {
        Ok(bytes) => {
            let Ok(Value::List(arguments)) = msgpack::decode(bytes) else { panic!("no array: {bytes:?}") };
            Ok(arguments.iter().map(|argument| fake::repr(&host(argument, false).unwrap())).collect())
        }
        Err(error) => Err((error.kind(), error.to_string())),
    };
    assert_eq!(made, read);
    bytes
}

/// The object of a value that came as bytes. A hashable one may stand in a set or as a key.
fn host(value: &Value, hashable: bool) -> Result<Owned, (FailureKind, String)> {
    let objects = fake::objects();
    let items = |items: &[Value], hashable| -> Result<Vec<Owned>, _> {
        items.iter().map(|item| host(item, hashable)).collect()
    };
    Ok(match value {
        Value::List(elements) if !hashable => list(objects, items(elements, false)?),
        Value::List(elements) | Value::Tuple(elements) => tuple(objects, items(elements, hashable)?),
        Value::Set(elements) => {
            let set = objects.set().unwrap();
            for item in items(elements, true)? {
                set.add(item).unwrap();
            }
            if set.length() < elements.len() {
                return Err((FailureKind::Value, "two elements of a set are equal in Python".to_owned()));
            }
            if hashable { set.freeze().unwrap() } else { set }
        }
        Value::Dict(_) if hashable => {
            return Err((FailureKind::Type, "a dict cannot be a set element or a dict key".to_owned()));
        }
        Value::Dict(entries) => {
            let dict = objects.dict().unwrap();
            for (key, value) in entries {
                dict.insert(host(key, true)?, host(value, false)?).unwrap();
            }
            if dict.length() < entries.len() {
                return Err((FailureKind::Value, "two keys are equal in Python".to_owned()));
            }
            dict
        }
        scalar => fake::object(scalar),
    })
}

fn list(objects: Objects, items: Vec<Owned>) -> Owned {
    let mut slots = objects.list(items.len()).unwrap();
    assert!(items.into_iter().all(|item| slots.push(item).is_ok()));
    slots.finish().ok().unwrap()
}

fn tuple(objects: Objects, items: Vec<Owned>) -> Owned {
    let mut slots = objects.tuple(items.len()).unwrap();
    assert!(items.into_iter().all(|item| slots.push(item).is_ok()));
    slots.finish().ok().unwrap()
}
