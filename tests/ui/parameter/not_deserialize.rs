struct Point {
    x: f64,
}

struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn first(point: Point) -> f64 {
        point.x
    }

    pub fn all(scale: f64, points: Vec<Point>) -> f64 {
        points.iter().map(|point| point.x * scale).sum()
    }
}

fn main() {}
