//! The rules that a block of stubs must keep.

use std::collections::{HashMap, HashSet};

use proc_macro2::Ident;
use syn::visit::Visit;
use syn::{Type, TypeReference};

use super::SIGNATURE_RULES;
use super::parameters::{by_value, impl_traits, text};
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{StubClass, StubFunction, StubReceiverKind, StubRole, Stubs, named};
use crate::names::plain_name;
use crate::parse::strip_groups;
use crate::place::Place;

/// Rules on every function.
const RULES: &[fn(&Stubs, &StubFunction, &mut Diagnostics)] = &[
    is_declared_plainly,
    is_not_generic,
    has_a_name,
    receiver_is_of_a_class,
    constructor_is_of_a_class,
    parameters_have_names,
    parameters_have_names_of_their_own,
    parameters_can_be_passed,
    result_can_be_decoded,
];

/// Applies every rule, and leaves what keeps them, so that its users show no errors that are only consequences.
pub(crate) fn check_stubs(stubs: &mut Stubs, diagnostics: &mut Diagnostics) {
    let sound: Vec<bool> = stubs.functions.iter().map(|stub| is_sound(stubs, stub, diagnostics)).collect();
    names_are_unique(stubs, diagnostics);
    for class in &stubs.classes {
        if let Some(place) = class.generics {
            diagnostics.report(place, messages::STUB_CLASS_GENERIC);
        }
        if class.python_name.0.is_empty() {
            diagnostics.report(class.python_name.1, messages::STUB_NAME_EMPTY);
        }
    }
    let based: Vec<bool> =
        stubs.classes.iter().map(|class| base_is_another_class(stubs, class, diagnostics)).collect();
    for (class, sound) in stubs.classes.iter_mut().zip(based) {
        class.base.take_if(|_| !sound);
    }
    let mut sound = sound.into_iter();
    stubs.functions.retain(|_| sound.next().unwrap_or(false));
    first_of_each_name(stubs);
}

/// Whether the class that it derives from, if it says one, is of the block and does not derive from it in turn.
fn base_is_another_class(stubs: &Stubs, class: &StubClass, diagnostics: &mut Diagnostics) -> bool {
    let Some(base) = &class.base else { return true };
    is_known(stubs, base, Place::of(base), diagnostics);
    let mut next = stubs.class(base);
    for _ in &stubs.classes {
        match next {
            Some(current) if current.ident == class.ident => {
                diagnostics.report(base, messages::stub_base_of_itself(&plain_name(&class.ident)));
                return false;
            }
            Some(current) => next = current.base.as_ref().and_then(|base| stubs.class(base)),
            None => break,
        }
    }
    stubs.class(base).is_some()
}

fn is_sound(stubs: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) -> bool {
    let mut own = Diagnostics::default();
    for rule in RULES {
        rule(stubs, stub, &mut own);
    }
    for rule in SIGNATURE_RULES {
        rule(&stub.function, &mut own);
    }
    let sound = own.is_empty();
    diagnostics.append(own);
    sound
}

/// Leaves one of several items by the same name.
fn first_of_each_name(stubs: &mut Stubs) {
    let mut seen = HashSet::new();
    stubs.classes.retain(|class| !class.conditions.is_empty() || seen.insert((None, class.ident.clone())));
    stubs.functions.retain(|stub| {
        stub.function.is_conditional()
            || seen.insert((Some(stub.role.class().cloned()), stub.function.ident.clone()))
    });
}

