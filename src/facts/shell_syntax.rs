//! Words that are for a shell where none reads them, and words that a shell is given and does nothing with.

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::facts::shell::{is_shell, script_of};
use crate::facts::utilities::is_utility;
use crate::objects::{Exec, Text};

/// Words of a shell's grammar that programs are not told.
const OPERATORS: [&str; 12] = [
    "&&",
    "||",
    "|",
    ">",
    ">>",
    "<",
    "2>",
    "2>&1",
    "1>&2",
    ">/dev/null",
    "2>/dev/null",
    "&",
];

/// Programs to which some of these say something, or that hand their words to a shell.
const TAKERS: [&str; 9] = [
    "eval", "expr", "find", "jq", "kubectl", "parallel", "ssh", "test", "xargs",
];

/// A command line that is written for a shell, and that none reads.
#[derive(Debug)]
pub struct Unread<'t> {
    /// What starts it.
    pub by: &'static str,
    /// The first word that is for a shell.
    pub operator: Text<'t>,
    /// The program that has it for an argument.
    pub program: Text<'t>,
    /// How certain it is that the program does nothing with it.
    pub certainty: Certainty,
}

impl<'t> Unread<'t> {
    /// That of a command line.
    #[must_use]
    pub fn of(exec: &Exec<'t>) -> Option<Self> {
        let mut words = exec.line.iter();
        let program = words.next()?;
        let name = program.rsplit('/').next().unwrap_or_default();
        if TAKERS.contains(&name) || is_shell(program) {
            return None;
        }
        let certainty = certain_if(is_utility(program));
        let mut operator = None;
        for word in words {
            if is_shell(word) {
                return None;
            }
            if operator.is_none() && OPERATORS.contains(&&**word) {
                operator = Some(word);
            }
        }
        Some(Self {
            by: exec.by,
            operator: operator?.clone(),
            program: program.clone(),
            certainty,
        })
    }
}

/// Words behind a shell's script, which the script does not look at: `sh -c sleep 60`.
#[derive(Debug)]
pub struct Dropped<'t> {
    /// What starts the shell.
    pub by: &'static str,
    /// The script; none where the line ends behind `-c`.
    pub script: Option<Text<'t>>,
    /// The words behind it, or `-c` where there is no script.
    pub words: Vec<Text<'t>>,
    /// How certain it is that they are meant for the script.
    pub certainty: Certainty,
}

impl<'t> Dropped<'t> {
    /// That of a command line.
    #[must_use]
    pub fn of(exec: &Exec<'t>) -> Option<Self> {
        let by = exec.by;
        let at = script_of(&exec.words())?;
        let Some(script) = exec.line.get(at) else {
            return Some(Self {
                by,
                script: None,
                words: exec.line.last().cloned().into_iter().collect(),
                certainty: Certainty::Certain,
            });
        };
        let words = &exec.line[at + 1..];
        // The first word behind a script is its name, `$0`, which is given for the words that follow, or for messages.
        let is_one_word = !script.trim().contains(char::is_whitespace);
        let is_name = matches!(words, [only] if !is_one_word || is_shell(only) || &**only == "--");
        if words.is_empty() || is_name || takes_words(script) {
            return None;
        }
        Some(Self {
            by,
            words: words.to_vec(),
            certainty: certain_if(is_one_word),
            script: Some(script.clone()),
        })
    }
}

/// Whether a script looks at the words behind it: `$1`, `${2:-x}`, `$@`, `$*`, `$#`, `shift`. What is filled in before it
/// is one, such as a template's action, may do so.
fn takes_words(script: &str) -> bool {
    let behind_dollar = script.split('$').skip(1);
    let mut behind_dollar = behind_dollar.map(|rest| rest.strip_prefix('{').unwrap_or(rest));
    behind_dollar.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "@*#!".contains(c)))
        || script.contains("shift")
        || script.contains("getopts")
        || script.contains("{{")
        || script.starts_with('$')
}

#[cfg(test)]
mod tests {
    use super::takes_words;

    #[test]
    fn a_script_may_look_at_the_words_behind_it() {
        for script in [
            "exec \"$@\"",
            "echo $0",
            "echo ${1:-x}",
            "while shift; do :; done",
            "$(RUN)",
        ] {
            assert!(takes_words(script), "{script}");
        }
        for script in ["sleep", "echo $HOME", "./start.sh", "echo $(date)"] {
            assert!(!takes_words(script), "{script}");
        }
    }
}
