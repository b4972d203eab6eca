struct Functions;

pub struct Unknown;

type Alias<'a> = &'a Unknown;

#[gopylink::functions]
impl Functions {
    pub fn count(names: &std::collections::HashMap<String, Vec<u8>>) -> usize {
        names.len()
    }

    pub fn text<'a>(text: &'a String) -> usize {
        text.len()
    }

    pub fn number(number: &i64) -> i64 {
        *number
    }

    pub fn sort(numbers: &mut Vec<i64>) {
        numbers.sort();
    }

    pub fn look_at(unknown: Alias<'_>, others: Vec<&mut Unknown>, more: Option<&Unknown>) {
        drop((unknown, others, more));
    }
}

fn main() {}
