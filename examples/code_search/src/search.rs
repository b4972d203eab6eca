//! Ranks files by a query, and finds the best line of each.
//!
//! A file scores by BM25, as text search does, plus the worth of its best passage: a few lines that hold as many
//! of the query's words as possible, best in the name of a function or class. What has all the words beats what
//! has one of them often.

use std::collections::BTreeMap;

use crate::document::PATH_LINE;
use crate::index::{File, Inverted, Posting};
use crate::query::{Query, Term};

/// How soon a term that is repeated stops adding to the score (BM25's k1).
const SATURATION: f64 = 1.2;
/// How much long files are held back, from 0 to 1 (BM25's b).
const LENGTH_PENALTY: f64 = 0.75;
/// How many lines make up a passage.
const PASSAGE: u32 = 8;
/// What a term in the name of a function or class is worth, compared to one elsewhere.
const DEFINITION: f64 = 2.0;
/// What a term on an import line is worth: the name is not explained there, only fetched.
const IMPORT: f64 = 0.5;
/// What a term in the path of the file is worth.
const PATH: f64 = 2.0;
/// What a test is worth, compared to other code: it repeats the words of what it tests, often in the names of
/// functions, but whoever looks for them wants the code itself first.
const TEST: f64 = 0.5;
/// How many of the best files are searched for passages, at least.
const CANDIDATES: usize = 100;

/// The best line of a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Match {
    pub(crate) path: String,
    /// Counted from 1.
    pub(crate) line: u32,
    pub(crate) text: String,
    pub(crate) score: f64,
}

/// Finds the `limit` best files, best first.
pub(crate) fn search(index: &Inverted, query: &Query, limit: usize) -> Vec<Match> {
    let mut candidates = candidates(index, query);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    // A phrase is known to be there only once the text is looked at, so none may be left out before.
    if query.phrases.is_empty() {
        candidates.truncate(CANDIDATES.max(limit.saturating_mul(2)));
    }
    let mut matches: Vec<_> = candidates.iter().filter_map(|it| it.best_match(query)).collect();
    matches.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.path.cmp(&b.path)));
    matches.truncate(limit);
    matches
}

/// A file that has some of the terms.
struct Candidate<'a> {
    file: &'a File,
    score: f64,
    words: u32,
    found: Vec<Found<'a>>,
}

/// A term in a file.
struct Found<'a> {
    term: &'a Term,
    weight: f64,
    lines: &'a [u32],
}

fn candidates<'a>(index: &'a Inverted, query: &'a Query) -> Vec<Candidate<'a>> {
    let mut candidates = BTreeMap::new();
    for term in &query.terms {
        let postings = index.postings(&term.text);
        let weight = rarity(postings.len(), index.files().len());
        for Posting { file, lines } in postings {
            let candidate = candidates.entry(*file).or_insert_with(|| {
                let file = &index.files()[*file];
                Candidate { file, score: 0.0, words: 0, found: Vec::new() }
            });
            let length = index.relative_length(candidate.file);
            candidate.score += weight * frequency(lines.len(), length);
            candidate.words |= term.words;
            candidate.found.push(Found { term, weight, lines });
        }
    }
    let mut candidates: Vec<_> = candidates.into_values().collect();
    for candidate in &mut candidates {
        candidate.score *= coverage(candidate.words, query).powi(2) * kind(candidate.file);
    }
    candidates
}

/// What a term is worth that `having` of `all` files have.
#[expect(clippy::cast_precision_loss, reason = "no index has 2^52 files")]
fn rarity(having: usize, all: usize) -> f64 {
    let (having, all) = (having as f64, all as f64);
    ((all - having + 0.5) / (having + 0.5)).ln_1p()
}

/// What a term is worth that stands `times` times in a file of `length` times the mean.
#[expect(clippy::cast_precision_loss, reason = "no file has 2^52 terms")]
fn frequency(times: usize, length: f64) -> f64 {
    let times = times as f64;
    times * (SATURATION + 1.0) / (times + SATURATION * (1.0 - LENGTH_PENALTY + LENGTH_PENALTY * length))
}

/// Which part of the query's words are there.
fn coverage(words: u32, query: &Query) -> f64 {
    f64::from(words.count_ones()) / f64::from(query.words)
}

/// What a file is worth, by what it is for.
fn kind(file: &File) -> f64 {
    if file.is_test { TEST } else { 1.0 }
}

/// The terms of one line.
#[derive(Default)]
struct Line {
    words: u32,
    /// Each term once: its place in [`Candidate::found`] and its worth here.
    terms: Vec<(usize, f64)>,
}

impl Line {
    fn worth(&self) -> f64 {
        self.terms.iter().map(|(_, worth)| worth).sum()
    }
}

