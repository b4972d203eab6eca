//! Rules on `signature = (…)`.

use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{EntryKind, Function, Passing, Signature, SignatureEntry};
use crate::place::Place;

/// It lists every parameter once, in order.
pub(super) fn names_the_parameters(function: &Function, diagnostics: &mut Diagnostics) {
    let Some(signature) = &function.options.signature else { return };
    let parameters: Option<Vec<&str>> =
        function.parameters.iter().map(|parameter| parameter.name.as_deref()).collect();
    // A parameter without a name is an error of its own.
    let Some(parameters) = parameters else { return };
    let known = known_once(signature, &parameters, diagnostics);
    let listed = |parameter: &&str| named(signature).any(|(name, _)| name == *parameter);
    let missing: Vec<_> = parameters.iter().copied().filter(|parameter| !listed(parameter)).collect();
    if !missing.is_empty() && known {
        diagnostics.report(signature.place, messages::signature_misses(&missing));
    } else if known {
        in_order(signature, &parameters, diagnostics);
    }
}

fn known_once(signature: &Signature, parameters: &[&str], diagnostics: &mut Diagnostics) -> bool {
    let mut known = true;
    for (number, (name, place)) in named(signature).enumerate() {
        if !parameters.contains(&name) {
            match name {
                "self" => diagnostics.report(place, messages::SIGNATURE_RECEIVER),
                _ => diagnostics.report(place, messages::signature_unknown(name, parameters)),
            }
            known = false;
        } else if named(signature).take(number).any(|(earlier, _)| earlier == name) {
            diagnostics.report(place, messages::signature_repeats(name));
            known = false;
        }
    }
    known
}

fn in_order(signature: &Signature, parameters: &[&str], diagnostics: &mut Diagnostics) {
    let mut pairs = named(signature).zip(parameters);
    if let Some(((_, place), _)) = pairs.find(|((name, _), parameter)| name != *parameter) {
        diagnostics.report(place, messages::signature_order(parameters));
    }
}

/// The parameters, each with its place.
fn named(signature: &Signature) -> impl Iterator<Item = (&str, Place)> {
    signature.entries.iter().filter_map(|entry| match &entry.kind {
        EntryKind::Parameter { name, .. } => Some((name.as_str(), entry.place)),
        EntryKind::Slash | EntryKind::Star => None,
    })
}

/// `/` comes once, behind parameters and before any `*`.
pub(super) fn slash_is_in_its_place(function: &Function, diagnostics: &mut Diagnostics) {
    let Some(signature) = &function.options.signature else { return };
    let (mut slashed, mut starred) = (false, false);
    for (index, entry) in signature.entries.iter().enumerate() {
        match entry.kind {
            EntryKind::Slash if index == 0 => {
                diagnostics.report(entry.place, messages::SIGNATURE_SLASH_FIRST);
                slashed = true;
            }
            EntryKind::Slash if slashed => {
                diagnostics.report(entry.place, messages::signature_repeats("/"));
            }
            EntryKind::Slash if starred => {
                diagnostics.report(entry.place, messages::SIGNATURE_SLASH_BEHIND_STAR);
            }
            EntryKind::Slash => slashed = true,
            _ => starred |= is_star(entry),
        }
    }
}

/// `*` and `*rest` come once between them, and something follows a bare `*`.
pub(super) fn star_is_in_its_place(function: &Function, diagnostics: &mut Diagnostics) {
    let Some(signature) = &function.options.signature else { return };
    let mut stars = signature.entries.iter().enumerate().filter(|(_, entry)| is_star(entry));
    let Some((index, first)) = stars.next() else { return };
    let single =
        |entry: &SignatureEntry| matches!(entry.kind, EntryKind::Parameter { passing: Passing::Single, .. });
    if matches!(first.kind, EntryKind::Star) && !signature.entries[index + 1..].iter().any(single) {
        diagnostics.report(first.place, messages::SIGNATURE_STAR_LAST);
    }
    for (_, second) in stars {
        diagnostics.report(second.place, messages::SIGNATURE_TWO_STARS);
    }
}

fn is_star(entry: &SignatureEntry) -> bool {
    matches!(entry.kind, EntryKind::Star | EntryKind::Parameter { passing: Passing::Rest, .. })
}

/// `**options` takes what no other parameter does.
pub(super) fn options_are_last(function: &Function, diagnostics: &mut Diagnostics) {
    let Some((_, before)) =
        function.options.signature.as_ref().and_then(|signature| signature.entries.split_last())
    else {
        return;
    };
    for entry in before {
        if let EntryKind::Parameter { name, passing: Passing::Options, .. } = &entry.kind {
            diagnostics.report(entry.place, messages::signature_options_not_last(name));
        }
    }
}

/// Among those that are passed by position, the ones without a default come first. No default stands for what `*rest` and
/// `**options` take.
pub(super) fn defaults_are_in_their_place(function: &Function, diagnostics: &mut Diagnostics) {
    let Some(signature) = &function.options.signature else { return };
    let mut optional: Option<&str> = None;
    let mut starred = false;
    for entry in &signature.entries {
        starred |= is_star(entry);
        let EntryKind::Parameter { name, passing, default } = &entry.kind else { continue };
        match (passing, default) {
            (Passing::Rest, Some(default)) => {
                diagnostics.report(default, messages::signature_default_of("*", name, "list"));
            }
            (Passing::Options, Some(default)) => {
                diagnostics.report(default, messages::signature_default_of("**", name, "dict"));
            }
            (Passing::Single, Some(_)) if !starred => {
                optional.get_or_insert(name);
            }
            (Passing::Single, None) if !starred => {
                if let Some(optional) = optional {
                    diagnostics.report(entry.place, messages::signature_required_behind(name, optional));
                }
            }
            _ => {}
        }
    }
}
