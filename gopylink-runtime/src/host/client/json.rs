//! Writing JSON: names and lists of names are all there is.

use std::fmt::Write as _;

/// Appends a string.
pub(crate) fn text(output: &mut String, text: &str) {
    output.push('"');
    for character in text.chars() {
        match character {
            '"' => output.push_str("\\\""),
            '\\' => output.push_str("\\\\"),
            control if control < ' ' => {
                // Writing to a `String` does not fail.
                let _ = write!(output, "\\u{:04x}", u32::from(control));
            }
            other => output.push(other),
        }
    }
    output.push('"');
}

/// Appends an object of strings.
pub(crate) fn object(output: &mut String, members: &[(&str, &str)]) {
    output.push('{');
    for (index, (name, value)) in members.iter().enumerate() {
        output.push_str(if index == 0 { "" } else { "," });
        text(output, name);
        output.push(':');
        text(output, value);
    }
    output.push('}');
}

/// Appends a list of strings.
pub(crate) fn list<'a>(output: &mut String, items: impl Iterator<Item = &'a str>) {
    output.push('[');
    for (index, item) in items.enumerate() {
        output.push_str(if index == 0 { "" } else { "," });
        text(output, item);
    }
    output.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        let mut output = String::new();
        list(&mut output, ["a\"b", "\\", "line\nend\u{0}", "naïve 💡"].into_iter());
        assert_eq!(output, r#"["a\"b","\\","line\u000aend\u0000","naïve 💡"]"#);
        output.clear();
        object(&mut output, &[("a", "1"), ("b", "")]);
        assert_eq!(output, r#"{"a":"1","b":""}"#);
        output.clear();
        list(&mut output, std::iter::empty());
        assert_eq!(output, "[]");
    }
}
