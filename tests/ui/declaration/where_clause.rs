struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn size(text: String) -> usize
    where
        String: Sized,
    {
        text.len()
    }
}

fn main() {}
