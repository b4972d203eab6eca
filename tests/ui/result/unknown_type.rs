pub struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn answer() -> Anwser {
        42
    }
}

fn main() {}
