//! What files come to: findings, pictures, and what is left of a pod that is taken apart.

use serde_json::{Value, json};

use podlint::bundle::Bundle;
use podlint::config::{Fault, Flags, Settings, Unsettled};
use podlint::date::Date;
use podlint::engine::Report;
use podlint::report::picture::{Graph, View, pods, svg};
use podlint::report::{self, Options, Output};
use podlint::rules::{self, Profile, Registry};
use podlint::source::LineIndex;
use podlint::split::{self, Move, Place};

use crate::question::{At, Files};

/// More pods are not drawn: nobody looks at them, and a page shows them slowly.
const MOST_PODS: usize = 40;

impl Files {
    /// The files as they are now.
    pub(crate) fn bundle(&self) -> Bundle<'_> {
        let now = self.files.iter().filter(|file| !file.was);
        let today = self.today.as_deref().and_then(Date::parse);
        Bundle::of(now.map(|file| (&*file.name, &*file.text))).on(today)
    }

    /// What holds for them.
    pub(crate) fn settings(&self, bundle: &Bundle<'_>) -> Result<Settings, Unsettled> {
        let known = |name: &str| Profile::find(name);
        let flags = Flags {
            kubernetes_version: self.versions.clone().filter(|asked| !asked.is_empty()),
            profile: self.profile.as_deref().and_then(known),
            ..Flags::default()
        };
        let mut all = rules::all().iter();
        let also = all.find(|rule| self.rule.as_deref() == Some(rule.name()));
        bundle.settings(&flags, (&Registry::default(), also.map(|rule| rule.id)))
    }

    fn then(&self) -> Vec<(&str, &str)> {
        let then = self.files.iter().filter(|file| file.was);
        then.map(|file| (&*file.name, &*file.text)).collect()
    }
}

/// What is found in files, as `podlint check --format json` says it, with what could not be done, and pictures.
pub(crate) fn check(asked: &Files) -> Result<Value, String> {
    let bundle = asked.bundle();
    let settings = match asked.settings(&bundle) {
        Ok(settings) => settings,
        Err(Unsettled::File(fault)) => return Ok(json!({ "problems": faults(&fault) })),
        Err(Unsettled::Flag(sentence)) => return Err(sentence),
    };
    let then = asked.then();
    let (mut report, applied) = match asked.pictures {
        true => bundle.objects(&settings, &then),
        false => (bundle.check(&settings, &then), Vec::new()),
    };
    report.unite();
    let problems: Vec<Value> = report
        .problems()
        .map(|sentence| json!({ "message": sentence }))
        .collect();
    let mut answer = json!({ "problems": problems, "report": written(&report)? });
    if asked.pictures {
        let graph = Graph::of(&applied);
        answer["pods"] = drawn(&report);
        answer["graph"] = (!graph.is_empty()).then(|| graph.svg()).into();
    }
    Ok(answer)
}

/// What is wrong with a configuration, and where.
fn faults(fault: &Fault) -> Vec<Value> {
    let lines = LineIndex::new(&fault.text);
    let problem = |problem: &podlint::config::Problem| {
        let at = lines.position(&fault.text, problem.span.start);
        json!({
            "path": fault.shown,
            "line": at.line,
            "column": at.column,
            "message": problem.message,
            "help": problem.help,
        })
    };
    fault.problems.iter().map(problem).collect()
}

/// A report for programs.
fn written(report: &Report) -> Result<Value, String> {
    let options = Options::human(false, 0);
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let mut to = Output {
        out: &mut out,
        aside: &mut aside,
        options: &options,
    };
    report::json(report, &mut to).map_err(|error| error.to_string())?;
    serde_json::from_slice(&out).map_err(|error| error.to_string())
}

/// The pods as one picture; how many are left out of it.
fn drawn(report: &Report) -> Value {
    let pods = pods(report, &|_| true);
    let several = report.inputs.len() > 1;
    let left_out = pods.len().saturating_sub(MOST_PODS);
    let titled = |(shown, mut view): (String, View)| {
        if several {
            view.title += &format!(" · {shown}");
        }
        view
    };
    let views: Vec<View> = pods.into_iter().take(MOST_PODS).map(titled).collect();
    let titles: Vec<&str> = views.iter().map(|view| &*view.title).collect();
    json!({
        "title": titles.join("; "),
        "svg": (!views.is_empty()).then(|| svg(&views)),
        "leftOut": left_out,
    })
}

/// The text of a file with its pods taken apart, and what went where.
pub(crate) fn split(asked: &At) -> Result<Value, String> {
    let bundle = asked.of.bundle();
    let settings = asked.of.settings(&bundle).map_err(|error| match error {
        Unsettled::Flag(sentence) => sentence,
        Unsettled::File(fault) => format!("{} cannot be used", fault.shown),
    })?;
    let split = split::split(&asked.name, asked.text()?, &settings, &|_| true)?;
    let moves: Vec<Value> = split.moves.iter().map(told).collect();
    Ok(json!({ "text": split.text, "moves": moves }))
}

impl At {
    /// The text of the file.
    pub(crate) fn text(&self) -> Result<&str, String> {
        let mut files = self.of.files.iter();
        let file = files.find(|file| file.name == self.name && !file.was);
        let file = file.ok_or_else(|| format!("there is no file {}", self.name))?;
        Ok(&file.text)
    }
}

fn told(step: &Move) -> Value {
    let place = |place: Place| match place {
        Place::Stays => "stays",
        Place::Moves => "moves",
        Place::Both => "both",
    };
    let parts = step.parts.iter();
    let parts =
        parts.map(|part| json!({ "name": part.name, "place": place(part.place), "why": part.why }));
    let reasons = step.reasons.iter();
    let reasons = reasons.map(|reason| json!({ "subject": reason.subject, "text": reason.text }));
    json!({
        "from": step.from,
        "into": step.into,
        "why": step.why,
        "parts": parts.collect::<Vec<Value>>(),
        "reasons": reasons.collect::<Vec<Value>>(),
    })
}
