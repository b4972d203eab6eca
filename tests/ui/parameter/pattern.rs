struct Point {
    x: f64,
    y: f64,
}

struct Functions;

#[gopylink::functions]
impl Functions {
    pub fn length((x, y): (f64, f64)) -> f64 {
        x.hypot(y)
    }

    pub fn norm(Point { x, y }: Point) -> f64 {
        x.hypot(y)
    }
}

fn main() {}
