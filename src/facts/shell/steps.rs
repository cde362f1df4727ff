//! What the steps of a script tell: whether one may be passed over, or end the script, or be repeated for ever.

use crate::facts::shell::flow::{Step, What};
use crate::facts::shell::{Command, Then};

impl<'s, 'c, 't> Step<'s, 'c, 't> {
    /// The command, if it is one.
    pub(in crate::facts) fn command(&self) -> Option<&'s Command<'c, 't>> {
        match self.what {
            What::Run(command) => Some(command),
            _ => None,
        }
    }

    /// The program, if it is a command; else nothing.
    pub(in crate::facts) fn program(&self) -> &'c str {
        self.command().map_or("", Command::program)
    }

    /// Whether what stands behind it may be left out: it asks something, or that is there for its failure.
    pub(in crate::facts) fn may_skip_next(&self) -> bool {
        let asks = || {
            matches!(
                self.program(),
                "[" | "[[" | "test" | "command" | "which" | "type" | "grep"
            )
        };
        self.then == Then::Or || self.then == Then::And && asks()
    }

    /// Whether it may end its script with success: `[ -f /done ] && exit 0`.
    pub(in crate::facts) fn may_end(&self) -> bool {
        all_of(std::slice::from_ref(self))
            .into_iter()
            .any(ends_well)
    }

    /// Whether it is a loop whose condition always holds: `while true`, `until false`, `while sleep 5`.
    pub(in crate::facts) fn repeats_for_ever(&self) -> bool {
        let What::Loop {
            until, condition, ..
        } = &self.what
        else {
            return false;
        };
        let [step] = &condition[..] else { return false };
        match &step.what {
            What::Run(command) => {
                is_true(command).is_some_and(|is| (is != step.is_negated) != *until)
            }
            What::Group(inner) => {
                matches!(&inner[..], [step] if step.command().and_then(is_true) == Some(!until))
            }
            _ => false,
        }
    }

    /// Whether a loop may be left from inside.
    pub(in crate::facts) fn is_left(&self) -> bool {
        let What::Loop { body, .. } = &self.what else {
            return false;
        };
        let leaves = |command: &&Command<'_, '_>| {
            matches!(command.program(), "break" | "exit" | "return" | "kill")
        };
        all_of(body).iter().any(leaves)
    }
}

/// Whether a command ends its script as failed: `exit 1`, `false`.
pub(in crate::facts) fn fails(command: &Command<'_, '_>) -> bool {
    match command.program() {
        "false" => true,
        "exit" => command.words.get(1).is_some_and(|code| *code != "0"),
        _ => false,
    }
}

/// Whether a command ends its script, and not as failed.
pub(in crate::facts) fn ends_well(command: &Command<'_, '_>) -> bool {
    matches!(command.program(), "exit" | "return") && !fails(command)
}

/// Whether a command always succeeds, or never; `None` if that depends.
fn is_true(command: &Command<'_, '_>) -> Option<bool> {
    let behind = command.words.get(1..).unwrap_or_default();
    let said: Vec<&str> = behind
        .iter()
        .copied()
        .filter(|word| !matches!(*word, "]" | "]]"))
        .collect();
    match (command.program(), &said[..]) {
        ("true" | ":" | "sleep", _) => Some(true),
        ("false", _) => Some(false),
        ("[" | "[[" | "test", [word]) => (!word.contains('$')).then_some(true),
        ("[" | "[[" | "test", [one, "=" | "==" | "-eq", other]) => (one == other).then_some(true),
        _ => None,
    }
}

/// Every command in these steps.
pub(in crate::facts) fn all_of<'s, 'c, 't>(steps: &[Step<'s, 'c, 't>]) -> Vec<&'s Command<'c, 't>> {
    let mut found = Vec::new();
    gather(steps, &mut found);
    found
}

fn gather<'s, 'c, 't>(steps: &[Step<'s, 'c, 't>], found: &mut Vec<&'s Command<'c, 't>>) {
    for step in steps {
        match &step.what {
            What::Run(command) => found.push(command),
            What::Group(inner) | What::Timed(inner) | What::Each(inner) | What::Cases(inner) => {
                gather(inner, found);
            }
            What::Loop {
                condition, body, ..
            } => {
                gather(condition, found);
                gather(body, found);
            }
            What::Choice(ways) => {
                for (condition, inner) in ways {
                    gather(condition, found);
                    gather(inner, found);
                }
            }
        }
    }
}
