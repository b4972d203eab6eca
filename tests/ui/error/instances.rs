pub struct Account;

#[gopylink::class]
impl Account {
    pub fn new() -> Self {
        Self
    }
}

#[gopylink::error]
#[derive(Debug)]
pub enum BankError {
    Closed(i64, Account),
    Several { accounts: Vec<Account> },
}

impl std::fmt::Debug for Account {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::fmt::Display for BankError {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for BankError {}

fn main() {}
