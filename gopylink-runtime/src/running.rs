//! The calls from Python that run on this thread, one inside the other.
//!
//! An unsafe edge of the runtime: the calls are a list whose links point up the stack, so that noting one takes no
//! memory and no search.

use std::cell::Cell;
use std::fmt;
use std::ptr;

use smallvec::SmallVec;

thread_local! {
    // Needs no destructor, so it can be used for as long as there is a thread.
    static THREAD: Thread = const { Thread { begun: Cell::new(0), innermost: Cell::new(ptr::null()) } };
}

struct Thread {
    /// How many calls there have been, which also numbers them.
    begun: Cell<u64>,
    /// The innermost one that runs; null if none does.
    innermost: Cell<*const Running>,
}

/// How messages name an export: `add()`, `Counter.incr()`, `Counter()`; `Counter.value` for a property.
pub(crate) struct Label(String);

impl Label {
    /// For the export of that name.
    pub(crate) fn new(name: &str) -> Self {
        Self(format!("{name}()"))
    }

    /// For the property or constant of that name.
    pub(crate) fn attribute(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// How messages name the argument for a parameter: an attribute is assigned but one.
    pub(crate) fn argument(&self, name: &str) -> String {
        // Long enough for what most messages go on with, so that it need not grow.
        let mut text = String::with_capacity(self.0.len() + name.len() + 96);
        text.push_str(&self.0);
        if self.0.ends_with("()") {
            [" argument '", name, "'"].into_iter().for_each(|part| text.push_str(part));
        }
        text
    }

    /// How messages name what comes back.
    pub(crate) fn result(&self) -> String {
        if self.0.ends_with("()") { format!("{self} result") } else { self.0.clone() }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A call that runs.
pub(crate) struct Running {
    number: u64,
    /// The call that it runs within.
    outer: *const Running,
    /// The address of the instance that it has borrowed, or of the list of those, where [`Way::Several`] says so; 0 if it has
    /// none.
    instance: Cell<usize>,
    /// How it holds the lock of that.
    way: Cell<Way>,
    /// What is called.
    label: Cell<Option<&'static Label>>,
    /// What becomes of handles that are dropped.
    dropped: Cell<Dropped>,
}

/// What becomes of handles that the code of a call drops.
#[derive(Clone, Copy, PartialEq)]
enum Dropped {
    /// The host is to see to it.
    Given,
    /// The call lets go of the GIL, and has it again before it is over.
    Left,
    /// As `Left`, and there was one.
    LeftSome,
}

/// How a call has borrowed an instance, and what is called.
pub(crate) enum Borrow {
    Shared(&'static Label),
    Alone(&'static Label),
}

impl Running {
    /// Its number among the calls of this thread: those within it have higher ones.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// Notes that the call has borrowed an instance.
    #[inline]
    pub(crate) fn note(&self, instance: usize, way: Way, label: &'static Label) {
        self.instance.set(instance);
        self.way.set(way);
        self.label.set(Some(label));
    }

    /// Notes that the call lets go of the GIL. What it drops meanwhile may wait until it has it again.
    #[inline]
    pub(crate) fn detach(&self) {
        self.dropped.set(Dropped::Left);
    }

    /// Whether something waits for the call to have the GIL.
    #[inline]
    pub(crate) fn has_left_some(&self) -> bool {
        self.dropped.get() == Dropped::LeftSome
    }

    /// Notes that the call has borrowed several instances, until [`forget`](Self::forget).
    ///
    /// # Safety
    ///
    /// `several` stays as it is until then, and where it is.
    #[inline]
    pub(crate) unsafe fn note_several(&self, several: &Several, label: &'static Label) {
        self.instance.set(ptr::from_ref(several).expose_provenance());
        self.way.set(Way::Several);
        self.label.set(Some(label));
    }

    /// How it has borrowed an instance, if it has.
    fn holds(&self, instance: usize) -> Option<Way> {
        match self.way.get() {
            _ if self.instance.get() == 0 => None,
            Way::Several => {
                // SAFETY: by the contract of `note_several`.
                let several = unsafe { &*ptr::with_exposed_provenance::<Several>(self.instance.get()) };
                several.iter().find(|(borrowed, _)| *borrowed == instance).map(|(_, way)| *way)
            }
            way => (self.instance.get() == instance).then_some(way),
        }
    }

    /// Forgets the instance that the call has borrowed, and tells how.
    #[inline]
    pub(crate) fn forget(&self) -> Way {
        self.instance.set(0);
        self.way.get()
    }
}

/// Instances that a call has borrowed, by their addresses, and how.
pub(crate) type Several = SmallVec<[(usize, Way); 3]>;

/// How a call holds the lock of an instance: what that means is for [the lock](crate::object) to say.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    TakenShared,
    TakenAlone,
    LentShared,
    LentAlone,
    /// There are several instances, each held in its own way.
    Several,
}

impl Way {
    #[inline]
    pub(crate) const fn taken(alone: bool) -> Self {
        if alone { Self::TakenAlone } else { Self::TakenShared }
    }

    #[inline]
    pub(crate) const fn lent(alone: bool) -> Self {
        if alone { Self::LentAlone } else { Self::LentShared }
    }

    const fn is_alone(self) -> bool {
        matches!(self, Self::TakenAlone | Self::LentAlone)
    }
}

/// Runs a call, which must not unwind.
#[inline]
pub(crate) fn run<R>(work: impl FnOnce(&Running) -> R) -> R {
    THREAD.with(|thread| {
        let number = thread.begun.get() + 1;
        thread.begun.set(number);
        let outer = thread.innermost.get();
        let running = Running {
            number,
            outer,
            instance: Cell::new(0),
            way: Cell::new(Way::TakenShared),
            label: Cell::new(None),
            dropped: Cell::new(Dropped::Given),
        };
        let _leave = Leave { thread, outer };
        thread.innermost.set(&raw const running);
        work(&running)
    })
}

/// Takes the innermost call off the list, however it ends.
struct Leave<'t> {
    thread: &'t Thread,
    outer: *const Running,
}

impl Drop for Leave<'_> {
    #[inline]
    fn drop(&mut self) {
        self.thread.innermost.set(self.outer);
    }
}

/// The number of the innermost call; 0 if none runs.
pub(crate) fn innermost() -> u64 {
    THREAD.with(|thread| calls(thread).next().map_or(0, Running::number))
}

/// Whether a handle may wait for the end of the innermost call, which then sees to it.
pub(crate) fn leave_to_call() -> bool {
    THREAD.with(|thread| {
        let Some(call) = calls(thread).next().filter(|call| call.dropped.get() != Dropped::Given) else {
            return false;
        };
        call.dropped.set(Dropped::LeftSome);
        true
    })
}

/// How this thread has borrowed an instance, and by which call, the innermost first.
#[cold]
pub(crate) fn borrowed(instance: usize) -> Option<Borrow> {
    THREAD.with(|thread| {
        let (call, way) = calls(thread).find_map(|call| call.holds(instance).map(|way| (call, way)))?;
        call.label.get().map(if way.is_alone() { Borrow::Alone } else { Borrow::Shared })
    })
}

/// Whether a call of this thread has borrowed an instance.
#[cold]
pub(crate) fn has_borrowed() -> bool {
    THREAD.with(|thread| calls(thread).any(|call| call.instance.get() != 0))
}

/// The calls that run, innermost first.
fn calls(thread: &Thread) -> impl Iterator<Item = &Running> {
    // SAFETY: each link is null or points to a call further up this thread's stack, which `Leave` takes off the list
    // before it ends.
    let link = |call: *const Running| unsafe { call.as_ref() };
    std::iter::successors(link(thread.innermost.get()), move |call| link(call.outer))
}
