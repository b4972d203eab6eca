struct Functions;

#[gopylink::functions]
impl Functions {
    pub unsafe fn peek(address: usize) -> usize {
        address
    }
}

fn main() {}
