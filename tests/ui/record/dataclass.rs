use std::collections::HashMap;

#[gopylink::record(dataclass)]
pub enum Shape {
    Circle(f64),
}

#[gopylink::record(dataclass)]
pub struct Tuple(pub i64, pub i64);

#[gopylink::record(dataclass)]
pub struct Unit;

#[gopylink::record(dataclass)]
pub struct Open {
    pub id: i64,
    #[serde(flatten)]
    pub rest: HashMap<String, i64>,
}

#[gopylink::record(dataclass)]
#[serde(transparent)]
pub struct Transparent {
    pub inner: i64,
}

#[gopylink::record(dataclass)]
#[serde(rename_all = "kebab-case")]
pub struct Hyphens {
    pub row_id: i64,
    pub r#class: i64,
}

#[gopylink::record(dataclass)]
pub struct Keyword {
    pub lambda: f64,
    #[serde(rename = "from")]
    pub origin: f64,
}

fn main() {}
