//! What an attribute is on: an `impl` block or a free function; anything else is told where the attribute goes.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, ImplItem, ItemFn, ItemImpl, Type, parse_quote};

use super::conditions::conditions;
use super::docs::documentation;
use super::function::{parse_constant, parse_function, strip_groups};
use super::helper::{refuse_options_on_item, refuse_options_on_member, take_helpers, take_options};
use super::options::{Carrier, parse_options};
use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, BlockKind, Function, Options, Role};
use crate::names::{RenameRule, plain_name};
use crate::place::Place;
use crate::special::is_special;

/// An item with an attribute on it.
pub(crate) struct Item {
    /// What it exports; none when the attribute does not belong here.
    pub(crate) block: Option<Block>,
    /// The item as the user wrote it, without helper attributes.
    pub(crate) written: TokenStream,
}

/// Reads an item and the options of the attribute on it.
pub(crate) fn parse_item(
    kind: BlockKind,
    options: TokenStream,
    item: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Item {
    let options = parse_options(options, Carrier::Attribute(kind), diagnostics);
    match syn::parse2::<syn::Item>(item.clone()) {
        Ok(syn::Item::Impl(mut block)) if kind != BlockKind::Function => {
            let model = parse_impl(kind, options, &mut block, diagnostics);
            Item { block: Some(model), written: block.into_token_stream() }
        }
        Ok(syn::Item::Fn(mut function)) if kind == BlockKind::Function => {
            let model = parse_free_function(options, &mut function, diagnostics);
            Item { block: model, written: function.into_token_stream() }
        }
        Ok(other) => {
            let written = without_helpers(other.clone());
            report_wrong_item(kind, other, diagnostics);
            Item { block: None, written }
        }
        Err(error) => {
            diagnostics.include(error);
            Item { block: None, written: item }
        }
    }
}

fn parse_impl(
    kind: BlockKind,
    options: Options,
    block: &mut ItemImpl,
    diagnostics: &mut Diagnostics,
) -> Block {
    refuse_options_on_item(&mut block.attrs, kind, diagnostics);
    let mut functions = Vec::new();
    for item in &mut block.items {
        match item {
            ImplItem::Fn(function) => {
                let options = take_options(Carrier::Helper(kind), &mut function.attrs, diagnostics);
                functions.push(parse_function(&function.attrs, &function.vis, &function.sig, options));
            }
            ImplItem::Const(constant) if kind == BlockKind::Class => {
                let options = take_options(Carrier::Constant, &mut constant.attrs, diagnostics);
                functions.push(parse_constant(constant, options));
            }
            _ => refuse_options_on_member(item, diagnostics),
        }
    }
    assign_roles(kind, &mut functions);
    functions.iter_mut().for_each(|function| name_in_python(function, options.rename_all));
    let written = block.items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(&mut function.attrs),
        _ => None,
    });
    for (attributes, function) in written.zip(functions.iter().filter(|function| !function.constant)) {
        if function.role != Role::Unexported {
            attributes.push(allow_arguments_by_value());
        }
    }
    let generics = &block.generics;
    let generics = (!generics.params.is_empty())
        .then(|| Place::of(generics))
        .or_else(|| generics.where_clause.as_ref().map(Place::of));
    Block {
        kind,
        class_name: options.name.as_ref().map_or_else(|| type_name(&block.self_ty), |(name, _)| name.clone()),
        options,
        doc: documentation(&block.attrs),
        conditions: conditions(&block.attrs),
        generics,
        implements: block.trait_.as_ref().map(|(path, _)| Place::of(path)),
        functions,
        place: Place::of(&block.self_ty),
        self_type: Some((*block.self_ty).clone()),
    }
}