impl Candidate<'_> {
    /// Weighs every passage. `None` when a phrase is missing.
    fn best_match(&self, query: &Query) -> Option<Match> {
        let text: Vec<&str> = self.file.text.lines().collect();
        let lines = self.lines(&text);
        let allowed = phrase_lines(&text, &query.phrases)?;
        let path = lines.get(&PATH_LINE);
        let path_words = path.map_or(0, |it| it.words);

        let mut best: Option<(f64, u32)> = None;
        for &first in lines.keys().filter(|line| **line != PATH_LINE) {
            let passage = lines.range(first..first + PASSAGE);
            let mut words = path_words;
            let mut worths = vec![0.0_f64; self.found.len()];
            let mut top: Option<(f64, u32)> = None;
            for (&number, line) in passage {
                words |= line.words;
                for &(term, worth) in &line.terms {
                    worths[term] = worths[term].max(worth);
                }
                let worth = line.worth();
                if allowed.as_ref().is_none_or(|it| it.contains(&number)) && top.is_none_or(|it| worth > it.0)
                {
                    top = Some((worth, number));
                }
            }
            let worth = worths.iter().sum::<f64>() * coverage(words, query);
            if let Some((_, line)) = top
                && best.is_none_or(|it| worth > it.0)
            {
                best = Some((worth, line));
            }
        }
        // The words are in the path alone, or the phrase is on a line without whole terms.
        let first_allowed = allowed.map_or(Some(1), |it| it.first().copied())?;
        let (worth, line) = best.unwrap_or((0.0, first_allowed));
        let path_worth = path.map_or(0.0, Line::worth);
        let score = self.score + coverage(self.words, query).powi(2) * kind(self.file) * (worth + path_worth);
        let text = text.get(line as usize - 1).map_or("", |it| it.trim());
        Some(Match { path: self.file.path.clone(), line, text: text.to_owned(), score })
    }

    /// The lines that have terms.
    fn lines(&self, text: &[&str]) -> BTreeMap<u32, Line> {
        let mut lines: BTreeMap<u32, Line> = BTreeMap::new();
        for (i, found) in self.found.iter().enumerate() {
            for &number in found.lines {
                let line = lines.entry(number).or_default();
                if line.terms.last().is_some_and(|it| it.0 == i) {
                    continue;
                }
                let place = if number == PATH_LINE { PATH } else { place(text[number as usize - 1]) };
                line.words |= found.term.words;
                line.terms.push((i, found.weight * place));
            }
        }
        lines
    }
}

/// The lines that hold a phrase, ascending; `None` inside when any line will do, outside when a phrase is missing.
fn phrase_lines(text: &[&str], phrases: &[String]) -> Option<Option<Vec<u32>>> {
    if phrases.is_empty() {
        return Some(None);
    }
    let mut found = vec![false; phrases.len()];
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text) {
        let line = line.to_lowercase();
        let mut any = false;
        for (phrase, found) in phrases.iter().zip(&mut found) {
            let here = line.contains(phrase.as_str());
            *found |= here;
            any |= here;
        }
        if any {
            lines.push(number);
        }
    }
    found.iter().all(|it| *it).then_some(Some(lines))
}

/// What a term on this line is worth, by what the line is for.
fn place(line: &str) -> f64 {
    let line = line.trim_start();
    let starts_with = |words: &[&str]| words.iter().any(|it| line.starts_with(it));
    if starts_with(&["def ", "class ", "async def "]) {
        DEFINITION
    } else if starts_with(&["import ", "from "]) {
        IMPORT
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn found(query: &str, files: &[(&str, &str)]) -> Vec<(String, u32)> {
        let mut index = Inverted::default();
        for (path, text) in files {
            index.add(Document::new((*path).into(), path.trim_end_matches(".py"), (*text).into()));
        }
        search(&index, &Query::parse(query), 10).into_iter().map(|it| (it.path, it.line)).collect()
    }

    fn expect(query: &str, files: &[(&str, &str)], hits: &[(&str, u32)]) {
        let hits: Vec<_> = hits.iter().map(|(path, line)| ((*path).to_owned(), *line)).collect();
        assert_eq!(found(query, files), hits);
    }

    #[test]
    fn all_words_once_beat_one_word_often() {
        let files = [("a.py", "date date date\ndate date"), ("b.py", "x\nparse the date"), ("c.py", "x")];
        expect("parse date", &files, &[("b.py", 2), ("a.py", 1)]);
    }

    #[test]
    fn a_definition_beats_a_use_and_a_use_an_import() {
        let files = [("a.py", "from z import walk"), ("b.py", "walk()"), ("c.py", "x\n\nasync def walk():")];
        expect("walk", &files, &[("c.py", 3), ("b.py", 1), ("a.py", 1)]);
    }

    #[test]
    fn code_beats_the_tests_of_it() {
        let code = ("z.py", "def walk(top):\n    pass\n");
        for test in ["test_walk.py", "walk_test.py", "test/walk.py", "pkg/tests/a.py", "idle_test/a.py"] {
            let test = (test, "# walk\ndef test_walk(self):\n    walk()\n");
            expect("walk", &[test, code], &[("z.py", 1), (test.0, 2)]);
            // They are found all the same.
            expect("test walk", &[test, code], &[(test.0, 2), ("z.py", 1)]);
        }
    }

    #[test]
    fn words_near_each_other_beat_words_far_apart() {
        let far = format!("open{}gate", "\n".repeat(20));
        let near = format!("{}open\n\ngate", "\n".repeat(18));
        expect("open gate", &[("far.py", &far), ("near.py", &near)], &[("near.py", 19), ("far.py", 1)]);
    }

    #[test]
    fn words_of_the_path_count() {
        let files = [("http/cookie.py", "jar"), ("other.py", "jar")];
        expect("cookie jar", &files, &[("http/cookie.py", 1), ("other.py", 1)]);
        expect("cookie", &files, &[("http/cookie.py", 1)]);
    }

    #[test]
    fn a_phrase_must_be_there_as_it_is() {
        let files =
            [("a.py", "in use address"), ("b.py", "x\n# Address in Use."), ("c.py", "address of use")];
        expect("\"address in use\"", &files, &[("b.py", 2)]);
        expect("\"dress in\"", &[("a.py", "# dress of\n# address in")], &[("a.py", 2)]);
        expect("\"not there\"", &files, &[]);
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        expect("walk", &[], &[]);
        expect("walk", &[("a.py", ""), ("b.py", "x")], &[]);
    }

    #[test]
    fn only_so_many_hits_are_returned() {
        let files: Vec<_> = (0..20).map(|i| format!("{i}.py")).collect();
        let files: Vec<_> = files.iter().map(|it| (it.as_str(), "walk")).collect();
        assert_eq!(found("walk", &files).len(), 10);
    }
}
