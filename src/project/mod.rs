//! The manifests of a project: which files there are, what holds for them, and what the charts and overlays among them come
//! to. Whoever checks them asks here, so that a command and an editor have the same findings.

mod asked;
mod configuration;
mod news;
mod noted;
mod shard;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use asked::{Asked, Kept, Named};
pub use configuration::Sought;
pub use news::{News, is_judged_by};
pub use noted::Noted;
pub use shard::Shard;
pub use watch::Watch;

use crate::config::{Exclude, Files, Flags, Globs, Settling, Unsettled};
use crate::engine::{Applied, Memory, Report, Session, Settings};
use crate::host::Host;
use crate::validation::update::Past;
use crate::walk::{self, Request};

/// What somebody asks of a run.
#[derive(Debug)]
pub struct Wanted<'w> {
    /// What the run is in.
    pub host: Host,
    /// What is checked.
    pub named: Named,
    /// The directory in which it was named; empty for that of the process.
    pub here: PathBuf,
    /// What is said of settings.
    pub flags: Flags,
    /// Which configuration files hold besides.
    pub sought: Sought,
    /// `--exclude`
    pub exclude: &'w [String],
    /// Files that podlint writes, and not manifests that it finds.
    pub own: Vec<PathBuf>,
    /// A located directory that is looked at for what is referred to.
    pub project: Option<PathBuf>,
}

/// What a run has to go by besides what it finds. The default is nothing.
#[derive(Clone, Copy, Default)]
pub struct By<'p> {
    /// What the objects were.
    pub past: Option<&'p Past>,
    /// What was judged before.
    pub memory: Option<&'p dyn Memory>,
    /// Which share of the files it takes, if not all.
    pub shard: Option<Shard>,
}

/// A run that has its settings, and has not begun.
#[derive(Debug)]
pub struct Prepared {
    host: Host,
    settling: Settling,
    files: Files,
    is_around: bool,
    named: Named,
    /// What is to be found.
    pub request: Request,
    /// What holds, as far as is known before anything is looked at.
    pub settings: Settings,
}

impl Prepared {
    /// Reads the configuration files, and settles what holds.
    ///
    /// # Errors
    ///
    /// What cannot be followed of flags and files.
    pub fn of(wanted: Wanted<'_>) -> Result<Self, Unsettled> {
        let Wanted { host, flags, .. } = wanted;
        let mut settling = Settling::by(&flags)?;
        let mut named = wanted.named;
        let mut files = wanted.sought.files(&host, &flags.trusted, named.places())?;
        let project = match wanted.project {
            Some(project) => Some(project),
            None => files.project()?,
        };
        let is_around = matches!(wanted.sought, Sought::Around);
        if let Some(project) = project.as_deref().filter(|_| is_around) {
            files.above(project)?;
        }
        named.look_at(project, &*host.files);
        let settings = settling.settle(&files, &[])?;
        let globs = Globs::of_flags(&host.files.here(), wanted.exclude)
            .map_err(|(glob, error)| Unsettled::Flag(format!("--exclude {glob}: {error}")))?;
        let mut own = wanted.own;
        // What comes through standard input stands in for the file of that name.
        own.extend(named.stdin.iter().map(|(shown, _)| PathBuf::from(shown)));
        let request = Request {
            paths: named.paths.clone(),
            here: wanted.here,
            exclude: Exclude::new(globs, &files),
            own,
            trusted: flags.trusted,
        };
        Ok(Self {
            host,
            settling,
            files,
            is_around,
            named,
            request,
            settings,
        })
    }

    /// Finds the files and checks each, as `by` says. `problems` are told with what could not be looked into.
    ///
    /// # Errors
    ///
    /// What cannot be followed of configuration files that are come upon.
    pub fn check<'p>(
        self,
        by: By<'p>,
        problems: &[String],
        progress: &'p (dyn Fn(usize) + Sync),
    ) -> Result<Project<'p>, Unsettled> {
        let Self {
            host,
            mut settling,
            mut files,
            ..
        } = self;
        let session = Session::keeping(self.settings, progress);
        let session = session.since(by.past).remembering(by.memory);
        let mut asked = self.named.find(self.request, &session, by.shard);
        asked.found.errors.extend(problems.iter().cloned());
        // Configuration files that the walk came upon hold as well.
        if self.is_around {
            for path in &asked.found.configurations {
                files.add(path)?;
            }
        }
        let settings = settling.settle(&files, &asked.directories(&*host.files))?;
        settling.verify_flags(&settings)?;
        asked.leave_out(&files);
        let left_out = asked.request.exclude.clone();
        let disk = Arc::clone(&host.files);
        let session = session.go_by(settings, &|path| left_out.matches(&*disk, path, false));
        Ok(Project { asked, session })
    }
}

/// Files that are checked, each by itself.
pub struct Project<'p> {
    /// What was asked for, and found.
    pub asked: Asked,
    /// What is known of it.
    pub session: Session<'p>,
}

impl Project<'_> {
    /// Takes in what has happened, but for settings: other ones want another project.
    pub fn follow(&mut self, news: &News, unsaved: &[PathBuf]) {
        if news.found {
            self.find_again(unsaved);
        }
        for path in &news.changed {
            self.check_again(path);
        }
    }

    /// Looks again which files there are: those that are new are checked, and those that are gone forgotten. `unsaved` are
    /// files that are to be: what the walk would find of them is checked as well.
    pub fn find_again(&mut self, unsaved: &[PathBuf]) {
        self.asked.found = walk::find(&self.asked.request, &|_| ());
        self.asked.found.leave_out(&self.asked.request.exclude);
        let files = Arc::clone(&self.session.settings().host.files);
        self.asked.take_in(unsaved, &*files);
        self.session.keep_to(self.asked.inputs());
    }

    /// Checks a file anew, of which there is something new to read. False if it is none of those that are checked.
    pub fn check_again(&self, path: &Path) -> bool {
        let input = self.asked.input(path);
        let is_input = input.is_some();
        input
            .into_iter()
            .for_each(|input| self.session.check_again(input));
        is_input
    }

    /// What all comes to, as it stands.
    #[must_use]
    pub fn report(&self) -> Report {
        let branch = self.session.branch();
        let settings = self.session.settings();
        self.asked.render(&branch, &*settings.host.files, settings);
        let mut report = branch.into_report();
        self.asked.tell(&mut report);
        report
    }

    /// The objects that are applied together, and what all comes to.
    #[must_use]
    pub fn into_objects(self) -> (Vec<Applied>, Report) {
        let settings = self.session.settings().clone();
        self.asked
            .render(&self.session, &*settings.host.files, &settings);
        let applied = self.session.surroundings().applied(&settings);
        let mut report = self.session.into_report();
        self.asked.tell(&mut report);
        (applied, report)
    }

    /// What all comes to at last, what was asked for, and what it was judged by.
    #[must_use]
    pub fn into_report(self) -> (Report, Asked, Settings) {
        let settings = self.session.settings().clone();
        self.asked
            .render(&self.session, &*settings.host.files, &settings);
        let mut report = self.session.into_report();
        self.asked.tell(&mut report);
        (report, self.asked, settings)
    }
}
