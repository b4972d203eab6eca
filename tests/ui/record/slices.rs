//! Slices of numbers, which serde does not know, and views in their place.

#[gopylink::record]
pub struct Signal<'a> {
    samples: &'a [f64],
    more: Option<&'a [i32]>,
    bytes: &'a [u8],
    #[serde(borrow)]
    view: gopylink::ArrayView<'a, f64>,
}

#[gopylink::record]
pub enum Written<'a> {
    Bytes(&'a mut [u8]),
    Numbers { values: Vec<&'a [f32]> },
}

fn main() {}
