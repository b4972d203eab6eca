//! Compiles each case on its own: those in a folder named after a class of error must fail with the error beside
//! them, those in `pass` must compile. `TRYBUILD=overwrite` writes the errors anew; read the difference.

/// The classes of error.
const CLASSES: &[&str] = &[
    "block",
    "class",
    "declaration",
    "error",
    "item",
    "name",
    "option",
    "parameter",
    "python",
    "record",
    "result",
    "signature",
];

#[test]
fn cases() {
    let tests = trybuild::TestCases::new();
    for class in CLASSES {
        tests.compile_fail(format!("{class}/*.rs"));
    }
    tests.pass("pass/*.rs");
}
