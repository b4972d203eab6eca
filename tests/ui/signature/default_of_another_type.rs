type Text = String;

const NAME: &str = "name";

struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(signature = (a = "one"))]
    pub fn text_for_int(a: i64) -> i64 {
        a
    }

    #[gopylink(signature = (a = "one"))]
    pub fn text_for_optional_int(a: Option<i64>) -> Option<i64> {
        a
    }

    #[gopylink(signature = (a = 1))]
    pub fn int_for_text(a: Text) -> Text {
        a
    }

    #[gopylink(signature = (a = 1))]
    pub fn int_for_float(a: f64) -> f64 {
        a
    }

    #[gopylink(signature = (a = 1))]
    pub fn int_for_optional_text(a: Option<String>) -> Option<String> {
        a
    }

    #[gopylink(signature = (a = None))]
    pub fn none_for_int(a: i64) -> i64 {
        a
    }

    #[gopylink(signature = (a = Some("one")))]
    pub fn some_of_another_type(a: Option<i64>) -> Option<i64> {
        a
    }

    #[gopylink(signature = (a = NAME))]
    pub fn constant_of_another_type(a: String) -> String {
        a
    }

    #[gopylink(signature = (a = MISSING))]
    pub fn unknown_constant(a: String) -> String {
        a
    }

    #[gopylink(signature = (a, b = a))]
    pub fn another_parameter(a: i64, b: i64) -> i64 {
        a + b
    }
}

fn main() {}
