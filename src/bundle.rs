//! A few files whose texts are at hand, checked together as a run checks the files of a directory: the examples of a page, the
//! tabs of a playground. All that may be asked of them is asked here, so that both have the findings of `podlint check`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{self, Flags, Settings, Unsettled};
use crate::date::Date;
use crate::diagnostic::RuleId;
use crate::engine::{self, Applied, Input, Report, Session, Surroundings, render_from};
use crate::files::{FileSystem, Nothing, Texts, shown};
use crate::host::Host;
use crate::rules::Registry;
use crate::validation::update::Past;

/// Files by their names, in order; none of them lies on a disk.
#[derive(Clone, Debug)]
pub struct Bundle<'b> {
    files: Vec<(&'b str, &'b str)>,
    texts: Arc<Texts>,
    today: Option<Date>,
}

impl<'b> Bundle<'b> {
    /// That of files by their names and texts.
    #[must_use]
    pub fn of(files: impl IntoIterator<Item = (&'b str, &'b str)>) -> Self {
        let files: Vec<_> = files.into_iter().collect();
        let mut texts = Texts::over(Arc::new(Nothing));
        for (name, text) in &files {
            texts.put(Path::new(name), *text);
        }
        Self {
            files,
            texts: Arc::new(texts),
            today: None,
        }
    }

    /// The same on a day.
    #[must_use]
    pub fn on(self, today: Option<Date>) -> Self {
        Self { today, ..self }
    }

    /// What they are in: a machine that has them, the day, and nothing else.
    #[must_use]
    pub fn host(&self) -> Host {
        Host {
            files: Arc::clone(&self.texts) as Arc<dyn FileSystem>,
            today: self.today,
            ..Host::default()
        }
    }

    /// The configuration among them, which holds for all of them.
    #[must_use]
    pub fn configuration(&self) -> Option<(&'b str, &'b str)> {
        let mut files = self.files.iter().copied();
        files.find(|(name, _)| config::NAMES.contains(name))
    }

    /// What holds for them. `rules` are at hand besides podlint's own, and `also` is one that every profile is to have.
    ///
    /// # Errors
    ///
    /// What cannot be followed of flags and the configuration among them.
    pub fn settings(
        &self,
        flags: &Flags,
        rules: (&Registry, Option<RuleId>),
    ) -> Result<Settings, Unsettled> {
        Settings::at_hand(self.host(), self.configuration(), flags, rules)
    }

    /// What is found in them, compared with what files of these names and texts were before.
    #[must_use]
    pub fn check(&self, settings: &Settings, then: &[(&str, &str)]) -> Report {
        let past = self.past(settings, then);
        self.session(settings, Some(&past)).into_report()
    }

    /// The same, and the objects that are applied together.
    #[must_use]
    pub fn objects(&self, settings: &Settings, then: &[(&str, &str)]) -> (Report, Vec<Applied>) {
        let past = self.past(settings, then);
        let session = self.session(settings, Some(&past));
        let applied = session.surroundings().applied(settings);
        (session.into_report(), applied)
    }

    /// What is known of them, for questions about one.
    #[must_use]
    pub fn surroundings(&self, settings: &Settings) -> Surroundings {
        self.session(settings, None).surroundings()
    }

    fn past(&self, settings: &Settings, then: &[(&str, &str)]) -> Past {
        let mut past = Past::of("main", Path::to_path_buf);
        for (name, text) in then {
            let same = self.files.iter().find(|(later, _)| later == name);
            past.add(
                name,
                text,
                same.map(|(_, now)| *now),
                &|object, config_maps| !engine::is_refused(object, config_maps, settings),
            );
        }
        past
    }

    fn session<'s>(&self, settings: &'s Settings, past: Option<&'s Past>) -> Session<'s> {
        let session = Session::new(settings, &|_| ()).since(past);
        let names = self.files.iter().map(|(name, _)| *name);
        let names: Vec<&str> = names.filter(|name| !config::NAMES.contains(name)).collect();
        let input = |name: &&str| Input::File {
            path: PathBuf::from(name),
            shown: (*name).to_owned(),
            context: false,
            regular: true,
        };
        session.check_all(names.iter().map(input).collect());
        // The charts and overlays among them.
        let paths: Vec<&Path> = names.iter().map(Path::new).collect();
        let renders = render_from(&session, &paths, std::iter::empty(), &*self.texts, settings);
        let here = self.texts.here();
        let shown = |path: &Path| shown(path.strip_prefix(&here).unwrap_or(path));
        session.check_rendered(renders, &|_| true, &shown);
        session
    }
}
