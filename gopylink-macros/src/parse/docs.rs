//! Doc comments, as Python's `__doc__` shows them.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

use crate::model::{Doc, DocPart};

/// The documentation among `attributes`: lines joined, the space after `///` removed, blank ends trimmed.
pub(crate) fn documentation(attributes: &[Attribute]) -> Doc {
    let mut parts: Vec<DocPart> = Vec::new();
    for attribute in attributes {
        let Meta::NameValue(meta) = &attribute.meta else { continue };
        if !meta.path.is_ident("doc") {
            continue;
        }
        let (text, expression) = match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => (comment_text(&text.value()), None),
            expression => (String::new(), Some(Box::new(expression.clone()))),
        };
        match parts.last_mut() {
            Some(DocPart::Text(previous)) => *previous = format!("{previous}\n{text}"),
            Some(DocPart::Macro(_)) => parts.push(DocPart::Text(format!("\n{text}"))),
            None => parts.push(DocPart::Text(text)),
        }
        parts.extend(expression.map(DocPart::Macro));
    }
    trim(&mut parts);
    Doc { parts }
}

fn trim(parts: &mut Vec<DocPart>) {
    if let Some(DocPart::Text(first)) = parts.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(DocPart::Text(last)) = parts.last_mut() {
        last.truncate(last.trim_end().len());
    }
    parts.retain(|part| !matches!(part, DocPart::Text(text) if text.is_empty()));
}

/// The text of one comment. A line comment is one line; a block comment may be several, with a star each.
fn comment_text(comment: &str) -> String {
    let is_starred =
        |line: &str| line.trim().is_empty() || line.trim_start().starts_with("* ") || line.trim() == "*";
    let starred = comment.contains('\n') && comment.lines().skip(1).all(is_starred);
    let lines = comment.lines().enumerate().map(|(number, line)| {
        let line = if starred && number > 0 { line.trim_start().trim_start_matches('*') } else { line };
        line.strip_prefix(' ').unwrap_or(line).trim_end()
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use syn::{Attribute, parse_quote};

    use super::documentation;
    use crate::model::DocPart;

    fn text(attributes: &[Attribute]) -> String {
        let parts = documentation(attributes).parts;
        parts
            .iter()
            .map(|part| match part {
                DocPart::Text(text) => text.as_str(),
                DocPart::Macro(_) => "MACRO",
            })
            .collect()
    }

    #[test]
    fn lines_are_joined_and_trimmed() {
        let attributes = [
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = " Adds."]),
            parse_quote!(#[inline]),
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = "     indented"]),
            parse_quote!(#[doc(hidden)]),
            parse_quote!(#[doc = " "]),
        ];
        assert_eq!(text(&attributes), "Adds.\n\n    indented");
    }

    #[test]
    fn stars_of_block_comments_go() {
        assert_eq!(text(&[parse_quote!(#[doc = " Adds.\n     *\n     * Twice.\n     "])]), "Adds.\n\nTwice.");
        assert_eq!(text(&[parse_quote!(#[doc = " Adds.\n a * b"])]), "Adds.\na * b");
    }

    #[test]
    fn macros_are_kept_for_the_compiler() {
        let attributes = [
            parse_quote!(#[doc = " One."]),
            parse_quote!(#[doc = include_str!("a.md")]),
            parse_quote!(#[doc = " Two."]),
        ];
        assert_eq!(text(&attributes), "One.\nMACRO\nTwo.");
    }
}
