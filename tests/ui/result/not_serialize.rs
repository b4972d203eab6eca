struct Point {
    x: f64,
}

struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn origin() -> Point {
        Point { x: 0.0 }
    }

    pub fn fallible() -> Result<Point, String> {
        Ok(Point { x: 0.0 })
    }

    pub fn optional() -> Option<Vec<Point>> {
        None
    }
}

fn main() {}
