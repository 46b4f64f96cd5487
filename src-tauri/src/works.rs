//! Work that takes long and that the person may end, each with a flag of its own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};

use backend::locked;
use views::LongWork;

/// A piece of work that is under way. Its flag lives as long as it does.
#[derive(Debug, Default)]
pub(crate) struct Work(Arc<AtomicBool>);

impl Work {
    /// Whether the work is to end before its next step.
    pub(crate) fn is_ended(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The flags of the works that are under way. Beginning one work touches no other work's flag.
#[derive(Debug, Default)]
pub(crate) struct Works(Mutex<Vec<(LongWork, Weak<AtomicBool>)>>);

impl Works {
    /// Begins a work of a kind.
    pub(crate) fn begin(&self, kind: LongWork) -> Work {
        let work = Work::default();
        let mut flags = locked(&self.0);
        flags.retain(|(_, flag)| flag.strong_count() > 0);
        flags.push((kind, Arc::downgrade(&work.0)));
        work
    }

    /// Ends the works of one kind that are under way now; a later one runs.
    pub(crate) fn end(&self, kind: LongWork) {
        self.end_each(|one| one == kind);
    }

    /// Ends every work that is under way now.
    pub(crate) fn end_all(&self) {
        self.end_each(|_| true);
    }

    fn end_each(&self, is_meant: impl Fn(LongWork) -> bool) {
        let flags = locked(&self.0);
        for flag in
            flags.iter().filter(|(kind, _)| is_meant(*kind)).filter_map(|(_, one)| one.upgrade())
        {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginning_a_work_revives_no_work_that_was_ended() {
        let works = Works::default();
        let import = works.begin(LongWork::Files);
        works.end(LongWork::Files);
        let proof = works.begin(LongWork::Proof);
        let second = works.begin(LongWork::Files);
        assert!(import.is_ended());
        assert!(!proof.is_ended() && !second.is_ended());
    }

    #[test]
    fn ending_a_work_ends_no_work_of_another_kind() {
        let works = Works::default();
        let kinds = [LongWork::Files, LongWork::Evidence, LongWork::Package, LongWork::Proof];
        for ended in kinds {
            let running = kinds.map(|kind| (kind, works.begin(kind)));
            works.end(ended);
            for (kind, work) in &running {
                assert_eq!(work.is_ended(), *kind == ended, "{kind:?} after {ended:?}");
            }
        }
    }

    #[test]
    fn closing_ends_what_is_under_way_and_nothing_later() {
        let works = Works::default();
        let (import, export) = (works.begin(LongWork::Files), works.begin(LongWork::Evidence));
        works.end_all();
        assert!(import.is_ended() && export.is_ended());
        assert!(!works.begin(LongWork::Files).is_ended());
    }
}
