//! Messages with arrays in them, which Rust looks into where they are.

use gopylink_abi::wire::ARRAY_ALIGNMENT;

/// The message at an address at which its arrays are aligned: where it is, or in `copy`.
pub(super) fn aligned<'a>(message: &'a [u8], copy: &'a mut Vec<u8>) -> &'a [u8] {
    if message.as_ptr().addr().is_multiple_of(ARRAY_ALIGNMENT) {
        return message;
    }
    copy.resize(message.len() + ARRAY_ALIGNMENT, 0);
    let start = copy.as_ptr().addr().next_multiple_of(ARRAY_ALIGNMENT) - copy.as_ptr().addr();
    let place = &mut copy[start..start + message.len()];
    place.copy_from_slice(message);
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wherever_the_message_is() {
        let bytes: Vec<u8> = (0..100).collect();
        for start in 0..=ARRAY_ALIGNMENT {
            let mut copy = Vec::new();
            let message = aligned(&bytes[start..], &mut copy);
            assert_eq!(message, &bytes[start..]);
            assert!(message.as_ptr().addr().is_multiple_of(ARRAY_ALIGNMENT));
        }
    }
}
