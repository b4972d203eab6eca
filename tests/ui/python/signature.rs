#[gopylink::python]
extern "Python" {
    #[gopylink(signature = (name, greting))]
    fn unknown(name: &str, greeting: &str);
    #[gopylink(signature = (name))]
    fn missing(name: &str, greeting: &str);
    #[gopylink(signature = (greeting = ..., name))]
    fn behind(greeting: Option<&str>, name: &str);
    #[gopylink(signature = (name, *))]
    fn star(name: &str);
    #[gopylink(signature = (name =))]
    fn nothing(name: &str);
}

fn main() {}
