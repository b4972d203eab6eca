struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn wide(numbers: &[i128]) -> i128 {
        numbers.iter().sum()
    }

    pub fn words(words: &mut [String]) {
        words.sort_unstable();
    }

    pub fn nested(parts: Vec<&[f64]>) -> usize {
        parts.len()
    }
}

fn main() {}
