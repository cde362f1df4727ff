//! What happens to the files of a project, by looking: nobody has to tell, and no clock is asked.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::news::{News, is_judged_by};
use super::{Noted, Project};
use crate::engine::{Input, Report};
use crate::walk::{self, Found};

/// The files of a project that was judged by them.
#[derive(Debug)]
pub struct Watch {
    noted: Arc<Noted>,
    /// What charts and overlays read besides the files that were found.
    parts: HashSet<PathBuf>,
}

impl Watch {
    /// Of a project whose host has these files.
    #[must_use]
    pub fn of(noted: Arc<Noted>) -> Self {
        Self {
            noted,
            parts: HashSet::new(),
        }
    }

    /// Takes note of what was judged last.
    pub fn know(&mut self, report: &Report) {
        let parts = report.inputs.iter();
        let parts = parts.filter(|input| matches!(input, Input::Part { .. }));
        self.parts = parts.map(|input| input.path().to_owned()).collect();
    }

    /// What has happened since it was asked last.
    #[must_use]
    pub fn news(&self, project: &Project<'_>) -> News {
        let asked = &project.asked;
        let mut found = walk::find(&asked.request, &|_| ());
        found.leave_out(&asked.request.exclude);
        let mut news = News {
            found: files(&found) != files(&asked.found),
            settings: configurations(&found) != configurations(&asked.found),
            ..News::default()
        };
        for path in self.noted.changed() {
            let is_found = found.files.iter().any(|file| file.path == path);
            news.settings |= self.is_setting(&path, is_found, project);
            news.changed.insert(path);
        }
        news
    }

    /// Whether what stands at a path is none of what is judged, but something that it is judged by.
    fn is_setting(&self, path: &Path, is_found: bool, project: &Project<'_>) -> bool {
        let mut known = project.asked.found.files.iter();
        let was_found = known.any(|file| file.path == path);
        match is_found || was_found {
            true => is_judged_by(path, project.session.settings(), true),
            false => !self.parts.contains(path),
        }
    }
}

/// The files that were found, in whatever order.
fn files(found: &Found) -> BTreeSet<(&str, &Path)> {
    let files = found.files.iter();
    files.map(|file| (&*file.shown, &*file.path)).collect()
}

fn configurations(found: &Found) -> BTreeSet<&Path> {
    found.configurations.iter().map(PathBuf::as_path).collect()
}
