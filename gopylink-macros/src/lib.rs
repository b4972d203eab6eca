//! The attributes of gopylink. Entry points only; the crate `gopylink` re-exports them.
//!
//! An expansion goes one way: `parse` reads syntax into the `model`, `check` applies every rule to it, and `emit`
//! writes the generated code, which names the runtime in `emit/paths.rs` alone.

#![forbid(unsafe_code)]

mod check;
mod diagnostics;
mod emit;
mod expand;
mod messages;
mod model;
mod names;
mod parse;
mod place;
mod special;

use proc_macro::TokenStream;

use crate::model::BlockKind;

/// Exports every `pub fn` of an `impl` block that has no receiver.
///
/// ```
/// struct Functions;
///
/// #[gopylink::functions]
/// impl Functions {
///     /// Adds two numbers.
///     pub fn add(a: i64, b: i64) -> i64 {
///         a + b
///     }
///
///     /// Divides, and raises `gopylink.RustError` in Python when it cannot.
///     pub fn div(a: i64, b: i64) -> Result<i64, String> {
///         a.checked_div(b).ok_or_else(|| format!("cannot divide {a} by {b}"))
///     }
/// }
/// ```
///
/// The block stays as it is: its functions can be called from Rust, and private functions, constants and types in
/// it are not exported. Python sees the doc comments as `__doc__`. Any number of blocks may carry the attribute.
///
/// Arguments and results are what serde can decode and encode. Text, bytes and arrays of numbers can be borrowed, as
/// `&str`, `&[u8]` and `&[f64]`; other arguments are taken by value. A `Result` is taken apart: Python gets the value,
/// or an exception.
///
/// # Options of the block
///
/// - `rename_all = "camelCase"`: how Python spells the names; also `lowercase`, `UPPERCASE`, `PascalCase`,
///   `snake_case` and `SCREAMING_SNAKE_CASE`.
///
/// # Options of a function
///
/// They go in `#[gopylink(…)]` on the function.
///
/// - `name = "plus"`: what Python calls it.
/// - `skip`: leaves it out.
/// - `hold_gil`: keeps the GIL while it runs, which makes the smallest calls about three times as fast. For functions that
///   return at once: no other Python thread runs meanwhile, and one that waits for a thread which needs Python never ends.
///   Without it, the GIL is released around the function.
/// - `array`: the `Vec` of numbers that it returns is an array in Python, whose memory is not copied, in place of a list.
/// - `signature = (a, /, b = 10, *rest, c, **options)`: the parameters as Python sees them, all and in order; see
///   [below](#signatures).
///
/// ```
/// struct Functions;
///
/// #[gopylink::functions(rename_all = "camelCase")]
/// impl Functions {
///     // Python: `sumAll(2.0, 1, 2, 3)`
///     #[gopylink(signature = (scale, *numbers))]
///     pub fn sum_all(scale: f64, numbers: Vec<f64>) -> f64 {
///         numbers.iter().map(|number| number * scale).sum()
///     }
///
///     // Python: `lib.func_call("lambda")`
///     #[gopylink(name = "lambda")]
///     pub fn wavelength() -> f64 {
///         0.5
///     }
///
///     #[gopylink(hold_gil)]
///     pub fn is_even(number: i64) -> bool {
///         number % 2 == 0
///     }
///
///     #[gopylink(skip)]
///     pub fn only_for_rust<T>(value: T) -> T {
///         value
///     }
/// }
/// ```
///
/// # Signatures
///
/// Without `signature`, each parameter must be given, by position or by name. A signature is what stands in the parentheses
/// of a `def` in Python:
///
/// - `b = 10` has a default, a Rust expression of the parameter's type, which is evaluated for each call that leaves the
///   argument out. For an `Option<T>` it may also be a `T`; for a `String` and other types of text it may be a literal.
///   `Self` is the type of the block. An `Option<T>` without a default must be given, too.
/// - The parameters before `/` are passed by position only, those behind `*` or `*rest` by name only.
/// - `*rest` takes all further positional arguments as a list.
/// - `**options` takes all further arguments that are passed by name as a dict: a `HashMap<String, T>`, a struct with
///   serde's derives, a [`Value`](https://docs.rs/gopylink-runtime/latest/gopylink/enum.Value.html).
///
/// ```
/// use std::collections::HashMap;
///
/// struct Functions;
///
/// #[gopylink::functions]
/// impl Functions {
///     const LIMIT: usize = 100;
///
///     // Python: `find("text")`, `find("text", "*.py", "*.rs", limit=5, encoding="utf-8")`
///     #[gopylink(signature = (text, /, *files, limit = Self::LIMIT, folder = "src", ignore_case = None, **others))]
///     pub fn find(
///         text: &str,
///         files: Vec<String>,
///         limit: usize,
///         folder: &str,
///         ignore_case: Option<bool>,
///         others: HashMap<String, String>,
///     ) -> String {
///         format!("{text} in {files:?} of {folder}, at most {limit}, {ignore_case:?}, {others:?}")
///     }
/// }
/// ```
///
/// `inspect.signature`, `help()` and type stubs show the defaults that are literals in Python, too: numbers, text, `None`,
/// `true` and `false`, lists and tuples of them; any other is shown as `...`. What does not go with a signature is a
/// `TypeError` in the words of Python's own functions.
#[proc_macro_attribute]
pub fn functions(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(BlockKind::Functions, options.into(), item.into()).into()
}

