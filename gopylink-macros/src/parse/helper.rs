//! The helper attribute `#[gopylink(…)]` on a function of a block: reads it, and takes it off the item.

use proc_macro2::TokenStream;
use syn::{Attribute, ImplItem, Meta};

use super::conditions::conditional_attributes;
use super::options::{Carrier, parse_options};
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{BlockKind, Options};
use crate::place::Place;

/// Takes `#[gopylink(…)]` off an item of a block and reads it.
pub(super) fn take_options(
    carrier: Carrier,
    attributes: &mut Vec<Attribute>,
    diagnostics: &mut Diagnostics,
) -> Options {
    refuse_inside_block(carrier, attributes, diagnostics);
    refuse_under_cfg_attr(attributes, diagnostics);
    let mut tokens = TokenStream::new();
    let mut places = Vec::new();
    for attribute in take_helpers(attributes) {
        match &attribute.meta {
            Meta::List(list) if !list.tokens.is_empty() => {
                if !tokens.is_empty() {
                    tokens.extend(quote::quote!(,));
                }
                tokens.extend(list.tokens.clone());
                places.push(Place::of(&attribute.meta));
            }
            other => diagnostics.report(other, messages::OPTIONS_MISSING),
        }
    }
    let mut options = parse_options(tokens, carrier, diagnostics);
    options.place = places.first().copied();
    options
}

/// Takes helper attributes off where they have no effect: the item that carries one of the main attributes.
pub(super) fn refuse_options_on_item(
    attributes: &mut Vec<Attribute>,
    kind: BlockKind,
    diagnostics: &mut Diagnostics,
) {
    for attribute in take_helpers(attributes) {
        diagnostics.report(&attribute.meta, messages::options_of_attribute(kind));
    }
    for attribute in take(attributes, |attribute| main_attribute(attribute).is_some()) {
        diagnostics.report(&attribute.meta, messages::second_attribute(kind));
    }
}

/// Takes helper attributes off an item of a block that exports nothing.
pub(super) fn refuse_options_on_member(item: &mut ImplItem, diagnostics: &mut Diagnostics) {
    let attributes = match item {
        ImplItem::Const(item) => &mut item.attrs,
        ImplItem::Type(item) => &mut item.attrs,
        ImplItem::Macro(item) => &mut item.attrs,
        _ => return,
    };
    for attribute in take_helpers(attributes) {
        diagnostics.report(&attribute.meta, messages::OPTIONS_NOT_ON_FUNCTION);
    }
}

fn refuse_inside_block(carrier: Carrier, attributes: &mut Vec<Attribute>, diagnostics: &mut Diagnostics) {
    let message = match carrier {
        Carrier::Stub | Carrier::StubParameter | Carrier::StubClass => messages::ATTRIBUTE_ON_STUB,
        _ => messages::ATTRIBUTE_INSIDE_BLOCK,
    };
    for attribute in take(attributes, |attribute| main_attribute(attribute).is_some()) {
        diagnostics.report(&attribute.meta, message);
    }
}

/// Takes helper attributes off where they have no effect.
pub(super) fn refuse_helpers(attributes: &mut Vec<Attribute>, message: &str, diagnostics: &mut Diagnostics) {
    for attribute in take_helpers(attributes) {
        diagnostics.report(&attribute.meta, message);
    }
}

fn refuse_under_cfg_attr(attributes: &mut Vec<Attribute>, diagnostics: &mut Diagnostics) {
    let hidden = |attribute: &Attribute| {
        conditional_attributes(attribute)
            .is_some_and(|(_, nested)| nested.iter().any(|meta| meta.path().is_ident("gopylink")))
    };
    for attribute in take(attributes, hidden) {
        diagnostics.report(&attribute.meta, messages::OPTIONS_UNDER_CFG_ATTR);
    }
}

/// Takes every `#[gopylink(…)]` off an item.
pub(super) fn take_helpers(attributes: &mut Vec<Attribute>) -> Vec<Attribute> {
    take(attributes, |attribute| attribute.path().is_ident("gopylink"))
}

fn take(attributes: &mut Vec<Attribute>, wanted: impl Fn(&Attribute) -> bool) -> Vec<Attribute> {
    attributes.extract_if(.., |attribute| wanted(attribute)).collect()
}

/// Which of the main attributes it is, spelled with its crate.
fn main_attribute(attribute: &Attribute) -> Option<BlockKind> {
    let segments = &attribute.path().segments;
    if segments.len() != 2 || segments[0].ident != "gopylink" {
        return None;
    }
    match segments[1].ident.to_string().as_str() {
        "functions" => Some(BlockKind::Functions),
        "function" => Some(BlockKind::Function),
        "class" => Some(BlockKind::Class),
        _ => None,
    }
}
