//! Values written and read by both lanes, which must mean the same. The host's part is played by a model of Python's
//! objects.

use std::collections::HashSet;
use std::fmt::Debug;

use gopylink_abi::failure::FailureKind;
use gopylink_abi::pool::Pooled;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::decode::{Items, OpenItems as _, OpenPairs as _, Pairs, Source, Token};
use crate::codec::direct::{self, Objects, Owned, fake};
use crate::codec::{Error, msgpack};
use crate::value::Value;

/// Encodes by both lanes. The bytes, if the lanes agree.
#[track_caller]
pub(super) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    let mut buffer = Vec::new();
    let bytes = msgpack::encode_into(&mut buffer, value).map(|()| buffer);
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
    let mut made = direct::PythonArguments::new(fake::objects());
    let made = direct::encode_arguments(arguments, &mut made)
        .map(|()| made.into_owned().iter().map(fake::repr).collect::<Vec<_>>())
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

/// Decodes by both lanes. What it gave, if the lanes agree.
#[track_caller]
pub(super) fn decode<T: DeserializeOwned + Debug>(bytes: &[u8]) -> Result<T, Error> {
    let decoded = msgpack::decode(bytes);
    let alive = fake::alive();
    if let Some(object) = object(bytes) {
        // The second time, the host knows the names of the fields.
        let read = [(); 2].map(|()| direct::decode::<T>(&object));
        drop(object);
        for read in read {
            assert_eq!(outcome(&read), outcome(&decoded), "of {bytes:?}");
            drop(read);
        }
        assert_eq!(fake::alive(), alive, "objects were left behind");
    }
    decoded
}

/// What both lanes must give, but for the order of sets.
fn outcome<T: Debug>(decoded: &Result<T, Error>) -> Result<String, (FailureKind, String)> {
    let shown = |value| {
        let shown = format!("{value:?}");
        if !shown.contains('{') {
            return shown;
        }
        let mut characters: Vec<char> = shown.chars().collect();
        characters.sort_unstable();
        characters.into_iter().collect()
    };
    decoded.as_ref().map(shown).map_err(|error| (error.kind(), error.to_string()))
}

/// What Python would have sent as these bytes, if it could have sent them.
pub(super) fn object(bytes: &[u8]) -> Option<Owned> {
    let mut input = msgpack::Input::of(bytes);
    sent(&mut input).filter(|_| input.0.is_empty())
}

fn sent<'de>(source: impl Source<'de>) -> Option<Owned> {
    let objects = fake::objects();
    let made = match source.plain().ok()? {
        Token::None => objects.none(),
        Token::Bool(value) => objects.boolean(value),
        Token::Unsigned(value) => objects.unsigned(value),
        Token::Signed(value) => objects.signed(value),
        Token::Float(value) => objects.float(value),
        Token::Big(bytes) => objects.big_int(&bytes),
        Token::Text(text) => objects.text(&text),
        Token::Bytes(bytes) => objects.bytes(&bytes),
        Token::Standard(payload) => Ok(fake::standard(&payload)),
        Token::Opaque(name) => Ok(fake::opaque(&name)),
        // Only the host has those.
        Token::Instance(_) => return None,
        Token::List(items) => Ok(list(objects, all(items)?)),
        Token::Tuple(items) => Ok(tuple(objects, all(items)?)),
        Token::Set(items) => {
            let set = objects.set().unwrap();
            let items = all(items)?;
            let count = items.len();
            items.into_iter().try_for_each(|item| set.add(item)).ok()?;
            return Some(set).filter(|set| set.length() == count);
        }
        Token::Dict(pairs) => return mapping(objects, entries(pairs)?),
        Token::NamedTuple(pairs) => Ok(fake::named_tuple(entries(pairs)?)),
        Token::Enum(items) => {
            let [name, value] = <[Owned; 2]>::try_from(all(items)?).ok()?;
            Ok(fake::enum_member(name, value))
        }
    };
    made.ok()
}

fn all<'de>(items: impl Items<'de>) -> Option<Vec<Owned>> {
    let count = items.count();
    let mut items = items.open();
    let all = (0..count).map(|index| sent(items.next(index).ok()?)).collect::<Option<_>>()?;
    items.end().ok()?;
    Some(all)
}

/// Keys and values in turn.
fn entries<'de>(pairs: impl Pairs<'de>) -> Option<Vec<Owned>> {
    let mut entries = Vec::new();
    let count = pairs.count();
    let mut pairs = pairs.open();
    for index in 0..count {
        entries.push(sent(pairs.key(index).ok()?)?);
        entries.push(sent(pairs.value().ok()?.0)?);
    }
    pairs.end().ok()?;
    Some(entries)
}

/// A dict, or where no dict can have such keys, another mapping.
fn mapping(objects: Objects, entries: Vec<Owned>) -> Option<Owned> {
    let keys: Vec<String> = entries.iter().step_by(2).map(fake::repr).collect();
    let is_dict = keys.iter().collect::<HashSet<_>>().len() == keys.len()
        && !keys.iter().any(|key| key.contains(['[', '{']) || key == "a record");
    if !is_dict {
        return Some(fake::record(entries));
    }
    let dict = objects.dict().unwrap();
    let mut entries = entries.into_iter();
    while let (Some(key), Some(value)) = (entries.next(), entries.next()) {
        dict.insert(key, value).unwrap();
    }
    Some(dict).filter(|dict| dict.length() == keys.len())
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
