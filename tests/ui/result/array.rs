struct Functions;

#[gopylink::functions]
impl Functions {
    #[gopylink(array)]
    pub fn words() -> Vec<String> {
        Vec::new()
    }

    #[gopylink(array)]
    pub fn number() -> Result<f64, String> {
        Ok(1.0)
    }
}

fn main() {}
