//! Fields that neither exceptions can have nor be made into.

use std::fmt;

pub struct Opaque;

#[gopylink::error]
#[derive(Debug)]
pub enum FileError {
    Io(std::io::Error),
    Several(i64, std::io::Error),
    #[gopylink(python = "ValueError")]
    Number(i64),
    #[gopylink(other)]
    Other(i64),
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("failed")
    }
}

impl std::error::Error for FileError {}

fn main() {}
