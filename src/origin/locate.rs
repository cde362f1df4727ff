//! From a place in a rendered text to the place where a person would change it.

use std::sync::Arc;

use super::text::{Made, Origin, Place, Step, Text};
use crate::source::Span;

/// Where something in a rendered text is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The place that a person would change.
    pub place: Place,
    /// Other places that some of it comes from: values that meet in it.
    pub from: Vec<Place>,
    /// The action by which the place is called from another file, if it is.
    pub called: Option<Place>,
}

/// Bytes of one origin in what is located.
struct Part<'t> {
    origin: Option<Origin>,
    through: Option<&'t Arc<Step>>,
}

impl Part<'_> {
    /// The places at which it is written, the nearest first: its own, and the actions through which it came.
    fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let own = self.origin.map(|origin| origin.place);
        own.into_iter().chain(actions(self.through))
    }

    /// Whether it is written at a place as it stands.
    fn is_taken(&self) -> bool {
        self.origin.is_some_and(|origin| origin.made == Made::Taken)
    }

    fn in_file_of(&self, wanted: Place) -> Option<Place> {
        self.places().find(|place| place.file == wanted.file)
    }
}

/// An action and those that called it, the innermost first.
fn actions(through: Option<&Arc<Step>>) -> impl Iterator<Item = Place> + '_ {
    steps(through).map(|step| step.action)
}

fn steps(through: Option<&Arc<Step>>) -> impl Iterator<Item = &Arc<Step>> {
    std::iter::successors(through, |step| step.caller.as_ref())
}

impl Text {
    /// Where the first line of a range is written; `None` if nothing says where any of the text comes from.
    #[must_use]
    pub fn locate(&self, span: Span) -> Option<Located> {
        let parts = self.parts(self.first_line(span));
        let telling = |part: &&Part<'_>| part.places().next().is_some();
        let Some(first) = parts.iter().find(telling) else {
            return self.nearest(span);
        };
        let is_telling: Vec<&Part<'_>> = parts.iter().filter(telling).collect();
        let home = first.places().find_map(|place| {
            let of_all = is_telling.iter().map(|part| part.in_file_of(place));
            of_all.collect::<Option<Vec<Place>>>()
        });
        let homes = home.unwrap_or_else(|| first.places().take(1).collect());
        let place = homes.into_iter().reduce(together)?;
        let is_composed = is_telling.len() > 1 || !first.is_taken();
        let place = match is_composed {
            true => self.asked_for(first, place, span),
            false => place,
        };
        let from = is_telling.iter().filter_map(|part| part.origin);
        let from = from.map(|origin| origin.place);
        let mut from: Vec<Place> = from.filter(|from| !covers(place, *from)).collect();
        from.dedup();
        let called = actions(first.through).find(|action| action.file != place.file);
        Some(Located {
            place,
            from,
            called,
        })
    }

    /// Where what a helper puts together for a line is asked for: a name that is wrong here is right in all other places that
    /// the helper makes it for. Any other place is as it is.
    fn asked_for(&self, first: &Part<'_>, place: Place, span: Span) -> Place {
        let mut at = place;
        let outwards = steps(first.through).skip_while(|step| step.action.file != place.file);
        for step in outwards {
            if step.action.file != at.file {
                if !self.is_of_one_line(step, span) {
                    break;
                }
                at = step.action;
            }
        }
        at
    }

    /// Whether all that an action writes around a place is in one line.
    fn is_of_one_line(&self, step: &Step, span: Span) -> bool {
        let runs = self.runs();
        let is_its = |at: usize| {
            let through = runs.get(at).and_then(|run| run.through.as_ref());
            steps(through).any(|one| one.action == step.action)
        };
        let own = runs.partition_point(|run| run.end <= span.start as usize);
        let first = (0..own)
            .rev()
            .take_while(|&at| is_its(at))
            .last()
            .unwrap_or(own);
        let last = (own..runs.len())
            .take_while(|&at| is_its(at))
            .last()
            .unwrap_or(own);
        let start = first.checked_sub(1).map_or(0, |before| runs[before].end);
        let end = runs.get(last).map_or(self.as_str().len(), |run| run.end);
        let written = self.as_str().get(start..end).unwrap_or_default();
        !written.trim().contains('\n')
    }

