//! `podlint check`.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::args::{Check, Part, Scope};
use super::git::Changes;
use super::partial::{self, Cache};
use super::progress::Progress;
use super::telling::Telling;
use super::{Exit, Failure, configuration, empty, named, say, say_defect, watch};
use crate::api::Versions;
use crate::disk::Disk;
use crate::engine::{Input, Memory, Report, Session, Settings};
use crate::files::{Reach, Remembered, Texts};
use crate::host::Host;
use crate::machine;
use crate::project::{Asked, By, Kept, Prepared, Project, Wanted};
use crate::validation::update::Past;
use crate::walk;

/// A run that has its settings.
pub(super) struct Begun {
    pub(super) prepared: Prepared,
    /// What the files are compared with.
    pub(super) past: Option<Past>,
    /// What could not be compared, a sentence each.
    pub(super) uncompared: Vec<String>,
}

impl Begun {
    /// Settles what holds for what is asked, as flags and configuration files say. `own` are files that podlint writes,
    /// and not manifests that it finds.
    pub(super) fn of(
        host: Host,
        scope: &Scope,
        part: &Part,
        own: Vec<PathBuf>,
    ) -> Result<Self, Failure> {
        let flags = configuration::flags(scope)?;
        let named = named::by(scope)?;
        let changes = part.changed_since.as_deref();
        let changes = changes
            .map(|reference| Changes::since(reference, named.paths.iter().map(PathBuf::as_path)))
            .transpose()?;
        let kept = changes.as_ref().map(|changes| changes.kept.clone());
        let prepared = Prepared::of(Wanted {
            host,
            named: named.but(kept.map(|kept| kept as Arc<dyn Kept>)),
            here: PathBuf::new(),
            flags,
            sought: configuration::sought(&scope.configuration),
            exclude: &scope.exclude,
            own,
            project: part.project.as_deref().map(named::project).transpose()?,
        })?;
        let past = changes
            .as_ref()
            .map(|changes| changes.past(&prepared.settings));
        Ok(Self {
            prepared,
            past,
            uncompared: changes.map_or_else(Vec::new, |changes| changes.problems),
        })
    }
}

/// A run that is over.
#[derive(Debug)]
pub(super) struct Checked {
    asked: Asked,
    /// What came of it.
    pub(super) report: Report,
    settings: Settings,
    past: Option<Past>,
}

impl Checked {
    /// Checks what is asked for, as [`Begun::of`] has it; `progress` is whether those who wait are told how far it is.
    pub(super) fn of(
        scope: &Scope,
        part: &Part,
        own: Vec<PathBuf>,
        progress: bool,
        by: By<'_>,
    ) -> Result<Self, Failure> {
        let host = Host {
            files: Arc::new(Remembered::over(Arc::new(Disk))),
            ..machine::host()
        };
        let begun = Begun::of(host, scope, part, own)?;
        let progress = Progress::new(progress);
        let done = |count| progress.done(count);
        progress.count(&begun.prepared.request);
        let past = begun.past;
        let by = By {
            past: past.as_ref(),
            ..by
        };
        let project = begun.prepared.check(by, &begun.uncompared, &done)?;
        let (report, asked, settings) = project.into_report();
        drop(progress);
        report.missing.iter().for_each(|error| say(error));
        Ok(Self {
            asked,
            report,
            settings,
            past,
        })
    }

    /// What a project comes to, as it stands.
    pub(super) fn so_far(project: &Project<'_>) -> Self {
        Self {
            asked: project.asked.clone(),
            report: project.report(),
            settings: project.session.settings().clone(),
            past: None,
        }
    }

    /// The files that were found.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.asked.inputs()
    }

    /// What was named, by what it is.
    pub(super) fn named(&self) -> Reach {
        walk::writable(self.asked.named_paths())
    }

    /// Checks inputs as the first ones were.
    pub(super) fn again(&self, inputs: Vec<Input>) -> Report {
        let session = Session::new(&self.settings, &|_| ()).since(self.past.as_ref());
        // Charts are rendered from what the fixes would leave.
        let mut files = Texts::over(Arc::new(Disk));
        for input in &inputs {
            if let Input::Fixed { path, text, .. } = input {
                files.put(path, text.as_str());
            }
        }
        session.check_all(inputs);
        self.asked.render(&session, &files, &self.settings);
        let mut report = session.into_report();
        self.asked.tell(&mut report);
        report
    }

    /// What it was judged by.
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The versions of Kubernetes that were checked against.
    pub(super) fn versions(&self) -> Versions {
        self.settings.versions_of(self.asked.paths())
    }

    /// The files that were checked whole, as reports call them.
    pub(super) fn files(&self) -> BTreeSet<String> {
        let mut read: BTreeSet<String> = self.asked.reported().map(str::to_owned).collect();
        let unreadable = self.report.unreadable.iter().map(|(path, _)| Some(path));
        let defects = self
            .report
            .defects
            .iter()
            .map(|defect| defect.path.as_ref());
        for path in unreadable.chain(defects) {
            match path {
                Some(path) => drop(read.remove(path)),
                None => read.clear(),
            }
        }
        read
    }

    /// Says what could not be done of what was asked, and judges that.
    pub(super) fn complete(&self, scope: &Scope, quiet: bool) -> Exit {
        let said = self.report.missing.len();
        self.report
            .problems()
            .skip(said)
            .for_each(|problem| say(&problem));
        let all = if !self.report.defects.is_empty() {
            say_defect();
            Exit::Defect
        } else if self.report.problems().next().is_some() {
            Exit::Incomplete
        } else {
            Exit::Clean
        };
        all.max(empty::judge(scope, quiet, &self.asked, &self.report))
    }
}

pub(super) fn run(check: &Check, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    if let Some(shard) = check.shard {
        return partial::print(check, shard, out);
    }
    if check.watch {
        return watch::run(check, color, out);
    }
    let cache = check.cache.as_deref().map(Cache::at);
    let memory = cache.as_ref().map(|cache| cache as &dyn Memory);
    let exit = run_by(check, memory, &|_| Ok(()), (color, out))?;
    cache.into_iter().for_each(Cache::save);
    Ok(exit)
}

/// Checks what is asked for, and reports on it unless `settle` has something against that.
pub(super) fn run_by(
    check: &Check,
    memory: Option<&dyn Memory>,
    settle: &dyn Fn(&Checked) -> Result<(), Failure>,
    (color, out): (bool, &mut dyn Write),
) -> Result<Exit, Failure> {
    let start = Instant::now();
    let telling = Telling::of(check)?;
    let by = By {
        memory,
        ..By::default()
    };
    let progress = !check.reporting.quiet;
    let mut checked = Checked::of(&check.scope, &check.part, telling.own(), progress, by)?;
    settle(&checked)?;
    let exit = telling.tell(&mut checked, start, (out, color));
    // The process is about to end, and would free piece by piece what is gone with it.
    std::mem::forget(checked);
    exit
}
