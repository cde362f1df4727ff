//! Panics, which are defects of podlint: each is caught where the rest can go on, with what it says and where it
//! comes from.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{self, AssertUnwindSafe, catch_unwind};

thread_local! {
    /// How many calls of [`catch`] this thread is in.
    static CATCHING: Cell<usize> = const { Cell::new(0) };
    /// Where the last panic of this thread came from.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A panic that was caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panic {
    /// What it says.
    pub message: String,
    /// Where it comes from, as `file:line:column`; `None` unless [`keep`] was called before.
    pub place: Option<String>,
}

impl fmt::Display for Panic {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.message)?;
        self.place
            .iter()
            .try_for_each(|place| write!(to, " ({place})"))
    }
}

/// Has the process keep what is known of a panic for [`catch`], which otherwise is printed as it happens. One that
/// nobody catches is printed as ever.
pub fn keep() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if CATCHING.get() == 0 {
            print(info);
        } else {
            PLACE.set(info.location().map(ToString::to_string));
        }
    }));
}

/// Does something that may turn out to have a defect. What it has left half done is for the caller to undo.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Panic> {
    CATCHING.set(CATCHING.get() + 1);
    let done = catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(CATCHING.get() - 1);
    done.map_err(|said| Panic {
        message: message(&*said),
        place: PLACE.take(),
    })
}

fn message(said: &(dyn Any + Send)) -> String {
    let text = said.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| said.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a panic without a message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_what_and_where() {
        assert_eq!(catch(|| 1), Ok(1));
        keep();
        let outer = catch(|| {
            let inner = catch(|| panic!("{} of many", 1)).map(|()| 0);
            let inner = inner.unwrap_err();
            assert_eq!(inner.message, "1 of many");
            let place = inner.place.clone().unwrap_or_default();
            assert!(place.starts_with(file!()), "{place}");
            assert_eq!(inner.to_string(), format!("1 of many ({place})"));
            panic!("words")
        });
        let outer = outer.map(|()| 0).unwrap_err();
        assert_eq!(outer.message, "words");
        let odd = catch(|| panic::panic_any(7)).map(|()| 0).unwrap_err();
        assert_eq!(odd.message, "a panic without a message");
    }
}
