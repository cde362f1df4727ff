//! Takes what was rendered into a session.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::found::source_of;
use super::{Placed, Rendered, Renderer, Renders};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::engine::Input;
use crate::engine::judged::Judged;
use crate::engine::session::Session;
use crate::origin::{FileId, Place, Problem, ProblemKind, ReadFile, Slip};
use crate::source::{Hidden, Source, SourceId, Span};
use crate::suppress::Suppressions;
use crate::yaml::Tree;

impl Session<'_> {
    /// Checks what charts and overlays came to. The files that they were rendered from are not judged by themselves any
    /// more. `reported` says of which files something is to be told, and `shown` how reports call a file.
    pub fn check_rendered(
        &self,
        renders: Vec<Renders>,
        reported: &dyn Fn(&Path) -> bool,
        shown: &dyn Fn(&Path) -> String,
    ) {
        let mut parts = Parts::default();
        let mut inputs = Vec::new();
        let mut known = self.by_path();
        for (number, Renders { by, rendering }) in renders.into_iter().enumerate() {
            let mut files = Vec::with_capacity(rendering.files.len());
            for (file, read) in rendering.files.iter().enumerate() {
                let file = FileId(file as u32);
                let known = known.entry(self.locate(&read.path));
                let (id, has_objects) = *known.or_insert_with(|| (self.next_id(), false));
                let is_reported = reported(&read.path);
                files.push((id, is_reported));
                // What lies in a chart and is no part of it is checked by itself.
                if by.is_read_whole(&rendering) || rendering.is_source(file) || !has_objects {
                    let is_template = by.renderer == Renderer::Helm && rendering.is_source(file);
                    parts.take(id, read, shown, (is_reported, is_template));
                }
            }
            let placed = Arc::new(Placed {
                by: Arc::new(by),
                rendering,
                files,
                number,
            });
            parts.tell(&placed);
            inputs.extend(placed.outputs(shown));
        }
        self.put(parts.0);
        self.check_all(inputs.into_iter().map(Input::Rendered).collect());
    }
}

impl Placed {
    fn outputs(self: &Arc<Self>, shown: &dyn Fn(&Path) -> String) -> Vec<Arc<Rendered>> {
        let outputs = 0..self.rendering.outputs.len();
        let rendered = |at| {
            let mut rendered = Rendered {
                of: Arc::clone(self),
                at,
                shown: String::new(),
            };
            rendered.shown = self.by.shown(shown(rendered.path()));
            Arc::new(rendered)
        };
        outputs.map(rendered).collect()
    }
}

/// The files that were rendered from, each once, and what is to be said of them.
#[derive(Default)]
struct Parts(HashMap<SourceId, (Input, Judged)>);

impl Parts {
    fn take(
        &mut self,
        id: SourceId,
        read: &ReadFile,
        shown: &dyn Fn(&Path) -> String,
        (is_reported, is_template): (bool, bool),
    ) {
        self.0.entry(id).or_insert_with(|| {
            let shown = shown(&read.path);
            let mut judged = Judged::nothing(Source {
                id,
                path: shown.clone(),
                text: String::new(),
                hidden: Hidden::NONE,
            });
            // Comments of a template are in what it is rendered to; those of values and bases are not.
            if read.text.contains("podlint:") && !is_template {
                judged.suppressions = Suppressions::of_comments(id, &Tree::read(&read.text));
                judged.source = source_of(id, &shown, &read.text);
            }
            let input = Input::Part {
                path: read.path.clone(),
                shown,
                text: Arc::clone(&read.text),
                context: !is_reported,
            };
            (input, judged)
        });
    }

    /// Says of a rendering what did not go well.
    fn tell(&mut self, placed: &Placed) {
        let slips: Vec<Problem> = placed.rendering.slips.iter().map(misspelt).collect();
        for problem in placed.rendering.problems.iter().chain(&slips) {
            let place = problem.place.map(|place| placed.home(place));
            let file = place.map_or(FileId(0), |place| place.file);
            let source = placed.files.get(file.0 as usize);
            let Some(&(source, true)) = source else {
                continue;
            };
            let Some((_, judged)) = self.0.get_mut(&source) else {
                continue;
            };
            let rule = match problem.kind {
                ProblemKind::Refused => RuleId::RENDER_ERROR,
                ProblemKind::Advice => RuleId::RENDER_ADVICE,
                ProblemKind::Deprecated => RuleId::DEPRECATED_KUSTOMIZATION,
                ProblemKind::NotChecked => {
                    judged.pass_over(&problem.message);
                    continue;
                }
            };
            let span = place.map_or(Span::default(), |place| place.span);
            let told = told(
                problem,
                Diagnostic::new(rule, source, span, &*problem.message),
                placed,
            );
            if judged.diagnostics.contains(&told) {
                continue;
            }
            let places = [&told.primary].into_iter().chain(&told.labels);
            let sources: Vec<SourceId> = places.map(|label| label.source).collect();
            judged.diagnostics.push(told);
            sources.into_iter().for_each(|source| self.show(source));
        }
    }

    /// Has a report show a file.
    fn show(&mut self, source: SourceId) {
        if let Some((Input::Part { shown, text, .. }, judged)) = self.0.get_mut(&source)
            && judged.source.text.is_empty()
        {
            judged.source = source_of(source, shown, text);
        }
    }
}

fn misspelt(slip: &Slip) -> Problem {
    Problem {
        kind: ProblemKind::Advice,
        place: Some(slip.place),
        message: format!("nothing reads the value `{}`", slip.key),
        help: Some(format!("did you mean `{}`?", slip.meant)),
        others: Vec::new(),
    }
}

fn told(problem: &Problem, mut diagnostic: Diagnostic, placed: &Placed) -> Diagnostic {
    if let Some(help) = &problem.help {
        diagnostic = diagnostic.help(help);
    }
    for (place, message) in &problem.others {
        let Place { file, span } = placed.home(*place);
        if let Some(&(source, _)) = placed.files.get(file.0 as usize) {
            diagnostic.add_label(span, message);
            if let Some(label) = diagnostic.labels.last_mut() {
                label.source = source;
            }
        }
    }
    diagnostic
}
