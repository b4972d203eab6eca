#[gopylink::python]
extern "Python" {
    #[gopylink(signature = (crate, *, in_time = ...))]
    fn ship(#[gopylink(name = "crate")] crate_: &str, #[gopylink(name = "inTime")] in_time: Option<bool>);

    fn pack(#[gopylink(name = "")] parcel: &str);

    fn send(to: &str, #[gopylink(name = "to")] other: &str);

    fn track(#[gopylink(nmae = "number")] number: i64, #[gopylink(signature = (date))] date: &str);
}

fn main() {}
