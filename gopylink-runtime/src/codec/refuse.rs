//! For serializers that accept only some kinds of value: the methods that refuse the others.

/// Expands to the `Serializer` methods of the named groups; each fails with `$error("the type's word")`.
macro_rules! refuse {
    ($error:ident: $($group:ident)*) => { $( $crate::codec::refuse::refuse!(@$group $error); )* };
    (@methods $error:ident $($name:ident($($parameter:ty),*) $word:literal $(-> $compound:ident)?;)*) => { $(
        $crate::codec::refuse::refuse!(@method $error $name($($parameter),*) $word $($compound)?);
    )* };
    (@method $error:ident $name:ident($($parameter:ty),*) $word:literal) => {
        fn $name(self, $(_: $parameter),*) -> Result<Self::Ok, Self::Error> { Err($error($word)) }
    };
    (@method $error:ident $name:ident($($parameter:ty),*) $word:literal $compound:ident) => {
        fn $name(self, $(_: $parameter),*) -> Result<Self::$compound, Self::Error> { Err($error($word)) }
    };
    (@byte $error:ident) => { $crate::codec::refuse::refuse!(@methods $error serialize_u8(u8) "int";); };
    (@scalars $error:ident) => { $crate::codec::refuse::refuse!($error: other_scalars variants); };
    (@variants $error:ident) => { $crate::codec::refuse::refuse!(@methods $error
        serialize_unit_variant(&'static str, u32, &'static str) "str";
    ); };
    (@other_scalars $error:ident) => { $crate::codec::refuse::refuse!(@methods $error
        serialize_bool(bool) "bool";
        serialize_i8(i8) "int";
        serialize_i16(i16) "int";
        serialize_i32(i32) "int";
        serialize_i64(i64) "int";
        serialize_i128(i128) "int";
        serialize_u16(u16) "int";
        serialize_u32(u32) "int";
        serialize_u64(u64) "int";
        serialize_u128(u128) "int";
        serialize_f32(f32) "float";
        serialize_f64(f64) "float";
        serialize_char(char) "str";
        serialize_str(&str) "str";
        serialize_bytes(&[u8]) "bytes";
        serialize_none() "None";
    ); };
    (@units $error:ident) => { $crate::codec::refuse::refuse!(@methods $error
        serialize_unit() "None";
        serialize_unit_struct(&'static str) "None";
    ); };
    (@sequences $error:ident) => { $crate::codec::refuse::refuse!(@methods $error
        serialize_seq(Option<usize>) "list" -> SerializeSeq;
        serialize_tuple(usize) "tuple" -> SerializeTuple;
        serialize_tuple_struct(&'static str, usize) "tuple" -> SerializeTupleStruct;
    ); };
    (@mappings $error:ident) => { $crate::codec::refuse::refuse!($error: other_mappings structs); };
    (@structs $error:ident) => { $crate::codec::refuse::refuse!(@methods $error
        serialize_struct(&'static str, usize) "dict" -> SerializeStruct;
    ); };
    (@other_mappings $error:ident) => {
        $crate::codec::refuse::refuse!(@methods $error
            serialize_tuple_variant(&'static str, u32, &'static str, usize) "dict" -> SerializeTupleVariant;
            serialize_map(Option<usize>) "dict" -> SerializeMap;
            serialize_struct_variant(&'static str, u32, &'static str, usize) "dict" -> SerializeStructVariant;
        );
        fn serialize_newtype_variant<T: serde::Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<Self::Ok, Self::Error> {
            Err($error("dict"))
        }
    };
    (@transparent $error:ident) => {
        fn serialize_some<T: serde::Serialize + ?Sized>(self, value: &T) -> Result<Self::Ok, Self::Error> {
            value.serialize(self)
        }
        fn serialize_newtype_struct<T: serde::Serialize + ?Sized>(
            self,
            _: &'static str,
            value: &T,
        ) -> Result<Self::Ok, Self::Error> {
            value.serialize(self)
        }
    };
}
pub(super) use refuse;
