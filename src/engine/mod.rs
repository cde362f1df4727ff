//! The one place that knows the order: read, recognise, check against the schema, apply the rules; in
//! parallel per file, then across files.

mod across;
mod faults;
mod guess;
mod judge;
mod judged;
mod kustomize;
mod part;
mod refused;
mod report;
mod serve;
mod text;
mod unfilled;
mod verdict;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use judge::judge;
use judged::Judged;
use kustomize::{Kustomizations, look_above};
pub use refused::is_refused;
pub use report::{Defect, Finding, Report, Skipped, Summary};
use verdict::{Verdicts, place};

pub use crate::config::Settings;
use crate::diagnostic::{MOST, MOST_OF_DOCUMENT};
use crate::files::{FileSystem, Most};
use crate::objects::{Inventory, Pod};
use crate::panic;
use crate::secret;
use crate::source::{Hidden, Source, SourceId, reason};
use crate::validation::update::Past;

/// Something to check.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// How reports call it.
        shown: String,
        /// Whether it is only looked at for what other files mean, and nothing is reported on it.
        context: bool,
        /// Whether it was found in a directory, as a regular file: what is named may be anything.
        regular: bool,
    },
    /// A file as fixes would leave it.
    Fixed {
        /// Where it is.
        path: PathBuf,
        /// How reports call it.
        shown: String,
        /// Its text with the fixes.
        text: String,
    },
    /// Bytes at hand, as from standard input.
    Bytes {
        /// How reports call them.
        shown: String,
        /// The bytes, not yet known to be text.
        bytes: Vec<u8>,
    },
}

impl Input {
    /// Its bytes.
    fn read(&self, files: &dyn FileSystem, most: Most) -> io::Result<Vec<u8>> {
        match self {
            Self::File {
                path,
                regular: true,
                ..
            } => files.read_regular(path, most),
            Self::File { path, .. } => files.read(path, most),
            Self::Fixed { text, .. } => Ok(text.clone().into_bytes()),
            Self::Bytes { bytes, .. } => Ok(bytes.clone()),
        }
    }

    /// How reports call it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::File { shown, .. } | Self::Fixed { shown, .. } | Self::Bytes { shown, .. } => {
                shown
            }
        }
    }

    /// Where it is: files may differ and be shown alike. Bytes at hand are where reports say that they are.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File { path, .. } | Self::Fixed { path, .. } => path,
            Self::Bytes { shown, .. } => Path::new(shown),
        }
    }

    fn is_context(&self) -> bool {
        matches!(self, Self::File { context: true, .. })
    }
}

/// Checks one text that is at hand and lists its findings in order.
#[must_use]
pub fn check_text(path: &str, text: &str, settings: &Settings) -> Vec<Finding> {
    let input = Input::Bytes {
        shown: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    run(vec![input], settings, &|_| ()).findings
}

/// Checks all inputs and reports on them. `progress` is told how many are done.
pub fn run(inputs: Vec<Input>, settings: &Settings, progress: &(dyn Fn(usize) + Sync)) -> Report {
    let run = Run::new(settings, progress);
    run.check_all(inputs);
    run.report()
}

/// A run that takes its inputs as they come, from any thread.
pub struct Run<'s> {
    settings: &'s Settings,
    past: Option<&'s Past>,
    progress: &'s (dyn Fn(usize) + Sync),
    taken: AtomicU32,
    checked: Mutex<Vec<(SourceId, Input, Outcome)>>,
}

impl<'s> Run<'s> {
    /// A run that has not begun. `progress` is told how many inputs are done.
    #[must_use]
    pub fn new(settings: &'s Settings, progress: &'s (dyn Fn(usize) + Sync)) -> Self {
        Self {
            settings,
            past: None,
            progress,
            taken: AtomicU32::new(0),
            checked: Mutex::new(Vec::new()),
        }
    }

    /// The same run, which compares objects with what they were.
    #[must_use]
    pub fn since(self, past: Option<&'s Past>) -> Self {
        Self { past, ..self }
    }

    /// Checks one input.
    pub fn check(&self, input: Input) {
        let id = SourceId(self.taken.fetch_add(1, Ordering::Relaxed));
        self.check_as(id, input);
    }

    /// Checks inputs that are known before, on all processors.
    pub fn check_all(&self, inputs: Vec<Input>) {
        let count = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        let first = self.taken.fetch_add(count, Ordering::Relaxed);
        self.check_each((first..).map(SourceId).zip(inputs).collect());
    }

