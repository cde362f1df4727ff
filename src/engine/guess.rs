//! Goes on behind what the server cannot read: a misspelt field, a kind in the wrong group. The fixes of such findings
//! are guesses at what was meant. The text is read with them in it, and what is found then is told where it stands in
//! the text as it is. So one fault hides no other, and nothing is told that only follows from one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::judge::judge_object;
use super::judged::{Judged, ObjectFindings};
use super::old_crd;
use crate::config::Settings;
use crate::diagnostic::{
    Applicability, Diagnostic, Fix, MOST_OF_DOCUMENT, ObjectRef, Phase, RuleId, Server,
};
use crate::mend::Mended;
use crate::objects::{ConfigMaps, Object, Recognized, recognize};
use crate::rules;
use crate::source::Span;
use crate::yaml::{Layout, Tree};

/// How often is guessed: a fault can hide another, but not without end.
const ROUNDS: usize = 8;

/// Whether a finding says that the server cannot read something, and has a guess at what was meant.
pub(super) fn is_guess(found: &Diagnostic) -> bool {
    let is_validated = matches!(
        found.phase,
        Phase::Validation | Phase::Custom | Phase::Expression
    );
    let is_unread = !is_validated && found.versions.is_none();
    let fix = found.fix.as_ref().filter(|_| is_unread);
    let server = || found.server.or(rules::page(found.rule).server);
    fix.is_some_and(|fix| fix.applicability < Applicability::Display)
        && server() == Some(Server::Rejects)
}

/// Whether a guess only makes a string of a value.
fn quotes(guess: &Diagnostic) -> bool {
    let mut edits = guess.fix.iter().flat_map(|fix| &fix.edits);
    guess.rule == RuleId::WRONG_TYPE && edits.all(|edit| edit.text.starts_with('"'))
}

/// A string that may not stand there either is no help; what may is told with the first finding, and not by another.
fn outdo(guess: &mut Diagnostic, places: &[Span], said: &mut ObjectFindings) {
    for found in said
        .found
        .extract_if(.., |found| places.contains(&found.primary.span))
    {
        (guess.fix, guess.help) = (None, found.help);
        guess.notes.push(found.message.into());
    }
}

/// An object that the server cannot read as it stands, or a document or an item of a List that would be one.
#[derive(Clone, Debug)]
pub(super) struct Unread {
    document: u32,
    /// Whether it is all of its document that would be an object.
    is_whole: bool,
    /// What reports call it as it stands, if it is an object.
    written: Option<Arc<ObjectRef>>,
    /// What was mended by guesses, where it stands in the source.
    causes: Vec<Diagnostic>,
    /// What is found with these guesses, in the text that has them.
    said: ObjectFindings,
}

impl Unread {
    pub(super) fn object(object: &Object<'_>, mut said: ObjectFindings) -> Self {
        // There may be very many, with a finding or two each.
        said.found.shrink_to_fit();
        Self {
            document: object.document,
            is_whole: false,
            written: Some(object.reference()),
            causes: Vec::new(),
            said,
        }
    }

    pub(super) fn near_miss(document: u32, is_whole: bool, miss: Diagnostic) -> Self {
        Self {
            document,
            is_whole,
            written: None,
            causes: Vec::new(),
            said: ObjectFindings {
                found: vec![miss],
                ..ObjectFindings::default()
            },
        }
    }

    fn guesses(&self) -> impl Iterator<Item = (&Diagnostic, &Fix)> {
        let found = self.said.found.iter().filter(|found| is_guess(found));
        found.filter_map(|found| Some((found, found.fix.as_deref()?)))
    }

    /// What has come of it, where it stands in the source.
    fn told(mut self, way: &Way<'_>) -> ObjectFindings {
        let mut found = self.causes;
        let said = std::mem::take(&mut self.said.found).into_iter();
        found.extend(said.filter_map(|found| way.told(found)));
        if self.written.is_some() {
            for found in &mut found {
                found.object.clone_from(&self.written);
            }
        }
        let old: BTreeSet<Span> = found
            .iter()
            .filter(|cause| cause.rule == RuleId::REMOVED_API)
            .flat_map(|cause| cause.labels.iter().map(|label| label.span))
            .collect();
        // What has become of an old field is told with its API.
        found.retain(|found| {
            found.rule != RuleId::UNKNOWN_FIELD || !old.contains(&found.primary.span)
        });
        old_crd::fold(&mut found);
        found.sort_by_key(|found| found.primary.span.start);
        // What the guesses have put into several places is found in each.
        let mut seen = BTreeSet::new();
        found.retain(|found| seen.insert((found.rule, found.primary.span, found.message.clone())));
        found.truncate(MOST_OF_DOCUMENT);
        let back = |span| way.back(span);
        let mut said = self.said;
        said.inventory.move_places(&back);
        said.lacking = said.lacking.and_then(|lacking| lacking.moved(&back));
        said.unchecked = said.unchecked.into_iter().filter_map(back).collect();
        ObjectFindings { found, ..said }
    }
}

/// The texts from a source's own on, each with the guesses that the one before gave rise to.
struct Way<'t> {
    source: &'t str,
    texts: Vec<Mended>,
}

impl Way<'_> {
    fn last(&self) -> &str {
        self.before(self.texts.len())
    }

    fn before(&self, round: usize) -> &str {
        match round.checked_sub(1) {
            Some(before) => &self.texts[before].text,
            None => self.source,
        }
    }

    /// Where a place of the last text is in the source.
    fn back(&self, span: Span) -> Option<Span> {
        let mut texts = self.texts.iter().rev();
        texts.try_fold(span, |span, text| text.back(span))
    }

    /// A finding in the last text as one in the source.
    fn told(&self, found: Diagnostic) -> Option<Diagnostic> {
        let mut texts = self.texts.iter().enumerate().rev();
        texts.try_fold(found, |found, (round, text)| {
            text.told_before(self.before(round), found)
        })
    }
}

