//! Writes the Python module of the UniFFI library.

fn main() {
    uniffi::uniffi_bindgen_main();
}
