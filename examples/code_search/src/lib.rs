//! Searches Python source code: Rust indexes and ranks, Python shows progress and names what was found.
//!
//! `main.py` beside this crate drives it. Each module holds one step, from a folder to a hit: [`walk`] finds the
//! files, [`read`] reads them on every core and [`decode`]s them into [`document`]s, which [`tokenize`] cuts into
//! terms for the [`index`], which [`search`] ranks for a [`query`].

use std::path::Path;
use std::time::Instant;

mod decode;
mod document;
mod index;
mod python;
mod query;
mod read;
mod search;
#[cfg(test)]
mod test_folder;
mod tokenize;
mod walk;

use crate::index::Inverted;
use crate::python::Progress;
use crate::query::Query;
pub use crate::walk::Skipped;

/// What became of a tree.
#[derive(Debug, Default)]
#[gopylink::record]
pub struct Report {
    /// How many files were indexed.
    pub files: usize,
    /// How many lines they have.
    pub lines: u64,
    /// How many bytes they have.
    pub bytes: usize,
    /// How long it took.
    pub seconds: f64,
    /// What could not be indexed, and why.
    pub skipped: Vec<Skipped>,
}

/// What an index holds.
#[derive(Debug)]
#[gopylink::record]
pub struct Stats {
    /// How many files there are.
    pub files: usize,
    /// How many different terms there are.
    pub terms: usize,
}

/// A place that answers a query.
#[derive(Debug)]
#[gopylink::record]
pub struct Hit {
    /// The file.
    pub path: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The text of the line.
    pub snippet: String,
    /// The function or class that the line belongs to, `json.decoder.JSONDecoder.decode`.
    pub scope: String,
    /// How good the answer is, compared to others of the same query.
    pub score: f64,
}

/// A searchable index of Python source code.
#[derive(Debug, Default)]
pub struct Index {
    inverted: Inverted,
}

/// A searchable index of Python source code.
#[gopylink::class]
impl Index {
    /// An index without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Indexes every `.py` file below the folder `root`, but for folders named in `without`.
    ///
    /// Shows a `Progress` and reports what was done. Files that cannot be read, or are not in the encoding that
    /// they declare (UTF-8 unless they do), are left out and reported. When it fails, with Ctrl-C too, the index
    /// stays as it was.
    pub fn add_tree(&mut self, root: &str, without: Vec<String>) -> gopylink::Result<Report> {
        let started = Instant::now();
        let root = Path::new(root);
        if !root.is_dir() {
            return Err(gopylink::Error::with_type(
                "NotADirectoryError",
                format!("no folder: {}", root.display()),
            ));
        }
        let (mut files, skipped) = walk::python_files(root, without);
        if files.is_empty() {
            return Err(gopylink::Error::with_type(
                "ValueError",
                format!("no .py files in {}", root.display()),
            ));
        }
        files.retain(|it| !self.inverted.contains(&it.display().to_string()));

        let mut tree = Inverted::default();
        let mut report = Report { skipped, ..Report::default() };
        let progress = Progress::start(files.len())?;
        let collect = |read| match read {
            Ok(document) => report.count(&mut tree, document),
            Err(skipped) => report.skipped.push(skipped),
        };
        let read = read::read_all(&files, root, collect, |n| progress.advance(n));
        // The bar comes to an end however reading ended, and the first error counts.
        let finished = progress.finish();
        read.and(finished)?;

        self.inverted.append(tree);
        report.skipped.sort_by(|a, b| a.path.cmp(&b.path));
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Finds the best place in each of the `limit` files that answer `query` best, best first.
    ///
    /// All words count, in any order and form: `parse date` also finds `parseDate` and `parsedate`. Text in
    /// double quotes must stand on a line as it is. Tests come after other code that answers as well.
    pub fn search(&self, query: &str, limit: usize) -> gopylink::Result<Vec<Hit>> {
        let query = Query::parse(query);
        if query.is_empty() {
            return Err(gopylink::Error::with_type("ValueError", "the query has no words to look for"));
        }
        let matches = search::search(&self.inverted, &query, limit);
        matches.into_iter().map(Hit::locate).collect()
    }

    /// What the index holds.
    pub fn stats(&self) -> Stats {
        Stats { files: self.inverted.files().len(), terms: self.inverted.terms() }
    }
}

impl Report {
    fn count(&mut self, tree: &mut Inverted, document: document::Document) {
        self.files += 1;
        self.lines += u64::from(document.lines);
        self.bytes += document.text.len();
        tree.add(document);
    }
}

impl Hit {
    /// Asks Python what the line belongs to.
    fn locate(found: search::Match) -> gopylink::Result<Self> {
        let scope = python::enclosing(&found.path, found.line)?;
        Ok(Self { path: found.path, line: found.line, snippet: found.text, scope, score: found.score })
    }
}
