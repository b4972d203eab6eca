//! Rules on the parameters of an exported function.

use quote::ToTokens;
use syn::visit::Visit;
use syn::{
    GenericArgument, PathArguments, Type, TypeFnPtr, TypeImplTrait, TypeParamBound, TypeReference,
    TypeTraitObject,
};

use crate::diagnostics::Diagnostics;
use crate::messages;
use crate::model::{Block, Function, Parameter};
use crate::parse::strip_groups;
use crate::place::Place;

pub(super) fn have_names(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    for parameter in function.parameters.iter().filter(|parameter| parameter.name.is_none()) {
        let message =
            if parameter.wildcard { messages::UNNAMED_PARAMETER } else { messages::PATTERN_PARAMETER };
        diagnostics.report(parameter.place, message);
    }
}

pub(super) fn are_unconditional(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    for place in function.parameters.iter().filter_map(|parameter| parameter.condition) {
        diagnostics.report(place, messages::CONDITIONAL_PARAMETER);
    }
}

pub(super) fn have_no_impl_trait(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    for place in function.parameters.iter().flat_map(|parameter| impl_traits(&parameter.ty)) {
        diagnostics.report(place, messages::IMPL_TRAIT_PARAMETER);
    }
}

/// Every `impl Trait` within a type.
pub(super) fn impl_traits(ty: &Type) -> Vec<Place> {
    struct ImplTraits(Vec<Place>);
    impl<'ast> Visit<'ast> for ImplTraits {
        fn visit_type_impl_trait(&mut self, ty: &'ast TypeImplTrait) {
            self.0.push(Place::of(ty));
        }
    }
    let mut found = ImplTraits(Vec::new());
    found.visit_type(ty);
    found.0
}

/// Functions, as pointers and as trait objects.
pub(super) fn have_no_functions(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    struct Functions<'a>(&'a mut Diagnostics);
    impl<'ast> Visit<'ast> for Functions<'_> {
        fn visit_type_fn_ptr(&mut self, ty: &'ast TypeFnPtr) {
            self.0.report(ty, messages::FUNCTION_PARAMETER);
        }

        fn visit_type_trait_object(&mut self, ty: &'ast TypeTraitObject) {
            if is_function(ty) {
                self.0.report(ty, messages::FUNCTION_PARAMETER);
            }
        }
    }
    for parameter in &function.parameters {
        Functions(diagnostics).visit_type(&parameter.ty);
    }
}

/// Whether it is `dyn Fn(…)` or the like.
fn is_function(ty: &TypeTraitObject) -> bool {
    ty.bounds.iter().any(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return false };
        let last = bound.path.segments.last();
        last.is_some_and(|last| matches!(last.arguments, PathArguments::Parenthesized(_)))
    })
}

/// Only text, bytes, arrays and instances can be borrowed, and text, bytes and arrays only from a whole argument, which the
/// caller holds during the call. Whether a type is a class, and what a type alias hides, is for the compiler to say.
pub(super) fn are_owned_or_borrowed_data(_: &Block, function: &Function, diagnostics: &mut Diagnostics) {
    for Parameter { ty, .. } in &function.parameters {
        if let Some(reference) = instance_reference(ty) {
            if is_static(reference) {
                diagnostics.report(reference, messages::static_reference(&text(&reference.elem)));
            }
            continue;
        }
        match strip_groups(strip(ty, &["Option"])) {
            Type::Reference(reference) => borrowed_data(reference, diagnostics),
            Type::ImplTrait(_) => {}
            other => inner_references(other, diagnostics),
        }
    }
}

/// The reference to what may be an instance: alone, or in an `Option` or `Vec`.
fn instance_reference(ty: &Type) -> Option<&TypeReference> {
    match strip_groups(ty) {
        Type::Reference(reference) => {
            let target = strip_groups(&reference.elem);
            (matches!(target, Type::Path(_)) && !is_data(target)).then_some(reference)
        }
        ty => {
            let inner = strip(ty, &["Option", "Vec"]);
            if std::ptr::eq(inner, ty) { None } else { instance_reference(inner) }
        }
    }
}

fn is_static(reference: &TypeReference) -> bool {
    reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static")
}

