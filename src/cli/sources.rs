//! What a rendering says of the files that it read, in words and before each line.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::files::{seen_from, shown};
use crate::origin::{FileId, Made, Output, Place, Problem, Rendering, Run, Slip, StandIn, Step};
use crate::source::LineIndex;

/// The files that were read, as people see them.
pub(super) struct Sources<'r> {
    rendering: &'r Rendering,
    names: Vec<String>,
    lines: BTreeMap<FileId, LineIndex>,
}

/// How wide places are at most before what they are of is moved to the right.
const WIDEST: usize = 48;

/// How many callers of an action are looked at.
const DEEPEST: usize = 100;

impl<'r> Sources<'r> {
    pub(super) fn new(rendering: &'r Rendering, here: &Path) -> Self {
        let files = rendering.files.iter();
        let names = files.clone().map(|file| match file.path.is_absolute() {
            true => seen_from(here, &file.path),
            false => shown(&file.path),
        });
        let lines = files.enumerate();
        let lines = lines.map(|(at, file)| (FileId(at as u32), LineIndex::new(&file.text)));
        Self {
            rendering,
            names: names.collect(),
            lines: lines.collect(),
        }
    }

    fn name(&self, place: Place) -> &str {
        let name = self.names.get(place.file.0 as usize);
        name.map_or("", String::as_str)
    }

    fn line(&self, place: Place) -> usize {
        let lines = self.lines.get(&place.file);
        lines.map_or(0, |lines| lines.line(place.span.start)) + 1
    }

    pub(super) fn sentence(&self, problem: &Problem) -> String {
        let mut sentence = String::new();
        if let Some(place) = problem.place {
            let file = self.rendering.files.get(place.file.0 as usize);
            let text = file.map_or("", |file| &file.text);
            let lines = self.lines.get(&place.file);
            let column = lines.map_or(1, |lines| lines.position(text, place.span.start).column);
            let (name, line) = (self.name(place), self.line(place));
            sentence = format!("{name}:{line}:{column}: ");
        }
        sentence.push_str(&problem.message);
        for (place, words) in &problem.others {
            let (name, line) = (self.name(*place), self.line(*place));
            sentence.push_str(&format!("; {name}:{line}: {words}"));
        }
        if let Some(help) = &problem.help {
            sentence.push_str(&format!(" ({help})"));
        }
        sentence
    }

    pub(super) fn slip(&self, slip: &Slip) -> String {
        let (name, line) = (self.name(slip.place), self.line(slip.place));
        let Slip { key, meant, .. } = slip;
        format!(
            "{name}:{line}: no template reads `{key}`, and one asks for `{meant}` (did you mean that?)"
        )
    }

    pub(super) fn made_up(&self, stand_in: &StandIn) -> String {
        let function = &stand_in.function;
        let place = stand_in.action.map_or_else(String::new, |place| {
            format!("{}:{}: ", self.name(place), self.line(place))
        });
        format!("{place}what `{function}` gives is made up here")
    }

    pub(super) fn write_with_origins(
        &self,
        output: &Output,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let lines = LineIndex::new(output.text.as_str());
        let places = self.places(output, &lines);
        let widest = places.iter().map(|place| place.chars().count());
        let width = widest.filter(|width| *width <= WIDEST).max().unwrap_or(0);
        if let Some(name) = &output.name {
            writeln!(out, "{:width$} | ---", "")?;
            writeln!(out, "{:width$} | # Source: {name}", "")?;
        }
        for (place, line) in places.iter().zip(output.text.as_str().lines()) {
            writeln!(out, "{place:width$} | {line}")?;
        }
        Ok(())
    }

    /// For each line the places that its characters come from: that of the template first, then values and others.
    fn places(&self, output: &Output, lines: &LineIndex) -> Vec<String> {
        let mut of_lines: Vec<Vec<String>> = vec![Vec::new(); lines.len()];
        let text = output.text.as_str();
        let mut start = 0;
        for run in output.text.runs() {
            let mut from = start;
            for part in text[start..run.end].split_inclusive('\n') {
                let of_line = &mut of_lines[lines.line(from as u32)];
                if !part.trim().is_empty() {
                    self.add(run, (from - start) as u32, of_line);
                }
                from += part.len();
            }
            start = run.end;
        }
        of_lines
            .into_iter()
            .map(|places| places.join(" "))
            .collect()
    }

    /// Adds where a run comes from, `offset` bytes behind its start, unless that is known.
    fn add(&self, run: &Run, offset: u32, known: &mut Vec<String>) {
        let action = run.through.as_ref().map(|step| step.action);
        let is_made_up = |step: &&Arc<Step>| {
            let mut made_up = self.rendering.stand_ins.iter();
            made_up.any(|made_up| made_up.action == Some(step.action))
        };
        let steps = std::iter::successors(run.through.as_ref(), |step| step.caller.as_ref());
        let made_up = "(made up)".to_owned();
        if steps.take(DEEPEST).any(|step| is_made_up(&step)) && !known.contains(&made_up) {
            known.push(made_up);
        }
        let origin = run.origin.map(|origin| match origin.made {
            Made::Taken => {
                let mut place = origin.place;
                place.span.start += offset;
                place
            }
            Made::Derived => origin.place,
        });
        for place in [action, origin].into_iter().flatten() {
            let shown = format!("{}:{}", self.name(place), self.line(place));
            if !known.contains(&shown) {
                known.push(shown);
            }
        }
    }
}
