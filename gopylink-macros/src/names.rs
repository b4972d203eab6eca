//! Names as Python sees them: what is a valid one, how `rename_all` changes one, which known one is near.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::Parser;

/// How `rename_all` spells names; serde's words and serde's meaning of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RenameRule {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
}

impl RenameRule {
    /// The words of `rename_all` and what they stand for.
    const WORDS: [(&'static str, Self); 6] = [
        ("lowercase", Self::Lower),
        ("UPPERCASE", Self::Upper),
        ("PascalCase", Self::Pascal),
        ("camelCase", Self::Camel),
        ("snake_case", Self::Snake),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
    ];

    /// What `word` stands for.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, rule)| *rule)
    }

    /// All words.
    pub(crate) fn words() -> [&'static str; 6] {
        Self::WORDS.map(|(word, _)| word)
    }

    /// The new spelling of `name`, which is in Rust's snake case.
    pub(crate) fn apply(self, name: &str) -> String {
        match self {
            // serde takes a snake-case name to be in lower case already.
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_uppercase(),
            Self::Pascal => name.split('_').map(capitalize).collect(),
            Self::Camel => {
                let mut words = name.split('_').filter(|word| !word.is_empty());
                let first = words.next().unwrap_or_default().to_owned();
                words.map(capitalize).fold(first, |renamed, word| renamed + &word)
            }
        }
    }
}

fn capitalize(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The name of a Rust item without the `r#` of a raw identifier.
pub(crate) fn plain_name(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Whether Python takes `name` for an identifier. Keywords are: calls by name reach them.
///
/// Both languages build identifiers by the same Unicode rules, so Rust's lexer decides.
pub(crate) fn is_identifier(name: &str) -> bool {
    Ident::parse_any.parse_str(name).is_ok_and(|ident| ident == name) && !name.starts_with("r#")
}

/// Whether Python has the word for itself.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The one of `known` that `name` is most likely a slip for.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |candidate: &str| strsim::damerau_levenshtein(&folded(name), &folded(candidate));
    let near = known.iter().map(|candidate| (distance(candidate), *candidate)).min()?;
    let allowed = (name.chars().count() / 3).max(1);
    (near.0 <= allowed).then_some(near.1)
}

/// Without case, underscores and hyphens, which are what slips are most often in.
fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{RenameRule, is_identifier, nearest};

    #[test]
    fn rename_rules_follow_serde() {
        let renamed = RenameRule::WORDS.map(|(_, rule)| rule.apply("read_all_rows"));
        let expected = [
            "read_all_rows",
            "READ_ALL_ROWS",
            "ReadAllRows",
            "readAllRows",
            "read_all_rows",
            "READ_ALL_ROWS",
        ];
        assert_eq!(renamed, expected);
        assert_eq!(RenameRule::Camel.apply("_hidden"), "hidden");
        assert_eq!(RenameRule::from_word("kebab-case"), None);
    }

    #[test]
    fn identifiers_are_those_of_python() {
        for name in ["add", "_", "_x1", "class", "lambda", "größe", "self"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "1x", "a-b", "a b", " a", "a ", "a.b", "r#a", "'a", "a/**/", "größe!"] {
            assert!(!is_identifier(name), "{name}");
        }
    }

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("nmae", &["name", "skip"]), Some("name"));
        assert_eq!(nearest("renameall", &["name", "rename_all"]), Some("rename_all"));
        assert_eq!(nearest("colour", &["name", "skip"]), None);
    }
}