/// Exports one free function.
///
/// ```
/// /// Adds two numbers.
/// #[gopylink::function]
/// pub fn add(a: i64, b: i64) -> i64 {
///     a + b
/// }
///
/// // Python: `total(1, 2, 3)`
/// #[gopylink::function(name = "total", signature = (*numbers))]
/// pub fn sum(numbers: Vec<i64>) -> i64 {
///     numbers.iter().sum()
/// }
/// ```
///
/// The options `name`, `hold_gil`, `array` and `signature` mean what they mean in [`macro@functions`].
#[proc_macro_attribute]
pub fn function(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(BlockKind::Function, options.into(), item.into()).into()
}

/// Exports a class.
///
/// ```
/// struct Counter {
///     value: i64,
/// }
///
/// /// Counts.
/// #[gopylink::class]
/// impl Counter {
///     /// Starts at a value.
///     pub fn new(value: i64) -> Self {
///         Self { value }
///     }
///
///     /// Adds a number and returns the new value.
///     pub fn incr(&mut self, by: i64) -> i64 {
///         self.value += by;
///         self.value
///     }
///
///     /// The largest value.
///     pub fn largest() -> i64 {
///         i64::MAX
///     }
/// }
/// ```
///
/// Of the `pub fn`s, `new` is the constructor, those on `&self` and `&mut self` are methods, and the others are
/// static methods. The constructor returns `Self` or a `Result` of it. Instances are shared between threads, so the
/// type must be `Send + Sync + 'static`: `&self` methods may run at the same time, a `&mut self` method runs alone.
///
/// Several blocks of one type are one class; one of them has the constructor.
///
/// Every `pub const` is an attribute of the class, if its type can be a result. Methods with the names of Python's special
/// methods are these: `__len__`, `__eq__`, `__add__`, `__getitem__`, `__iter__`, `__call__` and so on.
///
/// ```
/// struct Row {
///     cells: Vec<i64>,
/// }
///
/// #[gopylink::class]
/// impl Row {
///     pub const LARGEST: usize = 100;
///
///     #[gopylink(signature = (*cells))]
///     pub fn new(cells: Vec<i64>) -> Self {
///         Self { cells }
///     }
///
///     // Python: `len(row)`
///     pub fn __len__(&self) -> usize {
///         self.cells.len()
///     }
///
///     // Python: `row += 1`, which gives the same instance
///     pub fn __iadd__(&mut self, number: i64) {
///         self.cells.iter_mut().for_each(|cell| *cell += number);
///     }
///
///     /// The first cell.
///     // Python: `row.first`
///     #[gopylink(getter)]
///     pub fn first(&self) -> Option<i64> {
///         self.cells.first().copied()
///     }
///
///     // Python: `row.first = 1`
///     #[gopylink(setter)]
///     pub fn set_first(&mut self, value: i64) {
///         if let Some(first) = self.cells.first_mut() {
///             *first = value;
///         }
///     }
/// }
/// ```
///
/// # Options of the block
///
/// - `name = "Tally"`: what Python calls the class. All blocks of a class say the same.
/// - `rename_all = "camelCase"`: as for [`macro@functions`]; the constructor has the name of its class.
/// - `no_constructor`: the class has none, since functions give its instances; called, it raises a `TypeError` that names
///   these.
/// - `pickle`: instances can be pickled and copied. The type needs serde's `Serialize` and `Deserialize`.
///
/// # Options of a function
///
/// Those of [`macro@functions`], and these:
///
/// - `constructor`: makes another function than `new` the constructor.
/// - `getter`, `setter`: makes it read or write a property. The name of the property is that of the function, without `get_`
///   or `set_` in front. Both stand in the same block.
///
/// Constants take `name` and `skip`.
///
/// ```
/// struct Page {
///     text: String,
/// }
///
/// #[gopylink::class(name = "Document")]
/// impl Page {
///     #[gopylink(constructor)]
///     pub fn parse(text: &str) -> Result<Self, String> {
///         if text.is_empty() { Err("no text".to_owned()) } else { Ok(Self { text: text.to_owned() }) }
///     }
/// }
///
/// #[gopylink::class(name = "Document")]
/// impl Page {
///     pub fn text(&self) -> &str {
///         &self.text
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn class(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand(BlockKind::Class, options.into(), item.into()).into()
}

