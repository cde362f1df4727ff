//! What a container must reach before it gets to its end: it asks until it is answered, or fails.

use crate::diagnostic::Certainty;
use crate::facts::Part;
use crate::facts::certain_if;
use crate::facts::clients::{self, Peer};
use crate::facts::life::{self, Life};
use crate::facts::shell::{Command, Step, Then, What, all_of, ends_well, fails};
use crate::facts::utilities::is_utility;
use crate::objects::Container;
use crate::source::Span;
use crate::yaml::Cursor;

/// A peer that a container must reach.
#[derive(Clone, Debug)]
pub struct Need<'t> {
    /// Whom.
    pub peer: Peer,
    /// It asks until it is answered; else it fails without an answer.
    pub waits: bool,
    /// How certain it is that it does not get on without.
    pub certainty: Certainty,
    /// The item of its command line that says so.
    pub at: Cursor<'t>,
    /// The program that reaches for it, in there.
    pub span: Span,
}

/// The peers without which a container's commands do not come to their end.
pub(super) fn needs<'t>(steps: &[Step<'_, '_, 't>], container: &Container<'t>) -> Vec<Need<'t>> {
    let mut search = Search {
        container,
        fails_at_once: fails_at_once(steps, container),
        has_unknown: false,
        found: Vec::new(),
    };
    search.list(steps, true);
    search.found
}

/// Whether a script ends with the first command that fails: `set -e`, `sh -ec`.
fn fails_at_once(steps: &[Step<'_, '_, '_>], container: &Container<'_>) -> bool {
    let is_option = |word: &str| {
        let letters = word
            .strip_prefix('-')
            .filter(|letters| !letters.starts_with('-'));
        letters.is_some_and(|letters| letters.contains('e')) || word == "errexit"
    };
    let sets = |step: &Step<'_, '_, '_>| {
        let command = step.command().filter(|command| command.program() == "set");
        command.is_some_and(|command| command.words.iter().any(|word| is_option(word)))
    };
    let line = container.command_line().map(|text| &**text);
    let options = line.skip(1).take_while(|text| text.starts_with('-'));
    steps.iter().any(sets) || options.filter(|text| text.ends_with('c')).any(is_option)
}

struct Search<'s, 't> {
    container: &'s Container<'t>,
    fails_at_once: bool,
    /// A program has run that is not known, and may have left a server behind.
    has_unknown: bool,
    found: Vec<Need<'t>>,
}

