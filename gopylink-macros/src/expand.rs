//! One expansion: parse, check, emit.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::check::{check, check_error, check_record, check_slices, check_stubs};
use crate::diagnostics::Diagnostics;
use crate::emit::{
    emit, emit_attributes, emit_data, emit_error, emit_error_attributes, emit_faulty, emit_faulty_serialize,
    emit_record, emit_serialize, emit_stubs, show_alone,
};
use crate::model::BlockKind;
use crate::parse::{
    are_checkable, parse_error, parse_error_item, parse_error_options, parse_item, parse_record,
    parse_record_item, parse_record_options, parse_stubs,
};

/// The item as written, then what it exports, or every error in it.
pub(crate) fn expand(kind: BlockKind, options: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let mut item = parse_item(kind, options, item, &mut diagnostics);
    if let Some(block) = &mut item.block {
        check(block, &mut diagnostics);
        block.fall_back_on_new();
    }
    let mut tokens = item.written;
    match &item.block {
        Some(block) if diagnostics.is_empty() => tokens.extend(emit(block)),
        Some(block) => tokens.extend(emit_faulty(block)),
        None => {}
    }
    tokens.extend(diagnostics.into_compile_errors());
    tokens
}

/// A struct or enum with what serde derives and what describes it, or every error in the attribute.
pub(crate) fn expand_record(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let options = parse_record_options(options, &mut diagnostics);
    let mut tokens = match parse_record_item(item, &mut diagnostics) {
        Ok(mut item) => {
            check_slices(&mut item, &mut diagnostics);
            let is_checkable = are_checkable(&item);
            show_alone(&mut item);
            let attributes = emit_attributes(&options, is_checkable);
            quote!(#attributes #item)
        }
        Err(written) => written,
    };
    tokens.extend(diagnostics.into_compile_errors());
    tokens
}

/// The description of a struct or enum, or every error in it. `is_checked` says that its fields are checked, too.
pub(crate) fn expand_description(input: TokenStream, is_checked: bool) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    // What is wrong with options was said where they were written.
    let mut diagnostics = Diagnostics::default();
    let options = parse_record_options(own_options(&input), &mut Diagnostics::default());
    let record = parse_record(&input, options);
    check_record(&record, &mut diagnostics);
    let is_class = record.options.class();
    let serde = match (is_class, diagnostics.is_empty()) {
        // What serde has to say of a faulty record comes at once, too.
        (_, sound) if is_checked => emit_data(&input, is_class && sound),
        (false, _) => TokenStream::new(),
        (true, true) => emit_serialize(&input),
        (true, false) => emit_faulty_serialize(&input),
    };
    let mut tokens = emit_record(&record, &serde, is_checked);
    tokens.extend(diagnostics.into_compile_errors());
    tokens
}

/// What is in the parentheses of the attributes that ours has left behind.
fn own_options(input: &DeriveInput) -> TokenStream {
    let options = input.attrs.iter().filter_map(|attribute| attribute.meta.require_list().ok());
    options.filter(|list| list.path.is_ident("gopylink")).map(|list| list.tokens.clone()).collect()
}

/// An enum with what describes its exception classes, or every error in the attribute.
pub(crate) fn expand_error(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let name = parse_error_options(options, &mut diagnostics);
    let (written, is_enum) = parse_error_item(item, &mut diagnostics);
    let mut tokens = if is_enum { emit_error_attributes(name.as_ref()) } else { TokenStream::new() };
    tokens.extend(written);
    tokens.extend(diagnostics.into_compile_errors());
    tokens
}

/// The exception classes of an enum, or every error in it.
pub(crate) fn expand_error_description(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut diagnostics = Diagnostics::default();
    // What is wrong with options was said where they were written.
    let name = parse_error_options(own_options(&input), &mut Diagnostics::default());
    let error = parse_error(&input, name, &mut diagnostics);
    check_error(&error, &mut diagnostics);
    if diagnostics.is_empty() { emit_error(&error) } else { diagnostics.into_compile_errors() }
}

