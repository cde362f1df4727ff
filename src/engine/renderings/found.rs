//! What was found in rendered texts, told where it was written.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Rendered;
use crate::diagnostic::{Edit, Fix, Label, Level};
use crate::engine::{Finding, Input};
use crate::origin::{Located, Place};
use crate::secret;
use crate::source::{Hidden, Source, SourceId, Span};

/// How many places are named from which the value at one comes.
const MOST_VALUES: usize = 2;

/// The sources that findings of rendered texts lead to.
pub(in crate::engine) struct Origins<'i> {
    inputs: &'i [Input],
    /// What of them nobody may show, as far as rendered texts say it.
    hidden: HashMap<SourceId, Vec<Span>>,
    named: BTreeMap<SourceId, Arc<str>>,
}

impl<'i> Origins<'i> {
    pub(in crate::engine) fn of(inputs: &'i [Input]) -> Self {
        Self {
            inputs,
            hidden: HashMap::new(),
            named: BTreeMap::new(),
        }
    }

    /// A finding in a rendered text as one where it was written; `None` if nothing is to be told of the files that it
    /// is in.
    pub(in crate::engine) fn lead(
        &mut self,
        rendered: &Rendered,
        mut finding: Finding,
    ) -> Option<Finding> {
        let found = &mut finding.diagnostic;
        let own = found.primary.source;
        let mut told = false;
        let located = self.locate(own, found.primary.span)?;
        // How others make a chart that is packed is theirs to change, unless it cannot be installed so.
        if finding.level != Level::Error && is_packed(rendered, located.place) {
            return None;
        }
        let fix = found.fix.take().and_then(|fix| self.fix(*fix));
        found.fix = fix.map(Box::new);
        let mut labels = Vec::with_capacity(found.labels.len() + 1);
        for label in std::mem::take(&mut found.labels) {
            let (source, span) = match self.locate(label.source, label.span) {
                Some(located) => self.place(label.source, located.place, &mut told)?,
                None => (label.source, label.span),
            };
            labels.push(Label {
                source,
                span,
                ..label
            });
        }
        (found.primary.source, found.primary.span) = self.place(own, located.place, &mut told)?;
        for (place, message) in meetings(&located) {
            let (source, span) = self.place(own, place, &mut told)?;
            labels.push(Label {
                source,
                span,
                message: message.to_owned().into(),
            });
        }
        labels.retain(|label| {
            (label.source, label.span) != (found.primary.source, found.primary.span)
                || !label.message.is_empty()
        });
        found.labels = labels;
        found.document = 0;
        finding.rendered = Some(Arc::clone(rendered.by()));
        told.then_some(finding)
    }

    fn rendered(&self, source: SourceId) -> Option<&'i Rendered> {
        self.inputs.get(source.0 as usize)?.rendered()
    }

    /// Where a place of a rendered text is written; `None` for what was not rendered.
    fn locate(&self, source: SourceId, span: Span) -> Option<Located> {
        self.rendered(source)?.text().locate(span)
    }

    fn place(&mut self, of: SourceId, place: Place, told: &mut bool) -> Option<(SourceId, Span)> {
        let rendered = self.rendered(of)?;
        let place = rendered.home(place);
        let (source, is_reported) = rendered.file(place.file)?;
        *told |= is_reported;
        let read = rendered.read(place.file)?;
        self.named.insert(source, Arc::clone(&read.text));
        Some((source, place.span))
    }

    /// A change as one of the files that the text was rendered from, if all that it changes stands there as it is.
    fn fix(&self, mut fix: Fix) -> Option<Fix> {
        let edits: Option<Vec<Edit>> = fix.edits.into_iter().map(|edit| self.edit(edit)).collect();
        fix.edits = edits?;
        fix.edits.sort_by_key(|edit| (edit.source, edit.span));
        Some(fix)
    }

    fn edit(&self, edit: Edit) -> Option<Edit> {
        let rendered = self.rendered(edit.source)?;
        let place = rendered.text().exact(edit.span)?;
        let is_here = rendered.takes(&edit, place.file) && rendered.home(place) == place;
        let (source, _) = rendered.file(place.file).filter(|_| is_here)?;
        edit.copies.is_empty().then_some(Edit {
            source,
            span: place.span,
            ..edit
        })
    }

    /// Takes note of what of a rendered text nobody may show.
    pub(in crate::engine) fn hide(&mut self, rendered: &Rendered, hidden: &Hidden) {
        for span in hidden.within(Span::WHOLE) {
            for place in rendered.text().places(*span) {
                if let Some((source, _)) = rendered.file(place.file) {
                    self.hidden.entry(source).or_default().push(place.span);
                }
            }
        }
    }

    /// The sources that findings lead to, with their texts.
    pub(in crate::engine) fn into_sources(mut self, sources: &mut BTreeMap<SourceId, Source>) {
        for (id, text) in self.named {
            let Some(input) = self.inputs.get(id.0 as usize) else {
                continue;
            };
            let mut source = source_of(id, input.shown(), &text);
            if let Some(spans) = self.hidden.remove(&id) {
                source.hidden = source.hidden.and(&text, spans);
            }
            sources.insert(id, source);
        }
    }
}

/// A file that was rendered from, with what of it nobody may show. What a template's actions ask for is no secret, whatever
/// it is for.
pub(super) fn source_of(id: SourceId, shown: &str, text: &str) -> Source {
    let source = match text.contains("{{") {
        true => Source {
            path: shown.to_owned(),
            hidden: secret::of_text(text),
            text: text.to_owned(),
            ..Source::default()
        },
        false => secret::source(shown, text),
    };
    Source { id, ..source }
}

/// Whether a place is in a chart that lies packed beside what asks for it.
fn is_packed(rendered: &Rendered, place: Place) -> bool {
    let read = rendered.read(place.file);
    read.is_some_and(|read| read.brought_by.is_some())
}

/// The places besides its own that explain how something came to be, and what they are.
fn meetings(located: &Located) -> impl Iterator<Item = (Place, &'static str)> {
    let values = located.from.iter().take(MOST_VALUES);
    let values = values.map(|&place| (place, "the value comes from here"));
    let called = located.called.into_iter();
    values.chain(called.map(|place| (place, "it is written through this")))
}
