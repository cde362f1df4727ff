//! What a client works in, and what is known of it.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::known::{Key, Known};
use super::look::{Look, Place};
use super::place::{Encoding, Lines};
use super::unsaved::Unsaved;
use crate::config::{self, Fault};
use crate::files::shown;
use crate::project::{News, Project, is_judged_by};

/// A directory that a client works in, or a file that is in none.
pub(super) struct Root {
    pub(super) id: usize,
    pub(super) place: Place,
    /// What is known of each of its files; none while somebody looks at them.
    pub(super) held: Option<Project<'static>>,
    /// Whether somebody does.
    pub(super) busy: bool,
    pub(super) news: News,
    pub(super) known: Option<Known>,
    /// What is wrong with a configuration file, and which.
    pub(super) fault: Option<(PathBuf, Vec<Value>)>,
    /// What could not be done at the last look, a sentence each.
    problems: Vec<String>,
    unsaved: Arc<Unsaved>,
    /// Whether it was said that a configuration file is not used.
    is_warned: bool,
}

/// An open text, for those who look at all files.
pub(super) struct Open {
    /// The version that stands for the file.
    pub(super) stands: i64,
    /// The root that speaks of it.
    pub(super) owner: usize,
    /// What that version told by itself, if that is known.
    pub(super) told: Option<Arc<HashSet<Key>>>,
}

impl Root {
    pub(super) fn new(id: usize, place: Place, typed: &Unsaved) -> Self {
        let texts = typed.texts();
        Self {
            id,
            place,
            held: None,
            busy: false,
            news: News {
                settings: true,
                ..News::default()
            },
            known: None,
            fault: None,
            problems: Vec::new(),
            unsaved: Arc::new(Unsaved::new((*texts).clone())),
            is_warned: false,
        }
    }

    /// Whether a file is in it.
    pub(super) fn has(&self, path: &Path) -> bool {
        match &self.place {
            Place::Directory(directory) => path.starts_with(directory),
            Place::File(file) => file == path,
        }
    }

    /// Whether what stands in a file may matter to it.
    pub(super) fn minds(&self, path: &Path) -> bool {
        let is_known = |known: &Known| known.parts.contains(path) || known.files.contains(path);
        path.starts_with(self.place.here()) || self.known.as_ref().is_some_and(is_known)
    }

    /// Takes note that something else stands in a file on the disk, or that it came or went.
    pub(super) fn hear(&mut self, path: &Path, came_or_went: bool) {
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.unwrap_or_default();
        self.news.settings |= config::NAMES.contains(&name) || self.is_judged_by(path);
        self.news.found |= came_or_went || matches!(name, ".gitignore" | ".ignore");
        self.news.changed.insert(path.to_owned());
    }

    fn is_judged_by(&self, path: &Path) -> bool {
        let known = self.known.as_ref();
        known.is_some_and(|known| is_judged_by(path, &known.alone, known.files.contains(path)))
    }

    /// A look at it, if there is something new and nobody looks.
    pub(super) fn look(
        &mut self,
        typed: &Arc<Unsaved>,
        trusted: bool,
        open: &BTreeMap<PathBuf, Open>,
    ) -> Option<Look> {
        if self.busy || self.news.is_none() {
            return None;
        }
        self.busy = true;
        let of_it = open.iter().filter(|(path, _)| self.minds(path));
        let versions = of_it
            .clone()
            .map(|(path, open)| (path.clone(), open.stands));
        let told = of_it.filter_map(|(path, open)| {
            let keys = open.told.as_ref().filter(|_| open.owner == self.id)?;
            Some((path.clone(), (open.stands, Arc::clone(keys))))
        });
        // Other settings, or files beside it, may have a text tell something else.
        let holds = !self.news.settings && !self.news.found;
        let known = self.known.iter().flat_map(|known| known.by_itself.clone());
        let by_itself = known.chain(told).filter(|_| holds).collect();
        let versions = versions.collect();
        Some(Look {
            root: self.id,
            place: self.place.clone(),
            trusted,
            held: self.held.take(),
            news: std::mem::take(&mut self.news),
            texts: typed.texts(),
            unsaved: Arc::clone(&self.unsaved),
            typed: Arc::clone(typed),
            versions,
            by_itself,
        })
    }

    /// Takes in what is known of it now; what could not be done, and is not known yet, a sentence each.
    pub(super) fn know(&mut self, known: Known) -> Vec<String> {
        let problems: Vec<String> = known.report.problems().collect();
        let new = problems.iter().filter(|one| !self.problems.contains(one));
        let new = new.cloned().collect();
        self.problems = problems;
        self.fault = None;
        self.known = Some(known);
        new
    }

    /// What is to be said of a configuration file that is not used, once.
    pub(super) fn distrusts(&mut self) -> Option<String> {
        let path = self.known.as_ref()?.distrusted.as_ref()?;
        let said = format!(
            "{} is not used: the editor does not say that it trusts the workspace, by `{{\"trusted\": true}}` among its initialization options",
            shown(path)
        );
        let is_new = !std::mem::replace(&mut self.is_warned, true);
        is_new.then_some(said)
    }

    /// Takes note of what is wrong with a configuration file.
    pub(super) fn blame(&mut self, fault: &Fault, encoding: Encoding) {
        let lines = Lines::of(&fault.text, encoding);
        let problems = fault.problems.iter().map(|problem| {
            let help = problem.help.iter().map(|help| format!("\nhelp: {help}"));
            json!({
                "range": lines.range(&fault.text, problem.span),
                "severity": 1,
                "source": "podlint",
                "message": format!("{}{}", problem.message, help.collect::<String>()),
            })
        });
        let path = self.place.here().join(&fault.shown);
        self.fault = Some((path, problems.collect()));
    }

    /// The files of which there is something to say.
    pub(super) fn told(&self) -> Vec<PathBuf> {
        let known = self.known.iter().flat_map(|known| known.by_path.keys());
        let fault = self.fault.iter().map(|(path, _)| path);
        known.chain(fault).cloned().collect()
    }
}
