struct Functions;

#[gopylink::record(dataclas, name = "a row")]
#[derive(Serialize)]
pub struct Row {
    pub id: i64,
    #[gopylink(skip)]
    pub cache: i64,
}

#[gopylink::record(dataclass)]
pub struct Line(pub i64);

// Faulty records are records all the same: nothing here is an error.
#[gopylink::functions]
impl Functions {
    pub fn rows() -> Vec<Row> {
        Vec::new()
    }

    pub fn lines(lines: Vec<Line>) -> Vec<Line> {
        lines
    }
}

fn main() {}
