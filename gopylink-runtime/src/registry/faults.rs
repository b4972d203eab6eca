//! What is wrong with the exports of a library: all of it comes in one message, since finding the next fault takes a build.

use std::collections::BTreeMap;

use crate::location::SourceLocation;

/// What gives an export another name.
const RENAME: &str = "#[gopylink(name = \"…\")]";

/// What is wrong with the exports.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<String>);

impl Faults {
    /// Notes one.
    pub(super) fn report(&mut self, fault: String) {
        self.0.push(fault);
    }

    /// Notes each name that several have, with all its places. `what` says what they are.
    pub(super) fn report_duplicates(
        &mut self,
        what: &str,
        names: impl IntoIterator<Item = (&'static str, SourceLocation)>,
    ) {
        let mut places: BTreeMap<&str, Vec<SourceLocation>> = BTreeMap::new();
        for (name, location) in names {
            places.entry(name).or_default().push(location);
        }
        for (name, places) in places.into_iter().filter(|(_, places)| places.len() > 1) {
            self.report_duplicate(what, name, &places, RENAME);
        }
    }

    /// Notes a name that several have. `rename` gives one of them another.
    pub(super) fn report_duplicate(
        &mut self,
        what: &str,
        name: &str,
        places: &[SourceLocation],
        rename: &str,
    ) {
        let shown: Vec<_> = places.iter().map(|place| format!("at {place}")).collect();
        let Some((last, others)) = shown.split_last() else { return };
        let (count, which) = match places {
            [_, _] => ("two".to_owned(), "one"),
            _ => (places.len().to_string(), "all but one"),
        };
        self.report(format!(
            "{count} {what} named '{name}': {} and {last}; rename {which} with {rename}",
            others.join(", ")
        ));
    }

    /// Everything in one message, if there is anything.
    pub(super) fn into_result(self) -> Result<(), String> {
        match self.0.as_slice() {
            [] => Ok(()),
            [fault] => Err(fault.clone()),
            faults => Err(format!("{} faults in its exports\n  {}", faults.len(), faults.join("\n  "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Faults;
    use crate::location::SourceLocation;

    #[test]
    fn all_come_with_all_their_places() {
        let at = |line| SourceLocation { file: "lib.rs", line };
        let mut faults = Faults::default();
        assert_eq!(Faults::default().into_result(), Ok(()));
        faults.report_duplicates("exports are", [("a", at(1)), ("b", at(2)), ("a", at(3)), ("c", at(4))]);
        faults.report_duplicates("exports are", [("d", at(5)), ("d", at(6)), ("d", at(7))]);
        assert_eq!(
            faults.into_result().unwrap_err(),
            "2 faults in its exports\n  \
             two exports are named 'a': at lib.rs:1 and at lib.rs:3; rename one with #[gopylink(name = \"…\")]\n  \
             3 exports are named 'd': at lib.rs:5, at lib.rs:6 and at lib.rs:7; rename all but one with \
             #[gopylink(name = \"…\")]"
        );
    }
}
