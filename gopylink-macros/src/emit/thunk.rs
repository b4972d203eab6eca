//! The thunk of one function: decode the arguments, call, encode the result.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Type;

use super::class::{may_be_no_instance, may_give_no_instance};
use super::default::{default_value, self_alias};
use super::export::holds_gil;
use super::paths::{Answer, Argument, Call, Lane, Outcome, Raised, Returned, Run};
use super::types::inferred_lifetimes;
use crate::model::{Block, Function, ReceiverKind, Role};
use crate::parse::{error_type, value_type};
use crate::place::generated_at;

/// Its locals have mangled names too: a constant of the user's named as one would turn its pattern into a test.
pub(super) fn thunk(block: &Block, function: &Function, name: &Ident) -> TokenStream {
    let arguments: Vec<_> =
        (0..function.parameters.len()).map(|number| format_ident!("__gopylink_{number}")).collect();
    let decode = function.parameters.iter().zip(&arguments).map(|(parameter, argument)| {
        // Only named for the sake of errors, which underline it.
        let ty = inferred_lifetimes(&parameter.ty, block.self_type.as_ref());
        let of = if may_be_no_instance(block, &parameter.ty) { quote!(of_class) } else { quote!(of) };
        let of = quote!(#Argument::<#ty>::#of(__gopylink_call));
        let given = quote!(#of.take::<#ty>()?);
        let given = match &parameter.default {
            None => given,
            Some(default) => {
                let default = default_value(default, &ty);
                quote!(if __gopylink_call.is_absent() { #of.instead::<#ty>(#default) } else { #given })
            }
        };
        quote!(let #argument = #given;)
    });
    let loans = (!arguments.is_empty()).then(|| {
        quote! {
            let __gopylink_loans = ::core::pin::pin!((#(#arguments.lends())|*).loans());
            let __gopylink_loans = __gopylink_loans.into_ref();
            #(#arguments.want(__gopylink_loans);)*
        }
    });
    let self_alias = self_alias(block, function);
    let (instance, receiver) = instance(block, function);
    let ident = &function.ident;
    let function_path = match &block.self_type {
        Some(ty) => quote!(<#ty>::#ident),
        None => quote!(#ident),
    };
    let user_call =
        if function.constant { function_path } else { quote!(#function_path(#receiver #(#arguments),*)) };
    let user_call =
        if holds_gil(function) { user_call } else { quote!(__gopylink_call.detached(move || #user_call)) };
    let encode = encode(block, function);
    let conditions = &function.conditions;
    quote! {
        #(#conditions)*
        #[allow(non_camel_case_types)]
        struct #name;

        #(#conditions)*
        #[automatically_derived]
        impl #Run for #name {
            #[inline(always)]
            fn run<'__gopylink, __GopylinkLane: #Lane<'__gopylink>>(
                __gopylink_call: &mut #Call<'__gopylink, __GopylinkLane>,
            ) -> #Outcome {
                #self_alias
                #(#decode)*
                #loans
                #instance
                #(let #arguments = #arguments.pass(__gopylink_loans);)*
                let __gopylink_returned = #Returned(#user_call);
                #encode
            }
        }
    }
}

/// Takes the instance, together with those among the arguments, and how it is passed on.
fn instance(block: &Block, function: &Function) -> (TokenStream, TokenStream) {
    let is_alone = function.parameters.is_empty();
    let (Some(receiver), Some(ty)) = (&function.receiver, &block.self_type) else {
        let take = if is_alone { quote!() } else { quote!(__gopylink_call.borrow(__gopylink_loans)?;) };
        return (take, TokenStream::new());
    };
    let take = match (receiver.kind, is_alone) {
        (ReceiverKind::Exclusive, true) => quote!(instance_mut::<#ty>()),
        (ReceiverKind::Exclusive, false) => quote!(instance_mut_among::<#ty>(__gopylink_loans)),
        (_, true) => quote!(instance::<#ty>()),
        (_, false) => quote!(instance_among::<#ty>(__gopylink_loans)),
    };
    let take = match receiver.kind {
        ReceiverKind::Exclusive => quote! {
            let mut __gopylink_instance = __gopylink_call.#take?;
            let __gopylink_receiver: &mut #ty = &mut __gopylink_instance;
        },
        ReceiverKind::Shared | ReceiverKind::Owned => quote! {
            let __gopylink_instance = __gopylink_call.#take?;
            let __gopylink_receiver: &#ty = &__gopylink_instance;
        },
    };
    (take, quote!(__gopylink_receiver,))
}

/// Takes the result apart, so that an error is raised and only the value is encoded.
fn encode(block: &Block, function: &Function) -> TokenStream {
    let call_site = (Span::call_site(), Span::call_site());
    let span_of = |ty: Option<&Type>| ty.map_or(call_site, generated_at);
    let raise = Ident::new("into_error", span_of(function.returns.as_ref().map(error_type)).0);
    let (first, last) = span_of(function.returns.as_ref().map(value_type));
    let value = quote_spanned!(last=> __gopylink_value);
    let take_apart = quote! {
        let __gopylink_value = __gopylink_returned
            .into_result()
            .map_err(|__gopylink_error| #Raised(__gopylink_error).#raise())?;
    };
    let reply = if function.options.array.is_some() {
        let value = quote_spanned!(first=> __gopylink_value);
        quote!(__gopylink_call.reply_array(#value))
    } else if function.role == Role::Setter {
        let reference = quote_spanned!(first=> &);
        quote!(__gopylink_call.reply_nothing(#reference #value))
    } else if function.role == Role::Constructor {
        let ty = &block.self_type;
        quote!(__gopylink_call.reply_instance::<#ty>(#value))
    } else {
        let reference = quote_spanned!(first=> &mut);
        let how = if may_give_no_instance(block, function) { quote!(of_class) } else { quote!(how) };
        quote! {
            let mut __gopylink_value = #Answer::new(__gopylink_value);
            __gopylink_value.#how().reply(__gopylink_call, #reference #value)
        }
    };
    quote!(#take_apart #reply)
}
