//! Bytes for a client, which it gives back by the address of the first.

use std::mem::ManuallyDrop;

use gopylink_abi::pool;

/// What the allocation begins with: how large it is. The bytes behind are as aligned as those of `malloc`.
pub(super) const HEADER: usize = 16;

/// Bytes in the making.
#[derive(Debug)]
pub(super) struct Output(Vec<u8>);

impl Output {
    /// None yet.
    pub(super) fn new() -> Self {
        let mut bytes = pool::take();
        bytes.resize(HEADER, 0);
        Self(bytes)
    }

    /// Those of a text.
    pub(super) fn text(text: &str) -> Self {
        let mut output = Self::new();
        output.0.extend_from_slice(text.as_bytes());
        output
    }

    /// To append more.
    pub(super) fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len() - HEADER
    }

    /// The allocation, header and all, which says how large it is; nothing where there are no bytes.
    pub(super) fn into_allocation(mut self) -> Option<*mut u8> {
        if self.len() == 0 {
            pool::give(self.0);
            return None;
        }
        let capacity = self.0.capacity() as u64;
        self.0[..8].copy_from_slice(&capacity.to_ne_bytes());
        Some(ManuallyDrop::new(self.0).as_mut_ptr())
    }
}
