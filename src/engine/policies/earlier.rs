//! What the objects of a source were, read again from the text in which they stood.

use std::collections::HashMap;

use crate::objects::{Object, recognize};
use crate::source::{SourceId, Span};
use crate::validation::update::{Earlier, Past};
use crate::yaml::Tree;

/// What each of the objects was; none where it was not there, or nobody can say.
pub(super) fn of<'p>(
    past: Option<&'p Past>,
    objects: &[Object<'_>],
    path: &str,
) -> Vec<Option<Earlier<'p>>> {
    let of = |object| past?.before(object, path);
    objects.iter().map(of).collect()
}

/// The texts in which they stood, each read once.
pub(super) fn trees<'p>(were: &[Option<Earlier<'p>>]) -> Vec<(&'p str, Tree<'p>)> {
    let texts = were.iter().flatten().map(|was| &**was.text().0);
    let mut texts: Vec<&str> = texts.collect();
    texts.sort_by_key(|text| text.as_ptr());
    texts.dedup_by_key(|text| text.as_ptr());
    let read = |text| (text, Tree::read(text));
    texts.into_iter().map(read).collect()
}

/// Objects by the text in which they stand, and where in it.
pub(super) type ByPlace<'t> = HashMap<(*const u8, Span), Object<'t>>;

/// The objects in texts.
pub(super) fn objects<'t>(trees: &'t [(&'t str, Tree<'t>)]) -> ByPlace<'t> {
    let mut found = HashMap::new();
    for (text, tree) in trees {
        for document in tree.documents() {
            let objects = recognize(SourceId(0), "", tree, document).objects();
            let by_place = |object: Object<'t>| ((text.as_ptr(), object.root.span()), object);
            found.extend(objects.into_iter().map(by_place));
        }
    }
    found
}

/// The object that one was.
pub(super) fn find<'o, 't>(all: &'o ByPlace<'t>, was: &Earlier<'_>) -> Option<&'o Object<'t>> {
    let (text, at) = was.text();
    all.get(&(text.as_ptr(), at))
}
