struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn join(parts: Vec<&str>) -> String {
        parts.concat()
    }

    pub fn pair(pair: (i64, &[u8])) -> usize {
        pair.1.len()
    }
}

fn main() {}
