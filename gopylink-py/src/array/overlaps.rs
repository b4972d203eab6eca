//! Many ranges of addresses: whether one of them overlaps with another range is found without looking at all of them.
//!
//! A treap: a search tree by where the ranges begin, which arbitrary weights keep balanced in whatever order they come.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lent::Lent;

/// Loans of memory.
pub(super) struct Many {
    /// By owner and number: where the tree has the loan, and the thread.
    loans: BTreeMap<(usize, u64), (Key, usize)>,
    root: Link,
    /// The number of the next loan.
    next: u64,
    /// Of the generator of weights; never 0.
    state: u64,
}

/// Where a range begins, and the number of its loan.
type Key = (usize, u64);

type Link = Option<Box<Node>>;

struct Node {
    key: Key,
    end: usize,
    to_write: bool,
    /// No node below has a greater one.
    weight: u64,
    /// The greatest end, here and below.
    reach: usize,
    /// The same, of loans to write.
    written: usize,
    before: Link,
    after: Link,
}

impl Many {
    pub(super) const fn new() -> Self {
        Self { loans: BTreeMap::new(), root: None, next: 0, state: 0x9e37_79b9_7f4a_7c15 }
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Whether any of the loans is to write.
    #[inline]
    pub(super) fn is_written(&self) -> bool {
        self.root.as_ref().is_some_and(|root| root.written > 0)
    }

    #[cold]
    pub(super) fn add(&mut self, lent: &Lent) {
        let key = (lent.addresses.start, self.next);
        self.loans.insert((lent.owner, self.next), (key, lent.thread));
        self.next += 1;
        let node = Node::new(key, lent.addresses.end, lent.to_write, self.weight());
        let (before, after) = split(self.root.take(), key);
        self.root = join(join(before, Some(Box::new(node))), after);
    }

    /// Removes the last loan of an owner.
    #[cold]
    pub(super) fn remove(&mut self, owner: usize) {
        let last = self.loans.range((owner, 0)..=(owner, u64::MAX)).next_back();
        if let Some((&place, _)) = last {
            self.take(place);
        }
    }

    /// Removes the loans of all threads but one.
    #[cold]
    pub(super) fn retain(&mut self, thread: usize) {
        let others = self.loans.iter().filter(|(_, (_, other))| *other != thread);
        for place in others.map(|(&place, _)| place).collect::<Vec<_>>() {
            self.take(place);
        }
    }

    fn take(&mut self, place: (usize, u64)) {
        if let Some(((start, number), _)) = self.loans.remove(&place) {
            let (before, rest) = split(self.root.take(), (start, number));
            let (_, after) = split(rest, (start, number + 1));
            self.root = join(before, after);
        }
    }

    /// Whether there is a loan of an address of the range, of which one of the two is to write.
    #[cold]
    pub(super) fn overlaps(&self, addresses: &Range<usize>, to_write: bool) -> bool {
        let reach = |node: &Node| if to_write { node.reach } else { node.written };
        let mut link = &self.root;
        while let Some(node) = link {
            if node.key.0 >= addresses.end {
                link = &node.before;
                continue;
            }
            // This loan and all before it begin in front of the range's end.
            let before = node.before.as_deref().map_or(0, reach);
            if before.max(node.own(to_write)) > addresses.start {
                return true;
            }
            link = &node.after;
        }
        false
    }

    /// By Marsaglia's xorshift.
    fn weight(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }
}

impl Node {
    fn new(key: Key, end: usize, to_write: bool, weight: u64) -> Self {
        let written = if to_write { end } else { 0 };
        Self { key, end, to_write, weight, reach: end, written, before: None, after: None }
    }

    /// The end of this loan, if it counts for somebody who would write, or only read.
    fn own(&self, would_write: bool) -> usize {
        if would_write || self.to_write { self.end } else { 0 }
    }

    /// Sums up what is below, after a change there.
    fn update(&mut self) {
        let below = || self.before.iter().chain(&self.after);
        self.reach = below().map(|node| node.reach).fold(self.end, usize::max);
        self.written = below().map(|node| node.written).fold(self.own(false), usize::max);
    }
}

/// The nodes of smaller keys, and the others.
fn split(link: Link, key: Key) -> (Link, Link) {
    let Some(mut node) = link else { return (None, None) };
    if node.key < key {
        let (before, after) = split(node.after.take(), key);
        node.after = before;
        node.update();
        (Some(node), after)
    } else {
        let (before, after) = split(node.before.take(), key);
        node.before = after;
        node.update();
        (before, Some(node))
    }
}

/// One tree of two, where all keys of the first are smaller.
fn join(first: Link, second: Link) -> Link {
    match (first, second) {
        (None, link) | (link, None) => link,
        (Some(mut first), Some(mut second)) => {
            if first.weight > second.weight {
                first.after = join(first.after.take(), Some(second));
                first.update();
                Some(first)
            } else {
                second.before = join(Some(first), second.before.take());
                second.update();
                Some(second)
            }
        }
    }
}
