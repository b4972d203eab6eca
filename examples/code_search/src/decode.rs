//! The text of a source file, in the encoding that Python reads it in.

use encoding_rs::{Encoding, UTF_8};

/// Decodes a file: from the encoding that it declares as PEP 263 describes, else from UTF-8.
///
/// Fails with what is wrong.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let declared = declared(&bytes).unwrap_or(UTF_8);
    // A byte order mark is no text, and stands for UTF-8 whatever is declared.
    let marked = bytes.starts_with(b"\xef\xbb\xbf");
    if declared == UTF_8 || marked {
        let mut text = String::from_utf8(bytes)
            .map_err(|error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))?;
        text.drain(..if marked { 3 } else { 0 });
        return Ok(text);
    }
    let text = declared.decode_without_bom_handling_and_without_replacement(&bytes);
    text.map(Into::into).ok_or_else(|| format!("not {}, as it declares", declared.name()))
}

/// The encoding that one of the first two lines declares: `# -*- coding: latin-1 -*-`.
///
/// One that nobody knows is as good as none.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    for line in bytes.split(|it| *it == b'\n').take(2) {
        let line = line.trim_ascii();
        let Some(comment) = line.strip_prefix(b"#") else {
            if line.is_empty() {
                continue;
            }
            // Below code, a comment declares nothing.
            return None;
        };
        let comment = String::from_utf8_lossy(comment);
        let name = comment.split("coding").skip(1).find_map(|it| it.strip_prefix([':', '=']));
        if let Some(name) = name {
            let mut words =
                name.trim_start().split(|c: char| !c.is_ascii_alphanumeric() && !"-_.".contains(c));
            return words.next().and_then(named);
        }
    }
    None
}

/// Python takes `latin_1`, `latin-1` and `latin1`, which is how the web spells it.
fn named(name: &str) -> Option<&'static Encoding> {
    let name = name.replace('_', "-");
    let found = Encoding::for_label(name.as_bytes());
    found.or_else(|| Encoding::for_label(name.replace('-', "").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, String> {
        decode(bytes.to_vec())
    }

    #[test]
    fn a_file_is_read_as_it_declares() {
        for name in ["latin-1", "latin_1", "Latin1", "iso-8859-1", "cp1252"] {
            let file = [b"#!/bin/python\n# -*- coding: ", name.as_bytes(), b" -*-\ncaf\xe9"].concat();
            assert!(text(&file).unwrap().ends_with("\ncafé"), "{name}");
        }
        assert_eq!(text(b"\n#vim:fileencoding=koi8-r\n\xc1").unwrap(), "\n#vim:fileencoding=koi8-r\nа");
        assert_eq!(text(b"# coding: euc_jp\n\xff").unwrap_err(), "not EUC-JP, as it declares");
    }

    #[test]
    fn other_files_are_utf_8() {
        for file in ["café", "# coding: unknown\né", "# coding: utf_8_sig\né", "x\n# coding: latin-1\né"]
        {
            assert_eq!(text(file.as_bytes()).unwrap(), file);
        }
        for file in [&b"caf\xe9"[..], b"\n\n#coding:latin1\n\xe9", b"x = 1\n#coding:latin1\n\xe9"] {
            assert!(text(file).unwrap_err().starts_with("not UTF-8 at byte "));
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(text("\u{feff}# coding: latin-1\né".as_bytes()).unwrap(), "# coding: latin-1\né");
        assert_eq!(text(b"\xef\xbb\xbf\xe9").unwrap_err(), "not UTF-8 at byte 3");
    }
}
