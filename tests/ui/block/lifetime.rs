struct Holder<'a>(&'a str);

#[gopylink::functions]
impl Holder<'_> {
    pub fn size() -> usize {
        size_of::<Self>()
    }
}

fn main() {}
