struct Row;

#[gopylink::python]
extern "Python" {
    type Counter;

    fn row(row: Row);
    fn rows(rows: &[Row]);
    fn counters(counters: Vec<&Counter>);
    fn pair(pair: (&Counter, &Row));

    #[gopylink(signature = (text = ...))]
    fn optional(text: String);

    #[gopylink(signature = (*rest))]
    fn rest(rest: i64);

    #[gopylink(signature = (*named))]
    fn rest_of_instances(named: &std::collections::HashMap<String, Counter>);

    #[gopylink(signature = (**options))]
    fn options(options: Vec<i64>);
}

fn main() {}
