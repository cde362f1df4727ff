//! What the library asks of whatever it runs in: files, processors and the day. It has none of them by itself, so that a
//! program, an editor and a page in a browser can each give their own.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::date::Date;
use crate::files::{FileSystem, Nothing};

/// Who does work.
pub trait Workers: Debug + Send + Sync {
    /// Does the jobs from 0 up to `count`, in any order, several at once if that can be. A panic in one is passed on when
    /// the others are done.
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync));

    /// How many jobs can be done at once.
    fn count(&self) -> usize;

    /// Does a job on a stack of so many bytes. False where there is no such stack.
    fn on_stack(&self, bytes: usize, job: &mut (dyn FnMut() + Send)) -> bool;
}

/// What jobs give, each done once, in the order of the jobs.
pub fn gather<T: Send + Sync>(
    workers: &dyn Workers,
    count: usize,
    job: &(dyn Fn(usize) -> T + Sync),
) -> Vec<T> {
    let given: Vec<OnceLock<T>> = (0..count).map(|_| OnceLock::new()).collect();
    workers.each(count, &|at| drop(given[at].set(job(at))));
    given.into_iter().filter_map(OnceLock::into_inner).collect()
}

/// How many items of many are changed by one job at least.
const FEW: usize = 64;

/// Changes each of some items, several at once if that can be.
pub fn change<T: Send>(workers: &dyn Workers, items: &mut [T], job: &(dyn Fn(&mut T) + Sync)) {
    // So few that the last to end keeps nobody waiting long, and so many that they are worth a job.
    let together = items.len().div_ceil(8 * workers.count()).max(FEW);
    let parts: Vec<Mutex<&mut [T]>> = items.chunks_mut(together).map(Mutex::new).collect();
    workers.each(parts.len(), &|at| {
        let mut part = parts[at].lock().unwrap_or_else(PoisonError::into_inner);
        part.iter_mut().for_each(job);
    });
}

/// Does one job after the other, where whoever asks is.
#[derive(Clone, Copy, Debug)]
pub struct Alone;

impl Workers for Alone {
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(job);
    }

    fn count(&self) -> usize {
        1
    }

    fn on_stack(&self, _: usize, _: &mut (dyn FnMut() + Send)) -> bool {
        false
    }
}

/// What there is around the library. The default is nothing: no files, one job at a time, and no day.
#[derive(Clone, Debug)]
pub struct Host {
    /// Where files are.
    pub files: Arc<dyn FileSystem>,
    /// Who does the work.
    pub workers: Arc<dyn Workers>,
    /// The day that it is; suppressions end by it.
    pub today: Option<Date>,
}

impl Default for Host {
    fn default() -> Self {
        Self {
            files: Arc::new(Nothing),
            workers: Arc::new(Alone),
            today: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Alone, change};

    #[test]
    fn each_item_is_changed_once() {
        for count in [0, 1, 64, 65, 1000] {
            let mut items: Vec<usize> = (0..count).collect();
            change(&Alone, &mut items, &|item| *item += 1);
            assert!(items.into_iter().eq(1..=count), "{count}");
        }
    }
}
