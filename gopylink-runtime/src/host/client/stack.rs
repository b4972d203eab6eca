//! How much of a thread's stack is left, which clients do not tell.

use gopylink_abi::layout::StackReserve;

/// The reserve of this thread's stack.
pub(in crate::host) fn reserve() -> StackReserve {
    let here = 0_u8;
    let here = (&raw const here).addr();
    lowest()
        .filter(|lowest| *lowest < here)
        .map_or(StackReserve::UNKNOWN, |lowest| StackReserve::of(lowest, here - lowest))
}

/// The lowest address of this thread's stack, if the platform tells.
#[cfg(target_os = "linux")]
fn lowest() -> Option<usize> {
    use std::mem::MaybeUninit;
    use std::ptr;

    let mut attributes = MaybeUninit::uninit();
    // SAFETY: fills the attributes in, and returns 0 if it did.
    if unsafe { libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) } != 0 {
        return None;
    }
    let (mut lowest, mut size, mut guard) = (ptr::null_mut(), 0, 0);
    // SAFETY: the attributes are filled in, and not used after they are given back.
    unsafe {
        let attributes = attributes.as_mut_ptr();
        let found = libc::pthread_attr_getstack(attributes, &raw mut lowest, &raw mut size) == 0
            && libc::pthread_attr_getguardsize(attributes, &raw mut guard) == 0;
        libc::pthread_attr_destroy(attributes);
        found.then(|| lowest.addr() + guard)
    }
}

/// The lowest address of this thread's stack, if the platform tells.
#[cfg(not(target_os = "linux"))]
fn lowest() -> Option<usize> {
    None
}
