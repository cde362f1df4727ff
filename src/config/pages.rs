//! The rules that people have written, as configuration files name their directories.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::file::{Fault, File};
use super::find::Files;
use super::read::Problem;
use super::settings::Unsettled;
use super::written::SetParameter;
use crate::diagnostic::RuleId;
use crate::files::{Reach, seen_from};
use crate::nearest::nearest;
use crate::parts::Part;
use crate::rules::{Faulty, Registry, Rule, read_directory};
use crate::source::{Span, reason};

/// The pages that were read, each directory once.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Those that are at hand wherever files are.
    pub(super) at_hand: Registry,
    directories: HashMap<(PathBuf, Reach), Vec<Arc<Rule>>>,
    named: HashMap<RuleId, Arc<Rule>>,
}

impl Pages {
    /// The rules that hold by these files, the outermost first.
    pub(super) fn of(&mut self, chain: &[Arc<File>], files: &Files) -> Result<Registry, Unsettled> {
        let mut all = self.at_hand.written().to_vec();
        for file in chain {
            for at in &file.written.rule_locations {
                all.extend(self.directory(file, &at.value, at.span, files)?);
            }
        }
        Ok(Registry::with(all))
    }

    fn directory(
        &mut self,
        file: &File,
        written: &str,
        span: Span,
        files: &Files,
    ) -> Result<Vec<Arc<Rule>>, Unsettled> {
        if !Part::Configuration.is_here() {
            return Ok(Vec::new());
        }
        let disk = &*files.host.files;
        let path = disk.locate(&file.directory.join(written));
        if !disk.is_directory(&path) {
            let message = format!("there is no directory `{written}`");
            return Err(file.fault(span, message).into());
        }
        let real = file.reach.resolve(disk, &path);
        let real = real.map_err(|error| file.fault(span, reason(&error)))?;
        let key = (real, file.reach.clone());
        if let Some(known) = self.directories.get(&key) {
            return Ok(known.clone());
        }
        let shown = |path: &std::path::Path| seen_from(&files.here, path);
        let read = read_directory(disk, &path, &file.reach, &shown).map_err(Fault::from)?;
        for rule in &read {
            self.take_name(rule)?;
        }
        self.directories.insert(key, read.clone());
        Ok(read)
    }

    /// Reports call a rule by its name: in one run no two are called alike.
    fn take_name(&mut self, rule: &Arc<Rule>) -> Result<(), Unsettled> {
        let before = self.named.insert(rule.id, Arc::clone(rule));
        let Some(before) = before.filter(|before| before.written_in != rule.written_in) else {
            return Ok(());
        };
        let other = before.written_in.clone().unwrap_or_default();
        Err(Unsettled::File(Fault {
            shown: rule.written_in.clone().unwrap_or_default(),
            text: rule.text.to_string(),
            problems: vec![Problem {
                span: Span::new(0, 3),
                message: format!("there is a rule `{}` already, {other}", rule.name()),
                help: Some("give one of the files another name".to_owned()),
            }],
        }))
    }
}

impl From<Faulty> for Fault {
    fn from(page: Faulty) -> Self {
        let problem = |fault: crate::rules::PageFault| Problem {
            span: fault.span,
            message: fault.message,
            help: fault.help,
        };
        Self {
            shown: page.shown,
            text: page.text,
            problems: page.faults.into_iter().map(problem).collect(),
        }
    }
}

impl File {
    /// Whether the rules are there that it names; `rules` are those that hold where it is.
    ///
    /// # Errors
    ///
    /// All that are not, and parameters that theirs do not take.
    pub(super) fn verify(&self, rules: &Registry) -> Result<(), Fault> {
        let unknown = self.written.unknown.iter();
        let unknown = unknown.filter(|unknown| rules.find(unknown.rule.name()).is_none());
        let mut problems: Vec<Problem> = unknown
            .map(|unknown| {
                let theirs: Vec<&str> = rules.written().iter().map(|rule| rule.name()).collect();
                let near = nearest(unknown.rule.name(), &theirs);
                let problem = unknown.problem.clone();
                match near {
                    Some(near) => Problem {
                        message: format!("there is no rule `{}`", unknown.rule),
                        help: Some(format!("did you mean `{near}`?")),
                        ..problem
                    },
                    None => problem,
                }
            })
            .collect();
        problems.extend(self.unread(rules).filter_map(Result::err));
        problems.sort_by_key(|problem| problem.span);
        match problems.is_empty() {
            true => Ok(()),
            false => Err(Fault {
                shown: self.shown.clone(),
                text: self.text.clone(),
                problems,
            }),
        }
    }

    /// What it says of the parameters of rules that people have written.
    pub(super) fn unread<'f>(
        &'f self,
        rules: &'f Registry,
    ) -> impl Iterator<Item = Result<SetParameter, Problem>> + 'f {
        let unread = self.written.unread.iter();
        unread.filter_map(|set| Some(set.read(rules.find(set.rule.name())?)))
    }
}
