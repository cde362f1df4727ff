//! Where the documents of a text stand, so that some of them can be read without the others.

use std::ops::Range;

use memchr::memmem;

use crate::source::Span;
use crate::yaml::list::{self, Items};
use crate::yaml::{Fault, Tree, json, split};

/// The documents of a text, none of which has been read yet.
#[derive(Debug)]
pub struct Layout<'s> {
    pub(super) text: &'s str,
    pub(super) documents: Vec<Place>,
    /// Whether they are read by JSON's rules.
    pub(super) json: bool,
    /// Whether there may be merge keys.
    pub(super) merges: bool,
}

/// A text of so many bytes is large.
const LARGE: usize = 1 << 20;

/// Where a document stands.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) span: Span,
    /// Blanks and comments before the first separator: they are no document of their own, but a prefix of this one
    /// (YAML 1.2.2, `l-document-prefix`).
    pub(super) prefix: Option<Span>,
    /// What is wrong right before it. There may be very many documents, and few have that.
    pub(super) fault: Option<Box<Fault>>,
}

impl Place {
    pub(super) fn at(span: Span) -> Self {
        Self {
            span,
            prefix: None,
            fault: None,
        }
    }
}

/// A part of a text that can be read by itself: some documents, or some items of a List.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The places of the documents among those of the text.
    pub(super) documents: Range<usize>,
    pub(super) items: Option<Items>,
}

impl Stretch {
    /// Whether it is a part of a document that begins with an earlier one.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        let items = self.items.as_ref();
        items.is_some_and(|items| items.own.start != items.head.start)
    }

    /// The places of the documents that it has something of, among those of the text.
    #[must_use]
    pub fn documents(&self) -> Range<usize> {
        self.documents.clone()
    }

    /// The document that it is a part of, if it is none as a whole.
    #[must_use]
    pub fn part_of(&self) -> Option<usize> {
        self.items.as_ref().map(|_| self.documents.start)
    }
}

impl<'s> Layout<'s> {
    /// Looks where the documents of a text begin and end.
    #[must_use]
    pub fn of(text: &'s str) -> Self {
        let merges = memmem::find(text.as_bytes(), b"<<").is_some();
        let (documents, json) = places(text);
        Self {
            text,
            documents,
            json,
            merges,
        }
    }

    /// Whether it is worth the start of threads to read it in more than one stretch.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.text.len() >= LARGE
    }

    /// All of it.
    #[must_use]
    pub fn whole(&self) -> Stretch {
        self.documents_in(0..self.documents.len())
    }

    /// A document by its place.
    #[must_use]
    pub fn document(&self, at: usize) -> Stretch {
        let end = self.documents.len();
        self.documents_in(at.min(end)..at.saturating_add(1).min(end))
    }

    fn documents_in(&self, documents: Range<usize>) -> Stretch {
        Stretch {
            documents,
            items: None,
        }
    }

    /// Its stretches in order, each of about `size` bytes. What stands in one document is in one stretch, but for the items
    /// of a List.
    #[must_use]
    pub fn stretches(&self, size: usize) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let (mut first, mut length) = (0, 0);
        for (at, place) in self.documents.iter().enumerate() {
            let here = (place.span.end - place.span.start) as usize;
            let is_alone = place.prefix.is_none() && place.fault.is_none();
            let groups = match is_alone && here >= 2 * size {
                true => list::groups(self.text, place.span, self.json, size),
                false => Vec::new(),
            };
            if !groups.is_empty() {
                stretches.extend((first < at).then(|| self.documents_in(first..at)));
                stretches.extend(groups.into_iter().map(|items| Stretch {
                    documents: at..at + 1,
                    items: Some(items),
                }));
                (first, length) = (at + 1, 0);
                continue;
            }
            length += here;
            if length >= size {
                stretches.push(self.documents_in(first..at + 1));
                (first, length) = (at + 1, 0);
            }
        }
        let end = self.documents.len();
        stretches.extend((first < end).then(|| self.documents_in(first..end)));
        stretches
    }

    /// The documents in which a word stands.
    pub fn with_word<'w>(&'w self, word: &'w str) -> impl Iterator<Item = Stretch> + 'w {
        let mut next = 0;
        memmem::find_iter(self.text.as_bytes(), word.as_bytes()).filter_map(move |found| {
            let is_before = |place: &Place| place.span.end as usize <= found;
            let at = next + self.documents[next..].partition_point(is_before);
            // It may stand in the one before, which is known.
            let place = self.documents.get(at)?;
            let is_in_it = place.span.start as usize <= found;
            next = if is_in_it { at + 1 } else { at };
            is_in_it.then(|| self.document(at))
        })
    }

    /// Reads a stretch. Never fails for one of whole documents: what is wrong stands in the documents' faults. Gives nothing
    /// if something is wrong with items of a List, or if they need those before: then all of their document must be read.
    #[must_use]
    pub fn read(&self, stretch: &Stretch) -> Option<Tree<'s>> {
        match &stretch.items {
            None => Some(Tree::of_documents(self, stretch.documents.clone())),
            Some(items) => items.read(self, stretch.documents.start),
        }
    }
}

fn places(text: &str) -> (Vec<Place>, bool) {
    if u32::try_from(text.len()).is_err() {
        let mut place = Place::at(Span::default());
        let fault = Fault::syntax(Span::default(), "the file has more than 4 GiB");
        place.fault = Some(Box::new(fault));
        return (vec![place], false);
    }
    match json::values(text) {
        Some(values) => (values.into_iter().map(Place::at).collect(), true),
        None => (split::places(text), false),
    }
}
