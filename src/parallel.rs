//! Work that is shared out among the processors, and that may bring more work.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use crate::host::Workers;
use crate::panic::catch;

/// The processors of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Threads;

impl Workers for Threads {
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        // A thread is worth its start from some jobs on.
        let threads = processors().min(count / 8 + 1);
        each((0..count).rev().collect(), threads, &|at, _| job(at));
    }

    fn count(&self) -> usize {
        processors()
    }

    fn on_stack(&self, bytes: usize, job: &mut (dyn FnMut() + Send)) -> bool {
        with_stack(bytes, job).is_some()
    }
}

/// Does all jobs, and those that `work` adds to the list that it is given; in no order, on up to `threads` threads.
/// A panic in a job is passed on when the others are done.
pub fn each<J: Send>(jobs: Vec<J>, threads: usize, work: &(dyn Fn(J, &mut Vec<J>) + Sync)) {
    let shared = Shared {
        state: Mutex::new(State {
            waiting: jobs,
            at_work: 0,
            idle: 0,
        }),
        changed: Condvar::new(),
    };
    if threads <= 1 {
        return shared.take_part(work);
    }
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| shared.take_part(work));
        }
    });
}

/// How many threads there can be at once. It is asked for each file, and found out once: on Linux by reading several files.
#[must_use]
pub fn processors() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

/// Does something on a stack of so many bytes; none where the system has no room for that.
pub fn with_stack<T: Send>(bytes: usize, work: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(bytes);
        let started = builder.spawn_scoped(scope, || catch(work)).ok()?;
        match started.join() {
            Ok(Ok(done)) => Some(done),
            Ok(Err(panic)) => resume_unwind(Box::new(panic.to_string())),
            Err(panic) => resume_unwind(panic),
        }
    })
}

struct Shared<J> {
    state: Mutex<State<J>>,
    /// That there is more to do, or nothing more.
    changed: Condvar,
}

struct State<J> {
    waiting: Vec<J>,
    /// How many are at a job, which may bring others.
    at_work: usize,
    /// How many have nothing to do until one of those ends. To wake them asks the system, even if there are none.
    idle: usize,
}

impl<J> Shared<J> {
    fn take_part(&self, work: &dyn Fn(J, &mut Vec<J>)) {
        while let Some(job) = self.next() {
            let mut done = Done {
                shared: self,
                more: Vec::new(),
            };
            work(job, &mut done.more);
        }
    }

    /// The job that came last, so that few wait at a time; none when all is done.
    fn next(&self) -> Option<J> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.waiting.pop() {
                state.at_work += 1;
                return Some(job);
            }
            if state.at_work == 0 {
                return None;
            }
            state.idle += 1;
            let woken = self.changed.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<J>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end of a job, however it ends: who waits must not wait for ever.
struct Done<'s, J> {
    shared: &'s Shared<J>,
    more: Vec<J>,
}

impl<J> Drop for Done<'_, J> {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.at_work -= 1;
        let is_news = !self.more.is_empty() || state.at_work == 0;
        state.waiting.append(&mut self.more);
        let is_awaited = state.idle > 0;
        drop(state);
        if is_news && is_awaited {
            self.shared.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{each, with_stack};

    #[test]
    fn a_large_stack_holds_what_a_small_one_does_not() {
        fn depth(left: u32) -> u32 {
            let here = std::hint::black_box([left; 64]);
            if left == 0 {
                0
            } else {
                depth(left - 1) + here[0] / left
            }
        }
        assert_eq!(with_stack(256 << 20, || depth(100_000)), Some(100_000));
        let ended = catch_unwind(|| with_stack(1 << 20, || panic!("a defect")));
        let told = ended.unwrap_err();
        let told = told.downcast_ref::<String>().unwrap();
        assert!(told.starts_with("a defect"), "{told}");
    }

    #[test]
    fn jobs_that_jobs_bring_are_done() {
        for threads in [1, 2, 7] {
            let done = AtomicUsize::new(0);
            // A tree of three branches a fork, ten forks deep at most.
            each(vec![6, 1, 0], threads, &|depth: usize, more| {
                done.fetch_add(1, Ordering::Relaxed);
                more.extend((0..3).filter_map(|_| depth.checked_sub(1)));
            });
            let tree = |depth: u32| (3_usize.pow(depth + 1) - 1) / 2;
            assert_eq!(done.into_inner(), tree(6) + tree(1) + tree(0));
        }
        each(Vec::<()>::new(), 3, &|(), _| unreachable!());
    }

    #[test]
    fn a_panic_ends_the_work_and_is_passed_on() {
        let done = AtomicUsize::new(0);
        let ended = catch_unwind(AssertUnwindSafe(|| {
            each((0..100).collect(), 3, &|job: usize, _| {
                assert_ne!(job, 50);
                done.fetch_add(1, Ordering::Relaxed);
            });
        }));
        assert!(ended.is_err());
        assert_eq!(done.into_inner(), 99);
    }
}