/// Makes a struct or an enum a type of plain data, which crosses by value.
///
/// ```
/// /// A row of a table.
/// #[gopylink::record]
/// pub struct Row {
///     /// Counts from 1.
///     pub id: i64,
///     #[serde(default)]
///     pub tags: Vec<String>,
/// }
///
/// #[gopylink::record]
/// #[serde(rename_all = "lowercase")]
/// pub enum Color {
///     Red,
///     Mixed { red: u8, green: u8, blue: u8 },
/// }
///
/// // Python: `widest([{"id": 1, "tags": ["a"]}, {"id": 2}])` returns `{"id": 1, "tags": ["a"]}`
/// #[gopylink::function]
/// pub fn widest(rows: Vec<Row>) -> Option<Row> {
///     rows.into_iter().max_by_key(|row| row.tags.len())
/// }
/// ```
///
/// It derives serde's `Serialize` and `Deserialize`, without a dependency on serde, and describes the type for stubs and
/// checks. Serde's attributes are followed, below this one. In Python a struct is a dict with the names of the fields; a
/// variant without content is its name, any other is a dict of one entry.
///
/// Type parameters and lifetimes are allowed. A `Page<T>` is described for every `T` that has a description itself. What
/// code of the user's own makes of a field, by `#[serde(with = "…")]` say, is described as any value.
///
/// # Options
///
/// - `name = "Line"`: what Python calls the type. No two types of a library have one name.
/// - `dataclass`: Python has a dataclass of that name in the library, of which results are instances.
/// - `enum_class`: Python has an `enum.Enum` of that name in the library, of which results are members. For enums whose
///   variants hold nothing.
///
/// ```
/// // Python: `lib.Point(x=1.0, y=2.0)`
/// #[gopylink::record(dataclass)]
/// pub struct Point {
///     pub x: f64,
///     pub y: f64,
/// }
///
/// // Python: `lib.Side.Left`
/// #[gopylink::record(enum_class)]
/// pub enum Side {
///     Left,
///     Right,
/// }
/// ```
#[proc_macro_attribute]
pub fn record(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand_record(options.into(), item.into()).into()
}

/// Describes a struct or enum: what [`macro@record`] derives.
#[doc(hidden)]
#[proc_macro_derive(DescribeRecord, attributes(serde, gopylink))]
pub fn describe_record(input: TokenStream) -> TokenStream {
    expand::expand_description(input.into(), false).into()
}

/// Describes a struct or enum and derives serde's traits, with one error for each field that has a type without them.
#[doc(hidden)]
#[proc_macro_derive(DescribeDataRecord, attributes(serde, gopylink))]
pub fn describe_data_record(input: TokenStream) -> TokenStream {
    expand::expand_description(input.into(), true).into()
}

#[doc = include_str!("docs/error.md")]
#[proc_macro_attribute]
pub fn error(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand_error(options.into(), item.into()).into()
}

/// Describes the exception classes of an enum: what [`macro@error`] derives.
#[doc(hidden)]
#[proc_macro_derive(DescribeError, attributes(gopylink))]
pub fn describe_error(input: TokenStream) -> TokenStream {
    expand::expand_error_description(input.into()).into()
}

#[doc = include_str!("docs/python.md")]
#[proc_macro_attribute]
pub fn python(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::expand_stubs(options.into(), item.into()).into()
}
