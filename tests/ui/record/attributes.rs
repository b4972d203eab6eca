use serde::{Deserialize, Serialize};

#[gopylink::record]
#[derive(Clone, Serialize, Deserialize)]
pub struct Twice {
    pub id: i64,
}

#[gopylink::record]
#[gopylink(name = "Line")]
pub struct Row {
    pub id: i64,
    #[gopylink(skip)]
    pub cache: i64,
}

#[gopylink::record]
pub enum Color {
    #[gopylink(name = "red")]
    Red,
    #[serde(renam = "green")]
    Green,
}

fn main() {}
