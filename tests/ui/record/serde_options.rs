#[gopylink::record]
#[serde(crate = "serde", rename_all = "camelCase")]
pub struct Row {
    first_id: i64,
}

pub struct Other {
    id: i64,
}

#[gopylink::record]
#[serde(remote = "Other", deny_unknown_fields)]
pub struct Remote {
    id: i64,
}

#[gopylink::record]
#[serde(rename_all = "camlCase")]
pub struct Misspelt {
    #[serde(renam = "key", default = 3)]
    id: i64,
    #[serde(skip_serializing_if = "i64::is_negative_or_zero")]
    second: i64,
}

fn main() {}
