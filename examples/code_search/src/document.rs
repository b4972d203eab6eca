//! One file, read and cut into terms.

use std::fs;
use std::path::Path;

use rustc_hash::FxHashMap;

use crate::decode::decode;
use crate::tokenize::{for_each_term, words};
use crate::walk::Skipped;

/// The line that the terms of a file's own path are filed under. Lines of text count from 1.
pub(crate) const PATH_LINE: u32 = 0;

/// What folders of tests are called, in the standard library and elsewhere.
const TEST_FOLDERS: [&str; 3] = ["test", "tests", "idle_test"];

/// A source file with its terms, not yet part of an index.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) path: String,
    pub(crate) text: String,
    /// Whether it tests other code.
    pub(crate) is_test: bool,
    /// How many lines there are.
    pub(crate) lines: u32,
    /// How many terms there are, repeated ones too.
    pub(crate) length: usize,
    /// Each term with the lines it stands on, ascending; a line once for each time.
    pub(crate) terms: FxHashMap<String, Vec<u32>>,
}

impl Document {
    /// Reads a file of the tree at `root`.
    pub(crate) fn read(path: &Path, root: &Path) -> Result<Self, Skipped> {
        let bytes = fs::read(path).map_err(|error| Skipped::new(path, error.to_string()))?;
        let text = decode(bytes).map_err(|reason| Skipped::new(path, reason))?;
        let name = path.strip_prefix(root).unwrap_or(path).with_extension("");
        Ok(Self::new(path.display().to_string(), &name.to_string_lossy(), text))
    }

    /// Cuts `text` and the `name` that the file goes by into terms.
    pub(crate) fn new(path: String, name: &str, text: String) -> Self {
        let mut lines = PATH_LINE;
        // Each word with the lines it stands on: most are there many times, but need cutting once only.
        let mut places: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for word in words(name) {
            places.entry(word).or_default().push(PATH_LINE);
        }
        for line in text.lines() {
            lines += 1;
            for word in words(line) {
                places.entry(word).or_default().push(lines);
            }
        }

        let mut length = 0;
        let mut terms: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (word, places) in places {
            for_each_term(word, |term| {
                length += places.len();
                match terms.get_mut(term) {
                    Some(all) => all.extend_from_slice(&places),
                    None => {
                        terms.insert(term.to_owned(), places.clone());
                    }
                }
            });
        }
        for places in terms.values_mut() {
            // Those of each word are in order already: a stable sort sees that, and merges them.
            places.sort();
        }
        Self { path, text, is_test: is_test(Path::new(name)), lines, length, terms }
    }
}

/// Whether a file is a test, going by the names that people give to tests and to folders of them.
fn is_test(name: &Path) -> bool {
    let mut folders = name.iter().rev().skip(1);
    let name = name.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("test_")
        || name.ends_with("_test")
        || folders.any(|it| TEST_FOLDERS.iter().any(|folder| it == *folder))
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
    fn tests_are_known_by_their_names() {
        for name in ["test/support/os", "pkg/tests/a", "idlelib/idle_test/a", "test_a", "pkg/a_test"] {
            assert!(is_test(Path::new(name)), "{name}");
        }
        for name in ["test", "unittest/case", "testing/a", "pkg/contest", "pkg/tests", ""] {
            assert!(!is_test(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_file_that_is_no_text_says_where() {
        let folder = TestFolder::new("document");
        let path = folder.write("latin.py", b"caf\xe9");
        let skipped = Document::read(&path, folder.path()).unwrap_err();
        assert_eq!(skipped.reason, "not UTF-8 at byte 3");
    }
}
