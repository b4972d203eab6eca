struct Account;

struct Opaque;

#[gopylink::class]
impl Account {
    pub const OPAQUE: Opaque = Opaque;

    pub fn new() -> Self {
        Self
    }
}

fn main() {}
