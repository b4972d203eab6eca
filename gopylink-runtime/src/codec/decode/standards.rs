//! Reading values of classes of Python's standard library.

use serde::de::Visitor;

use super::Decoder;
use super::access::Entries;
use super::integer::Integer;
use super::member::Member;
use super::source::{Lend as _, Source, Token};
use crate::codec::error::Error;
use crate::codec::standard::{self, Wanted};

impl<'de, S: Source<'de>> Decoder<S> {
    /// Reads such a value, or what serde makes of one.
    #[inline(never)]
    pub(super) fn standard<V: Visitor<'de>>(
        self,
        wanted: &Wanted<V::Value>,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let source = match self.source.text() {
            Ok(mut text) if wanted.is_text => return visitor.visit_borrowed_str(text.lend()),
            Ok(_) => return Err(Error::mismatch(wanted.class, "str")),
            Err(source) => source,
        };
        match source.read()? {
            Token::Standard(mut payload) if wanted.is_lent => standard::lent::<V>(payload.lend()),
            Token::Standard(payload) => wanted.take(&payload),
            Token::Dict(pairs) if !wanted.is_text => Entries::new(pairs, self.depth).visit(visitor),
            Token::Unsigned(value) if wanted.takes_int() => visitor.visit_u64(value),
            Token::Signed(value) if wanted.takes_int() => visitor.visit_i64(value),
            Token::Big(bytes) if wanted.takes_int() => {
                let number = Integer::from_payload(&bytes);
                let found = wanted.take_int(&number.to_string());
                found.ok_or_else(|| number.out_of_range("rust_decimal::Decimal"))
            }
            Token::Enum(items) => {
                let mut member = Member::open(items, self.depth)?;
                let value = member.value()?.standard(wanted, visitor);
                member.close(value)
            }
            token => Err(token.mismatch(wanted.class)),
        }
    }
}
