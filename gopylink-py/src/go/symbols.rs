//! The three functions that a library of the Go original exports.

use std::ffi::c_void;
use std::ops::Deref;
use std::ptr;

/// `Execute`: the command, the input and its length, the length of the result, the code.
type Execute = unsafe extern "C" fn(i64, *const u8, i64, *mut i64, *mut i64) -> *mut c_void;
type FreeMemory = unsafe extern "C" fn(*mut c_void);
type RegisterCallback = unsafe extern "C" fn(Callback);

/// What Go calls Python by. Its result was allocated with C's `malloc`; Go frees it.
pub(super) type Callback = Execute;

/// The names of the functions, as messages show them.
pub(crate) const NAMES: &str = "'Execute', 'FreeMemory' and 'RegisterCallback'";

/// Functions of a library that stays loaded.
#[derive(Clone, Copy)]
pub(crate) struct Symbols {
    execute: Execute,
    free_memory: FreeMemory,
    register_callback: RegisterCallback,
    /// Whether Go made the library, where results are memory of C's.
    is_go: bool,
}

impl Symbols {
    /// Those of a loaded file; `None` if one is missing.
    pub(crate) fn find(file: &libloading::Library) -> Option<Self> {
        // SAFETY: a library that has all three is one of the Go original, where they have these types.
        unsafe {
            Some(Self {
                execute: *file.get::<Execute>(b"Execute").ok()?,
                free_memory: *file.get::<FreeMemory>(b"FreeMemory").ok()?,
                register_callback: *file.get::<RegisterCallback>(b"RegisterCallback").ok()?,
                is_go: is_go(file),
            })
        }
    }

    /// Waits until the `init` functions of the library's packages have run: any call of Go does.
    pub(super) fn wait_for_init(&self) {
        // SAFETY: to free nothing is allowed.
        unsafe { (self.free_memory)(ptr::null_mut()) };
    }

    /// Carries a command out. Returns the result and the code.
    pub(super) fn execute(&self, request: i64, input: &[u8]) -> (Reply, i64) {
        let (mut length, mut code) = (0_i64, -1_i64);
        let size = i64::try_from(input.len()).unwrap_or(i64::MAX);
        // SAFETY: the input is borrowed for the call; what it fills in is there for as long.
        let result = unsafe { (self.execute)(request, input.as_ptr(), size, &raw mut length, &raw mut code) };
        (Reply { memory: result, length: usize::try_from(length).unwrap_or_default(), symbols: *self }, code)
    }

    /// Says what is to be called for Python. Not more than once for a library: Go's runtime would end the process.
    pub(super) fn register(&self, callback: Callback) {
        // SAFETY: a function of this type, which lives as long as the process.
        unsafe { (self.register_callback)(callback) };
    }

    /// What tells libraries apart, by whatever paths they were opened.
    pub(super) fn identity(&self) -> usize {
        self.register_callback as *const () as usize
    }
}

/// What a library returned, in memory of its own.
pub(super) struct Reply {
    memory: *mut c_void,
    length: usize,
    symbols: Symbols,
}

// SAFETY: memory that has one owner, and may be freed by any thread.
unsafe impl Send for Reply {}

impl Deref for Reply {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        if self.memory.is_null() {
            return &[];
        }
        // SAFETY: the memory has the length that came with it, and is freed with this.
        unsafe { std::slice::from_raw_parts(self.memory.cast::<u8>(), self.length) }
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        if self.memory.is_null() {
            return;
        }
        // By C where Go would have C do it: a call of Go first waits for its turn among the goroutines, here with the GIL.
        if self.symbols.is_go && cfg!(unix) {
            // SAFETY: made by C's `malloc`, as the protocol has it; a Go library's C is that of the process.
            unsafe { libc::free(self.memory) }
        } else {
            // SAFETY: given back once.
            unsafe { (self.symbols.free_memory)(self.memory) }
        }
    }
}

/// Whether a loaded file is a library of Go's, of whatever kind.
pub(crate) fn is_go(file: &libloading::Library) -> bool {
    // SAFETY: looked for, and not used.
    unsafe { file.get::<*const c_void>(b"_cgo_topofstack").is_ok() }
}
