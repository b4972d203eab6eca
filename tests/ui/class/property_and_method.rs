struct Account {
    cents: i64,
}

#[gopylink::class]
impl Account {
    pub const LIMIT: i64 = 10;

    pub fn new() -> Self {
        Self { cents: 0 }
    }

    #[gopylink(getter)]
    pub fn get_cents(&self) -> i64 {
        self.cents
    }

    pub fn cents(&self) -> i64 {
        self.cents
    }

    #[gopylink(setter)]
    pub fn set_cents(&mut self, cents: i64) {
        self.cents = cents;
    }

    #[gopylink(setter, name = "cents")]
    pub fn write_cents(&mut self, cents: i64) {
        self.cents = cents;
    }

    #[gopylink(name = "LIMIT")]
    pub fn limit(&self) -> i64 {
        Self::LIMIT
    }
}

fn main() {}
