//! Rules on `signature = (…)`.

use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, Function, Signature};

/// It lists every parameter once, in order; only the last may take the rest.
pub(super) fn names_the_parameters(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    let Some(signature) = &function.options.signature else { return };
    let parameters: Option<Vec<&str>> =
        function.parameters.iter().map(|parameter| parameter.name.as_deref()).collect();
    // A parameter without a name is an error of its own.
    let Some(parameters) = parameters else { return };
    let known = known_once(signature, &parameters, diagnostics);
    let listed = |parameter: &&str| signature.entries.iter().any(|entry| entry.name == *parameter);
    let missing: Vec<_> = parameters.iter().copied().filter(|parameter| !listed(parameter)).collect();
    if !missing.is_empty() && known {
        diagnostics.report(signature.place, messages::signature_misses(&missing));
    } else if known {
        in_order(signature, &parameters, diagnostics);
    }
    rest_is_last(signature, diagnostics);
}

fn known_once(signature: &Signature, parameters: &[&str], diagnostics: &mut Diagnostics) -> bool {
    let mut known = true;
    for (number, entry) in signature.entries.iter().enumerate() {
        let name = entry.name.as_str();
        if !parameters.contains(&name) {
            diagnostics.report(entry.place, messages::signature_unknown(name, parameters));
            known = false;
        } else if signature.entries[..number].iter().any(|earlier| earlier.name == name) {
            diagnostics.report(entry.place, messages::signature_repeats(name));
            known = false;
        }
    }
    known
}

fn in_order(signature: &Signature, parameters: &[&str], diagnostics: &mut Diagnostics) {
    let mut pairs = signature.entries.iter().zip(parameters);
    if let Some((entry, _)) = pairs.find(|(entry, parameter)| entry.name != **parameter) {
        diagnostics.report(entry.place, messages::signature_order(parameters));
    }
}

fn rest_is_last(signature: &Signature, diagnostics: &mut Diagnostics) {
    let Some((_, before)) = signature.entries.split_last() else { return };
    for entry in before.iter().filter(|entry| entry.rest) {
        diagnostics.report(entry.place, messages::signature_rest_not_last(&entry.name));
    }
}
