struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn stop() -> ! {
        std::process::exit(1)
    }
}

fn main() {}
