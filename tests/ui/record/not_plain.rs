pub struct Handle;

#[gopylink::record]
pub struct Page<T> {
    pub items: Vec<T>,
}

struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn page() -> Page<Handle> {
        Page { items: Vec::new() }
    }

    pub fn items(page: Page<Handle>) -> usize {
        page.items.len()
    }
}

fn main() {}
