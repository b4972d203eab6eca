#[gopylink::class(name = "Colour")]
pub enum Color {
    Red,
}

fn main() {}
