struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn all(flags: &[bool]) -> bool {
        flags.iter().all(|flag| *flag)
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
