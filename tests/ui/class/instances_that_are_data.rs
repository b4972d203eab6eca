use std::collections::HashMap;

#[derive(serde::Deserialize, serde::Serialize)]
pub struct Account {
    cents: i64,
}

#[gopylink::class(pickle)]
impl Account {
    pub fn new(cents: i64) -> Self {
        Self { cents }
    }

    pub fn swallow(&mut self, other: Self) {
        self.cents += other.cents;
    }

    pub fn lent(&self) -> &Self {
        self
    }

    #[gopylink(setter)]
    pub fn set_twin(&mut self, twin: Option<Account>) {
        drop(twin);
    }

    #[gopylink(getter)]
    pub fn twin(&self) -> Option<Account> {
        None
    }
}

type Named = (String, Account);

#[gopylink::function]
pub fn largest(accounts: Vec<Account>, by_name: HashMap<String, Account>, named: Named) -> Box<Account> {
    unreachable!()
}

#[gopylink::function]
pub fn pair() -> Result<(Account, Account), String> {
    unreachable!()
}

#[gopylink::record]
pub struct Bank {
    accounts: Vec<Account>,
    parent: Option<Box<Self>>,
}

#[gopylink::record]
pub enum Owner {
    Nobody,
    One(Account),
    Several { accounts: HashMap<String, Account> },
}

#[gopylink::error]
#[derive(Debug)]
pub enum BankError {
    Closed(i64, Account),
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
