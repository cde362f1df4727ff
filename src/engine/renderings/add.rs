//! Takes what was rendered into a session.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::definitions::Definitions;
use super::found::source_of;
use super::{Placed, Rendered, Renderer, Renders};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::engine::Input;
use crate::engine::judged::Judged;
use crate::engine::session::Session;
use crate::objects::Skip;
use crate::origin::{FileId, Place, Problem, ProblemKind, ReadFile, Slip};
use crate::rules::Registry;
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
        let mut parts = Parts::by(self.settings());
        let mut all = Vec::with_capacity(renders.len());
        let mut known = self.by_path();
        // Much of this was done when overlays were built, so that they take little memory. What is delivered comes besides, and
        // in the place of some.
        let mut definitions = Definitions::default();
        for (number, Renders { by, mut rendering }) in renders.into_iter().enumerate() {
            definitions.take_known(&by, &mut rendering);
            let mut files = Vec::with_capacity(rendering.files.len());
            for (file, read) in rendering.files.iter().enumerate() {
                let file = FileId(file as u32);
                let known = known.entry(self.locate(&read.path));
                let is_new = matches!(known, Entry::Vacant(_));
                let (id, has_objects) = *known.or_insert_with(|| (self.next_id(), false));
                let is_reported = reported(&read.path);
                files.push((id, is_reported));
                // What nothing else has read must be shown all the same.
                if read.is_apart && !is_new {
                    continue;
                }
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
            all.push(placed);
        }
        for placed in &all {
            parts.tell(placed);
            parts.note_effects(placed);
        }
        parts.tell_idle();
        let inputs = all.iter().flat_map(|placed| placed.outputs(shown));
        let inputs = inputs.map(|rendered| (self.next_id(), Input::Rendered(rendered)));
        let mut inputs: Vec<(SourceId, Input)> = inputs.collect();
        // What takes the place of a file is not known of it any more.
        let known = self.take_judged(&mut inputs);
        self.put(parts.judged);
        self.say(parts.aside);
        self.check_others(inputs, known);
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

/// What is said of a file that is judged by itself.
#[derive(Default)]
pub(in crate::engine) struct Aside {
    pub(in crate::engine) diagnostics: Vec<Diagnostic>,
    /// What was not followed or checked, and in which document, from 0.
    pub(in crate::engine) passed: Vec<(Skip, u32, String)>,
    /// What is in it, where a report shows that.
    pub(in crate::engine) text: Arc<str>,
}

impl Aside {
    /// Adds it to what is known of the file.
    pub(in crate::engine) fn add_to(&self, judged: &mut Judged) {
        judged.diagnostics.extend(self.diagnostics.iter().cloned());
        for (reason, document, message) in &self.passed {
            judged.pass_over(*reason, *document, message);
        }
        if judged.source.text.is_empty() && !self.text.is_empty() {
            judged.source = source_of(judged.source.id, &judged.source.path, &self.text);
        }
    }
}

/// The files that were rendered from, each once, and what is to be said of them.
struct Parts<'s> {
    settings: &'s Settings,
    judged: HashMap<SourceId, (Input, Judged)>,
    /// What is to be said of others, which are judged by themselves.
    aside: HashMap<SourceId, Aside>,
    /// Where the documents begin of which something is not followed.
    documents: HashMap<SourceId, Vec<u32>>,
    /// What is to be told where it does nothing in any rendering, and where it does something.
    idle: Vec<(Diagnostic, Arc<Placed>)>,
    effects: HashSet<(SourceId, Span)>,
}

impl<'s> Parts<'s> {
    fn by(settings: &'s Settings) -> Self {
        Self {
            settings,
            judged: HashMap::new(),
            aside: HashMap::new(),
            documents: HashMap::new(),
            idle: Vec::new(),
            effects: HashSet::new(),
        }
    }

    fn take(
        &mut self,
        id: SourceId,
        read: &ReadFile,
        shown: &dyn Fn(&Path) -> String,
        (is_reported, is_template): (bool, bool),
    ) {
        let rules = self.settings.of(&read.path).rules();
        self.judged.entry(id).or_insert_with(|| {
            let shown = shown(&read.path);
            let mut judged = Judged::nothing(Source {
                id,
                path: shown.clone(),
                text: String::new(),
                hidden: Hidden::NONE,
            });
            // Comments of a template are in what it is rendered to; those of values and bases are not.
            if read.text.contains("podlint:") && !is_template {
                judged.suppressions = Suppressions::of_comments(id, &Tree::read(&read.text), rules);
                judged.source = source_of(id, &shown, &read.text);
            }
            let input = Input::Part {
                path: read.path.to_path_buf(),
                shown,
                text: Arc::clone(&read.text),
                context: !is_reported,
            };
            (input, judged)
        });
    }