    fn check_each(&self, inputs: Vec<(SourceId, Input)>) {
        let (count, waiting) = (inputs.len(), Mutex::new(inputs.into_iter()));
        let next = || {
            let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.next()
        };
        self.settings.host.workers.each(count, &|_| {
            if let Some((id, input)) = next() {
                self.check_as(id, input);
            }
        });
    }

    fn check_as(&self, id: SourceId, input: Input) {
        let outcome = self.check_input(id, &input);
        let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        checked.push((id, input, outcome));
        (self.progress)(checked.len());
    }

    fn check_input(&self, id: SourceId, input: &Input) -> Outcome {
        let shown = input.shown();
        let bytes = match input.read(&*self.settings.host.files, self.settings.max_file_size) {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::Unreadable(shown.to_owned(), unread(&error)),
        };
        let checked = panic::catch(|| {
            let (text, fault) = text::decode(bytes);
            judge(
                Source {
                    id,
                    path: shown.to_owned(),
                    text,
                    hidden: Hidden::NONE,
                },
                fault,
                self.settings.of(input.path()),
                self.past.filter(|_| !input.is_context()),
            )
        });
        match checked {
            Ok(judged) => Outcome::Judged(Box::new(judged)),
            Err(panic) => Outcome::Defect(Defect {
                path: Some(shown.to_owned()),
                object: None,
                rule: None,
                panic,
            }),
        }
    }

    /// Goes on by other settings, which take account of what was found on the way: what they judge in
    /// another way is checked again, and what `left_out` names is forgotten.
    #[must_use]
    pub fn go_by(mut self, settings: &'s Settings, left_out: &dyn Fn(&Path) -> bool) -> Self {
        let before = std::mem::replace(&mut self.settings, settings);
        let checked = std::mem::take(&mut self.checked);
        let mut checked = checked.into_inner().unwrap_or_else(PoisonError::into_inner);
        for (_, input, outcome) in &mut checked {
            if matches!(input, Input::File { path, .. } if left_out(path)) {
                *outcome = Outcome::LeftOut;
            }
        }
        let again = checked.extract_if(.., |(_, input, outcome)| {
            let (then, now) = (before.of(input.path()), settings.of(input.path()));
            !matches!(outcome, Outcome::LeftOut) && !then.judges_like(now)
        });
        let again: Vec<_> = again.map(|(id, input, _)| (id, input)).collect();
        self.checked = Mutex::new(checked);
        self.check_each(again);
        self
    }

    /// What all inputs come to: first the bytes at hand in the order given, then the files by name.
    #[must_use]
    pub fn report(self) -> Report {
        let checked = self.checked.into_inner();
        let mut checked = checked.unwrap_or_else(PoisonError::into_inner);
        checked.sort_unstable_by_key(|&(id, ..)| id);
        let (inputs, outcomes): (Vec<Input>, Vec<Outcome>) = checked
            .into_iter()
            .map(|(_, input, outcome)| (input, outcome))
            .unzip();
        let mut ordered: Vec<(&Input, Outcome)> = inputs.iter().zip(outcomes).collect();
        ordered.sort_by_key(|&(input, _)| match input {
            Input::Bytes { .. } => None,
            Input::File { path, shown, .. } | Input::Fixed { path, shown, .. } => {
                Some((shown.as_str(), path.as_path()))
            }
        });
        let outcomes = ordered.into_iter().map(|(_, outcome)| outcome);
        let mut report = assemble(outcomes, &inputs, self.settings);
        report.inputs = inputs;
        report.unreadable.extend(self.settings.problems());
        report
    }
}

/// Why an input is not read, and what would help.
#[must_use]
pub fn unread(error: &io::Error) -> String {
    let mut sentence = reason(error);
    if error.kind() == io::ErrorKind::FileTooLarge {
        sentence += "; split it, or let --max-file-size be more";
    }
    sentence
}

fn too_many() -> String {
    format!(
        "more than {MOST_OF_DOCUMENT} findings in a document, or {MOST} in the file; no more are listed, and what is below may not be checked"
    )
}

fn too_crowded() -> String {
    format!(
        "a pod has {}; its fields are checked, but not what its containers are for and to each other",
        Pod::crowd()
    )
}

/// What came of one input. Most have nothing to say, so the larger part is boxed.
enum Outcome {
    Judged(Box<Judged>),
    Unreadable(String, String),
    Defect(Defect),
    /// It turned out that it is not to be checked.
    LeftOut,
}