fn borrowed_data(reference: &TypeReference, diagnostics: &mut Diagnostics) {
    let target = strip_groups(&reference.elem);
    match target {
        Type::ImplTrait(_) => return,
        Type::TraitObject(object) => {
            if !is_function(object) {
                diagnostics.report(object, messages::TRAIT_OBJECT_PARAMETER);
            }
            return;
        }
        _ => {}
    }
    let message = if reference.mutability.is_some() && !is_array(target) {
        messages::exclusive_reference(&by_value(target))
    } else if !is_data(target) {
        messages::shared_reference(&by_value(target), element_class(target).as_deref())
    } else if is_static(reference) {
        messages::static_reference(&text(target))
    } else {
        return;
    };
    diagnostics.report(reference, message);
}

fn inner_references(ty: &Type, diagnostics: &mut Diagnostics) {
    struct References<'a>(&'a mut Diagnostics);
    impl<'ast> Visit<'ast> for References<'_> {
        fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
            let target = strip_groups(&reference.elem);
            let class = may_be_class(target).then(|| text(target));
            self.0.report(reference, messages::inner_reference(&by_value_inside(target), class.as_deref()));
        }
    }
    References(diagnostics).visit_type(ty);
}

/// Whether it is named as a class may be: without parameters, and not as what text and paths are borrowed as.
fn may_be_class(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| {
        last.arguments.is_none()
            && last.ident != "String"
            && last.ident.to_string().starts_with(char::is_uppercase)
            && by_value(ty) == text(ty)
    })
}

/// The element of a slice, if it is named so.
fn element_class(slice: &Type) -> Option<String> {
    let Type::Slice(slice) = slice else { return None };
    let element = strip_groups(&slice.elem);
    may_be_class(element).then(|| text(element))
}

/// `T` of a generic type of one of these names, as `Option<T>`: the caller holds that like any whole argument.
fn strip<'a>(ty: &'a Type, names: &[&str]) -> &'a Type {
    let Type::Path(path) = strip_groups(ty) else { return ty };
    let Some(last) = path.path.segments.last() else { return ty };
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if names.iter().any(|name| last.ident == name) => {
            match arguments.args.first() {
                Some(GenericArgument::Type(inner)) => inner,
                _ => ty,
            }
        }
        _ => ty,
    }
}

/// Whether it is `str`, or a slice that can be borrowed.
fn is_data(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "str"),
        _ => is_array(ty),
    }
}

/// Whether it is a slice of numbers that arrays hold.
fn is_array(ty: &Type) -> bool {
    element(ty).is_some()
}

/// The numbers that arrays hold, if it is a slice of them.
fn element(ty: &Type) -> Option<&'static str> {
    const ELEMENTS: [&str; 12] =
        ["i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize", "f32", "f64"];
    let Type::Slice(slice) = ty else { return None };
    let Type::Path(path) = strip_groups(&slice.elem) else { return None };
    ELEMENTS.into_iter().find(|name| path.path.is_ident(name))
}

/// The reference to a slice of numbers that arrays hold, and the numbers, if it is one, perhaps in an `Option` or `Vec`.
pub(super) fn slice_of_numbers(ty: &Type) -> Option<(&TypeReference, &'static str)> {
    match strip_groups(strip(ty, &["Option", "Vec"])) {
        Type::Reference(reference) => Some((reference, element(strip_groups(&reference.elem))?)),
        _ => None,
    }
}

/// The type to take in place of a reference inside of another type.
fn by_value_inside(target: &Type) -> String {
    match target {
        Type::Slice(slice) if is_array(target) && by_value(target) != "Vec<u8>" => {
            format!("gopylink::ArrayView<'_, {}>", text(&slice.elem))
        }
        _ => by_value(target),
    }
}

/// The type to take in place of a reference to `target`.
pub(super) fn by_value(target: &Type) -> String {
    let written = text(target);
    match target {
        Type::Slice(slice) => format!("Vec<{}>", text(&slice.elem)),
        _ => match written.rsplit("::").next() {
            Some("str") => "String".to_owned(),
            Some("Path") => "PathBuf".to_owned(),
            Some("OsStr") => "OsString".to_owned(),
            _ => written,
        },
    }
}

/// A type as it is usually spaced.
pub(super) fn text(ty: &Type) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (loose, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" ::", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" <", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        ("[ ", "["),
        (" ]", "]"),
        ("( ", "("),
        (" )", ")"),
        (" ;", ";"),
    ] {
        text = text.replace(loose, tight);
    }
    text
}
