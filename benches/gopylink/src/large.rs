//! Bytes and text in one piece.

struct Large;

#[gopylink::functions]
impl Large {
    pub fn measure_bytes(data: &[u8]) -> usize {
        bodies::measure_bytes(data)
    }

    pub fn make_bytes(count: usize) -> Vec<u8> {
        bodies::make_bytes(count)
    }

    pub fn echo_bytes(data: &[u8]) -> &[u8] {
        data
    }

    pub fn measure_text(text: &str) -> usize {
        text.len()
    }

    pub fn make_text(count: usize) -> String {
        bodies::make_text(count)
    }

    pub fn echo_text(text: &str) -> &str {
        text
    }
}
