//! Reads many files at once.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::document::Document;
use crate::walk::Skipped;

/// How often `tick` is called: often enough to look alive, seldom enough to cost nothing.
const TICK: Duration = Duration::from_millis(50);

/// Documents that may wait to be collected, so that fast workers do not fill the memory.
const WAITING: usize = 64;

/// Reads `files` on every core, and hands each one to `collect` on this thread, in no particular order.
///
/// Calls `tick` every now and then, also on this thread, with the number of files collected since the last time.
/// When `tick` fails, reading stops and its error is returned: this is how Ctrl-C gets through.
pub(crate) fn read_all<E>(
    files: &[PathBuf],
    root: &Path,
    mut collect: impl FnMut(Result<Document, Skipped>),
    mut tick: impl FnMut(usize) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        // Leaving this closure drops the receiver; workers then fail to send, and end.
        let (sender, receiver) = sync_channel(WAITING);
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if sender.send(Document::read(path, root)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);

        let mut ticked = Instant::now();
        let mut collected = 0;
        loop {
            match receiver.recv_timeout(TICK) {
                Ok(document) => {
                    collect(document);
                    collected += 1;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return tick(collected),
            }
            if ticked.elapsed() >= TICK {
                tick(std::mem::take(&mut collected))?;
                ticked = Instant::now();
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn every_file_is_collected_and_counted_once() {
        let folder = TestFolder::new("read");
        let mut files: Vec<_> = (0..300).map(|i| folder.write(&format!("{i}.py"), b"x = 1\n")).collect();
        files.push(folder.path().join("missing.py"));

        let (mut good, mut bad, mut ticks) = (0, Vec::new(), 0);
        read_all(
            &files,
            folder.path(),
            |read| match read {
                Ok(document) => good += document.lines,
                Err(skipped) => bad.push(skipped.path),
            },
            |n| {
                ticks += n;
                Ok::<_, Infallible>(())
            },
        )
        .unwrap();

        assert_eq!((good, ticks), (300, 301));
        assert_eq!(bad.len(), 1);
    }

    #[test]
    fn a_failing_tick_ends_the_reading() {
        let folder = TestFolder::new("stop");
        let files: Vec<_> = (0..3).map(|i| folder.write(&format!("{i}.py"), b"")).collect();
        let result = read_all(&files, folder.path(), |_| {}, |_| Err("stop"));
        assert_eq!(result, Err("stop"));
    }
}
