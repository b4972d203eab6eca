struct Account {
    cents: i64,
}

#[gopylink::class]
impl Account {
    #[gopylink(constructor)]
    pub fn empty() -> Self {
        Self { cents: 0 }
    }

    #[gopylink(getter)]
    pub fn cents(&self) -> i64 {
        self.cents
    }

    #[gopylink(setter)]
    pub fn set_cent(&mut self, cents: i64) {
        self.cents = cents;
    }

    #[gopylink(setter)]
    pub fn set_owner(&mut self, _owner: String) {}

    #[gopylink(getter)]
    pub fn in_currency(&self, rate: i64) -> i64 {
        self.cents * rate
    }

    #[gopylink(getter, setter)]
    pub fn both(&mut self) -> i64 {
        self.cents
    }

    #[gopylink(getter)]
    pub fn nothing(&self) {}

    #[gopylink(getter)]
    pub fn of_no_instance() -> i64 {
        1
    }

    #[gopylink(getter, signature = ())]
    pub fn called(&self) -> i64 {
        1
    }

    #[gopylink(setter)]
    pub fn set_nothing(&mut self, _one: i64, _two: i64) {}

    #[gopylink(setter, name = "called")]
    pub fn set_without_a_value(&mut self) {}

    #[gopylink(constructor, getter)]
    pub fn make() -> Self {
        Self { cents: 1 }
    }

    #[gopylink(getter, skip)]
    pub fn skipped(&self) -> i64 {
        1
    }
}

struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(getter)]
    pub fn one() -> i64 {
        1
    }
}

fn main() {}