/// The Rust side of a block of stubs, or every error in it.
pub(crate) fn expand_stubs(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let stubs = parse_stubs(options, item, &mut diagnostics);
    let mut tokens = TokenStream::new();
    if let Some(mut stubs) = stubs {
        check_stubs(&mut stubs, &mut diagnostics);
        tokens.extend(emit_stubs(&stubs));
    }
    tokens.extend(diagnostics.into_compile_errors());
    tokens
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::expand;
    use crate::model::BlockKind;

    fn expanded(kind: BlockKind, options: TokenStream, item: TokenStream) -> String {
        expand(kind, options, item).to_string().replace(' ', "")
    }

    fn in_order(text: &str, parts: &[&str]) {
        let mut rest = text;
        for part in parts {
            let part = part.replace(' ', "");
            let found = rest.find(&part).unwrap_or_else(|| panic!("no {part} in the rest of {text}"));
            rest = &rest[found + part.len()..];
        }
    }

    #[test]
    fn a_function_is_described() {
        let item = quote! {
            impl Functions {
                /// Adds.
                ///
                /// Twice.
                #[gopylink(signature = (r#type, *rest))]
                pub fn read_all(r#type: &str, rest: Vec<Self>) -> Result<[u8; Self::N], String> { unreachable!() }
                fn private() {}
                #[gopylink(skip)]
                pub fn skipped() {}
                #[gopylink(name = "own")]
                pub fn renamed() {}
            }
        };
        let text = expanded(BlockKind::Functions, quote!(rename_all = "camelCase"), item);
        in_order(
            &text,
            &[
                "#[doc = r\" Adds.\"]",
                "pub fn read_all",
                "pub fn skipped",
                "const _: () = {",
                "Argument::<&'_ str>::of(__gopylink_call).take::<&'_ str>()?",
                "Argument::<Vec<Functions>>::of(__gopylink_call).take::<Vec<Functions>>()?",
                "<Functions>::read_all(__gopylink_0, __gopylink_1)",
                "name: \"readAll\"",
                "doc: \"Adds.\\n\\nTwice.\"",
                "name: \"type\", kind: ::gopylink::private::ParameterKind::Normal",
                "Described::<&'static str>",
                "name: \"rest\", kind: ::gopylink::private::ParameterKind::Rest",
                "Described::<Vec<Functions>>",
                "Returns::<Result<[u8; <Functions>::N], String>>",
                "thunk: ::gopylink::private::MakeThunk::of::<__gopylink_thunk_0>()",
                "name: \"own\"",
                "Returns::<()>",
                "thunk: ::gopylink::private::MakeThunk::of::<__gopylink_thunk_1>()",
            ],
        );
        assert_eq!(text.matches("submit!").count(), 2);
        assert!(!text.contains("#[gopylink"), "helper attributes are taken off");
    }

    #[test]
    fn a_class_is_described() {
        let item = quote! {
            /// Counts.
            impl Counter {
                pub fn new(value: i64) -> Self { unreachable!() }
                pub fn value(&self) -> i64 { unreachable!() }
                #[cfg(feature = "more")]
                pub fn incr(&mut self, by: i64) { unreachable!() }
                pub fn zero() -> i64 { unreachable!() }
            }
        };
        let text = expanded(BlockKind::Class, quote!(name = "Tally", rename_all = "PascalCase"), item);
        in_order(
            &text,
            &[
                "reply_instance::<Counter>(__gopylink_value)",
                "let __gopylink_instance = __gopylink_call.instance::<Counter>()?;",
                "detached(move || <Counter>::value(__gopylink_receiver,))",
                "struct __gopylink_thunk_2",
                "let mut __gopylink_instance = __gopylink_call.instance_mut_among::<Counter>(__gopylink_loans)?;",
                "<Counter>::incr(__gopylink_receiver, __gopylink_0)",
                "impl ::gopylink::private::Class for Counter {",
                "ClassExport { name: \"Tally\", doc: \"Counts.\"",
                "constructor: ::core::option::Option::Some(::gopylink::private::FunctionExport { name: \"new\"",
                "methods: &[::gopylink::private::FunctionExport { name: \"Value\"",
                "#[cfg(feature = \"more\")] ::gopylink::private::FunctionExport { name: \"Incr\"",
                "static_methods: &[::gopylink::private::FunctionExport { name: \"Zero\"",
            ],
        );
    }

    #[test]
    fn errors_leave_the_item_and_come_together() {
        let item = quote! {
            impl Functions {
                #[gopylink(nmae = "x")]
                pub async fn one<T>(&self) {}
            }
        };
        let text = expanded(BlockKind::Functions, quote!(), item);
        in_order(&text, &["pub async fn one<T>(&self)", "compile_error", "nmae"]);
        assert_eq!(text.matches("compile_error").count(), 4);
        assert!(!text.contains("const_:"));
    }
}
