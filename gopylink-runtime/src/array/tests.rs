//! Shapes and indices, who owns an array's memory, and arrays in messages and other formats.

use gopylink_abi::array::flag;
use gopylink_abi::direct::element;
use gopylink_abi::wire;

use super::{Array, ArrayView, ArrayViewMut, IntoArray};
use crate::codec::array::Layout;
use crate::codec::{Error, msgpack};
use crate::error::ErrorKind;

fn layout(shape: &[usize]) -> Layout {
    Layout::new(shape)
}

#[test]
fn strides() {
    assert_eq!(layout(&[]).strides(), []);
    assert_eq!(layout(&[5]).strides(), [1]);
    assert_eq!(layout(&[2, 3, 4]).strides(), [12, 4, 1]);
    assert_eq!(layout(&[2, 0, 4]).strides(), [0, 4, 1]);
    assert_eq!(layout(&[5]), Layout::flat(5));
}

#[test]
fn positions() {
    let table = layout(&[2, 3]);
    assert_eq!(table.position(&[0, 0]), Some(0));
    assert_eq!(table.position(&[1, 2]), Some(5));
    assert_eq!(table.position(&[2, 0]), None);
    assert_eq!(table.position(&[0, 3]), None);
    assert_eq!(table.position(&[5]), None);
    assert_eq!(table.position(&[usize::MAX, usize::MAX]), None);
    assert_eq!(layout(&[]).position(&[]), Some(0));
    assert_eq!(layout(&[0]).position(&[0]), None);
}

#[test]
#[should_panic(expected = "index [2, 0] is out of bounds for an array of shape (2, 3)")]
fn out_of_bounds() {
    let _ = layout(&[2, 3]).located(&[2, 0]);
}

#[test]
fn owned_arrays() {
    let mut table = Array::new(vec![1, 2, 3, 4, 5, 6], &[2, 3]).unwrap();
    assert_eq!((table.shape(), table.strides(), table.ndim(), table.len()), (&[2, 3][..], &[3, 1][..], 2, 6));
    table[[1, 0]] = 9;
    table[0] += 1;
    assert_eq!(*table, [2, 2, 3, 9, 5, 6]);
    assert_eq!(table.get_at([1, 2]), Some(&6));
    assert_eq!(table.get_at([1, 3]), None);
    assert_ne!(table, Array::from(table.to_vec()));
    assert_eq!(table, table.clone());
    assert_eq!(table.into_vec(), [2, 2, 3, 9, 5, 6]);
    assert_eq!(Array::new(Vec::<f64>::new(), &[0, 7]).unwrap().shape(), [0, 7]);
    assert_eq!(Array::new(vec![1.0], &[]).unwrap().ndim(), 0);
}

#[test]
fn shapes_that_do_not_fit() {
    for shape in [&[][..], &[5], &[2, 2], &[usize::MAX, 2], &[usize::MAX, usize::MAX]] {
        let error = Array::new(vec![0_u8; 6], shape).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value);
        assert!(error.message().starts_with("6 elements do not make an array of shape ("), "{error}");
    }
}

#[test]
fn nothing_is_copied() {
    let vector = vec![1.0, 2.0];
    let place = vector.as_ptr();
    let array = Array::from(vector);
    assert_eq!(array.as_ptr(), place);
    let vector = array.into_vec();
    assert_eq!(vector.as_ptr(), place);
    assert_eq!(IntoArray::into_array(vec![1_u8; 3].into_boxed_slice()).shape(), [3]);
    assert_eq!(IntoArray::into_array(Some(vec![1_i8])).map(Array::into_vec), Some(vec![1]));
}

#[test]
fn other_formats_see_a_sequence() {
    let array = Array::new(vec![1_i16, 2, 3, 4], &[2, 2]).unwrap();
    let bytes = rmp_serde::to_vec(&array).unwrap();
    assert_eq!(rmp_serde::from_slice::<Vec<i16>>(&bytes).unwrap(), [1, 2, 3, 4]);
    let refused = rmp_serde::from_slice::<ArrayView<'_, i16>>(&bytes).unwrap_err().to_string();
    assert!(refused.contains("only where it comes from Python directly"), "{refused}");
}

/// An array as the host sends it, so that its elements are aligned.
fn message(element: &[u8], flags: u32, shape: &[u8], elements: &[u8]) -> Vec<u8> {
    let mut header = vec![0x93];
    header.extend_from_slice(element);
    header.push(u8::try_from(flags).unwrap());
    header.push(0x90 | u8::try_from(shape.len()).unwrap());
    header.extend_from_slice(shape);
    let before = 6 + 1 + header.len();
    let zeros = before.next_multiple_of(wire::ARRAY_ALIGNMENT) - before;
    let mut message = vec![0xc9];
    let length = 1 + zeros + header.len() + elements.len();
    message.extend_from_slice(&u32::try_from(length).unwrap().to_be_bytes());
    message.extend_from_slice(&wire::ARRAY.to_be_bytes());
    message.push(u8::try_from(zeros).unwrap());
    message.resize(message.len() + zeros, 0);
    message.extend_from_slice(&header);
    message.extend_from_slice(elements);
    message
}

