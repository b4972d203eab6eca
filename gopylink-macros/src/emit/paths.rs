//! The only place that spells paths into the runtime. Each name stands for its path when interpolated.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

macro_rules! runtime_paths {
    ($($name:ident)*) => {
        $(
            pub(super) struct $name;

            impl ToTokens for $name {
                fn to_tokens(&self, tokens: &mut TokenStream) {
                    tokens.extend(quote!(::gopylink::private::$name));
                }
            }
        )*
    };
}

runtime_paths! {
    Answer AnyAnswer AnyArgument AnyClass AnyDefault AnyError AnyKnown AnyType AnyValue
    Argument DefaultValue ExportedClass Lane
    Call Outcome Raised Returned Run
    NoConstructor PickleExport Restore Save
    Class ClassOnly Described Returns ReturnsArray
    DescribeDataRecord DescribeError Error ErrorExport ErrorField ErrorVariant FindError FromException LibraryError Raises
    Classed Describe DescribeRecord Fields Instances Kind Known Literal NoData Part Record RecordExport Shape Tagging TypeRef
    Deserialize Deserializer Serialize Serializer
    Expected ExpectedClass ExpectedFunction ExpectedParameter
    ClassExport ClassType Export FunctionExport MakeThunk ParameterExport ParameterKind SourceLocation
}

/// What stubs are made of.
pub(super) mod stub {
    use super::{ToTokens, TokenStream, quote};

    macro_rules! stub_paths {
        ($($name:ident)*) => {
            $(
                pub(in super::super) struct $name;

                impl ToTokens for $name {
                    fn to_tokens(&self, tokens: &mut TokenStream) {
                        tokens.extend(quote!(::gopylink::private::stub::$name));
                    }
                }
            )*
        };
    }

    stub_paths! {
        Answers AnyAnswer AnyPassing Held IsResult Passing
        Keyword Optional OptionalKeyword OptionalPositional Options Positional
        PythonClass PythonObject Result Stub
    }
}

/// The function that makes an error of the runtime of one with exception classes.
#[allow(non_camel_case_types)]
pub(super) struct into_error;

impl ToTokens for into_error {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote!(::gopylink::private::into_error));
    }
}

/// The function that has the compiler refuse a type that no field of a record can have.
#[allow(non_camel_case_types)]
pub(super) struct assert_field;

impl ToTokens for assert_field {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote!(::gopylink::private::assert_field));
    }
}

/// Where code that serde derives finds serde, as serde wants to be told.
pub(super) const SERDE: &str = "::gopylink::private::serde";

/// The function that serializes what nothing else is to be seen of, as serde wants to be told.
pub(crate) const SERIALIZE_ALONE: &str = "::gopylink::private::serialize_alone";

/// The macro that hands an export to the registry.
pub(super) struct Submit;

impl ToTokens for Submit {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote!(::gopylink::private::submit!));
    }
}
