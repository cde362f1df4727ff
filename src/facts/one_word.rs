//! Commands whose program and arguments are one word.

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::facts::operands::INTERPRETERS;
use crate::facts::utilities::is_program;
use crate::objects::{Container, Text};
use crate::yaml::Cursor;

/// A program with its arguments in one item, as nothing splits them: there is no shell.
#[derive(Debug)]
pub struct OneWord<'t> {
    /// The item.
    pub text: Text<'t>,
    /// Its words.
    pub words: Vec<String>,
    /// What starts it: `command`, or a probe or hook.
    pub by: &'static str,
    /// How certain it is that no program has that name.
    pub certainty: Certainty,
}

impl<'t> OneWord<'t> {
    /// Those of a container: its own command, and those of its probes and hooks.
    #[must_use]
    pub fn all(container: &Container<'t>) -> Vec<Self> {
        let lifecycle = container.at.get("lifecycle");
        let hook = |key| lifecycle.and_then(|lifecycle| lifecycle.get(key));
        let handlers = [
            ("the liveness probe", container.at.get("livenessProbe")),
            ("the readiness probe", container.at.get("readinessProbe")),
            ("the startup probe", container.at.get("startupProbe")),
            ("the `postStart` hook", hook("postStart")),
            ("the `preStop` hook", hook("preStop")),
        ];
        let by_handler = handlers.into_iter().filter_map(|(by, handler)| {
            let exec = handler?.get("exec")?;
            Some((by, first(&exec)?))
        });
        let own = first(&container.at).map(|text| ("`command`", text));
        let started = own.into_iter().chain(by_handler);
        started
            .filter_map(|(by, text)| Self::of(by, text))
            .collect()
    }

    fn of(by: &'static str, text: Text<'t>) -> Option<Self> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let [program, second, ..] = &words[..] else {
            return None;
        };
        // A path may have a blank in it, above all on Windows.
        let is_path = |word: &str| word.contains(['/', '\\']);
        let is_flag = second.starts_with('-');
        if is_path(program)
            && (program.contains('\\') || is_path(second) && !second.starts_with('/') && !is_flag)
        {
            return None;
        }
        let name = program.rsplit('/').next().unwrap_or(program);
        let is_script = text.contains(['|', '&', ';', '<', '>']);
        let certainty =
            certain_if(is_program(name) || INTERPRETERS.contains(&name) || is_flag || is_script);
        Some(Self {
            words,
            by,
            certainty,
            text,
        })
    }
}

fn first<'t>(parent: &Cursor<'t>) -> Option<Text<'t>> {
    Text::read(parent.get("command")?.items().next()?)
}