/// Brings the outcomes together: what only all files together tell, then order.
fn assemble(
    outcomes: impl Iterator<Item = Outcome>,
    inputs: &[Input],
    settings: &Settings,
) -> Report {
    let mut report = Report::default();
    let mut all = gather(outcomes, &mut report);
    let mut inventory = Inventory::default();
    let kustomizations = kustomizations_of(&mut all, inputs, settings);
    for judged in &mut all {
        part::settle(judged, &kustomizations);
        inventory.append(std::mem::take(&mut judged.inventory));
    }
    report
        .defects
        .extend(across::check(&mut all, &inventory, inputs, settings));
    let mut verdicts = Verdicts::new(settings, inputs, &mut all);
    let findings: Vec<_> = all.iter_mut().map(|judged| verdicts.of(judged)).collect();
    let is_context = |judged: &Judged| {
        let input = inputs.get(judged.source.id.0 as usize);
        input.is_some_and(Input::is_context)
    };
    for (judged, mut findings) in all.into_iter().zip(findings) {
        if is_context(&judged) {
            report.sources.insert(judged.source.id, judged.source);
            continue;
        }
        let of_suppressions = verdicts.review(&judged.source, &findings);
        findings.extend(of_suppressions);
        absorb(&mut report, judged, findings);
    }
    // What a part of the files uses of the configuration says nothing on the rest.
    if !inputs.iter().any(Input::is_context) {
        verdicts.review_files(&mut report, inputs.len());
    }
    report.summary.suppressed = verdicts.suppressed();
    for finding in &mut report.findings {
        secret::conceal(&mut finding.diagnostic, &report.sources);
    }
    report
}

/// What came of the inputs that were judged; what did not go well is told in the report.
fn gather(outcomes: impl Iterator<Item = Outcome>, report: &mut Report) -> Vec<Judged> {
    let mut all = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Judged(judged) => {
                let told = [
                    judged.is_cut.then(too_many),
                    judged.is_crowded.then(too_crowded),
                ];
                let path = || judged.source.path.clone();
                let told = told.into_iter().flatten();
                report.unreadable.extend(told.map(|what| (path(), what)));
                all.push(*judged);
            }
            Outcome::Unreadable(path, error) => report.unreadable.push((path, error)),
            Outcome::Defect(defect) => report.defects.push(defect),
            Outcome::LeftOut => {}
        }
    }
    all
}

/// The kustomizations among the inputs, and those above the files of which there is something to say.
fn kustomizations_of(all: &mut [Judged], inputs: &[Input], settings: &Settings) -> Kustomizations {
    let files = &*settings.host.files;
    let (mut known, mut replaces, mut with_findings) = (Vec::new(), Vec::new(), BTreeSet::new());
    for judged in all {
        known.append(&mut judged.kustomizations);
        replaces.append(&mut judged.replaces);
        let input = inputs.get(judged.source.id.0 as usize);
        let is_somewhere = input.is_some_and(|input| !input.shown().starts_with('<'));
        if is_somewhere && !judged.diagnostics.is_empty() {
            with_findings.insert(kustomize::absolute(files, &judged.source.path));
        }
    }
    look_above(files, &with_findings, &mut known, settings.max_file_size);
    Kustomizations::of(Arc::clone(&settings.host.files), known, replaces)
}

fn absorb(report: &mut Report, judged: Judged, mut findings: Vec<Finding>) {
    report.defects.extend(judged.defects);
    report.summary.files += 1;
    report.summary.documents += judged.documents;
    report.summary.objects += judged.objects;
    let path = &judged.source.path;
    let mut skipped = judged.skipped.iter();
    let in_part = skipped.any(|passed| passed.reason.is_in_part());
    report
        .summary
        .skipped
        .extend(judged.skipped.into_iter().map(|passed| Skipped {
            path: path.clone(),
            document: Some(passed.document),
            reason: passed.reason,
            what: passed.what,
        }));
    if findings.is_empty() && judged.objects == 0 && !in_part {
        report.summary.without_objects.push(path.clone());
    }
    // A finding in another file may point here.
    if !findings.is_empty() || !judged.source.text.is_empty() {
        report.sources.insert(judged.source.id, judged.source);
    }
    findings.sort_by(|a, b| place(&a.diagnostic).cmp(&place(&b.diagnostic)));
    report.findings.append(&mut findings);
}
