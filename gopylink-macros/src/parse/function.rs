//! From the syntax of one function to its model.

use syn::{
    Attribute, FnArg, GenericParam, ImplItemConst, Pat, PatType, ReturnType, Safety, Type, Visibility,
};

use super::conditions::conditions;
use super::docs::documentation;
use crate::model::{
    EntryKind, Function, Options, Parameter, ParameterKind, Passing, Qualifiers, Receiver, ReceiverKind,
    Role, Signature,
};
use crate::names::plain_name;
use crate::place::Place;

/// The function as written; its role and its name in Python are decided by the block.
pub(super) fn parse_function(
    attributes: &[Attribute],
    visibility: &Visibility,
    signature: &syn::Signature,
    options: Options,
) -> Function {
    let mut parameters: Vec<_> = signature.inputs.iter().filter_map(parse_parameter).collect();
    if let Some(declared) = &options.signature {
        apply_signature(declared, &mut parameters);
    }
    Function {
        ident: signature.ident.clone(),
        constant: false,
        python_name: plain_name(&signature.ident),
        role: Role::Unexported,
        public: matches!(visibility, Visibility::Public(_)),
        options,
        receiver: signature.receiver().map(parse_receiver),
        parameters,
        returns: match &signature.output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some((**ty).clone()),
        },
        doc: documentation(attributes),
        conditions: conditions(attributes),
        qualifiers: parse_qualifiers(signature),
    }
}

/// Says of each parameter how it is passed. That the signature goes with them is checked later.
fn apply_signature(signature: &Signature, parameters: &mut [Parameter]) {
    let slash = signature.entries.iter().position(|entry| matches!(entry.kind, EntryKind::Slash));
    let mut starred = false;
    let mut parameters = parameters.iter_mut();
    for (index, entry) in signature.entries.iter().enumerate() {
        let EntryKind::Parameter { passing, default, .. } = &entry.kind else {
            starred |= matches!(entry.kind, EntryKind::Star);
            continue;
        };
        let Some(parameter) = parameters.next() else { return };
        parameter.default.clone_from(default);
        parameter.kind = match passing {
            Passing::Rest => ParameterKind::Rest,
            Passing::Options => ParameterKind::Options,
            Passing::Single if starred => ParameterKind::KeywordOnly,
            Passing::Single if slash.is_some_and(|slash| index < slash) => ParameterKind::PositionalOnly,
            Passing::Single => ParameterKind::Normal,
        };
        starred |= *passing == Passing::Rest;
    }
}

/// The constant as one thinks of a function that returns it.
pub(super) fn parse_constant(constant: &ImplItemConst, options: Options) -> Function {
    Function {
        ident: constant.ident.clone(),
        constant: true,
        python_name: plain_name(&constant.ident),
        role: Role::Unexported,
        public: matches!(constant.vis, Visibility::Public(_)),
        options,
        receiver: None,
        parameters: Vec::new(),
        returns: Some(constant.ty.clone()),
        doc: documentation(&constant.attrs),
        conditions: conditions(&constant.attrs),
        qualifiers: Qualifiers::default(),
    }
}

fn parse_parameter(input: &FnArg) -> Option<Parameter> {
    let FnArg::Typed(PatType { attrs, pat, ty, .. }) = input else { return None };
    let name = match &**pat {
        Pat::Ident(pattern) if pattern.subpat.is_none() => Some(plain_name(&pattern.ident)),
        _ => None,
    };
    let is_condition =
        |attribute: &&Attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr");
    Some(Parameter {
        name,
        wildcard: matches!(**pat, Pat::Wild(_)),
        place: Place::of(pat),
        ty: (**ty).clone(),
        kind: ParameterKind::Normal,
        default: None,
        condition: attrs.iter().find(is_condition).map(|attribute| Place::of(&attribute.meta)),
    })
}

fn parse_receiver(receiver: &syn::Receiver) -> Receiver {
    let kind = match &receiver.kind {
        syn::ReceiverKind::Reference(_, _, mutability) => reference_kind(mutability.is_some()),
        syn::ReceiverKind::Typed(_, ty) => match strip_groups(ty) {
            Type::Reference(reference) if is_plain(&reference.elem) => {
                reference_kind(reference.mutability.is_some())
            }
            _ => ReceiverKind::Owned,
        },
        _ => ReceiverKind::Owned,
    };
    Receiver { kind, place: Place::of(receiver) }
}

fn reference_kind(exclusive: bool) -> ReceiverKind {
    if exclusive { ReceiverKind::Exclusive } else { ReceiverKind::Shared }
}

/// Whether it is `Self` or what else the class is called, and not a smart pointer to it.
fn is_plain(ty: &Type) -> bool {
    matches!(strip_groups(ty), Type::Path(path) if path.path.segments.iter().all(|segment| segment.arguments.is_none()))
}

/// The type within parentheses and the invisible groups that `macro_rules!` puts around one.
pub(crate) fn strip_groups(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => strip_groups(&group.elem),
        Type::Paren(paren) => strip_groups(&paren.elem),
        other => other,
    }
}

fn parse_qualifiers(signature: &syn::Signature) -> Qualifiers {
    let generics = &signature.generics;
    let mut qualifiers = Qualifiers {
        asynchronous: signature.asyncness.map(Place::of),
        unsafety: match &signature.safety {
            Safety::Unsafe(token) => Some(Place::of(token)),
            _ => None,
        },
        abi: signature.abi.as_ref().map(Place::of),
        variadic: signature.variadic.as_ref().map(Place::of),
        ..Qualifiers::default()
    };
    for parameter in &generics.params {
        match parameter {
            GenericParam::Lifetime(_) => {}
            GenericParam::Type(parameter) => qualifiers.type_parameters.push(Place::of(parameter)),
            GenericParam::Const(parameter) => qualifiers.const_parameters.push(Place::of(parameter)),
        }
    }
    let on_types = |predicate: &&syn::WherePredicate| matches!(predicate, syn::WherePredicate::Type(_));
    let bounds = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    qualifiers.where_clause = bounds.filter(on_types).map(Place::of).next();
    qualifiers
}
