//! What a query asks for.

use crate::tokenize::{parts, singular};

/// Words beyond this many are not looked for.
const MAX_WORDS: usize = 32;
/// Joined words are looked for in queries of up to this many words.
const MAX_JOINED_WORDS: usize = 6;

/// A term to look for, and the words of the query that it stands for, one bit each.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) words: u32,
}

/// A query, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    /// The terms to look for.
    pub(crate) terms: Vec<Term>,
    /// How many words the query has.
    pub(crate) words: u32,
    /// Text in quotes, in lower case, that a line must contain as it is.
    pub(crate) phrases: Vec<String>,
}

impl Query {
    /// Takes `text` apart. `parse date` also looks for `parsedate`, since programmers join words; `"parse date"`,
    /// in quotes, stands for lines with exactly this text.
    pub(crate) fn parse(text: &str) -> Self {
        // What stands between an opening and a closing quote is every second piece, but not the last.
        let pieces: Vec<_> = text.split('"').collect();
        let quoted = pieces.iter().take(pieces.len() - 1).skip(1).step_by(2);
        let phrases = quoted.map(|it| it.to_lowercase()).filter(|it| !it.trim().is_empty()).collect();

        let mut words: Vec<String> = Vec::new();
        for part in parts(text) {
            if words.len() < MAX_WORDS && !words.iter().any(|it| singular(it) == singular(&part)) {
                words.push(part);
            }
        }
        let mut query = Self { terms: Vec::new(), words: 0, phrases };
        for (i, word) in words.iter().enumerate() {
            query.words += 1;
            query.look_for(word, 1 << i);
        }
        if words.len() <= MAX_JOINED_WORDS {
            for i in 0..words.len() {
                for j in i + 1..words.len() {
                    query.look_for(&format!("{}{}", words[i], words[j]), 1 << i | 1 << j);
                    // Three or more words in a row. Two are a pair already.
                    if j > i + 1 {
                        query.look_for(&words[i..=j].concat(), (1 << (j + 1)) - (1 << i));
                    }
                }
            }
        }
        query
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    fn look_for(&mut self, word: &str, words: u32) {
        self.terms.push(Term { text: singular(word).to_owned(), words });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(query: &Query) -> Vec<(&str, u32)> {
        query.terms.iter().map(|it| (it.text.as_str(), it.words)).collect()
    }

    #[test]
    fn words_are_looked_for_alone_and_joined() {
        let query = Query::parse("parse HTTPDates");
        assert_eq!(query.words, 3);
        assert_eq!(
            terms(&query),
            [
                ("parse", 0b001),
                ("http", 0b010),
                ("date", 0b100),
                ("parsehttp", 0b011),
                ("parsedate", 0b101),
                ("parsehttpdate", 0b111),
                ("httpdate", 0b110),
            ]
        );
    }

    #[test]
    fn a_word_said_twice_counts_once() {
        assert_eq!(terms(&Query::parse("file Files")), [("file", 1)]);
    }

    #[test]
    fn text_in_quotes_is_a_phrase_and_words() {
        let query = Query::parse(r#"socket "Address In Use" "" error"#);
        assert_eq!(query.phrases, ["address in use"]);
        assert_eq!(query.words, 5);
        assert!(Query::parse(r#"an "open quote"#).phrases.is_empty());
    }

    #[test]
    fn a_query_may_hold_nothing() {
        assert!(Query::parse("").is_empty());
        assert!(Query::parse(" ->() \"\" ").is_empty());
    }

    #[test]
    fn long_queries_are_cut() {
        let long: Vec<_> = ('a'..='z').flat_map(|it| [format!("{it}x"), format!("{it}y")]).collect();
        assert_eq!(Query::parse(&long.join(" ")).terms.len(), MAX_WORDS);
    }
}
