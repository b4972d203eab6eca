//! Options that there are not, or not here.

#[gopylink::error(nmae = "AccountError", base = "KeyError", name = "a b")]
#[gopylink(name = "AccountError")]
pub enum BankError {
    #[gopylink(bsae = "KeyError", skip)]
    Closed,
    #[gopylink(base = "KeyEror", name, other = "x")]
    NoAccount {
        #[gopylink(base = "KeyError", skip, skip)]
        name: String,
        #[gopylink(skip, name = "path")]
        path: String,
        #[gopylink]
        line: u32,
        #[gopylink("line")]
        column: u32,
    },
    #[gopylink(base = "SystemExit")]
    Ended,
    #[gopylink(base = "StopIteration")]
    Exhausted,
    #[gopylink(base = "RuntimeError")]
    Broken,
    #[gopylink(base = "IOError")]
    Unreadable,
    #[gopylink(base = "UnicodeDecodeError")]
    Undecodable,
    #[gopylink(base = "DeprecationWarning")]
    Old,
    #[gopylink(base = "builtins.KeyError")]
    Missing,
    #[gopylink(base = "json.JSONDecodeError")]
    Malformed,
}

fn main() {}
