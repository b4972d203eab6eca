//! What generated code asks of types.

use std::marker::PhantomData;

use gopylink_abi::manifest::TypeRef;

use super::{Describe, Instances, Kind};

/// What generated code asks for the description of a parameter's type. A type that implements [`Describe`] has the
/// inherent function, which wins over that of the trait [`AnyType`]; any other has only the trait's.
#[derive(Debug)]
pub struct Described<T: ?Sized>(PhantomData<T>);

impl<T: Describe + ?Sized> Described<T> {
    /// How the type holds instances.
    pub const INSTANCES: Instances = T::INSTANCES;

    /// The type's own description.
    #[must_use]
    pub fn type_ref() -> TypeRef {
        T::describe()
    }

    /// What a parameter of the type accepts.
    #[must_use]
    pub fn accepts() -> TypeRef {
        T::describe_parameter()
    }
}

/// What generated code asks for the description of a returned type: that of the value in a `Result`.
#[derive(Debug)]
pub struct Returns<R: ?Sized>(PhantomData<R>);

impl<T: Describe + ?Sized> Returns<T> {
    /// How the type holds instances.
    pub const INSTANCES: Instances = T::INSTANCES;

    /// What its values are.
    pub const KIND: Kind = T::KIND;

    /// The same, of what cannot fail.
    pub const UNFAILING: Kind = T::KIND;

    /// The type's own description.
    #[must_use]
    pub fn type_ref() -> TypeRef {
        T::describe()
    }
}

impl<T: Describe, E> Returns<Result<T, E>> {
    /// How the value holds instances.
    pub const INSTANCES: Instances = T::INSTANCES;

    /// What the value is.
    pub const KIND: Kind = T::KIND;

    /// It can fail, and end an iteration by that.
    pub const UNFAILING: Kind = T::KIND.unless_failed();

    /// The description of what succeeds; what fails is raised.
    #[must_use]
    pub fn type_ref() -> TypeRef {
        T::describe()
    }
}

/// The description of a type without one.
pub trait AnyType {
    /// It is no class, nor known to hold any.
    const INSTANCES: Instances = Instances::NONE;

    /// It may be anything.
    const KIND: Kind = Kind::Any;

    /// As above.
    const UNFAILING: Kind = Kind::Any;

    /// Any value.
    #[must_use]
    fn type_ref() -> TypeRef {
        TypeRef::Any
    }

    /// As above.
    #[must_use]
    fn accepts() -> TypeRef {
        TypeRef::Any
    }
}

impl<T: ?Sized> AnyType for Described<T> {}
impl<T: ?Sized> AnyType for Returns<T> {}