/// Looks again at what the server cannot read, and takes in what is found there.
pub(super) fn go_on(text: &str, settings: &Settings, judged: &mut Judged) {
    let mut unread = std::mem::take(&mut judged.unread);
    let mut way = Way {
        source: text,
        texts: Vec::new(),
    };
    for _ in 0..ROUNDS {
        let is_done = |unread: &mut Unread| {
            unread.causes.len() >= MOST_OF_DOCUMENT || unread.guesses().next().is_none()
        };
        keep(unread.extract_if(.., is_done), &way, judged);
        if unread.is_empty() {
            return;
        }
        let (text, then) = guess(unread, &way, settings, judged);
        way.texts.push(text);
        unread = then;
    }
    keep(unread.into_iter(), &way, judged);
}

fn keep(done: impl Iterator<Item = Unread>, way: &Way<'_>, judged: &mut Judged) {
    for unread in done {
        judged.keep(unread.told(way));
    }
}

/// One round: the text with all guesses, and what is found in it. Where the guesses help nothing, all is as it was.
fn guess(
    unread: Vec<Unread>,
    way: &Way<'_>,
    settings: &Settings,
    judged: &mut Judged,
) -> (Mended, Vec<Unread>) {
    let fixes: Vec<&Fix> = unread
        .iter()
        .flat_map(|unread| unread.guesses().map(|(_, fix)| fix))
        .collect();
    let text = Mended::of(way.last(), &fixes);
    let layout = Layout::of(&text.text);
    let apart = ConfigMaps::read(&layout, &layout.parts());
    let config_maps = ConfigMaps::among(&apart);
    let mut places = text.places.iter();
    let mut then = Vec::with_capacity(unread.len());
    let mut unread = unread.into_iter().peekable();
    while let Some(document) = unread.peek().map(|unread| unread.document) {
        let tree = layout.read(&layout.document(document as usize));
        let again = Again {
            objects: tree
                .iter()
                .flat_map(|tree| objects_of(tree, judged))
                .collect(),
            config_maps: &config_maps,
            settings,
        };
        while let Some(unread) = unread.next_if(|unread| unread.document == document) {
            let guesses = unread.guesses().map(|(found, _)| found);
            let applied: Vec<(&Diagnostic, &Vec<Span>)> = guesses
                .zip(places.by_ref())
                .filter_map(|(found, places)| Some((found, places.as_ref()?)))
                .collect();
            let at: Vec<Span> = applied.iter().flat_map(|(_, at)| (*at).clone()).collect();
            let found = again.judge(&unread, &at, judged);
            if found.is_empty() {
                judged.keep(unread.told(way));
            } else {
                go_on_with(&unread, &applied, found, way, &mut then);
            }
        }
    }
    drop(apart);
    (text, then)
}

/// Keeps what is found in the objects that have guesses in them, with what these were for.
fn go_on_with(
    unread: &Unread,
    applied: &[(&Diagnostic, &Vec<Span>)],
    mut found: Vec<ObjectFindings>,
    way: &Way<'_>,
    then: &mut Vec<Unread>,
) {
    let causes = applied.iter().filter_map(|&(cause, places)| {
        let mut cause = cause.clone();
        if quotes(&cause) {
            found
                .iter_mut()
                .for_each(|said| outdo(&mut cause, places, said));
        }
        way.told(cause)
    });
    let mut causes: Vec<Diagnostic> = unread.causes.iter().cloned().chain(causes).collect();
    causes.shrink_to_fit();
    for mut said in found {
        said.found.shrink_to_fit();
        then.push(Unread {
            document: unread.document,
            is_whole: false,
            written: unread.written.clone(),
            causes: std::mem::take(&mut causes),
            said,
        });
    }
}

/// A document that is read anew.
struct Again<'t, 's> {
    objects: Vec<Object<'t>>,
    config_maps: &'s ConfigMaps<'t>,
    settings: &'s Settings,
}

impl Again<'_, '_> {
    /// What is found in the objects that have `edits` in them; nothing if they cannot be read.
    fn judge(&self, unread: &Unread, edits: &[Span], judged: &mut Judged) -> Vec<ObjectFindings> {
        let objects = &self.objects;
        let touched: BTreeSet<usize> = match edits {
            [] => BTreeSet::new(),
            _ if unread.is_whole => (0..objects.len()).collect(),
            _ => edits.iter().filter_map(|&at| around(objects, at)).collect(),
        };
        let touched = touched.into_iter().map(|at| &objects[at]);
        let said: Vec<ObjectFindings> = touched
            .map(|object| judge_object(object, self.config_maps, self.settings, judged))
            .collect();
        if said.iter().all(|said| said.skip.is_none()) {
            said
        } else {
            Vec::new()
        }
    }
}

/// The objects of a document, if it can be read.
fn objects_of<'t>(tree: &'t Tree<'t>, judged: &Judged) -> Vec<Object<'t>> {
    let readable = tree
        .documents()
        .iter()
        .filter(|document| !document.is_broken());
    let recognized =
        readable.map(|document| recognize(judged.source.id, &judged.source.path, tree, document));
    recognized.flat_map(Recognized::objects).collect()
}

/// The object that a place is in or at the border of; they stand in the order of the text.
fn around(objects: &[Object<'_>], at: Span) -> Option<usize> {
    let behind = objects.partition_point(|object| object.root.span().start <= at.end);
    let last = behind.checked_sub(1)?;
    (objects[last].root.span().end >= at.start).then_some(last)
}
