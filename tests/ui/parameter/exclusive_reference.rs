struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn sort(numbers: &mut Vec<i64>) {
        numbers.sort_unstable();
    }

    pub fn upper(text: &mut str) {
        text.make_ascii_uppercase();
    }
}

fn main() {}
