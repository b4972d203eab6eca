struct Holder<T>(T);

#[gopylink::functions]
impl<T> Holder<T> {
    pub fn size() -> usize {
        size_of::<T>()
    }
}

fn main() {}
