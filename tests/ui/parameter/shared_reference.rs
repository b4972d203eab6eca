struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn sum(numbers: &[i64]) -> i64 {
        numbers.iter().sum()
    }

    pub fn count(names: &std::collections::HashMap<String, Vec<u8>>) -> usize {
        names.len()
    }

    pub fn exists(path: &std::path::Path) -> bool {
        path.exists()
    }

    pub fn text<'a>(text: &'a String) -> usize {
        text.len()
    }

    pub fn number(number: &i64) -> i64 {
        *number
    }
}

fn main() {}
