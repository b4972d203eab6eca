//! The defaults of parameters, as Python shows them.

use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, Token, UnOp};

use super::default::{ends_in, is_called, strip};

/// The default as Python writes it, where Python can; else `...`.
pub(super) fn python_text(default: &Expr) -> String {
    literal(default).unwrap_or_else(|| "...".to_owned())
}

fn literal(expression: &Expr) -> Option<String> {
    match strip(expression) {
        Expr::Lit(literal) => of_literal(&literal.lit),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match strip(&unary.expr) {
            Expr::Lit(ExprLit { lit: lit @ (Lit::Int(_) | Lit::Float(_)), .. }) => {
                of_literal(lit).map(|number| format!("-{number}"))
            }
            _ => None,
        },
        Expr::Path(path) if ends_in(path, &["None"]) => Some("None".to_owned()),
        Expr::Reference(reference) => literal(&reference.expr),
        Expr::Array(array) => list(array.elems.iter()),
        Expr::Tuple(tuple) => tuple.elems.iter().map(literal).collect::<Option<Vec<_>>>().map(tuple_text),
        Expr::Macro(call) if call.mac.path.is_ident("vec") => {
            let items = call.mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
            list(items.ok()?.iter())
        }
        Expr::Call(call) => {
            let arguments: Vec<_> = call.args.iter().collect();
            match arguments.as_slice() {
                [] if is_called(&call.func, &["Vec", "new"]) => Some("[]".to_owned()),
                [] if is_called(&call.func, &["String", "new"]) => Some("''".to_owned()),
                [] if is_called(&call.func, &["HashMap", "new"])
                    || is_called(&call.func, &["BTreeMap", "new"]) =>
                {
                    Some("{}".to_owned())
                }
                [content] if is_called(&call.func, &["Some"]) => literal(content),
                [text] if is_called(&call.func, &["String", "from"]) => literal(text),
                _ => None,
            }
        }
        Expr::MethodCall(call) if call.args.is_empty() => match strip(&call.receiver) {
            receiver @ Expr::Lit(ExprLit { lit: Lit::Str(_), .. })
                if ["into", "to_owned", "to_string"].iter().any(|name| call.method == name) =>
            {
                literal(receiver)
            }
            _ => None,
        },
        _ => None,
    }
}

fn list<'a>(items: impl Iterator<Item = &'a Expr>) -> Option<String> {
    let items = items.map(literal).collect::<Option<Vec<_>>>()?;
    Some(format!("[{}]", items.join(", ")))
}

#[allow(clippy::needless_pass_by_value, reason = "takes what was collected")]
fn tuple_text(items: Vec<String>) -> String {
    match items.as_slice() {
        // As a value, it is what Python has for nothing.
        [] => "None".to_owned(),
        [item] => format!("({item},)"),
        items => format!("({})", items.join(", ")),
    }
}

fn of_literal(literal: &Lit) -> Option<String> {
    match literal {
        Lit::Bool(truth) => Some(if truth.value { "True" } else { "False" }.to_owned()),
        Lit::Int(int) => Some(int.base10_digits().to_owned()),
        Lit::Float(float) => {
            let value: f64 = float.base10_parse().ok()?;
            value.is_finite().then(|| format!("{value:?}"))
        }
        Lit::Str(text) => Some(text_in_quotes("", text.value().chars().map(u32::from))),
        Lit::Char(letter) => Some(text_in_quotes("", std::iter::once(u32::from(letter.value())))),
        Lit::ByteStr(bytes) => Some(text_in_quotes("b", bytes.value().into_iter().map(u32::from))),
        Lit::Byte(byte) => Some(byte.value().to_string()),
        _ => None,
    }
}

/// A Python literal of these characters, or bytes. What is beyond ASCII stays readable in text.
fn text_in_quotes(prefix: &str, characters: impl Iterator<Item = u32>) -> String {
    let mut text = format!("{prefix}'");
    for code in characters {
        match char::from_u32(code) {
            Some(letter @ ('\\' | '\'')) => text.extend(['\\', letter]),
            Some('\n') => text.push_str("\\n"),
            Some('\r') => text.push_str("\\r"),
            Some('\t') => text.push_str("\\t"),
            Some(letter) if letter == ' ' || letter.is_ascii_graphic() => text.push(letter),
            Some(letter) if prefix.is_empty() && letter.is_alphanumeric() => text.push(letter),
            _ if code <= 0xff => text.push_str(&format!("\\x{code:02x}")),
            _ if code <= 0xffff => text.push_str(&format!("\\u{code:04x}")),
            _ => text.push_str(&format!("\\U{code:08x}")),
        }
    }
    text.push('\'');
    text
}

#[cfg(test)]
mod tests {
    use syn::{Expr, parse_str};

    use super::python_text;

    #[test]
    fn python_shows_what_it_can_write() {
        let shown = [
            ("10", "10"),
            ("1_000u64", "1000"),
            ("0xff", "255"),
            ("-3", "-3"),
            ("2.50f32", "2.5"),
            ("-1e300", "-1e300"),
            ("1e400", "..."),
            ("1.", "1.0"),
            ("true", "True"),
            ("None", "None"),
            ("Option::None", "None"),
            ("Some(3)", "3"),
            ("()", "None"),
            (r#""it's\n\\ü\u{7}\u{200b}""#, r"'it\'s\n\\ü\x07\u200b'"),
            ("'x'", "'x'"),
            (r#"b"a\xff""#, r"b'a\xff'"),
            (r#"b"a\xff".to_vec()"#, "..."),
            (r#""x".to_owned()"#, "'x'"),
            (r#"String::from("x")"#, "'x'"),
            ("String::new()", "''"),
            ("vec![]", "[]"),
            ("Vec::<i64>::new()", "[]"),
            ("vec![1, -2]", "[1, -2]"),
            ("&[1.0]", "[1.0]"),
            ("vec![1; 3]", "..."),
            ("(1, \"a\")", "(1, 'a')"),
            ("(1,)", "(1,)"),
            ("HashMap::new()", "{}"),
            ("DEFAULT", "..."),
            ("Self::default()", "..."),
            ("1 + 1", "..."),
            ("-x", "..."),
        ];
        for (rust, python) in shown {
            let expression = parse_str::<Expr>(rust).unwrap_or_else(|error| panic!("{rust}: {error}"));
            assert_eq!(python_text(&expression), python, "{rust}");
        }
    }
}
