//! The host as the library sees it: its function table behind safe calls, and handles of Python objects.
//!
//! One of the two unsafe edges of the runtime; what the table's functions promise is written at
//! [`HostTable`].

#[cfg_attr(not(feature = "go-protocol"), allow(dead_code, reason = "without it, no client ever connects"))]
pub(crate) mod client;
mod reply;
mod route;
mod target;

use std::cell::Cell;
use std::ffi::c_void;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::NonNull;
use std::sync::OnceLock;

use gopylink_abi::direct::{DirectPythonCall, Object, ObjectTable, Outcome, Pass, outcome};
use gopylink_abi::failure::Failure;
use gopylink_abi::layout::{Buffer, PythonCall, Reply, Slice, StackReserve};
use gopylink_abi::table::{HostTable, LANE_VARIABLE, MSGPACK, OLDEST_HOST, VERSION};

use self::reply::{not_loaded, shutting_down, take, take_failed};
use crate::running;

pub(crate) use route::{Route, is_direct, route};
pub(crate) use target::{Details, Name, Passed, Target};

static HOST: OnceLock<Host> = OnceLock::new();

struct Host {
    table: &'static HostTable,
    context: *mut c_void,
    by_msgpack: bool,
}

// SAFETY: the table is immutable and its functions may be called from any thread; the context is a token that
// the library only hands back.
unsafe impl Send for Host {}
// SAFETY: as above.
unsafe impl Sync for Host {}

/// Takes the host's table, or says why not. The first host wins; a later one is served through the same table,
/// since both live in this process.
///
/// # Safety
///
/// `table` points to a [`HostTable`] that lives as long as the process.
pub(crate) unsafe fn connect(table: *const HostTable, context: *mut c_void) -> Result<(), String> {
    // SAFETY: every table begins with a header of this layout.
    let header = unsafe { (*table).header };
    if header.version < OLDEST_HOST || header.oldest_peer > VERSION || header.size < size_of::<HostTable>() {
        return Err(format!(
            "the library works with hosts from version {OLDEST_HOST} of the gopylink boundary and speaks version \
             {VERSION}, this host speaks versions {} to {}: update gopylink-py and gopylink-runtime to releases that \
             go together",
            header.oldest_peer, header.version
        ));
    }
    // SAFETY: the header says that the whole table is there, and it lives as long as the process.
    let table = unsafe { &*table };
    let by_msgpack = std::env::var_os(LANE_VARIABLE).is_some_and(|lane| lane == MSGPACK);
    let _ = HOST.set(Host { table, context, by_msgpack });
    route::look_for_direct();
    Ok(())
}

/// What a call into Python by the msgpack lane gave.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) bytes: HostBytes,
    /// The new instance, where a class was called.
    pub(crate) object: Option<Handle>,
}

/// Why a call into Python gave nothing.
pub(crate) struct Failed {
    pub(crate) failure: Failure,
    /// The Python exception behind the failure.
    pub(crate) exception: Option<Handle>,
}

impl Failed {
    fn new(failure: Failure, exception: Option<Handle>) -> Box<Self> {
        Box::new(Self { failure, exception })
    }
}

/// Whether calls into Python go by the msgpack lane.
pub(crate) fn by_msgpack() -> bool {
    HOST.get().is_some_and(|host| host.by_msgpack)
}

/// Calls into Python with an encoded array of arguments.
pub(crate) fn call(
    target: &Target<'_>,
    arguments: &[u8],
    details: Option<&Details<'_>>,
) -> Result<Answer, Box<Failed>> {
    let host = HOST.get().ok_or_else(not_loaded)?;
    let name = Slice::new(target.name.as_bytes());
    let call = PythonCall {
        target: target.kind,
        name,
        object: target.object,
        arguments: Slice::new(arguments),
        details: Details::pointer(details),
    };
    let mut reply = Reply::EMPTY;
    // SAFETY: the table's contract; the slices and the handle are borrowed for the whole call.
    unsafe { (host.table.call)(host.context, &raw const call, &raw mut reply) };
    take(reply)
}

/// The formatted traceback of an exception, if Python still runs.
pub(crate) fn traceback(exception: &Handle) -> Option<String> {
    let host = HOST.get()?;
    let mut reply = Reply::EMPTY;
    // SAFETY: the table's contract; the handle is valid while borrowed.
    unsafe { (host.table.traceback)(exception.0.as_ptr(), &raw mut reply) };
    let answer = take(reply).ok()?;
    String::from_utf8(answer.bytes.to_vec()).ok().filter(|text| !text.is_empty())
}

