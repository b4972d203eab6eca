struct Functions;

#[gopylink::functions(rename_all = "camlCase")]
impl Functions {
    pub async fn fetch(url: &[String]) -> i64 {
        url.len() as i64
    }

    #[gopylink(nam = "plus")]
    pub fn add<T>((a, b): (i64, i64)) -> impl Sized {
        a + b
    }
}

struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn finish(self) -> i64 {
        self.value
    }
}

#[gopylink::class]
impl Counter {
    pub fn value(&self) -> i64 {
        self.value
    }
}

fn main() {}
