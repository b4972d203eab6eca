//! Records that are objects in Python: any that have the attributes as arguments, dataclass instances as results.

#[gopylink::record(dataclass)]
pub struct Record {
    id: i64,
    name: String,
    score: f64,
    active: bool,
}

struct Objects;

#[gopylink::functions]
impl Objects {
    pub fn sum_objects(values: Vec<Record>) -> f64 {
        values.iter().map(|record| record.score).sum()
    }

    pub fn make_objects(count: usize) -> Vec<Record> {
        bodies::make_records(count)
            .map(|(id, name, score, active)| Record { id, name, score, active })
            .collect()
    }

    #[gopylink(hold_gil)]
    pub fn echo_object(value: Record) -> Record {
        value
    }
}
