struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn swap(pair: &mut (i64, i64)) {
        *pair = (pair.1, pair.0);
    }

    pub fn upper(text: &mut str) {
        text.make_ascii_uppercase();
    }
}

fn main() {}
