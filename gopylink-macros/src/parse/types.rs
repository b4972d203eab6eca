//! What stands inside of a type as it is written.

use syn::{AngleBracketedGenericArguments, GenericArgument, PathArguments, Type};

use super::function::strip_groups;

/// `T` of `Result<T, E>`, else the whole type. Only tells where to underline, so a guess by name is enough.
pub(crate) fn value_type(returned: &Type) -> &Type {
    result_arguments(returned).and_then(|arguments| type_argument(arguments, 0)).unwrap_or(returned)
}

/// `E` of `Result<T, E>`, else the whole type.
pub(crate) fn error_type(returned: &Type) -> &Type {
    result_arguments(returned).and_then(|arguments| type_argument(arguments, 1)).unwrap_or(returned)
}

fn result_arguments(ty: &Type) -> Option<&AngleBracketedGenericArguments> {
    let Type::Path(path) = strip_groups(ty) else { return None };
    let last = path.path.segments.last()?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if last.ident.to_string().ends_with("Result") => {
            Some(arguments)
        }
        _ => None,
    }
}

fn type_argument(arguments: &AngleBracketedGenericArguments, number: usize) -> Option<&Type> {
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    { types }.nth(number)
}