    /// Says of a rendering what did not go well; of files that are judged by themselves that is said aside.
    fn tell(&mut self, placed: &Arc<Placed>) {
        let slips: Vec<Problem> = placed.rendering.slips.iter().map(Slip::problem).collect();
        for problem in placed.rendering.problems.iter().chain(&slips) {
            let place = problem.place.map(|place| placed.home(place));
            let file = place.map_or(FileId(0), |place| place.file);
            let source = placed.files.get(file.0 as usize);
            let Some(&(source, true)) = source else {
                continue;
            };
            let rule = match problem.kind {
                ProblemKind::Refused | ProblemKind::Lost => RuleId::RENDER_ERROR,
                ProblemKind::Advice | ProblemKind::Idle => RuleId::RENDER_ADVICE,
                ProblemKind::Deprecated => RuleId::DEPRECATED_KUSTOMIZATION,
                ProblemKind::NotChecked | ProblemKind::NotFollowed => {
                    let reason = match problem.kind {
                        ProblemKind::NotFollowed => Skip::NotFollowed,
                        _ => Skip::Template,
                    };
                    let document = self.document(source, place, placed);
                    match self.judged.get_mut(&source) {
                        Some((_, judged)) => judged.pass_over(reason, document, &problem.message),
                        None => {
                            let aside = self.aside.entry(source).or_default();
                            let passed = (reason, document, problem.message.clone());
                            aside.passed.push(passed);
                        }
                    }
                    continue;
                }
            };
            let span = place.map_or(Span::default(), |place| place.span);
            let told = told(
                problem,
                Diagnostic::new(rule, source, span, &*problem.message),
                placed,
            );
            match problem.kind {
                ProblemKind::Idle => self.idle.push((told, Arc::clone(placed))),
                _ => self.add(told, placed),
            }
        }
    }

    /// The document, from 0, in which a place of a source stands.
    fn document(&mut self, source: SourceId, place: Option<Place>, placed: &Placed) -> u32 {
        let (Some(place), Some(read)) = (place, placed.read(source)) else {
            return 0;
        };
        let starts = self.documents.entry(source).or_insert_with(|| {
            let tree = Tree::read(&read.text);
            let documents = tree.documents().iter();
            documents.map(|document| document.span.start).collect()
        });
        let behind = starts.partition_point(|start| *start <= place.span.start);
        behind.saturating_sub(1) as u32
    }

    /// Takes note of what does something in a rendering.
    fn note_effects(&mut self, placed: &Placed) {
        let effects = placed.rendering.effects.iter();
        self.effects.extend(effects.filter_map(|effect| {
            let Place { file, span } = placed.home(*effect);
            let &(source, _) = placed.files.get(file.0 as usize)?;
            Some((source, span))
        }));
    }

    /// Says what does nothing in any rendering.
    fn tell_idle(&mut self) {
        for (told, placed) in std::mem::take(&mut self.idle) {
            let place = (told.primary.source, told.primary.span);
            // What is told of one rendering is enough.
            if self.effects.insert(place) {
                self.add(told, &placed);
            }
        }
    }

    /// Adds a finding of a rendering, unless it is known.
    fn add(&mut self, told: Diagnostic, placed: &Placed) {
        let source = told.primary.source;
        let places = [&told.primary].into_iter().chain(&told.labels);
        let sources: Vec<SourceId> = places.map(|label| label.source).collect();
        let known = match self.judged.get_mut(&source) {
            Some((input, judged)) => {
                if told.rule == RuleId::RENDER_ERROR {
                    let rules = self.settings.of(input.path()).rules();
                    read_suppressions(source, input, judged, rules);
                }
                &mut judged.diagnostics
            }
            None => &mut self.aside.entry(source).or_default().diagnostics,
        };
        if known.contains(&told) {
            return;
        }
        known.push(told);
        for other in sources {
            self.show(other);
            if !self.judged.contains_key(&other)
                && let Some(read) = placed.read(other)
            {
                self.aside.entry(other).or_default().text = Arc::clone(&read.text);
            }
        }
    }

    /// Has a report show a file.
    fn show(&mut self, source: SourceId) {
        if let Some((Input::Part { shown, text, .. }, judged)) = self.judged.get_mut(&source)
            && judged.source.text.is_empty()
        {
            judged.source = source_of(source, shown, text);
        }
    }
}

/// Reads the comments of a template that is not rendered, so that nothing else has them. Which of them would have been used
/// is not known.
fn read_suppressions(source: SourceId, input: &Input, judged: &mut Judged, rules: &Registry) {
    if let Input::Part { text, .. } = input
        && judged.suppressions.is_empty()
        && text.contains("podlint:")
    {
        judged.suppressions = Suppressions::of_comments(source, &Tree::read(text), rules);
        judged.suppressions.excuse(vec![Span::WHOLE]);
    }
}

fn told(problem: &Problem, mut diagnostic: Diagnostic, placed: &Placed) -> Diagnostic {
    if let Some(help) = &problem.help {
        diagnostic = diagnostic.help(help.clone());
    }
    for (place, message) in &problem.others {
        let Place { file, span } = placed.home(*place);
        if let Some(&(source, _)) = placed.files.get(file.0 as usize) {
            diagnostic.add_label(span, message.clone());
            if let Some(label) = diagnostic.labels.last_mut() {
                label.source = source;
            }
        }
    }
    diagnostic
}