/// What there is to say of an exception, which gets `place` into its reason if that is about text.
pub(crate) fn describe(exception: Handle, place: &str) -> Box<Failed> {
    let Some(host) = HOST.get() else { return not_loaded() };
    let mut reply = Reply::EMPTY;
    // SAFETY: the table's contract; the handle is given away, and the place borrowed for the call.
    unsafe { (host.table.describe)(exception.into_raw(), Slice::new(place.as_bytes()), &raw mut reply) };
    take_failed(reply)
}

/// In place of a reserve that nobody has been asked for: all there is, so that one look is enough where it is known.
const NOT_ASKED: StackReserve = StackReserve { lowest: 0, end: usize::MAX };

thread_local! {
    static RESERVE: Cell<StackReserve> = const { Cell::new(NOT_ASKED) };
}

/// Whether this thread's stack is nearly used up, so that an error must be returned before going deeper.
#[inline]
pub(crate) fn stack_exhausted() -> bool {
    RESERVE.get().is_entered() && known_reserve().is_some_and(StackReserve::is_entered)
}

/// The reserve of this thread's stack, once there is somebody to tell.
#[cold]
fn known_reserve() -> Option<StackReserve> {
    let known = Some(RESERVE.get()).filter(|reserve| reserve.end != NOT_ASKED.end);
    known.or_else(|| {
        // SAFETY: the table's contract.
        let of_host = HOST.get().map(|host| unsafe { (host.table.stack_reserve)() });
        let reserve = of_host.or_else(|| client::is_connected().then(client::stack::reserve));
        RESERVE.set(reserve.unwrap_or(NOT_ASKED));
        reserve
    })
}

/// Has this thread hold the GIL until the leave is dropped.
#[inline]
pub(crate) fn attach() -> Result<Attached, Box<Failed>> {
    attach_by(|table| table.enter)
}

/// As [`attach`], for a thread that Python has called: it is not refused when the interpreter exits.
pub(crate) fn resume() -> Result<Attached, Box<Failed>> {
    attach_by(|table| table.resume)
}

#[inline]
fn attach_by(way: fn(&HostTable) -> unsafe extern "C" fn() -> Pass) -> Result<Attached, Box<Failed>> {
    let host = HOST.get().ok_or_else(not_loaded)?;
    // SAFETY: the table's contract.
    let pass = unsafe { way(host.table)() };
    if pass.objects.is_null() {
        return Err(shutting_down());
    }
    Ok(Attached { host, pass })
}

/// Has Python drop what was left to the call that is about to be over.
#[cold]
pub(crate) fn release_left() {
    drop(attach());
}

/// Whether this thread runs the interpreter's exit: no other may ever have the GIL again.
pub(crate) fn runs_exit() -> bool {
    // SAFETY: the table's contract.
    HOST.get().is_some_and(|host| unsafe { (host.table.runs_exit)() })
}

/// Leave to use Python, on the thread that asked for it.
pub(crate) struct Attached {
    host: &'static Host,
    pass: Pass,
}

impl Attached {
    /// The host's functions on objects.
    #[inline]
    pub(crate) fn objects(&self) -> &'static ObjectTable {
        // SAFETY: the host's table lives as long as the process.
        unsafe { &*self.pass.objects }
    }

    /// This thread holds the GIL, for as long as `self` lives.
    pub(crate) fn gil(&self) -> Gil {
        Gil(Some(self.objects()))
    }

    /// Calls into Python by the direct lane. An object in the outcome is a new reference.
    ///
    /// # Safety
    ///
    /// `arguments` points to `count` references, which this call takes, and has a place before the first. There are not
    /// more names in the details.
    #[inline(always)]
    pub(crate) unsafe fn call(
        &self,
        target: &Target<'_>,
        arguments: *mut *mut Object,
        count: usize,
        details: Option<&Details<'_>>,
    ) -> Result<Outcome, Box<Failed>> {
        let name = Slice::new(target.name.as_bytes());
        let (object, details) = (target.object.cast(), Details::pointer(details));
        let call = DirectPythonCall { target: target.kind, name, object, arguments, count, details };
        let mut reply = MaybeUninit::uninit();
        // SAFETY: the table's contract, and this function's.
        let outcome =
            unsafe { (self.host.table.call_direct)(self.host.context, &raw const call, reply.as_mut_ptr()) };
        if outcome.kind == outcome::FAILED {
            // SAFETY: the host has written the reply if the call failed.
            return Err(take_failed(unsafe { reply.assume_init() }));
        }
        Ok(outcome)
    }
}

