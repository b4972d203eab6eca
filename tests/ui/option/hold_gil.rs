struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(skip, hold_gil)]
    pub fn left_out() {}

    #[gopylink(hold_gil = true)]
    pub fn with_a_value() {}

    #[gopylink(hold_gil(false))]
    pub fn with_a_list() {}

    #[gopylink(hold_gil, hold_gil)]
    pub fn twice() {}

    #[gopylink(hold_gil)]
    #[gopylink(hold_gil)]
    pub fn in_two_places() {}

    #[gopylink(hold_gil)]
    fn private() {}

    #[gopylink(hold_the_gil)]
    pub fn misspelled() {}
}

struct OfABlock;

#[gopylink::functions(hold_gil)]
impl OfABlock {
    pub fn one() {}
}

struct OfAClass;

#[gopylink::class(hold_gil)]
impl OfAClass {
    pub fn new() -> Self {
        Self
    }

    #[gopylink(hold_gil = "yes")]
    pub fn method(&self) {}
}

#[gopylink::function(hold_gil, hold_gil)]
pub fn free() {}

#[gopylink::function]
#[gopylink(hold_gil)]
pub fn beside() {}

fn main() {}
