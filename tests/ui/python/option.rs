#[gopylink::python]
extern "Python" {
    #[gopylink(nam = "hello")]
    fn near();
    #[gopylink(hold_gil)]
    fn other();
    #[gopylink]
    fn missing();
    #[gopylink(name = hello)]
    fn unquoted();
    #[gopylink(constructor)]
    type Counter;
    #[gopylink::function]
    fn exported();
}

fn main() {}
