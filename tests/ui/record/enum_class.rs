#[gopylink::record(enum_class)]
pub struct Row {
    pub id: i64,
}

#[gopylink::record(enum_class)]
pub enum Shape {
    Empty,
    Circle(f64),
    Rect { width: f64 },
}

#[gopylink::record(enum_class)]
#[serde(tag = "kind")]
pub enum Tagged {
    One,
    Two,
}

#[gopylink::record(enum_class)]
pub enum Other {
    One,
    #[serde(untagged)]
    Two,
}

#[gopylink::record(enum_class)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    Mro,
    _Name_,
    #[serde(rename = "_Method__own")]
    Own,
    #[serde(rename = "order")]
    __Order__,
    _Free,
}

#[gopylink::record(enum_class)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    Name,
    Value,
    Names,
}

#[gopylink::record(enum_class)]
pub enum Unnamed {
    #[serde(rename = "")]
    Nothing,
    #[serde(rename = "not an identifier")]
    Fine,
}

#[gopylink::record(enum_class)]
pub enum Twice {
    One,
    #[serde(rename = "One")]
    Two,
    #[cfg(any())]
    One,
}

fn main() {}
