#[gopylink::record]
union Either {
    a: i64,
    b: f64,
}

struct Row {
    id: i64,
}

#[gopylink::record]
impl Row {}

#[gopylink::record]
fn rows() {}

#[gopylink::record]
type Rows = Vec<Row>;

#[gopylink::record]
trait Table {}

#[gopylink::record]
mod tables {}

#[gopylink::record]
const ROWS: i64 = 1;

fn main() {}
