struct Functions;

#[gopylink::functions]
impl Functions {
    pub async fn fetch() -> i64 {
        1
    }
}

fn main() {}