/// The last name in a type's path: what a class is called unless an option says otherwise.
fn type_name(ty: &Type) -> String {
    match strip_groups(ty) {
        Type::Path(path) => {
            path.path.segments.last().map(|segment| plain_name(&segment.ident)).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// Decides what Python calls a function or constant. Constants and special methods have the spelling that they have in
/// Python, too.
fn name_in_python(function: &mut Function, rename_all: Option<RenameRule>) {
    if let Some((name, _)) = &function.options.name {
        function.python_name.clone_from(name);
        return;
    }
    let prefix = match function.role {
        Role::Getter => "get_",
        Role::Setter => "set_",
        _ => "",
    };
    if let Some(name) = function.python_name.strip_prefix(prefix).filter(|name| !name.is_empty()) {
        function.python_name = name.to_owned();
    }
    let keeps_name = matches!(function.role, Role::Constructor | Role::Constant);
    if let Some(rule) = rename_all
        && !keeps_name
        && !is_special(&function.python_name)
    {
        function.python_name = rule.apply(&function.python_name);
    }
}

/// Decides what becomes of each function: the constructor is the one marked so, or else `new`.
fn assign_roles(kind: BlockKind, functions: &mut [Function]) {
    let marked = functions.iter().any(|function| function.options.constructor.is_some());
    for function in functions {
        let is_constructor = if marked {
            function.options.constructor.is_some()
        } else {
            function.receiver.is_none() && function.ident == "new"
        };
        function.role = if !function.public || function.options.skip.is_some() {
            Role::Unexported
        } else if function.constant {
            Role::Constant
        } else if kind == BlockKind::Class && is_constructor {
            Role::Constructor
        } else if kind == BlockKind::Class && function.options.getter.is_some() {
            Role::Getter
        } else if kind == BlockKind::Class && function.options.setter.is_some() {
            Role::Setter
        } else if function.receiver.is_some() {
            Role::Method
        } else {
            Role::Function
        };
    }
}

fn parse_free_function(
    mut options: Options,
    function: &mut ItemFn,
    diagnostics: &mut Diagnostics,
) -> Option<Block> {
    refuse_options_on_item(&mut function.attrs, BlockKind::Function, diagnostics);
    if let Some(receiver) = function.sig.receiver() {
        diagnostics.report(receiver, messages::FREE_FUNCTION_WITH_RECEIVER);
        return None;
    }
    let place = Place::of(&function.sig.ident);
    let on_function = Options {
        name: options.name.take(),
        hold_gil: options.hold_gil.take(),
        array: options.array.take(),
        signature: options.signature.take(),
        ..Options::default()
    };
    let mut model = parse_function(&function.attrs, &function.vis, &function.sig, on_function);
    model.role = Role::Function;
    function.attrs.push(allow_arguments_by_value());
    if let Some((name, _)) = &model.options.name {
        model.python_name.clone_from(name);
    }
    Some(Block {
        kind: BlockKind::Function,
        self_type: None,
        class_name: String::new(),
        options,
        doc: documentation(&[]),
        conditions: model.conditions.clone(),
        generics: None,
        implements: None,
        functions: vec![model],
        place,
    })
}

/// Arguments arrive decoded, so a function that only reads a `Vec` takes it by value all the same.
fn allow_arguments_by_value() -> Attribute {
    parse_quote!(#[allow(clippy::needless_pass_by_value)])
}

/// Helper attributes of an item that is wrong anyway are no errors of their own.
fn without_helpers(mut item: syn::Item) -> TokenStream {
    if let syn::Item::Impl(block) = &mut item {
        let functions = block.items.iter_mut().filter_map(|item| match item {
            ImplItem::Fn(function) => Some(function),
            _ => None,
        });
        functions.for_each(|function| drop(take_helpers(&mut function.attrs)));
    }
    item.into_token_stream()
}

fn report_wrong_item(kind: BlockKind, item: syn::Item, diagnostics: &mut Diagnostics) {
    use syn::Item as I;
    match item {
        I::Fn(function) => diagnostics.report(function.sig.ident, messages::impl_attribute_on_function(kind)),
        I::Impl(block) => diagnostics.report(block.self_ty, messages::function_attribute_on_impl()),
        I::Struct(item) => report_type(kind, "struct", &item.ident, diagnostics),
        I::Enum(item) => report_type(kind, "enum", &item.ident, diagnostics),
        I::Union(item) => report_type(kind, "union", &item.ident, diagnostics),
        I::Trait(item) => diagnostics.report(item.ident, messages::attribute_on_other(kind, "a trait")),
        I::Mod(item) => diagnostics.report(item.ident, messages::attribute_on_other(kind, "a module")),
        I::ForeignMod(item) => {
            diagnostics.report(item.abi, messages::attribute_on_other(kind, "an `extern` block"));
        }
        I::Type(item) => diagnostics.report(item.ident, messages::attribute_on_other(kind, "a type alias")),
        other => {
            let place: TokenStream = quote!(#other);
            diagnostics.report(place, messages::attribute_on_other(kind, "this item"));
        }
    }
}

fn report_type(kind: BlockKind, what: &str, ident: &syn::Ident, diagnostics: &mut Diagnostics) {
    diagnostics.report(ident, messages::attribute_on_type(kind, what, &plain_name(ident)));
}
