//! The inverted index: from a term to the lines that have it.

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use crate::document::Document;

/// A file of the index. Its number is its place in [`Inverted::files`].
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
    /// Whether it tests other code.
    pub(crate) is_test: bool,
    /// How many terms there are.
    pub(crate) length: usize,
}

/// Where one term stands in one file.
#[derive(Debug)]
pub(crate) struct Posting {
    pub(crate) file: usize,
    /// Ascending; a line once for each time.
    pub(crate) lines: Vec<u32>,
}

/// Files, and where each term stands in them.
#[derive(Debug, Default)]
pub(crate) struct Inverted {
    files: Vec<File>,
    paths: HashSet<String>,
    postings: FxHashMap<String, Vec<Posting>>,
    length: usize,
}

impl Inverted {
    /// Adds a file.
    pub(crate) fn add(&mut self, document: Document) {
        let file = self.files.len();
        for (term, lines) in document.terms {
            self.postings.entry(term).or_default().push(Posting { file, lines });
        }
        self.length += document.length;
        self.paths.insert(document.path.clone());
        let Document { path, text, is_test, length, .. } = document;
        self.files.push(File { path, text, is_test, length });
    }

    /// Adds all of another index, which holds none of the same files.
    pub(crate) fn append(&mut self, other: Self) {
        if self.files.is_empty() {
            *self = other;
            return;
        }
        let offset = self.files.len();
        for (term, postings) in other.postings {
            let moved = postings.into_iter().map(|it| Posting { file: it.file + offset, ..it });
            self.postings.entry(term).or_default().extend(moved);
        }
        self.length += other.length;
        self.paths.extend(other.paths);
        self.files.extend(other.files);
    }

    pub(crate) fn contains(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    /// How many different terms there are.
    pub(crate) fn terms(&self) -> usize {
        self.postings.len()
    }

    /// Where `term` stands, one posting for each file.
    pub(crate) fn postings(&self, term: &str) -> &[Posting] {
        self.postings.get(term).map_or(&[], Vec::as_slice)
    }

    /// The length of a file of the index, in terms, compared to the mean.
    #[expect(clippy::cast_precision_loss, reason = "a ratio needs no more than 52 bits")]
    pub(crate) fn relative_length(&self, file: &File) -> f64 {
        file.length as f64 * self.files.len() as f64 / self.length.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(files: &[(&str, &str)]) -> Inverted {
        let mut index = Inverted::default();
        for (path, text) in files {
            index.add(Document::new((*path).into(), "", (*text).into()));
        }
        index
    }

    #[test]
    fn appending_keeps_every_posting_with_its_file() {
        let mut all = index(&[("a.py", "x"), ("b.py", "y")]);
        all.append(index(&[("c.py", "\nx")]));

        let found: Vec<_> = all.postings("x").iter().map(|it| (it.file, it.lines.clone())).collect();
        assert_eq!(found, [(0, vec![1]), (2, vec![2])]);
        assert_eq!(all.files()[2].path, "c.py");
        assert!(all.contains("c.py") && !all.contains("d.py"));
        assert_eq!(all.terms(), 2);
        assert!((all.relative_length(&all.files()[2]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_unknown_term_stands_nowhere() {
        assert!(index(&[("a.py", "x")]).postings("y").is_empty());
    }
}
