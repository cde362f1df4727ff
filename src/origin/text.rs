//! Text that remembers where it comes from.

use std::sync::Arc;

use crate::source::Span;

/// The number of a file among those that one rendering reads: templates, values, other files of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one of those files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The range in it.
    pub span: Span,
}

/// How a run of text came from a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was taken over: the run equals the bytes at its place, which are as many.
    Taken,
    /// It was made of what stands at its place: quoted, encoded, cut, computed.
    Derived,
}

/// Where a run of text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The place.
    pub place: Place,
    /// How the run came from there.
    pub made: Made,
}

/// An action, `{{ … }}`, through which text was written; with the one that it is called by.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    /// The action.
    pub action: Place,
    /// The action that called the template in which it stands, if one did.
    pub caller: Option<Arc<Step>>,
}

/// Bytes of a text that have one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it ends in the text, in bytes; it begins where the one before ends.
    pub end: usize,
    /// Where it comes from; `None` if a function made it of nothing, as an indent is.
    pub origin: Option<Origin>,
    /// The innermost action through which it was written; `None` for what no action wrote: the text of the template
    /// that is executed, and what has not been written yet.
    pub through: Option<Arc<Step>>,
}

/// Text with the origin of every byte. It is shared until it is changed: values and trees are copied as wholes far more often
/// than what they say is written anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Nothing, if it is empty.
    written: Option<Arc<Written>>,
}

/// What a text says. Runs are in order, none is empty, and together they are all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Written {
    bytes: String,
    runs: Vec<Run>,
}

impl Written {
    /// Adds characters of one origin, of which there are some.
    fn push_run(&mut self, text: &str, origin: Option<Origin>, through: Option<Arc<Step>>) {
        let start = self.bytes.len();
        self.bytes.push_str(text);
        let end = self.bytes.len();
        let before = self
            .runs
            .len()
            .checked_sub(2)
            .map_or(0, |at| self.runs[at].end);
        if let Some(last) = self.runs.last_mut()
            && continues(last, start - before, origin, through.as_ref())
        {
            last.end = end;
            if let (Some(last), Some(origin)) = (&mut last.origin, origin) {
                last.place.span.end = origin.place.span.end;
            }
            return;
        }
        if self.runs.is_empty() {
            // Most texts have one and no more.
            self.runs.reserve_exact(1);
        }
        self.runs.push(Run {
            end,
            origin,
            through,
        });
    }
}

impl Text {
    /// Text from nowhere.
    #[must_use]
    pub fn made(text: impl Into<String>) -> Self {
        let mut all = Self::default();
        all.push_run(&text.into(), None, None);
        all
    }

    /// Text that was taken over from a place, or made of what stands there.
    #[must_use]
    pub fn from_place(text: &str, origin: Origin) -> Self {
        let mut all = Self::default();
        all.push_run(text, Some(origin), None);
        all
    }

    /// All that a file says, without the mark of its byte order, which programs read over.
    #[must_use]
    pub fn of_file(file: FileId, text: &str) -> Self {
        let says = text.strip_prefix('\u{feff}').unwrap_or(text);
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let span = Span::new((text.len() - says.len()) as u32, end);
        let place = Place { file, span };
        let made = Made::Taken;
        Self::from_place(says, Origin { place, made })
    }

    /// Text that was made of what stands at a place, if that is known.
    #[must_use]
    pub fn derived(text: &str, place: Option<Place>) -> Self {
        let made = Made::Derived;
        let mut all = Self::default();
        all.push_run(text, place.map(|place| Origin { place, made }), None);
        all
    }

