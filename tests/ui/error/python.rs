//! Variants that cannot stand for Python's exceptions.

#[gopylink::error]
pub enum AskError {
    #[gopylink(python = "KeyError")]
    Unknown(String, String),
    #[gopylink(python = "KeyError")]
    Again,
    #[gopylink(python = "not a name")]
    Unnamed,
    #[gopylink(other, python = "ValueError")]
    Both(gopylink::Error),
    #[gopylink(other)]
    Nothing,
    #[gopylink(other)]
    Twice(#[from] gopylink::Error),
}

#[gopylink::error]
pub enum WithoutOther {
    #[gopylink(python = "KeyError")]
    Unknown,
}

fn main() {}