/// Those under conditions may share a name: which of them are compiled is for the compiler to know.
fn names_are_unique(stubs: &Stubs, diagnostics: &mut Diagnostics) {
    let types = stubs.classes.iter().filter(|class| class.conditions.is_empty());
    unique(types.map(|class| &class.ident), diagnostics);
    let all = || std::iter::once(None).chain(stubs.classes.iter().map(Some));
    for class in all() {
        let functions = stubs.functions_of(class).filter(|stub| !stub.function.is_conditional());
        unique(functions.map(|stub| &stub.function.ident), diagnostics);
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a Ident>, diagnostics: &mut Diagnostics) {
    let mut seen = HashMap::new();
    for ident in names {
        let place = Place::of(ident);
        let first: &mut Place = seen.entry(plain_name(ident)).or_insert(place);
        if first.line() != place.line() {
            let message = messages::two_stubs(&plain_name(ident), first.line(), place.line());
            diagnostics.report(ident, message);
        }
    }
}

fn is_declared_plainly(_: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    let qualifiers = &stub.function.qualifiers;
    let faults = [
        (qualifiers.asynchronous, messages::STUB_ASYNC),
        (qualifiers.unsafety, messages::STUB_UNSAFE),
        (qualifiers.abi, messages::ABI),
        (qualifiers.variadic, messages::STUB_VARIADIC),
    ];
    for (place, message) in faults {
        if let Some(place) = place {
            diagnostics.report(place, message);
        }
    }
}

fn is_not_generic(_: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    let qualifiers = &stub.function.qualifiers;
    for place in &qualifiers.type_parameters {
        diagnostics.report(place, messages::STUB_TYPE_PARAMETER);
    }
    for place in &qualifiers.const_parameters {
        diagnostics.report(place, messages::STUB_CONST_PARAMETER);
    }
    if let (Some(place), []) = (qualifiers.where_clause, qualifiers.type_parameters.as_slice()) {
        diagnostics.report(place, messages::STUB_WHERE_CLAUSE);
    }
}

fn has_a_name(_: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    match (&stub.function.options.name, &stub.role) {
        (Some((_, place)), StubRole::Constructor(_)) => {
            diagnostics.report(place, messages::STUB_CONSTRUCTOR_NAME);
        }
        (Some((name, place)), _) if name.is_empty() => diagnostics.report(place, messages::STUB_NAME_EMPTY),
        _ => {}
    }
}

fn class_names(stubs: &Stubs) -> Vec<String> {
    stubs.classes.iter().map(|class| plain_name(&class.ident)).collect()
}

fn is_known(stubs: &Stubs, class: &Ident, place: Place, diagnostics: &mut Diagnostics) {
    if stubs.class(class).is_none() {
        let names = class_names(stubs);
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        diagnostics.report(place, messages::stub_class_unknown(&plain_name(class), &names));
    }
}

fn receiver_is_of_a_class(stubs: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    let StubRole::Method(receiver) = &stub.role else { return };
    match (&receiver.class, receiver.kind) {
        (None, _) => {
            let names = class_names(stubs);
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            diagnostics.report(receiver.place, messages::stub_receiver_untyped(&names));
        }
        (Some(class), StubReceiverKind::Shared) => is_known(stubs, class, receiver.place, diagnostics),
        (Some(class), _) => {
            diagnostics.report(receiver.place, messages::stub_receiver_kind(&plain_name(class)));
        }
    }
}

fn constructor_is_of_a_class(stubs: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    let StubRole::Constructor(class) = &stub.role else { return };
    if let Some(receiver) = &stub.function.receiver {
        diagnostics.report(receiver.place, messages::STUB_CONSTRUCTOR_RECEIVER);
    }
    match (class, &stub.function.returns) {
        // Rust's own types are no classes that a declaration could add.
        (Some(class), Some(returned))
            if stubs.class(class).is_none() && class.to_string().starts_with(char::is_lowercase) =>
        {
            diagnostics.report(returned, messages::STUB_CONSTRUCTOR_RETURNS);
        }
        (Some(class), Some(returned)) => {
            is_known(stubs, class, Place::of(crate::parse::value_type(returned)), diagnostics);
        }
        (None, Some(returned)) => diagnostics.report(returned, messages::STUB_CONSTRUCTOR_RETURNS),
        (_, None) => diagnostics.report(&stub.function.ident, messages::STUB_CONSTRUCTOR_RETURNS),
    }
}

fn parameters_have_names(_: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    for parameter in &stub.function.parameters {
        if parameter.name.is_none() {
            diagnostics.report(parameter.place, messages::STUB_PATTERN_PARAMETER);
        }
        if let Some(place) = parameter.condition {
            diagnostics.report(place, messages::STUB_CONDITIONAL_PARAMETER);
        }
    }
}

fn parameters_have_names_of_their_own(_: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    let mut seen = HashMap::new();
    for (parameter, ident) in stub.function.parameters.iter().zip(&stub.idents) {
        let Some(name) = &parameter.name else { continue };
        // Two of one name in Rust are the compiler's to report.
        if seen.insert(name, ident).is_some_and(|first| first != ident) {
            diagnostics.report(parameter.place, messages::two_parameters(name));
        }
    }
}

fn parameters_can_be_passed(stubs: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    for parameter in &stub.function.parameters {
        for place in impl_traits(&parameter.ty) {
            diagnostics.report(place, messages::STUB_IMPL_TRAIT_PARAMETER);
        }
        match strip_groups(&parameter.ty) {
            Type::Reference(reference) if reference.mutability.is_some() => {
                let target = text(strip_groups(&reference.elem));
                diagnostics.report(reference, messages::stub_exclusive_reference(&target));
            }
            ty => {
                if let Some(class) = named(ty).filter(|class| stubs.class(class).is_some()) {
                    diagnostics.report(ty, messages::stub_instance_by_value(&plain_name(class)));
                }
            }
        }
    }
}

fn result_can_be_decoded(_: &Stubs, stub: &StubFunction, diagnostics: &mut Diagnostics) {
    let Some(returned) = &stub.function.returns else { return };
    for place in impl_traits(returned) {
        diagnostics.report(place, messages::STUB_IMPL_TRAIT_RETURN);
    }
    if let ty @ Type::Never(_) = strip_groups(returned) {
        diagnostics.report(ty, messages::STUB_NEVER_RETURN);
    }
    struct References<'a>(&'a mut Diagnostics);
    impl<'ast> Visit<'ast> for References<'_> {
        fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
            let owned = by_value(strip_groups(&reference.elem));
            self.0.report(reference, messages::stub_reference_return(&owned));
        }
    }
    References(diagnostics).visit_type(returned);
}
