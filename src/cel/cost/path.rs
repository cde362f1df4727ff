//! Where a value stands below a variable.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// One step from a value to what is within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a field of an object or the value of a map's key, or from nowhere to a variable.
    Name(Arc<str>),
    /// To an item of a list.
    Items,
    /// To the number of an item of a list.
    Indices,
    /// To a key of a map.
    Keys,
    /// To a value of a map.
    Values,
}

/// Steps from a variable to a value.
///
/// A path that is longer by a step shares its memory with the path that it was made of, as long as there is room, and
/// *overwrites* what another longer path has written there: the server's paths are slices of Go that are appended to. Estimates
/// hang on that where a variable of a macro is named several times, so it is the same here.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    steps: Rc<RefCell<Vec<Step>>>,
    length: usize,
    /// How many steps there is room for.
    room: usize,
}

impl Path {
    /// To a variable.
    pub(super) fn to(variable: &Arc<str>) -> Self {
        Self::default().then(Step::Name(variable.clone()))
    }

    /// One step further.
    pub(super) fn then(&self, step: Step) -> Self {
        let length = self.length + 1;
        if self.length < self.room {
            let mut steps = self.steps.borrow_mut();
            match steps.get_mut(self.length) {
                Some(there) => *there = step,
                None => steps.push(step),
            }
            drop(steps);
            return Self {
                steps: self.steps.clone(),
                length,
                room: self.room,
            };
        }
        let mut steps = self.steps();
        steps.push(step);
        Self {
            steps: Rc::new(RefCell::new(steps)),
            length,
            room: (self.room * 2).max(1),
        }
    }

    /// The steps.
    pub(super) fn steps(&self) -> Vec<Step> {
        let steps = self.steps.borrow();
        steps.get(..self.length).unwrap_or(&steps).to_vec()
    }

    /// [`Self::steps`] and one more, which are nobody else's.
    pub(super) fn steps_then(&self, step: Step) -> Vec<Step> {
        let mut steps = self.steps();
        steps.push(step);
        steps
    }

    /// Whether it leads nowhere.
    pub(super) const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, Step};
    use std::sync::Arc;

    #[test]
    fn paths_share_memory_while_there_is_room() {
        let name = |name: &str| Step::Name(Arc::from(name));
        let list = Path::to(&Arc::from("self")).then(name("list"));
        let item = list.then(Step::Items);
        let first = item.then(name("a"));
        assert_eq!(first.steps().last(), Some(&name("a")));
        let second = item.then(name("b"));
        assert_eq!(second.steps().last(), Some(&name("b")));
        assert_eq!(first.steps().last(), Some(&name("b")));
        assert_eq!(item.steps().len(), 3);
    }
}
