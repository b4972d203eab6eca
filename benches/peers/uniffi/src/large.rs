//! Bytes and text in one piece.

/// UniFFI has no `usize`.
fn size(count: u64) -> usize {
    usize::try_from(count).expect("a count that fits in memory")
}

#[uniffi::export]
pub fn measure_bytes(data: &[u8]) -> u64 {
    bodies::measure_bytes(data) as u64
}

#[uniffi::export]
pub fn make_bytes(count: u64) -> Vec<u8> {
    bodies::make_bytes(size(count))
}

#[uniffi::export]
pub fn echo_bytes(data: &[u8]) -> Vec<u8> {
    data.to_vec()
}

#[uniffi::export]
pub fn measure_text(text: &str) -> u64 {
    text.len() as u64
}

#[uniffi::export]
pub fn make_text(count: u64) -> String {
    bodies::make_text(size(count))
}

#[uniffi::export]
pub fn echo_text(text: &str) -> String {
    text.to_owned()
}
