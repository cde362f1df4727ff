//! Commands whose program and arguments are one word.

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::facts::operands::INTERPRETERS;
use crate::facts::programs::RUNNERS;
use crate::facts::utilities::is_program;
use crate::objects::{Exec, Text};

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
    /// That of a command line.
    #[must_use]
    pub fn of(exec: &Exec<'t>) -> Option<Self> {
        let text = exec.line.first()?;
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
        let certainty = certain_if(is_known(name) || is_flag || is_script);
        Some(Self {
            words,
            by: exec.by,
            certainty,
            text: text.clone(),
        })
    }
}

/// Whether a program is one by its name alone: a utility, an interpreter, or what starts others (`npm start`).
fn is_known(name: &str) -> bool {
    is_program(name) || INTERPRETERS.contains(&name) || RUNNERS.contains(&name)
}
