//! What `#[serde(…)]` attributes say, as far as it shows in Python. What is wrong with one is serde's to refuse.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Token};

/// The options of all `#[serde(…)]` on one item.
pub(crate) struct SerdeOptions(Vec<Meta>);

impl SerdeOptions {
    pub(crate) fn of(attributes: &[Attribute]) -> Self {
        let serde = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
        let options = serde.filter_map(|attribute| {
            attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok()
        });
        Self(options.flatten().collect())
    }

    /// The option of that name.
    pub(super) fn get(&self, name: &str) -> Option<&Meta> {
        self.0.iter().find(|option| option.path().is_ident(name))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The first option of these.
    pub(super) fn any(&self, names: &[&str]) -> Option<&Meta> {
        names.iter().find_map(|name| self.get(name))
    }

    /// The text of `name = "…"`.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        text(self.get(name)?)
    }

    /// The texts of all `name = "…"`.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|option| option.path().is_ident(name)).filter_map(text).collect()
    }

    /// The texts of `name = "…"`, or of `name(serialize = "…", deserialize = "…")`: for results and for arguments.
    pub(super) fn both(&self, name: &str) -> [Option<String>; 2] {
        match self.get(name) {
            Some(Meta::List(list)) => {
                let nested = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
                let nested = nested.map(Vec::from_iter).unwrap_or_default();
                let find = |way| nested.iter().find(|meta| meta.path().is_ident(way)).and_then(text);
                [find("serialize"), find("deserialize")]
            }
            Some(option) => [text(option), text(option)],
            None => [None, None],
        }
    }
}

fn text(option: &Meta) -> Option<String> {
    match option {
        Meta::NameValue(option) => match &option.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Which names a `rename_all` is for.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Field,
    Variant,
}

/// The name that serde gives a field or variant; none if results and arguments have different ones.
pub(super) fn serde_name(
    named: Named,
    rust_name: &str,
    own: &SerdeOptions,
    rules: &[Option<String>; 2],
) -> Option<String> {
    let [result, argument] = own.both("rename");
    let [result_rule, argument_rule] = rules;
    let renamed = |explicit: Option<String>, rule: &Option<String>| {
        explicit.unwrap_or_else(|| {
            rule.as_deref().map_or(rust_name.to_owned(), |rule| named.apply(rule, rust_name))
        })
    };
    let name = renamed(result, result_rule);
    (name == renamed(argument, argument_rule)).then_some(name)
}

impl Named {
    /// What serde's `rename_all` makes of a name: serde's words and serde's meaning of them.
    fn apply(self, rule: &str, name: &str) -> String {
        let snake = || match self {
            Self::Field => name.to_owned(),
            Self::Variant => snake(name),
        };
        let pascal = || match self {
            Self::Field => name.split('_').map(|word| with_first(word, char::to_ascii_uppercase)).collect(),
            Self::Variant => name.to_owned(),
        };
        match (rule, self) {
            ("lowercase", Self::Variant) => name.to_ascii_lowercase(),
            ("UPPERCASE", _) => name.to_ascii_uppercase(),
            ("PascalCase", _) => pascal(),
            ("camelCase", _) => with_first(&pascal(), char::to_ascii_lowercase),
            ("snake_case", _) => snake(),
            ("SCREAMING_SNAKE_CASE", _) => snake().to_ascii_uppercase(),
            ("kebab-case", _) => snake().replace('_', "-"),
            ("SCREAMING-KEBAB-CASE", _) => snake().to_ascii_uppercase().replace('_', "-"),
            _ => name.to_owned(),
        }
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.char_indices() {
        if index > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn with_first(word: &str, change: fn(&char) -> char) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| change(&first)).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::{Named, SerdeOptions, serde_name};

    #[test]
    fn rules_are_those_of_serde() {
        let rules = [
            ("lowercase", "outcome_one", "veryTasty", "verytasty"),
            ("UPPERCASE", "OUTCOME_ONE", "VeryTasty", "VERYTASTY"),
            ("PascalCase", "OutcomeOne", "VeryTasty", "VeryTasty"),
            ("camelCase", "outcomeOne", "VeryTasty", "veryTasty"),
            ("snake_case", "outcome_one", "VeryTasty", "very_tasty"),
            ("SCREAMING_SNAKE_CASE", "OUTCOME_ONE", "VeryTasty", "VERY_TASTY"),
            ("kebab-case", "outcome-one", "VeryTasty", "very-tasty"),
            ("SCREAMING-KEBAB-CASE", "OUTCOME-ONE", "VeryTasty", "VERY-TASTY"),
        ];
        for (rule, field, variant, renamed) in rules {
            assert_eq!(Named::Field.apply(rule, "outcome_one"), field, "{rule}");
            assert_eq!(Named::Variant.apply(rule, variant), renamed, "{rule}");
        }
    }

    #[test]
    fn a_name_is_the_one_of_both_ways() {
        let none = SerdeOptions::of(&[]);
        let name = |own: &SerdeOptions, rules: [Option<&str>; 2]| {
            serde_name(Named::Field, "a_b", own, &rules.map(|rule| rule.map(str::to_owned)))
        };
        assert_eq!(name(&none, [None, None]).as_deref(), Some("a_b"));
        assert_eq!(name(&none, [Some("camelCase"); 2]).as_deref(), Some("aB"));
        assert_eq!(name(&none, [Some("camelCase"), None]), None);
        let renamed = SerdeOptions::of(&[parse_quote!(#[serde(default, rename = "type")])]);
        assert_eq!(name(&renamed, [Some("camelCase"), None]).as_deref(), Some("type"));
        let apart = SerdeOptions::of(&[parse_quote!(#[serde(rename(serialize = "x", deserialize = "y"))])]);
        assert_eq!(name(&apart, [None, None]), None);
        let one_way = SerdeOptions::of(&[parse_quote!(#[serde(rename(deserialize = "aB"))])]);
        assert_eq!(name(&one_way, [Some("camelCase"), None]).as_deref(), Some("aB"));
    }
}
