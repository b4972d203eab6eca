//! One error for each field that is no data, whatever else the type is used for.

use std::collections::HashMap;

pub struct Counter {
    value: i64,
}

#[gopylink::class]
impl Counter {
    pub fn new(value: i64) -> Self {
        Self { value }
    }

    pub fn value(&self) -> i64 {
        self.value
    }
}

type Counters = Vec<Counter>;

#[gopylink::record]
#[derive(Default)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    counter: Option<Counter>,
    #[serde(default)]
    all: Counters,
    by_name: HashMap<String, Counter>,
    numbers: Vec<i64>,
    #[serde(skip)]
    hidden: Option<Counter>,
    within: Vec<Page>,
}

#[gopylink::record(dataclass)]
pub struct Plain {
    pub thread: std::thread::Thread,
    pub page: Page,
}

#[gopylink::record]
pub enum Event {
    Nothing,
    Counted(Counter),
    Started { by: std::thread::ThreadId, before: Box<Self> },
}

#[gopylink::function]
pub fn pages(_events: Vec<Event>, _plain: Plain) -> Vec<Page> {
    Vec::new()
}

fn main() {}
