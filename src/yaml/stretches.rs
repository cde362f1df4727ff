//! Reading a large text stretch by stretch, on all processors, so that no more than a few of them are held as trees.

use crate::host::{Workers, gather};
use crate::yaml::{Layout, Stretch, Tree};

/// How many bytes a stretch has, or a document more: enough that a processor is busy for some milliseconds.
const SIZE: usize = 256 << 10;

impl Layout<'_> {
    /// The stretches in which the text is read: one, unless it is large.
    #[must_use]
    pub fn parts(&self) -> Vec<Stretch> {
        match self.is_large() {
            true => self.stretches(SIZE),
            false => vec![self.whole()],
        }
    }

    /// What each of these stretches of the text gives, in order. The job gives nothing for items of a List that only mean something with
    /// the others: then it gets all of their document at once, as it does if they cannot be read without the others.
    pub fn each<T: Send + Sync>(
        &self,
        stretches: &[Stretch],
        workers: &dyn Workers,
        job: &(dyn Fn(&Tree<'_>, &Stretch) -> Option<T> + Sync),
    ) -> Vec<T> {
        let done = |stretch: &Stretch| job(&self.read(stretch)?, stretch);
        let given = gather(workers, stretches.len(), &|at| done(&stretches[at]));
        let mut given = given.into_iter();
        let mut all = Vec::with_capacity(stretches.len());
        for of_one in stretches.chunk_by(|a, b| a.part_of().is_some() && a.part_of() == b.part_of())
        {
            let given: Vec<Option<T>> = given.by_ref().take(of_one.len()).collect();
            let document = of_one.first().and_then(Stretch::part_of);
            match document.filter(|_| given.iter().any(Option::is_none)) {
                Some(document) => all.extend(done(&self.document(document))),
                None => all.extend(given.into_iter().flatten()),
            }
        }
        all
    }
}
