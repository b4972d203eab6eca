#[gopylink::python]
extern "Python" {
    type Counter;

    fn text() -> &str;
    fn bytes() -> Option<&[u8]>;
    fn counter() -> &Counter;
    fn any() -> impl Sized;
    fn never() -> !;
}

fn main() {}
