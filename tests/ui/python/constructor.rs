#[gopylink::python]
extern "Python" {
    type Counter;

    #[gopylink(constructor)]
    fn nothing();
    #[gopylink(constructor)]
    fn number() -> i64;
    #[gopylink(constructor)]
    fn list() -> Vec<Counter>;
    #[gopylink(constructor)]
    fn near() -> Result<Countr, String>;
    #[gopylink(constructor)]
    fn of(self: &Counter) -> Counter;
    #[gopylink(constructor, name = "Tally")]
    fn named() -> Counter;
}

fn main() {}
