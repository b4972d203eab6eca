struct Row;

type Fallible<T> = std::result::Result<T, String>;

struct NotFrom;

#[gopylink::python]
extern "Python" {
    type Counter;

    fn row() -> Row;
    fn rows() -> Vec<Row>;
    fn counters() -> Vec<Option<Counter>>;
    fn mixed() -> (Counter, i64);
    fn hidden() -> Fallible<i64>;
    fn fails() -> Result<i64, NotFrom>;
    fn fails_with_row() -> Result<Row, gopylink::Error>;
}

fn main() {}
