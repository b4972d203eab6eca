#[gopylink::python]
extern "Python" {
    static VERSION: &str;
    type Number = i64;
    type Page<T>;
}

fn main() {}
