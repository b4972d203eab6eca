//! From clients, where what they write says too little: they have lists for sets, and for arrays.

use gopylink_abi::array::flag;
use gopylink_abi::manifest::{Shape, TypeDefinition, TypeRef};
use gopylink_abi::wire::{self, ARRAY_ALIGNMENT, MAX_DEPTH};
use rmp::encode;

use super::incoming::incoming;
use crate::codec::error::Error;
use crate::codec::msgpack::input::{Header, Input};
use crate::codec::msgpack::write::{self, Extension, Kind};
use crate::codec::path::Segment;
use crate::element::{self, Number};

/// The types that a library describes, to know what is in its records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Types<'a>(pub(crate) &'a [TypeDefinition]);

impl Types<'_> {
    fn shape(&self, name: &str) -> Option<&Shape> {
        self.0.iter().find(|definition| definition.name == name).map(|definition| &definition.shape)
    }

    /// Whether there are sets or arrays in what a parameter accepts.
    pub(crate) fn has_shapes(&self, accepts: &TypeRef) -> bool {
        self.are_in(accepts, &mut Vec::new())
    }

    fn are_in<'t>(&'t self, accepts: &'t TypeRef, seen: &mut Vec<&'t str>) -> bool {
        match accepts {
            TypeRef::Set(_) | TypeRef::Array(_) => true,
            TypeRef::Optional(inner) | TypeRef::List(inner) => self.are_in(inner, seen),
            TypeRef::Dict(_, values) => self.are_in(values, seen),
            TypeRef::Tuple(items) => items.iter().any(|item| self.are_in(item, seen)),
            TypeRef::Named(name) if !seen.contains(&name.as_str()) => {
                seen.push(name);
                match self.shape(name) {
                    Some(Shape::Record(fields)) => fields.iter().any(|field| self.are_in(&field.holds, seen)),
                    Some(Shape::Same(same)) => self.are_in(same, seen),
                    _ => false,
                }
            }
            _ => false,
        }
    }
}

/// As [`incoming`], for a parameter that accepts that. `output` begins where the message does.
pub(crate) fn shaped(
    values: &mut &[u8],
    accepts: &TypeRef,
    types: Types<'_>,
    output: &mut Vec<u8>,
) -> Result<(), Error> {
    Shaper { types, depth: 0 }.shape(values, accepts, output)
}

struct Shaper<'t> {
    types: Types<'t>,
    depth: usize,
}

impl Shaper<'_> {
    fn shape(&mut self, values: &mut &[u8], accepts: &TypeRef, output: &mut Vec<u8>) -> Result<(), Error> {
        let mut input = Input::of(values);
        // What is wrong here is so for the decoder too, which says more of it.
        let Ok(header) = input.header() else { return incoming(values, output) };
        if self.depth == MAX_DEPTH {
            return incoming(values, output);
        }
        self.depth += 1;
        let is_shaped = self.container(&mut input.0, header, accepts, output)?;
        self.depth -= 1;
        if is_shaped {
            *values = input.0;
            return Ok(());
        }
        match accepts {
            TypeRef::Optional(inner) => self.shape(values, inner, output),
            TypeRef::Array(element) => array(values, element, output),
            _ => incoming(values, output),
        }
    }

    /// Whether it is one, whose header was read, and how it is to be read is known.
    fn container(
        &mut self,
        rest: &mut &[u8],
        header: Header<'_>,
        accepts: &TypeRef,
        output: &mut Vec<u8>,
    ) -> Result<bool, Error> {
        match (accepts, header) {
            (TypeRef::List(item), Header::Array(count)) => self.items(rest, count, |_| item, output)?,
            (TypeRef::Tuple(items), Header::Array(count)) if count == items.len() => {
                self.items(rest, count, |index| &items[index], output)?;
            }
            (TypeRef::Set(item), Header::Array(count)) => {
                let extension = Extension::open(output, wire::SET);
                self.items(rest, count, |_| item, output)?;
                extension.close(output)?;
            }
            (TypeRef::Dict(_, value), Header::Map(count)) => {
                write::Header::open(output, Kind::Map, Some(count))?;
                for _ in 0..count {
                    incoming(rest, output)?;
                    self.shape(rest, value, output)?;
                }
            }
            (TypeRef::Named(name), _) => match self.types.0.iter().find(|known| known.name == *name) {
                Some(TypeDefinition { shape: Shape::Same(same), .. }) => {
                    return self.container(rest, header, same, output);
                }
                Some(TypeDefinition { shape: Shape::Record(fields), .. }) => {
                    let Header::Map(count) = header else { return Ok(false) };
                    write::Header::open(output, Kind::Map, Some(count))?;
                    for _ in 0..count {
                        let key = Input::of(rest).header();
                        incoming(rest, output)?;
                        let field = fields
                            .iter()
                            .find(|field| matches!(key, Ok(Header::Text(name)) if name == field.name));
                        match field {
                            Some(field) => self.shape(rest, &field.holds, output)?,
                            None => incoming(rest, output)?,
                        }
                    }
                }
                _ => return Ok(false),
            },
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn items<'t>(
        &mut self,
        rest: &mut &[u8],
        count: usize,
        accepts: impl Fn(usize) -> &'t TypeRef,
        output: &mut Vec<u8>,
    ) -> Result<(), Error> {
        write::Header::open(output, Kind::Array, Some(count))?;
        (0..count).try_for_each(|index| {
            self.shape(rest, accepts(index), output).map_err(|error| error.at(Segment::Index(index)))
        })
    }
}

