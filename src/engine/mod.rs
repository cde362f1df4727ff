//! The one place that knows the order: read, recognise, check against the schema, apply the rules; in
//! parallel per file, then across files.

mod across;
mod judge;
mod kustomize;
mod report;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use judge::{Judged, judge};
use kustomize::Patches;
pub use report::{Finding, Report, Skipped, Summary};

use crate::api::Versions;
use crate::custom::Schemas;
use crate::diagnostic::Diagnostic;
use crate::objects::{Inventory, Skip};
use crate::rules;
use crate::source::{Source, SourceId, reason};

/// What to check against.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The versions of Kubernetes: an object is judged for each of them, and what is found in all is found
    /// once.
    pub versions: Versions,
    /// Where the schemas of kinds that are not built in are.
    pub schemas: Schemas,
}

/// Something to check.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// How reports call it.
        shown: String,
    },
    /// Bytes at hand, as from standard input.
    Bytes {
        /// How reports call them.
        shown: String,
        /// The bytes, not yet known to be text.
        bytes: Vec<u8>,
    },
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

/// Checks all inputs and reports in the order given. `progress` is told how many are done.
pub fn run(inputs: Vec<Input>, settings: &Settings, progress: &(dyn Fn(usize) + Sync)) -> Report {
    let threads = std::thread::available_parallelism()
        .map_or(1, std::num::NonZero::get)
        .min(inputs.len() / 8 + 1);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let collected = Mutex::new(Vec::with_capacity(inputs.len()));
    let work = || {
        let mut mine = Vec::new();
        loop {
            let from = next.fetch_add(BATCH, Ordering::Relaxed);
            if from >= inputs.len() {
                break;
            }
            for (at, input) in inputs.iter().enumerate().skip(from).take(BATCH) {
                mine.push((at, check_input(SourceId(at as u32), input, settings)));
                progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            }
        }
        collected
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .append(&mut mine);
    };
    if threads == 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    }
    let mut outcomes = collected
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    outcomes.sort_unstable_by_key(|&(at, _)| at);
    let mut report = assemble(outcomes.into_iter().map(|(_, outcome)| outcome), &inputs);
    report.unreadable.extend(settings.schemas.problems());
    report
}

/// How many inputs a thread takes at a time: enough that the counter is no hot spot.
const BATCH: usize = 8;

/// What came of one input. Most have nothing to say, so the larger part is boxed.
enum Outcome {
    Judged(Box<Judged>),
    Unreadable(String, String),
    Defect(String),
}

fn check_input(id: SourceId, input: &Input, settings: &Settings) -> Outcome {
    let (shown, bytes) = match input {
        Input::Bytes { shown, bytes } => (shown, bytes.clone()),
        Input::File { path, shown } => match std::fs::read(path) {
            Ok(bytes) => (shown, bytes),
            Err(error) => return Outcome::Unreadable(shown.clone(), reason(&error)),
        },
    };
    let checked = catch_unwind(AssertUnwindSafe(|| {
        let (text, fault) = text::decode(bytes);
        judge(
            Source {
                id,
                path: shown.clone(),
                text,
            },
            fault,
            settings,
        )
    }));
    match checked {
        Ok(judged) => Outcome::Judged(Box::new(judged)),
        Err(_) => Outcome::Defect(shown.clone()),
    }
}

/// Brings the outcomes together: what only all files together tell, then order.
fn assemble(outcomes: impl Iterator<Item = Outcome>, inputs: &[Input]) -> Report {
    let mut report = Report::default();
    let mut all = Vec::new();
    let mut patches = Patches::default();
    for outcome in outcomes {
        match outcome {
            Outcome::Judged(judged) => {
                patches.add(&judged.patches);
                all.push(*judged);
            }
            Outcome::Unreadable(path, error) => report.unreadable.push((path, error)),
            Outcome::Defect(path) => report.defects.push(path),
        }
    }
    let mut inventory = Inventory::default();
    for judged in &mut all {
        if patches.names(&judged.source.path) {
            set_aside(judged);
        }
        inventory.append(std::mem::take(&mut judged.inventory));
    }
    across::check(&mut all, &inventory, inputs);
    for judged in all {
        absorb(&mut report, judged);
    }
    report
}

/// Takes the findings on a patch back: it is a part of an object, and only its text can be judged.
fn set_aside(judged: &mut Judged) {
    judged
        .diagnostics
        .retain(|diagnostic| matches!(diagnostic.rule, "syntax" | "duplicate-key"));
    judged.objects = 0;
    judged.inventory = Inventory::default();
    judged.skipped = (0..judged.documents as u32)
        .map(|document| (document, Skip::Patch))
        .collect();
}

fn absorb(report: &mut Report, judged: Judged) {
    report.summary.files += 1;
    report.summary.documents += judged.documents;
    report.summary.objects += judged.objects;
    let path = &judged.source.path;
    report
        .summary
        .skipped
        .extend(judged.skipped.iter().map(|&(document, reason)| Skipped {
            path: path.clone(),
            document: Some(document),
            reason,
        }));
    if judged.diagnostics.is_empty() {
        if judged.objects == 0 {
            report.summary.without_objects.push(path.clone());
        }
        // A finding in another file may point here.
        if !judged.source.text.is_empty() {
            report.sources.insert(judged.source.id, judged.source);
        }
        return;
    }
    let mut findings: Vec<Finding> = judged.diagnostics.into_iter().map(complete).collect();
    findings.sort_by(|a, b| place(a).cmp(&place(b)));
    findings.dedup();
    report.findings.append(&mut findings);
    report.sources.insert(judged.source.id, judged.source);
}

fn place(finding: &Finding) -> (u32, u32, &'static str, &str) {
    let Diagnostic {
        primary,
        rule,
        message,
        ..
    } = &finding.diagnostic;
    (primary.span.start, primary.span.end, rule, message)
}

/// Adds what the rule's page says.
fn complete(mut diagnostic: Diagnostic) -> Finding {
    let page = rules::page(diagnostic.rule);
    diagnostic.server = diagnostic.server.or(page.server);
    let level = page.category.level(diagnostic.server, diagnostic.certainty);
    Finding {
        category: page.category,
        level,
        diagnostic,
    }
}
