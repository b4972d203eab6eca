#[gopylink::python]
extern "Python" {
    async fn fetch(url: &str) -> String;
    fn print(format: &str, ...);
    fn largest<T>(values: &[T]) -> i64;
    fn first<const N: usize>(values: [i64; N]) -> i64;
    fn bounded(text: String)
    where
        String: Clone;
}

fn main() {}
