//! The rules that an export must keep. Each notes what breaks it and leaves the rest to the others, so that all
//! errors of an item come together.

mod accessors;
mod bases;
mod block;
mod declaration;
mod error;
mod names;
mod options;
mod parameters;
mod record;
mod returns;
mod signature;
mod slices;
mod special;
mod stubs;

pub(crate) use error::check_error;
pub(crate) use record::check_record;
pub(crate) use slices::check_slices;
pub(crate) use stubs::check_stubs;

use crate::diagnostics::Diagnostics;
use crate::model::{Block, Function, Role};

/// Rules on a block as a whole.
const BLOCK_RULES: &[fn(&Block, &mut Diagnostics)] = &[
    block::has_a_named_type,
    block::is_not_generic,
    block::exports_something,
    names::are_unique,
    names::of_class_is_an_identifier,
    options::one_constructor,
    options::no_constructor_is_true,
];

/// Rules on every function, exported or not.
const FUNCTION_RULES: &[fn(&Block, &Function, &mut Diagnostics)] = &[
    options::skip_stands_alone,
    options::have_an_effect,
    options::constructor_is_of_a_class,
    accessors::are_of_a_class,
    accessors::have_one_role,
];

/// Rules on every exported function.
const EXPORT_RULES: &[fn(&Block, &Function, &mut Diagnostics)] = &[
    declaration::is_not_async,
    declaration::is_not_unsafe,
    declaration::has_the_rust_abi,
    declaration::is_not_variadic,
    declaration::is_not_generic,
    declaration::takes_self_by_reference,
    declaration::functions_have_no_receiver,
    declaration::constructors_have_no_receiver,
    names::is_an_identifier,
    names::is_free_in_a_class,
    special::is_known,
    special::has_a_receiver,
    special::takes_what_python_passes,
    special::returns_something,
    accessors::have_a_receiver,
    accessors::take_what_python_passes,
    accessors::have_no_signature,
    accessors::getters_return_something,
    accessors::setters_have_a_getter,
    names::of_constructor_is_that_of_the_class,
    parameters::have_names,
    parameters::are_unconditional,
    parameters::have_no_impl_trait,
    parameters::have_no_functions,
    parameters::are_owned_or_borrowed_data,
    returns::is_not_impl_trait,
    returns::comes_back,
    returns::is_there_for_a_constructor,
    returns::is_there_for_an_array,
];

/// Rules on the signature of every exported function, and of every stub.
const SIGNATURE_RULES: &[fn(&Function, &mut Diagnostics)] = &[
    signature::names_the_parameters,
    signature::slash_is_in_its_place,
    signature::star_is_in_its_place,
    signature::options_are_last,
    signature::defaults_are_in_their_place,
];

/// Applies every rule.
pub(crate) fn check(block: &Block, diagnostics: &mut Diagnostics) {
    if block::is_of_a_trait(block, diagnostics) {
        return;
    }
    for rule in BLOCK_RULES {
        rule(block, diagnostics);
    }
    for function in &block.functions {
        for rule in FUNCTION_RULES {
            rule(block, function, diagnostics);
        }
    }
    for function in exported(block) {
        for rule in EXPORT_RULES {
            rule(block, function, diagnostics);
        }
        for rule in SIGNATURE_RULES {
            rule(function, diagnostics);
        }
    }
}

fn exported(block: &Block) -> impl Iterator<Item = &Function> {
    block.functions.iter().filter(|function| function.role != Role::Unexported)
}
