//! What counts as a term: the parts of every word, and the word as a whole.
//!
//! `HTTPServer`, `http_server` and `http server` must find each other, so a word is cut where its case or kind
//! of character changes, and a word of several parts is also a term as a whole: `httpserver`.

use std::iter;

/// The words of `text`, in order and as they stand.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    // Most text is ASCII, and a byte is told apart faster than a character.
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
    let bytes = text.as_bytes();
    let mut end = 0;
    iter::from_fn(move || {
        let mut start = end;
        while start < bytes.len() && !is_word(bytes[start]) {
            start += 1;
        }
        end = start;
        while end < bytes.len() && is_word(bytes[end]) {
            end += 1;
        }
        (start < end).then(|| &text[start..end])
    })
}

/// Calls `found` with every term of one of the [`words`], in order.
pub(crate) fn for_each_term(word: &str, mut found: impl FnMut(&str)) {
    // By far most words are a single part as they stand.
    if word.bytes().all(|it| it.is_ascii_lowercase()) {
        found(singular(word));
        return;
    }
    let mut part = String::new();
    let mut whole = String::new();
    // Beyond ASCII, there are separators too.
    for word in word.split(|c: char| !c.is_alphanumeric() && c != '_') {
        whole.clear();
        let mut parts = 0;
        for piece in Pieces(word) {
            lowercase_into(piece, &mut part);
            whole.push_str(&part);
            parts += 1;
            found(singular(&part));
        }
        if parts > 1 {
            found(singular(&whole));
        }
    }
}

/// The words of `text`, cut into parts and in lower case, without folding plurals.
pub(crate) fn parts(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .flat_map(Pieces)
        .map(|piece| {
            let mut part = String::new();
            lowercase_into(piece, &mut part);
            part
        })
        .collect()
}

/// `parsers` is looked for as `parser`. Short words and those in `ss`, `us` and `is` are no plurals.
pub(crate) fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => word,
    }
}

fn lowercase_into(piece: &str, part: &mut String) {
    part.clear();
    if piece.is_ascii() {
        part.push_str(piece);
        part.make_ascii_lowercase();
    } else {
        part.extend(piece.chars().flat_map(char::to_lowercase));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lower,
    Upper,
    Digit,
    Separator,
}

fn kind(c: char) -> Kind {
    match c {
        '_' => Kind::Separator,
        c if c.is_numeric() => Kind::Digit,
        c if c.is_uppercase() => Kind::Upper,
        _ => Kind::Lower,
    }
}

/// The parts of one word: `parseHTTPDate2` is `parse`, `HTTP`, `Date`, `2`.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let word = self.0.trim_start_matches('_');
        let mut chars = word.char_indices();
        let (_, first) = chars.next()?;
        let (mut end, mut last, mut last_at) = (word.len(), kind(first), 0);
        for (at, c) in chars {
            let this = kind(c);
            match (last, this) {
                // The last capital of `HTTPDate` begins the next part, unless it is the first of this one.
                (Kind::Upper, Kind::Lower) if last_at > 0 => end = last_at,
                (Kind::Upper, Kind::Lower) => {}
                (before, now) if before != now => end = at,
                _ => {}
            }
            if end < word.len() {
                break;
            }
            (last, last_at) = (this, at);
        }
        let (piece, rest) = word.split_at(end);
        self.0 = rest;
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        words(text).for_each(|word| for_each_term(word, |term| all.push(term.to_owned())));
        all
    }

    #[test]
    fn words_are_cut_where_they_change() {
        assert_eq!(terms("parse_http_date"), ["parse", "http", "date", "parsehttpdate"]);
        assert_eq!(terms("parseHTTPDate"), ["parse", "http", "date", "parsehttpdate"]);
        assert_eq!(terms("JSONDecoder"), ["json", "decoder", "jsondecoder"]);
        assert_eq!(terms("http2time"), ["http", "2", "time", "http2time"]);
        assert_eq!(terms("utf-8"), ["utf", "8"]);
        assert_eq!(terms("__init__"), ["init"]);
        assert_eq!(terms("A"), ["a"]);
        assert_eq!(terms("ABc"), ["a", "bc", "abc"]);
    }

    #[test]
    fn text_without_words_has_no_terms() {
        assert!(terms("").is_empty());
        assert!(terms(" -> (): # ___ ").is_empty());
    }

    #[test]
    fn letters_of_every_script_are_letters() {
        assert_eq!(terms("Größe_Äpfel"), ["größe", "äpfel", "größeäpfel"]);
        assert_eq!(terms("名前=1"), ["名前", "1"]);
        assert_eq!(terms("„ab“ … a·b"), ["ab", "a", "b"]);
    }

    #[test]
    fn plurals_are_folded_and_their_like_are_not() {
        assert_eq!(
            terms("files classes class status this os"),
            ["file", "classe", "class", "status", "this", "os"]
        );
    }

    #[test]
    fn parts_keep_their_plural() {
        assert_eq!(parts("parse HTTPDates x_y"), ["parse", "http", "dates", "x", "y"]);
    }
}
