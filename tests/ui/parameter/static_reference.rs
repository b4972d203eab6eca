struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn keep(text: &'static str) -> usize {
        text.len()
    }

    pub fn keep_bytes(bytes: &'static [u8]) -> usize {
        bytes.len()
    }
}

fn main() {}
