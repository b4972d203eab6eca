struct Functions;

#[gopylink::functions]
impl Functions {
    fn helper() {}

    pub(crate) fn shared() {}
}

fn main() {}
