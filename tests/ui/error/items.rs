//! On anything but an enum.

#[gopylink::error]
pub struct Closed;

#[gopylink::error]
pub fn withdraw() {}

#[gopylink::error]
impl Closed {}

#[gopylink::error]
pub trait Bank {}

#[gopylink::error]
pub type Alias = Closed;

fn main() {}
