//! Lists of numbers in one piece.

use std::ffi::c_void;

use gopylink_abi::direct::{Object, element};

use super::model::{Node, Slots, Thing, node};
use super::table::made;

/// A Rust number from and to an object.
trait Number: Copy {
    fn of(node: &Node) -> Option<Self>;
    fn node(self) -> Node;
}

macro_rules! number {
    ($kind:ident $convert:expr, $($number:ident)*) => { $(
        impl Number for $number {
            fn of(node: &Node) -> Option<Self> {
                let Node::$kind(value) = node else { return None };
                $convert(*value)
            }

            fn node(self) -> Node {
                Node::$kind(self.into())
            }
        }
    )* };
}

number!(Int |value: i128| value.try_into().ok(), i8 i16 i32 i64 u8 u16 u32 u64);
#[expect(clippy::cast_possible_truncation, reason = "as the host does")]
const _: () = {
    number!(Float |value: f64| Some(value as Self), f32 f64);
};

/// Calls a function that is generic over numbers with the type that an element stands for.
macro_rules! by_element {
    ($element:ident, $do:ident $arguments:tt) => {
        match $element {
            element::I8 => $do::<i8> $arguments,
            element::I16 => $do::<i16> $arguments,
            element::I32 => $do::<i32> $arguments,
            element::I64 => $do::<i64> $arguments,
            element::U8 => $do::<u8> $arguments,
            element::U16 => $do::<u16> $arguments,
            element::U32 => $do::<u32> $arguments,
            element::U64 => $do::<u64> $arguments,
            element::F32 => $do::<f32> $arguments,
            element::F64 => $do::<f64> $arguments,
            _ => panic!("no element"),
        }
    };
}

pub(super) unsafe extern "C" fn pack(
    container: *mut Object,
    element: u32,
    target: *mut c_void,
    count: usize,
) -> usize {
    unsafe fn copy<N: Number>(items: &Slots, target: *mut c_void, count: usize) -> usize {
        let numbers = items.items().take(count).map_while(|item| N::of(&item.node));
        // SAFETY: there is room for `count` numbers.
        numbers
            .enumerate()
            .map(|(index, number)| unsafe { target.cast::<N>().add(index).write(number) })
            .count()
    }
    match node(container) {
        // SAFETY: the caller says that the target is a slice of that type.
        Node::List(items) | Node::Tuple(items) => unsafe { by_element!(element, copy(items, target, count)) },
        _ => 0,
    }
}

pub(super) unsafe extern "C" fn numbers(element: u32, source: *const c_void, count: usize) -> *mut Object {
    unsafe fn copy<N: Number>(source: *const c_void, count: usize) -> Node {
        // SAFETY: there are `count` numbers.
        Node::list((0..count).map(|index| Thing::of(unsafe { source.cast::<N>().add(index).read() }.node())))
    }
    // SAFETY: the caller says that the source is a slice of that type.
    made(unsafe { by_element!(element, copy(source, count)) })
}
