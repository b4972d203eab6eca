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
/// - `signature = (first, *rest)`: the parameters as Python sees them, all and in order. `*rest`, which must be the
///   last, takes all further positional arguments as a list.
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
/// # Options of the block
///
/// - `name = "Tally"`: what Python calls the class. All blocks of a class say the same.
/// - `rename_all = "camelCase"`: as for [`macro@functions`]; the constructor has the name of its class.
///
/// # Options of a function
///
/// Those of [`macro@functions`], and `constructor`, which makes another function than `new` the constructor.
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
