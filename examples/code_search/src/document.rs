//! One file, read and cut into terms.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::tokenize::for_each_term;
use crate::walk::Skipped;

/// The line that the terms of a file's own path are filed under. Lines of text count from 1.
pub(crate) const PATH_LINE: u32 = 0;

/// A source file with its terms, not yet part of an index.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) path: String,
    pub(crate) text: String,
    /// How many lines there are.
    pub(crate) lines: u32,
    /// How many terms there are, repeated ones too.
    pub(crate) length: u32,
    /// Each term with the lines it stands on, ascending; a line once for each time.
    pub(crate) terms: HashMap<String, Vec<u32>>,
}

impl Document {
    /// Reads a file of the tree at `root`.
    pub(crate) fn read(path: &Path, root: &Path) -> Result<Self, Skipped> {
        let bytes = fs::read(path).map_err(|error| Skipped::new(path, error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            Skipped::new(path, format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
        })?;
        let name = path.strip_prefix(root).unwrap_or(path).with_extension("");
        Ok(Self::new(path.display().to_string(), &name.to_string_lossy(), text))
    }

    /// Cuts `text` and the `name` that the file goes by into terms.
    pub(crate) fn new(path: String, name: &str, text: String) -> Self {
        let mut document = Self { path, text: String::new(), lines: 0, length: 0, terms: HashMap::new() };
        document.add(PATH_LINE, name);
        for line in text.lines() {
            document.lines += 1;
            document.add(document.lines, line);
        }
        document.text = text;
        document
    }

    fn add(&mut self, line: u32, text: &str) {
        for_each_term(text, |term| {
            self.length += 1;
            match self.terms.get_mut(term) {
                Some(lines) => lines.push(line),
                None => {
                    self.terms.insert(term.to_owned(), vec![line]);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn terms_know_their_lines() {
        let document =
            Document::new("/x/http/dates.py".into(), "http/dates", "import date\n\ndate = date\n".into());
        assert_eq!(document.terms["date"], [PATH_LINE, 1, 3, 3]);
        assert_eq!(document.terms["http"], [PATH_LINE]);
        assert_eq!((document.lines, document.length), (3, 6));
    }

    #[test]
    fn a_file_that_is_no_text_says_where() {
        let folder = TestFolder::new("document");
        let path = folder.write("latin.py", b"caf\xe9");
        let skipped = Document::read(&path, folder.path()).unwrap_err();
        assert_eq!(skipped.reason, "not UTF-8 at byte 3");
    }
}
