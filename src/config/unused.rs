//! Entries of configuration files that had nothing to act on in a run that looked at all they speak of.

use std::collections::BTreeSet;

use super::file::File;
use super::policy::Policy;
use super::written::{At, WrittenOverride};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::rules::Selector;
use crate::source::{SourceId, Span};

/// Which entries of overrides had something to act on.
#[derive(Debug, Default)]
pub struct Used(BTreeSet<(String, Span)>);

impl Used {
    pub(super) fn mark(&mut self, file: &File, entry: Span) {
        if !self.has(file, entry) {
            self.0.insert((file.shown.clone(), entry));
        }
    }

    fn has(&self, file: &File, entry: Span) -> bool {
        self.0.contains(&(file.shown.clone(), entry))
    }
}

impl File {
    /// What is to be said of this file, which is the source of that number, after a run: entries that had
    /// nothing to act on, if the run looked at `all` that they speak of, and overrides that do not say why
    /// where that is asked for. `policy` holds in the file's directory.
    #[must_use]
    pub fn review(
        &self,
        source: SourceId,
        policy: &Policy,
        used: &Used,
        all: bool,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if all {
            for glob in self.exclude.unused() {
                let message = format!("`{}` excludes nothing", glob.value);
                found.push(
                    Diagnostic::new(RuleId::UNUSED_SETTING, source, glob.span, message)
                        .here("no file or directory that is looked at matches")
                        .help(
                            "take it out, or mend it: it is relative to the directory of this file",
                        ),
                );
            }
            for image in &self.written.images {
                if !image.value.is_used() {
                    let message = format!("there is no image `{}`", image.value.pattern());
                    found.push(
                        Diagnostic::new(RuleId::UNUSED_SETTING, source, image.span, message)
                            .here("no container has an image of that name")
                            .help("take it out, or mend it: a name without tag and digest, in which `*` stands for anything"),
                    );
                }
            }
            for special in &self.written.overrides {
                self.unused_entries(special, policy, used, &mut |span, message| {
                    found.push(
                        Diagnostic::new(RuleId::UNUSED_SETTING, source, span, message)
                            .here("no finding that the conditions of the override hold for")
                            .help("take it out, or mend the conditions"),
                    );
                });
            }
        }
        if policy.require_reason {
            let silent =
                |special: &&WrittenOverride| !special.ignore.is_empty() && special.reason.is_none();
            found.extend(self.written.overrides.iter().filter(silent).map(|special| {
                let message = "this override does not say why";
                Diagnostic::new(
                    RuleId::UNEXPLAINED_SUPPRESSION,
                    source,
                    special.span,
                    message,
                )
                .help("add `reason = \"…\"`")
            }));
        }
        found
    }

    fn unused_entries(
        &self,
        special: &WrittenOverride,
        policy: &Policy,
        used: &Used,
        say: &mut dyn FnMut(Span, String),
    ) {
        // Of a rule that is off nothing is found whatever the override says.
        let idle = |of: Selector, span| !used.has(self, span) && policy.is_all_on(of);
        for At { value, span } in &special.ignore {
            if idle(value.of, *span) {
                say(
                    *span,
                    format!("this override leaves out no finding of `{value}`"),
                );
            }
        }
        for set in special
            .levels
            .iter()
            .filter(|set| idle(set.of.value, set.of.span))
        {
            let name = set.of.value.name();
            let message = format!("this override changes the level of no finding of `{name}`");
            say(set.of.span, message);
        }
    }
}
