use gopylink::{ArrayView, ArrayViewMut};

struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn names(names: ArrayView<'_, String>) -> usize {
        names.len()
    }

    pub fn flags(mut flags: ArrayViewMut<'_, bool>) {
        flags.fill(true);
    }
}

fn main() {}
