//! Collects every error of one expansion, so that they are raised together.

use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The errors of one expansion.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Option<syn::Error>,
}

impl Diagnostics {
    /// Notes an error that underlines `place`.
    pub(crate) fn report(&mut self, place: impl ToTokens, message: impl Display) {
        self.include(syn::Error::new_spanned(place, message));
    }

    /// Notes an error that has its place already.
    pub(crate) fn include(&mut self, error: syn::Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// Notes all that `other` has.
    pub(crate) fn append(&mut self, other: Self) {
        if let Some(errors) = other.errors {
            self.include(errors);
        }
    }

    /// Whether nothing was noted.
    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// One `compile_error!` for each error; nothing when there is none.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.errors.map(syn::Error::into_compile_error).unwrap_or_default()
    }
}