impl Drop for Attached {
    #[inline]
    fn drop(&mut self) {
        if self.pass.state != 0 {
            // SAFETY: the table's contract; the pass is one that `enter` gave on this thread.
            unsafe { (self.host.table.leave)(self.pass) };
        }
    }
}

/// Whether this thread holds the GIL. If it does, it has to let go of it for anything that takes its time.
#[derive(Clone, Copy)]
pub(crate) struct Gil(Option<&'static ObjectTable>);

impl Gil {
    /// This thread does not hold it.
    pub(crate) const RELEASED: Self = Self(None);

    /// This thread holds it.
    ///
    /// # Safety
    ///
    /// So it is, for as long as this is used, but for what [`released`](Self::released) does.
    pub(crate) unsafe fn held(objects: &'static ObjectTable) -> Self {
        Self(Some(objects))
    }

    #[inline]
    pub(crate) fn is_held(self) -> bool {
        self.0.is_some()
    }

    /// Whether no other thread holds it meanwhile: there are builds of Python without one.
    #[inline]
    pub(crate) fn is_exclusive(self) -> bool {
        self.0.is_some_and(|objects| objects.has_gil)
    }

    /// Runs `work` without the GIL.
    #[inline]
    pub(crate) fn released<R>(self, work: impl FnOnce() -> R) -> R {
        struct Attach(&'static ObjectTable, *mut c_void);

        impl Drop for Attach {
            #[inline]
            fn drop(&mut self) {
                // SAFETY: the state is what `detach` returned on this thread.
                unsafe { (self.0.attach)(self.1) }
            }
        }

        // SAFETY: by the contract of `held`.
        let _attach = self.0.map(|objects| Attach(objects, unsafe { (objects.detach)() }));
        work()
    }
}

/// The handle of one Python object. Dropping it gives the object back, on any thread.
#[derive(Debug)]
pub(crate) struct Handle(NonNull<c_void>);

// SAFETY: a handle is a token; the host does what it stands for where Python may run.
unsafe impl Send for Handle {}
// SAFETY: as above.
unsafe impl Sync for Handle {}

impl Handle {
    /// A reference to an [`Object`](gopylink_abi::direct::Object) as a handle.
    ///
    /// # Safety
    ///
    /// The caller owns the reference and gives it away.
    #[inline]
    pub(crate) unsafe fn from_raw(object: NonNull<c_void>) -> Self {
        Self(object)
    }

    /// A second handle of the same object.
    pub(crate) fn retain(&self) -> Option<Self> {
        // SAFETY: the table's contract; the handle is valid while borrowed.
        HOST.get().and_then(|host| NonNull::new(unsafe { (host.table.retain)(self.0.as_ptr()) })).map(Self)
    }

    /// The reference to the object, for somebody who gives it back himself.
    #[inline]
    pub(crate) fn into_object(self) -> NonNull<Object> {
        ManuallyDrop::new(self).0.cast()
    }

    /// Passes the handle to the host, which owns it from then on.
    pub(crate) fn into_raw(self) -> *mut c_void {
        self.into_object().as_ptr().cast()
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if let Some(host) = HOST.get() {
            let in_call = running::leave_to_call();
            let release = if in_call { host.table.release_in_call } else { host.table.release };
            // SAFETY: the table's contract; this was the only owner of the handle. The call enters before it is over.
            unsafe { release(self.0.as_ptr()) }
        }
    }
}

/// Bytes that the host allocated. Dropping them gives them back.
#[derive(Debug)]
pub(crate) struct HostBytes(Buffer);

// SAFETY: the bytes are owned, and `free` may be called from any thread.
unsafe impl Send for HostBytes {}
// SAFETY: shared access only reads.
unsafe impl Sync for HostBytes {}

impl std::ops::Deref for HostBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: the host's buffer, freed when this is dropped.
        unsafe { self.0.bytes() }
    }
}

impl Drop for HostBytes {
    fn drop(&mut self) {
        let buffer = std::mem::replace(&mut self.0, Buffer::EMPTY);
        if let Some(host) = HOST.get().filter(|_| !buffer.data.is_null()) {
            // SAFETY: the buffer is the host's, and this is its only owner.
            unsafe { (host.table.free)(buffer) }
        }
    }
}