fn numbers(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_ne_bytes()).collect()
}

const F64: &[u8] = &[9];

#[test]
fn views_of_messages() {
    assert_eq!(u32::from(F64[0]), element::F64);
    let bytes = message(F64, flag::C_ORDER, &[2, 2], &numbers(&[1.0, 2.0, 3.0, 4.0]));
    let view: ArrayView<'_, f64> = msgpack::decode(&bytes).unwrap();
    assert_eq!((view.shape(), &*view), (&[2, 2][..], &[1.0, 2.0, 3.0, 4.0][..]));
    assert!(bytes.as_ptr_range().contains(&view.as_ptr().cast()));
    assert_eq!(msgpack::decode::<Option<ArrayView<'_, f64>>>(&[0xc0]).unwrap().map(|view| view.len()), None);
    let empty = message(F64, flag::C_ORDER, &[0], &[]);
    assert!(msgpack::decode::<ArrayView<'_, f64>>(&empty).unwrap().is_empty());
}

#[track_caller]
fn refused<'de, T: serde::Deserialize<'de> + std::fmt::Debug>(bytes: &'de [u8]) -> (ErrorKind, String) {
    let error: Error = msgpack::decode::<T>(bytes).unwrap_err();
    (error.kind(), error.message().to_owned())
}

#[test]
fn what_is_refused() {
    let wanted =
        |found: &str| (ErrorKind::Type, format!("expected a C-contiguous array of f64, got {found}"));
    let view = |bytes: &[u8]| refused::<ArrayView<'_, f64>>(bytes);
    let bytes = numbers(&[1.0, 2.0]);
    assert_eq!(view(&message(&[2], flag::C_ORDER, &[4], &bytes)), wanted("an array of i32, shape (4,)"));
    assert_eq!(view(&message(&[0xa1, b'x'], 0, &[1, 2], &[])), wanted("an array of x, shape (1, 2)"));
    assert_eq!(view(&message(F64, 0, &[2], &[])), wanted("a non-contiguous array of f64, shape (2,)"));
    let fortran = message(F64, flag::FORTRAN_ORDER, &[2, 2], &[]);
    assert_eq!(view(&fortran), wanted("a Fortran-contiguous array of f64, shape (2, 2)"));
    let misaligned = message(F64, flag::C_ORDER | flag::MISALIGNED, &[2], &bytes);
    assert_eq!(view(&misaligned), wanted("a misaligned array of f64, shape (2,)"));
    assert_eq!(view(&[0x91, 0x01]), wanted("list"));
    let (kind, text) = refused::<ArrayViewMut<'_, f64>>(&message(F64, flag::C_ORDER, &[2], &bytes));
    assert_eq!(kind, ErrorKind::Type);
    assert!(text.contains("got a copy, which is all that the msgpack lane passes"), "{text}");
}

#[test]
fn what_is_malformed() {
    let bytes = numbers(&[1.0, 2.0]);
    let whole = message(F64, flag::C_ORDER, &[2], &bytes);
    let mut faulty = vec![
        message(F64, flag::C_ORDER, &[3], &bytes),
        message(F64, flag::C_ORDER, &[2], &bytes[1..]),
        message(&[0x7f], flag::C_ORDER, &[2], &bytes),
        message(&[0xc0], flag::C_ORDER, &[2], &bytes),
        message(F64, flag::C_ORDER, &[0xc0], &bytes),
    ];
    // Not where it can be looked into.
    faulty.push([&[0xc9], &[0, 0, 0, 22][..], &[7, 0, 0x93, 9, 1, 0x91, 2], &bytes[..]].concat());
    faulty.extend((7..whole.len()).map(|length| {
        let mut cut = whole[..length].to_vec();
        cut[1..5].copy_from_slice(&u32::try_from(length - 6).unwrap().to_be_bytes());
        cut
    }));
    for bytes in faulty {
        let (kind, text) = refused::<ArrayView<'_, f64>>(&bytes);
        assert_eq!(kind, ErrorKind::Internal, "{bytes:?}");
        assert!(text.starts_with("malformed msgpack: "), "{text}");
    }
}

#[test]
fn arrays_where_none_was_asked_for() {
    let bytes = message(F64, flag::C_ORDER, &[2], &numbers(&[1.0, 2.0]));
    let expected = (ErrorKind::Type, "expected list, got array".to_owned());
    assert_eq!(refused::<Vec<f64>>(&bytes), expected);
}
