//! Near names for messages.

/// `. Did you mean 'add'?` when a candidate is near `name`, else nothing.
pub(crate) fn hint<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let near = candidates
        .into_iter()
        .map(|candidate| {
            (strsim::damerau_levenshtein(&name.to_lowercase(), &candidate.to_lowercase()), candidate)
        })
        .filter(|(distance, candidate)| {
            // A third of the letters may differ, and of a short name one, but never all.
            let length = candidate.chars().count();
            *distance <= 1.max(length / 3) && *distance < length
        })
        .min();
    near.map(|(_, candidate)| format!(". Did you mean '{candidate}'?")).unwrap_or_default()
}
