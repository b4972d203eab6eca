//! What grows: the depth of a value, and the work of several threads.

use gopylink::Value;

struct Growth;

#[gopylink::functions]
impl Growth {
    pub fn echo_tree(value: Value) -> Value {
        value
    }

    pub fn work(rounds: u64) -> u64 {
        bodies::work(rounds)
    }
}
