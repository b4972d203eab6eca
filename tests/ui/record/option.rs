#[gopylink::record(datclass)]
pub struct Misspelled {
    pub id: i64,
}

#[gopylink::record(frozen)]
pub struct Unknown {
    pub id: i64,
}

#[gopylink::record(rename_all = "camelCase")]
pub struct OfSerde {
    pub row_id: i64,
}

#[gopylink::record(name)]
pub struct WithoutName {
    pub id: i64,
}

#[gopylink::record(name = 1)]
pub struct NoString {
    pub id: i64,
}

#[gopylink::record(name = "a row")]
pub struct NoIdentifier {
    pub id: i64,
}

#[gopylink::record(dataclass = true)]
pub struct WithValue {
    pub id: i64,
}

#[gopylink::record(dataclass, dataclass)]
pub struct Twice {
    pub id: i64,
}

#[gopylink::record("Row")]
pub struct NoOption {
    pub id: i64,
}

fn main() {}
