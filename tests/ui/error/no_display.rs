//! An enum that is no error yet.

#[gopylink::error]
#[derive(Debug)]
pub enum BankError {
    Closed,
}

#[gopylink::function]
pub fn withdraw() -> Result<i64, BankError> {
    Err(BankError::Closed)
}

fn main() {}
