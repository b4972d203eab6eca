//! All that generated code may name. Re-exports only; nothing here is public surface.

pub use gopylink_abi::manifest::{ParameterKind, Shape, Tagging, TypeRef};
pub use gopylink_macros::{DescribeDataRecord, DescribeError, DescribeRecord};
pub use inventory::submit;
pub use serde::{self, Deserialize, Deserializer, Serialize, Serializer};

pub use crate::array::{IntoArray, ReturnsArray};
pub use crate::codec::serialize_alone;
pub use crate::describe::{
    AnyClass, AnyKnown, AnyType, ClassOnly, Classed, DefaultForms, Describe, Described, Fields, Instances,
    Kind, Known, NoData, Part, Record, RecordExport, RecordField, Returns, assert_field,
};
pub use crate::error::Error;
pub use crate::exception::{Attribute, FromException, LibraryError, Raisable, Raises, into_error};
pub use crate::export::MakeThunk;
pub use crate::location::SourceLocation;
pub use crate::object::{
    Class, ClassType, ExportedClass, InstanceMut, InstanceRef, Lending, LendsNothing, LendsSome, Lent, Loans,
    NoLoans, Returnable,
};
pub use crate::python::Arguments;
pub use crate::registry::{
    ClassExport, ErrorExport, ErrorField, ErrorVariant, Expected, ExpectedClass, ExpectedFunction,
    ExpectedParameter, Export, FindError, FunctionExport, PickleExport,
};
pub use crate::thunk::{
    Answer, AnswerInstances, AnswerValue, AnyAnswer, AnyArgument, AnyDefault, AnyError, AnyValue, Argument,
    Borrowed, BorrowedArgument, Call, DefaultText, DefaultValue, FromInstance, FromPython, IntoBoxedError,
    Lane, Missing, NoAnswer, NoArgument, NoConstructor, Outcome, ParameterExport, Pickle, Plain,
    PlainArgument, Raise, Raised, Restore, Returned, Run, Save, Taken, Thunk, ToPython,
};
pub use crate::value::Literal;

/// What the stubs of `#[gopylink::python]` name.
pub mod stub {
    pub use crate::error::Result;
    pub use crate::python::PythonObject;
    pub use crate::python::stub::*;
}