impl<'t> Search<'_, 't> {
    /// Goes through commands that follow each other. `is_end`: the script ends with them.
    fn list(&mut self, steps: &[Step<'_, '_, 't>], is_end: bool) {
        let lines: Vec<_> = steps
            .split_inclusive(|step| step.then != Then::Pipes)
            .collect();
        let mut before: Option<&Step<'_, '_, 't>> = None;
        for (at, line) in lines.iter().enumerate() {
            let Some(last) = line.last() else { continue };
            let is_sure = before.is_none_or(|before| !before.may_skip_next());
            if let Some(before) = before {
                self.has_unknown |= self.is_unknown(before);
            }
            before = Some(last);
            if !is_sure || last.then == Then::GoesOn {
                if line.iter().any(Step::may_end) {
                    return;
                }
                continue;
            }
            let rest = &lines[at + 1..];
            match &last.what {
                What::Run(command) if self.is_fatal(last, rest, is_end) => {
                    self.note(command, false)
                }
                What::Group(inner) => self.list(inner, is_end && rest.is_empty()),
                What::Timed(inner) if self.is_fatal(last, rest, is_end) => self.list(inner, true),
                What::Loop { .. } => self.awaited(last),
                What::Each(body) => self.tried(body, rest),
                _ => {}
            }
            // What stands behind `[ "$ordinal" = 0 ] && exit 0` may never be reached.
            if line.iter().any(Step::may_end) {
                return;
            }
        }
    }

    /// Whether the container fails with a step: nothing catches that on the way to the end.
    fn is_fatal(
        &self,
        step: &Step<'_, '_, '_>,
        rest: &[&[Step<'_, '_, '_>]],
        is_end: bool,
    ) -> bool {
        let joins =
            |line: &&[Step<'_, '_, '_>]| line.last().is_some_and(|step| step.then == Then::And);
        let next = rest.first().and_then(|line| line.first());
        match step.then {
            Then::Or => next.and_then(Step::command).is_some_and(fails),
            _ if self.fails_at_once => true,
            Then::And => {
                is_end
                    && rest
                        .split_last()
                        .is_some_and(|(_, middle)| middle.iter().all(joins))
            }
            _ => is_end && rest.is_empty(),
        }
    }

    /// What a number of tries is for that ends the script as it should: `for … do nc -z db 5432 && exit 0; done; exit 1`.
    fn tried(&mut self, body: &[Step<'_, '_, 't>], rest: &[&[Step<'_, '_, '_>]]) {
        let is_left = all_of(body)
            .iter()
            .any(|command| command.program() == "break");
        let is_failed = rest
            .iter()
            .copied()
            .flatten()
            .any(|step| step.command().is_some_and(fails));
        if let Some(asked) = left_by(body).filter(|_| !is_left && is_failed) {
            self.note(asked, false);
        }
    }

    /// What a loop waits for.
    fn awaited(&mut self, step: &Step<'_, '_, 't>) {
        let What::Loop {
            until,
            condition,
            body,
        } = &step.what
        else {
            return;
        };
        let asked = left_by(body).filter(|command| self.peer(command).is_some());
        if gives_up(body, asked.is_some()) {
            return;
        }
        if step.repeats_for_ever() {
            if let Some(asked) = asked {
                self.note(asked, true);
            }
            return;
        }
        if condition.iter().any(|step| step.then == Then::Or) {
            return;
        }
        for asked in flat(condition) {
            let succeeds = *until != asked.is_negated;
            let Some(command) = asked.command() else {
                continue;
            };
            if succeeds || is_comparison(command, *until) {
                self.note(command, true);
            }
        }
    }

    /// Whether a command that has ended may have left a server behind.
    fn is_unknown(&self, step: &Step<'_, '_, '_>) -> bool {
        step.command().is_some_and(|command| {
            life::of_command(command) == Life::Open
                && !is_utility(command.program())
                && self.peer(command).is_none()
        })
    }

    fn peer(&self, command: &Command<'_, '_>) -> Option<Peer> {
        clients::peer(command, self.container)
    }

    fn note(&mut self, command: &Command<'_, 't>, waits: bool) {
        if let Some(peer) = self.peer(command) {
            self.found.push(Need {
                peer,
                waits,
                certainty: certain_if(!self.has_unknown),
                at: command.item(0).at,
                span: command.span(),
            });
        }
    }
}

impl<'t> Part<'_, 't> {
    /// Whether its command waits until `other` answers, and goes on then.
    #[must_use]
    pub fn waits_for(&self, other: &Part<'_, 't>) -> bool {
        let is_its = |need: &Need<'t>| {
            let mut ports = need.peer.port.into_iter();
            need.peer.is_local() && ports.any(|port| other.likely_ports().contains(&port))
        };
        self.needs.iter().any(is_its)
    }
}

/// Whether a loop ends after some tries though nothing has answered: by a `break` or an `exit 0` beside the one that
/// an answer leads to, if there is that.
fn gives_up(body: &[Step<'_, '_, '_>], by_answer: bool) -> bool {
    let ends = |command: &&&Command<'_, '_>| match command.program() {
        "break" => true,
        _ => ends_well(command),
    };
    let ways_out = all_of(body).iter().filter(ends).count();
    ways_out > usize::from(by_answer)
}

/// The command whose success ends a loop: `nc -z db 5432 && break`, `if nc -z db 5432; then break; fi`.
fn left_by<'s, 'c, 't>(body: &[Step<'s, 'c, 't>]) -> Option<&'s Command<'c, 't>> {
    let leaves = |step: &Step<'_, '_, '_>| {
        step.program() == "break" || step.command().is_some_and(ends_well)
    };
    let joined = body.windows(2).find_map(|pair| {
        let is_it = pair[0].then == Then::And && !pair[0].is_negated && leaves(&pair[1]);
        pair[0].command().filter(|_| is_it)
    });
    joined.or_else(|| {
        body.iter().find_map(|step| match &step.what {
            What::Choice(ways) => {
                let (condition, steps) = ways.first()?;
                let [asked] = &condition[..] else { return None };
                let is_it = !asked.is_negated && steps.iter().any(leaves);
                asked.command().filter(|_| is_it)
            }
            _ => None,
        })
    })
}

/// The commands of a condition, those in brackets among them.
fn flat<'x, 's, 'c, 't>(condition: &'x [Step<'s, 'c, 't>]) -> Vec<&'x Step<'s, 'c, 't>> {
    let mut found = Vec::new();
    for step in condition {
        match &step.what {
            What::Group(inner) | What::Timed(inner) => found.extend(flat(inner)),
            _ => found.push(step),
        }
    }
    found
}

/// Whether a loop goes on as long as an answer is not the right one: `while [ "$(curl …)" != 200 ]`.
fn is_comparison(command: &Command<'_, '_>, until: bool) -> bool {
    let differs = |word: &&str| matches!(*word, "!=" | "-ne" | "-z" | "!");
    !until && command.words.iter().any(differs)
}
