//! Enums that no classes can be made of.

#[gopylink::error]
pub enum Generic<T> {
    Failed(T),
}

#[gopylink::error]
pub enum Lent<'a> {
    Failed(&'a str),
}

#[gopylink::error]
pub enum Never {}

fn main() {}