    /// Its characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.written.as_ref().map_or("", |written| &written.bytes)
    }

    /// Its runs, in order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        self.written.as_ref().map_or(&[], |written| &written.runs)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.written.is_none()
    }

    /// How many bytes it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.as_str().len()
    }

    /// Adds characters of one origin.
    pub fn push_run(&mut self, text: &str, origin: Option<Origin>, through: Option<Arc<Step>>) {
        if !text.is_empty() {
            let written = Arc::make_mut(self.written.get_or_insert_default());
            written.push_run(text, origin, through);
        }
    }

    /// Adds characters from nowhere.
    pub fn push_str(&mut self, text: &str) {
        self.push_run(text, None, None);
    }

    /// Adds a text with its origins.
    pub fn push(&mut self, text: &Self) {
        if self.is_empty() {
            self.clone_from(text);
        } else {
            self.push_slice(text, 0, text.len());
        }
    }

    /// Adds a part of a text, from `start` to `end` in bytes, with its origins.
    pub fn push_slice(&mut self, text: &Self, start: usize, end: usize) {
        for (from, to, run) in text.runs_within(start, end) {
            self.push_run(&text.as_str()[from..to], run.0, run.1.cloned());
        }
    }

    /// Adds a text as an action writes it: what was not written by another one yet is written through this.
    pub fn write(&mut self, text: &Self, through: &Arc<Step>) {
        for (from, to, (origin, before)) in text.runs_within(0, text.len()) {
            let through = before.unwrap_or(through);
            self.push_run(&text.as_str()[from..to], origin, Some(Arc::clone(through)));
        }
    }

    /// A part, from `start` to `end` in bytes, with its origins.
    #[must_use]
    pub fn slice(&self, start: usize, end: usize) -> Self {
        let mut part = Self::default();
        part.push_slice(self, start, end);
        part
    }

    /// Other characters that a function made of this one's: they come, as a whole, from where it begins.
    #[must_use]
    pub fn derive(&self, text: &str) -> Self {
        let mut all = Self::default();
        let origin = self.runs().iter().find_map(|run| run.origin);
        let through = self.runs().iter().find_map(|run| run.through.clone());
        let origin = origin.map(|origin| Origin {
            made: Made::Derived,
            ..origin
        });
        all.push_run(text, origin, through);
        all
    }

    /// The same where files have other numbers; what comes from a file that has none comes from nowhere.
    pub(super) fn placed(&self, number: &mut dyn FnMut(FileId) -> Option<FileId>) -> Self {
        let mut all = Self::default();
        for (from, to, (origin, _)) in self.runs_within(0, self.len()) {
            let origin = origin.and_then(|origin| {
                let file = number(origin.place.file)?;
                let place = Place {
                    file,
                    ..origin.place
                };
                Some(Origin { place, ..origin })
            });
            all.push_run(&self.as_str()[from..to], origin, None);
        }
        all
    }

    /// The first place that any of it comes from.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let origins = self.runs().iter().find_map(|run| run.origin);
        origins.map(|origin| origin.place)
    }

    /// The line in which what comes from a place begins, if actions wrote some of it.
    #[must_use]
    pub fn written_line(&self, from: Place) -> Option<&str> {
        let is_it = |run: &Run| {
            run.origin.is_some_and(|Origin { place, .. }| {
                let (start, span) = (from.span.start, place.span);
                place.file == from.file && (span.start..span.end).contains(&start)
            })
        };
        let begin = match self.runs().iter().position(is_it)? {
            0 => 0,
            run => self.runs()[run - 1].end,
        };
        let start = self.as_str()[..begin].rfind('\n').map_or(0, |at| at + 1);
        let length = self.as_str()[begin..].find('\n');
        let end = length.map_or(self.as_str().len(), |length| begin + length);
        let mut runs = self.runs_within(start, end);
        let is_written = runs.any(|(_, _, (_, through))| through.is_some());
        is_written.then(|| &self.as_str()[start..end])
    }

    #[expect(clippy::type_complexity, reason = "a run by its parts, cut to a range")]
    pub(super) fn runs_within(
        &self,
        start: usize,
        end: usize,
    ) -> impl Iterator<Item = (usize, usize, (Option<Origin>, Option<&Arc<Step>>))> {
        let first = self.runs().partition_point(|run| run.end <= start);
        let mut begin = first.checked_sub(1).map_or(0, |at| self.runs()[at].end);
        self.runs()[first..].iter().map_while(move |run| {
            let (of, from, to) = (begin, begin.max(start), run.end.min(end));
            begin = run.end;
            let is_within = from < to;
            is_within.then(|| {
                let cut = |origin: Origin| match origin.made {
                    Made::Derived => origin,
                    Made::Taken => {
                        let at = origin.place.span.start;
                        let span = Span::new(at + (from - of) as u32, at + (to - of) as u32);
                        let place = Place {
                            span,
                            ..origin.place
                        };
                        Origin { place, ..origin }
                    }
                };
                (from, to, (run.origin.map(cut), run.through.as_ref()))
            })
        })
    }
}

/// Whether characters go on where the last run, of `length` bytes, ends.
fn continues(
    last: &Run,
    length: usize,
    origin: Option<Origin>,
    through: Option<&Arc<Step>>,
) -> bool {
    let same_way = match (&last.through, through) {
        (None, None) => true,
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        _ => false,
    };
    same_way
        && match (last.origin, origin) {
            (None, None) => true,
            (Some(one), Some(other)) => match (one.made, other.made) {
                (Made::Taken, Made::Taken) => {
                    one.place.file == other.place.file
                        && one.place.span.end == other.place.span.start
                        && (one.place.span.end - one.place.span.start) as usize == length
                }
                (Made::Derived, Made::Derived) => one.place == other.place,
                _ => false,
            },
            _ => false,
        }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::made(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::made(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str, start: u32) -> Text {
        let place = Place {
            file: FileId(0),
            span: Span::new(start, start + text.len() as u32),
        };
        Text::from_place(
            text,
            Origin {
                place,
                made: Made::Taken,
            },
        )
    }

    #[test]
    fn a_part_keeps_where_it_comes_from() {
        let mut text = taken("image: ", 10);
        text.push_str("  ");
        text.push(&taken("nginx", 40));
        let part = text.slice(8, 12);
        assert_eq!(part.as_str(), " ngi");
        let places: Vec<_> = part
            .runs()
            .iter()
            .map(|run| run.origin.map(|origin| origin.place.span))
            .collect();
        assert_eq!(places, [None, Some(Span::new(40, 43))]);
    }

    #[test]
    fn what_goes_on_at_its_place_is_one_run() {
        let mut text = taken("ab", 3);
        text.push(&taken("cd", 5));
        assert_eq!(text.runs().len(), 1);
        text.push(&taken("ef", 3));
        assert_eq!(text.runs().len(), 2);
    }
}
