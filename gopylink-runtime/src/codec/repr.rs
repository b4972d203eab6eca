//! Values as Python's `repr` prints them.

use std::fmt::{self, Write as _};

/// A `str`.
pub(crate) struct Text<'a>(pub(crate) &'a str);

/// `bytes`.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

/// A `float`.
pub(crate) struct Float(pub(crate) f64);

impl fmt::Display for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = if self.0.contains('\'') && !self.0.contains('"') { '"' } else { '\'' };
        formatter.write_char(quote)?;
        for character in self.0.chars() {
            let code = u32::from(character);
            match character {
                '\\' => formatter.write_str("\\\\")?,
                '\n' => formatter.write_str("\\n")?,
                '\r' => formatter.write_str("\\r")?,
                '\t' => formatter.write_str("\\t")?,
                _ if character == quote => write!(formatter, "\\{quote}")?,
                _ if is_printable(character) => formatter.write_char(character)?,
                _ if code < 0x100 => write!(formatter, "\\x{code:02x}")?,
                _ if code < 0x1_0000 => write!(formatter, "\\u{code:04x}")?,
                _ => write!(formatter, "\\U{code:08x}")?,
            }
        }
        formatter.write_char(quote)
    }
}

fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    // Rust escapes what Python does; but a combining mark only at the start of a text, hence the letter before.
    let mut buffer = [0; 5];
    buffer[0] = b'a';
    let length = 1 + character.encode_utf8(&mut buffer[1..]).len();
    std::str::from_utf8(&buffer[..length]).is_ok_and(|text| text.escape_debug().nth(1) == Some(character))
}

impl fmt::Display for Bytes<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = if self.0.contains(&b'\'') && !self.0.contains(&b'"') { '"' } else { '\'' };
        write!(formatter, "b{quote}")?;
        for &byte in self.0 {
            match byte {
                b'\\' => formatter.write_str("\\\\")?,
                b'\n' => formatter.write_str("\\n")?,
                b'\r' => formatter.write_str("\\r")?,
                b'\t' => formatter.write_str("\\t")?,
                _ if char::from(byte) == quote => write!(formatter, "\\{quote}")?,
                b' '..=b'~' => formatter.write_char(char::from(byte))?,
                _ => write!(formatter, "\\x{byte:02x}")?,
            }
        }
        formatter.write_char(quote)
    }
}

impl fmt::Display for Float {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_nan() {
            return formatter.write_str("nan");
        }
        let text = format!("{:?}", self.0);
        // Both print the shortest digits and switch to an exponent at the same size; Python gives the exponent a
        // sign and two digits.
        match text.split_once('e') {
            None => formatter.write_str(&text),
            Some((digits, exponent)) => match exponent.strip_prefix('-') {
                Some(exponent) => write!(formatter, "{digits}e-{exponent:0>2}"),
                None => write!(formatter, "{digits}e+{exponent:0>2}"),
            },
        }
    }
}
