//! What `#[gopylink::python]` is on: an `extern "Python"` block, from its syntax to its model.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    FnArg, ForeignItem, ForeignItemFn, ForeignItemType, Item, ItemForeignMod, Pat, ReceiverKind, Token, Type,
};

use super::conditions::conditions;
use super::docs::documentation;
use super::function::{parse_function, strip_groups};
use super::helper::{refuse_helpers, take_options};
use super::options::Carrier;
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{
    Parameter, StubClass, StubFunction, StubReceiver, StubReceiverKind, StubRole, Stubs, named,
};
use crate::names::plain_name;
use crate::place::Place;

const ABI: &str = "Python";

/// Reads the block; none when the attribute is on something else.
pub(crate) fn parse_stubs(
    options: TokenStream,
    item: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Option<Stubs> {
    if !options.is_empty() {
        diagnostics.report(options, messages::STUBS_TAKE_NO_OPTIONS);
    }
    match syn::parse2(item) {
        Ok(Item::ForeignMod(block)) => {
            is_python(&block, diagnostics);
            Some(parse_block(block, diagnostics))
        }
        Ok(other) => {
            let place: TokenStream = match &other {
                Item::Fn(item) => item.sig.ident.to_token_stream(),
                Item::Impl(item) => item.self_ty.to_token_stream(),
                Item::Struct(item) => item.ident.to_token_stream(),
                Item::Trait(item) => item.ident.to_token_stream(),
                Item::Mod(item) => item.ident.to_token_stream(),
                other => other.to_token_stream(),
            };
            diagnostics.report(place, messages::STUBS_ON_OTHER);
            None
        }
        Err(error) => {
            diagnostics.include(error);
            None
        }
    }
}

fn is_python(block: &ItemForeignMod, diagnostics: &mut Diagnostics) {
    if let Some(token) = block.unsafety {
        diagnostics.report(token, messages::UNSAFE_STUBS);
    }
    match &block.abi.name {
        Some(name) if name.value() == ABI => {}
        Some(name) => diagnostics.report(name, messages::STUBS_OF_ANOTHER_ABI),
        None => diagnostics.report(&block.abi, messages::STUBS_OF_ANOTHER_ABI),
    }
}

fn parse_block(block: ItemForeignMod, diagnostics: &mut Diagnostics) -> Stubs {
    let mut attributes = block.attrs;
    refuse_helpers(&mut attributes, messages::STUBS_TAKE_NO_OPTIONS, diagnostics);
    attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    let mut stubs = Stubs { attributes, classes: Vec::new(), functions: Vec::new() };
    for item in block.items {
        match item {
            ForeignItem::Fn(item) => stubs.functions.push(parse_stub(item, diagnostics)),
            ForeignItem::Type(item) => stubs.classes.push(parse_class(item, diagnostics)),
            ForeignItem::Verbatim(tokens) => refuse_verbatim(tokens, diagnostics),
            ForeignItem::Static(item) => diagnostics.report(item.ident, messages::STUB_STATIC),
            other => diagnostics.report(other, messages::STUB_OTHER),
        }
    }
    stubs
}

/// What the parser reads and the block cannot have: a function with a body, a type with a meaning.
fn refuse_verbatim(tokens: TokenStream, diagnostics: &mut Diagnostics) {
    match tokens.clone().into_iter().last() {
        Some(body @ TokenTree::Group(_)) => diagnostics.report(body, messages::STUB_WITH_BODY),
        _ => diagnostics.report(tokens, messages::STUB_OTHER),
    }
}

fn parse_class(mut item: ForeignItemType, diagnostics: &mut Diagnostics) -> StubClass {
    let options = take_options(Carrier::StubClass, &mut item.attrs, diagnostics);
    let generics = &item.generics;
    StubClass {
        python_name: options.name.unwrap_or_else(|| (plain_name(&item.ident), Place::of(&item.ident))),
        base: options.base,
        visibility: item.vis,
        conditions: conditions(&item.attrs),
        doc: documentation(&item.attrs),
        attributes: item.attrs,
        generics: (!generics.params.is_empty() || generics.where_clause.is_some())
            .then(|| Place::of(generics)),
        ident: item.ident,
    }
}

fn parse_stub(mut item: ForeignItemFn, diagnostics: &mut Diagnostics) -> StubFunction {
    let options = take_options(Carrier::Stub, &mut item.attrs, diagnostics);
    let mut function = parse_function(&item.attrs, &item.vis, &item.sig, options);
    if let Some((name, _)) = &function.options.name {
        function.python_name.clone_from(name);
    }
    name_parameters(&mut item.sig.inputs, &mut function.parameters, diagnostics);
    let role = match item.sig.receiver() {
        _ if function.options.constructor.is_some() => {
            StubRole::Constructor(function.returns.as_ref().and_then(constructed).cloned())
        }
        Some(receiver) => StubRole::Method(parse_receiver(receiver)),
        None => StubRole::Function,
    };
    let idents = item.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some(match &*input.pat {
            Pat::Ident(pattern) => Some(pattern.ident.clone()),
            _ => None,
        }),
        FnArg::Receiver(_) => None,
    });
    StubFunction {
        function,
        role,
        visibility: item.vis,
        attributes: item.attrs,
        generics: item.sig.generics.clone(),
        idents: idents.collect(),
    }
}

/// Says of each parameter what Python calls it, where that is another name.
fn name_parameters(
    inputs: &mut Punctuated<FnArg, Token![,]>,
    parameters: &mut [Parameter],
    diagnostics: &mut Diagnostics,
) {
    let typed = inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(input) => Some(input),
        FnArg::Receiver(_) => None,
    });
    for (input, parameter) in typed.zip(parameters) {
        let options = take_options(Carrier::StubParameter, &mut input.attrs, diagnostics);
        match options.name {
            Some((name, place)) if name.is_empty() => {
                diagnostics.report(place, messages::STUB_PARAMETER_NAME_EMPTY);
            }
            Some((name, place)) => {
                parameter.name = Some(name);
                parameter.place = place;
            }
            None => {}
        }
    }
}

/// The class that a constructor returns, alone or in a `Result`.
fn constructed(returned: &Type) -> Option<&Ident> {
    named(super::value_type(returned))
}

fn parse_receiver(receiver: &syn::Receiver) -> StubReceiver {
    let place = Place::of(receiver);
    let ReceiverKind::Typed(_, ty) = &receiver.kind else {
        return StubReceiver { class: None, kind: StubReceiverKind::Untyped, place };
    };
    let (target, kind) = match strip_groups(ty) {
        Type::Reference(reference) if reference.mutability.is_some() => {
            (&*reference.elem, StubReceiverKind::Exclusive)
        }
        Type::Reference(reference) => (&*reference.elem, StubReceiverKind::Shared),
        other => (other, StubReceiverKind::Owned),
    };
    match named(target) {
        Some(class) => StubReceiver { class: Some(class.clone()), kind, place: Place::of(ty) },
        None => StubReceiver { class: None, kind: StubReceiverKind::Other, place },
    }
}
