//! Names that Python cannot tell apart, or has already.

#[gopylink::error]
pub enum BankError {
    Closed,
    #[gopylink(name = "Closed")]
    Shut,
    BankError,
    #[gopylink(name = "not a name")]
    Odd,
    Reserved {
        args: Vec<String>,
        __notes__: Vec<String>,
        #[gopylink(name = "with_traceback")]
        traceback: String,
    },
    Same {
        path: String,
        #[gopylink(name = "path")]
        file: String,
    },
    Keywords {
        class: String,
        #[gopylink(name = "from")]
        origin: String,
    },
    Mixed(#[gopylink(name = "value")] i64, i64),
}

fn main() {}
