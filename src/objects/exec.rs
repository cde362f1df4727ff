//! What is started in a container word for word: its own command, and those of its probes and hooks.

use crate::objects::{Container, Text};
use crate::yaml::Cursor;

/// A command line that no shell takes apart.
#[derive(Debug)]
pub struct Exec<'t> {
    /// What starts it, in words: `` `command` ``, `the readiness probe`.
    pub by: &'static str,
    /// Its words, one at least. Behind `command` stand `args`.
    pub line: Vec<Text<'t>>,
}

impl Exec<'_> {
    /// Whether it is what the container is there for, and no probe or hook.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.by == OWN
    }

    /// Whether it is a probe's.
    #[must_use]
    pub fn is_probe(&self) -> bool {
        self.by.ends_with("probe")
    }

    /// Its words without their places.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        self.line.iter().map(|text| &**text).collect()
    }
}

const OWN: &str = "`command`";

impl<'t> Container<'t> {
    /// The command lines that the manifest shows whole. Where a container has `args` alone, its image says which program
    /// they are for, and that is none of them.
    #[must_use]
    pub fn execs(&self) -> Vec<Exec<'t>> {
        let lifecycle = self.at.get("lifecycle");
        let hook = |key| lifecycle.and_then(|lifecycle| lifecycle.get(key));
        let handlers = [
            ("the liveness probe", self.at.get("livenessProbe")),
            ("the readiness probe", self.at.get("readinessProbe")),
            ("the startup probe", self.at.get("startupProbe")),
            ("the `postStart` hook", hook("postStart")),
            ("the `preStop` hook", hook("preStop")),
        ];
        let own = Exec {
            by: OWN,
            line: match self.command[..] {
                [] => Vec::new(),
                _ => self.command_line().cloned().collect(),
            },
        };
        let of_handler = |(by, handler): (&'static str, Option<Cursor<'t>>)| {
            let line = Text::list(&handler?.get("exec")?, "command");
            Some(Exec { by, line })
        };
        let handlers = handlers.into_iter().filter_map(of_handler);
        let all = std::iter::once(own).chain(handlers);
        all.filter(|exec| !exec.line.is_empty()).collect()
    }
}