    /// The place in a file that equals a range, byte for byte, if all of it was taken over from one.
    #[must_use]
    pub fn exact(&self, span: Span) -> Option<Place> {
        if span.start == span.end {
            // Where something is put in, it goes on behind what is there.
            let before = self.exact(Span::new(span.start.checked_sub(1)?, span.start))?;
            let end = before.span.end;
            return Some(Place {
                span: Span::new(end, end),
                ..before
            });
        }
        let mut parts = self.parts(span).into_iter();
        let taken = |part: Part<'_>| {
            let origin = part.origin.filter(|origin| origin.made == Made::Taken)?;
            Some(origin.place)
        };
        let mut whole = taken(parts.next()?)?;
        for part in parts {
            let next = taken(part)?;
            if next.file != whole.file || next.span.start != whole.span.end {
                return None;
            }
            whole.span.end = next.span.end;
        }
        Some(whole)
    }

    /// The places that any of a range comes from, in order.
    pub fn places(&self, span: Span) -> impl Iterator<Item = Place> {
        let origins = self.parts(span).into_iter().filter_map(|part| part.origin);
        origins.map(|origin| origin.place)
    }

    /// The part of a range up to the end of the line on which it begins to say something.
    fn first_line(&self, span: Span) -> Span {
        let text = span.of(self.as_str());
        let start = text.len() - text.trim_start().len();
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        match start < end {
            true => Span::new(span.start + start as u32, span.start + end as u32),
            false => span,
        }
    }

    fn parts(&self, span: Span) -> Vec<Part<'_>> {
        let (start, end) = (span.start as usize, span.end as usize);
        self.runs_within(start, end.max(start + 1))
            .map(|(_, _, (origin, through))| Part { origin, through })
            .collect()
    }

    /// Where what stands before a range is written, or what stands behind it.
    fn nearest(&self, span: Span) -> Option<Located> {
        let start = span.start as usize;
        let behind = self.runs().partition_point(|run| run.end <= start);
        let (before, after) = self.runs().split_at(behind);
        let place = before.iter().rev().chain(after).find_map(|run| {
            let own = run.origin.map(|origin| origin.place);
            own.or_else(|| actions(run.through.as_ref()).next())
        })?;
        Some(Located {
            place,
            from: Vec::new(),
            called: None,
        })
    }
}

fn together(one: Place, other: Place) -> Place {
    let start = one.span.start.min(other.span.start);
    let end = one.span.end.max(other.span.end);
    Place {
        span: Span::new(start, end),
        ..one
    }
}

fn covers(outer: Place, inner: Place) -> bool {
    outer.file == inner.file && outer.span.contains(inner.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::FileId;

    const TEMPLATE: FileId = FileId(0);
    const VALUES: FileId = FileId(1);

    fn place(file: FileId, start: u32, end: u32) -> Place {
        Place {
            file,
            span: Span::new(start, end),
        }
    }

    fn taken(file: FileId, start: u32, text: &str) -> Text {
        let place = place(file, start, start + text.len() as u32);
        let made = Made::Taken;
        Text::from_place(text, Origin { place, made })
    }

    /// `image: {{ .Values.image }}:{{ .Values.tag }}`
    fn image() -> Text {
        let step = |start, end| {
            Arc::new(Step {
                action: place(TEMPLATE, start, end),
                caller: None,
            })
        };
        let mut text = taken(TEMPLATE, 0, "image: ");
        text.write(&taken(VALUES, 7, "nginx"), &step(7, 26));
        text.push(&taken(TEMPLATE, 26, ":"));
        text.write(&taken(VALUES, 20, "1.27"), &step(27, 44));
        text
    }

    #[test]
    fn what_is_of_one_origin_is_there() {
        let key = image().locate(Span::new(0, 5)).unwrap();
        assert_eq!(key.place, place(TEMPLATE, 0, 5));
        let value = image().locate(Span::new(7, 12)).unwrap();
        assert_eq!(value.place, place(VALUES, 7, 12));
        assert_eq!(value.called, Some(place(TEMPLATE, 7, 26)));
    }

    #[test]
    fn where_values_meet_is_where_they_are_written_to() {
        let image = image().locate(Span::new(7, 17)).unwrap();
        assert_eq!(image.place, place(TEMPLATE, 7, 44));
        assert_eq!(image.from, [place(VALUES, 7, 12), place(VALUES, 20, 24)]);
        assert_eq!(image.called, None);
    }

    #[test]
    fn what_a_helper_puts_together_is_where_it_is_asked_for() {
        const HELPERS: FileId = FileId(2);
        let include = Arc::new(Step {
            action: place(TEMPLATE, 6, 30),
            caller: None,
        });
        let print = Arc::new(Step {
            action: place(HELPERS, 20, 50),
            caller: Some(Arc::clone(&include)),
        });
        let mut name = Text::default();
        name.write(&taken(HELPERS, 22, "release-"), &print);
        name.write(&taken(VALUES, 3, "shop"), &print);
        let all = name.locate(Span::new(0, 12)).unwrap();
        assert_eq!(all.place, place(TEMPLATE, 6, 30));
        let value = name.locate(Span::new(8, 12)).unwrap();
        assert_eq!(value.place, place(VALUES, 3, 7));
        let mut label = Text::default();
        label.write(&taken(HELPERS, 60, "tier: web"), &include);
        let label = label.locate(Span::new(0, 4)).unwrap();
        assert_eq!(label.place, place(HELPERS, 60, 64));
        // A helper that writes a block is what a person would change.
        let mut block = Text::default();
        block.write(&taken(HELPERS, 60, "tier: web\nname: "), &include);
        block.write(&taken(HELPERS, 22, "release-"), &print);
        block.write(&taken(VALUES, 3, "shop"), &print);
        let name = block.locate(Span::new(16, 28)).unwrap();
        assert_eq!(name.place, place(HELPERS, 20, 50));
    }

    #[test]
    fn what_is_changed_must_be_there_byte_for_byte() {
        assert_eq!(image().exact(Span::new(0, 7)), Some(place(TEMPLATE, 0, 7)));
        assert_eq!(image().exact(Span::new(5, 9)), None);
        assert_eq!(image().exact(Span::new(5, 5)), Some(place(TEMPLATE, 5, 5)));
    }
}
