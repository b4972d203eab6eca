struct Account;

struct Opaque;

#[gopylink::class]
impl Account {
    #[gopylink(hold_gil)]
    pub const HELD: i64 = 10;

    #[gopylink(nmae = "OTHER")]
    pub const NAMED: i64 = 10;

    #[gopylink(name = "PRIVATE")]
    const NOT_PUBLIC: i64 = 10;

    #[gopylink(name = "no name")]
    pub const NO_NAME: i64 = 10;

    pub fn new() -> Self {
        Self
    }
}

fn main() {}