/// As many as NumPy has: lists that are deeper are no array.
const MOST_DIMENSIONS: usize = 64;

/// Appends lists of numbers, or a byte string, as an array of elements of that type.
fn array(values: &mut &[u8], element: &str, output: &mut Vec<u8>) -> Result<(), Error> {
    let Some(kind) = element::named(element) else { return incoming(values, output) };
    let mut input = Input::of(values);
    let mut elements = Vec::new();
    let shape = match input.header()? {
        Header::Bytes(bytes) if element == "u8" => {
            elements.extend_from_slice(bytes);
            vec![bytes.len()]
        }
        Header::Array(_) => {
            let shape = shape(Input::of(values));
            input = Input::of(values);
            if shape.len() > MOST_DIMENSIONS || !numbers(&mut input, &shape, (kind, element), &mut elements)?
            {
                return incoming(values, output);
            }
            shape
        }
        _ => return incoming(values, output),
    };
    *values = input.0;
    extension(kind, &shape, &elements, output)
}

/// The lengths of the lists that each first item is in.
fn shape(mut input: Input<'_>) -> Vec<usize> {
    let mut shape = Vec::new();
    while let Ok(Header::Array(count)) = input.header() {
        shape.push(count);
    }
    shape
}

/// Whether all are numbers, in lists of those lengths.
fn numbers(
    input: &mut Input<'_>,
    shape: &[usize],
    (kind, name): (u32, &str),
    elements: &mut Vec<u8>,
) -> Result<bool, Error> {
    let header = input.header()?;
    let Some((&count, inner)) = shape.split_first() else {
        let number = match header {
            Header::Unsigned(value) => Number::Unsigned(value),
            Header::Signed(value) => Number::Signed(value),
            Header::Float(value) => Number::Float(value),
            _ => return Ok(false),
        };
        if element::append(kind, number, elements) {
            return Ok(true);
        }
        return match number {
            Number::Unsigned(value) => Err(Error::out_of_range(value, name)),
            Number::Signed(value) => Err(Error::out_of_range(value, name)),
            Number::Float(value) if name == "f32" => Err(Error::out_of_range(value, name)),
            Number::Float(_) => Err(Error::mismatch(format_args!("int ({name})"), "float")),
        };
    };
    if !matches!(header, Header::Array(found) if found == count) {
        return Ok(false);
    }
    for index in 0..count {
        if !numbers(input, inner, (kind, name), elements).map_err(|error| error.at(Segment::Index(index)))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn extension(kind: u32, shape: &[usize], elements: &[u8], output: &mut Vec<u8>) -> Result<(), Error> {
    let extension = Extension::open(output, wire::ARRAY);
    let mut header = Vec::new();
    let _ = encode::write_array_len(&mut header, 3);
    write::unsigned(&mut header, kind.into());
    write::unsigned(&mut header, (flag::C_ORDER | flag::COPY).into());
    write::Header::open(&mut header, Kind::Array, Some(shape.len()))?;
    for &length in shape {
        write::unsigned(&mut header, length as u64);
    }
    // One byte says how many zeros there are.
    let before = output.len() + 1 + header.len();
    let zeros = before.next_multiple_of(ARRAY_ALIGNMENT) - before;
    output.push(u8::try_from(zeros).unwrap_or_default());
    output.resize(output.len() + zeros, 0);
    output.extend_from_slice(&header);
    output.extend_from_slice(elements);
    extension.close(output)
}
