//! How the commands of a script follow each other: which are repeated, which may be left out.

use std::iter::{Copied, Peekable};
use std::slice::Iter;

use crate::facts::shell::{Command, Then};

/// A word or a sign that holds the commands of a script together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::facts) enum Mark {
    /// `while`
    While,
    /// `until`
    Until,
    /// `do`
    Do,
    /// `if`
    If,
    /// `then`
    Then,
    /// `elif`
    Elif,
    /// `else`
    Else,
    /// `fi`
    Fi,
    /// `case … in`
    Case,
    /// `esac`
    Esac,
    /// `(`, `{`, `sh -c`
    Open,
    /// `timeout 60 sh -c`
    Timed,
    /// `)`, `}`
    Close,
    /// `name()`: what opens next runs when it is called.
    Function,
    /// `!`
    Not,
}

impl Mark {
    /// The mark that a word is where a command may begin.
    pub(in crate::facts) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "while" => Self::While,
            "until" => Self::Until,
            "do" => Self::Do,
            "if" => Self::If,
            "then" => Self::Then,
            "elif" => Self::Elif,
            "else" => Self::Else,
            "fi" => Self::Fi,
            "esac" => Self::Esac,
            "{" => Self::Open,
            "}" => Self::Close,
            "!" => Self::Not,
            _ => return None,
        })
    }

    /// Whether the commands before it are a list that it ends.
    fn ends(self) -> bool {
        use Mark::{Close, Do, Elif, Else, Esac, Fi, Then};
        matches!(self, Do | Then | Elif | Else | Fi | Esac | Close)
    }
}

/// What a script does, one after the other.
pub(in crate::facts) type Steps<'s, 'c, 't> = Vec<Step<'s, 'c, 't>>;

/// A command, or several that are held together.
#[derive(Debug)]
pub(in crate::facts) struct Step<'s, 'c, 't> {
    /// What it is.
    pub(in crate::facts) what: What<'s, 'c, 't>,
    /// `!` stands before it.
    pub(in crate::facts) is_negated: bool,
    /// What the script does when it was started.
    pub(in crate::facts) then: Then,
}

#[derive(Debug)]
pub(in crate::facts) enum What<'s, 'c, 't> {
    /// A command.
    Run(&'s Command<'c, 't>),
    /// `( … )`, `{ … }`, `sh -c …`
    Group(Steps<'s, 'c, 't>),
    /// What ends after a time: `timeout 60 sh -c …`
    Timed(Steps<'s, 'c, 't>),
    /// `while … do … done`, or `until … do … done`.
    Loop {
        until: bool,
        condition: Steps<'s, 'c, 't>,
        body: Steps<'s, 'c, 't>,
    },
    /// `for … do … done`
    Each(Steps<'s, 'c, 't>),
    /// `if`: each condition with what follows from it; `else` has none.
    Choice(Vec<(Steps<'s, 'c, 't>, Steps<'s, 'c, 't>)>),
    /// `case`: the commands of all its patterns.
    Cases(Steps<'s, 'c, 't>),
}

/// Blocks inside of blocks are read so deep.
const DEEPEST: usize = 50;

/// The steps of a script: its commands, and the marks among them, each with the number of commands before it.
pub(in crate::facts) fn steps<'s, 'c, 't>(
    commands: &'s [Command<'c, 't>],
    marks: &'s [(usize, Mark)],
) -> Steps<'s, 'c, 't> {
    let mut reader = Reader {
        commands,
        at: 0,
        marks: marks.iter().copied().peekable(),
    };
    let mut all = Vec::new();
    loop {
        let (steps, end) = reader.list(0);
        all.extend(steps);
        // What ends nothing is passed over.
        if end.is_none() {
            return all;
        }
    }
}

struct Reader<'s, 'c, 't> {
    commands: &'s [Command<'c, 't>],
    at: usize,
    marks: Peekable<Copied<Iter<'s, (usize, Mark)>>>,
}

enum Next<'s, 'c, 't> {
    Mark(Mark),
    Command(&'s Command<'c, 't>),
}

/// What has ended a list, and what the script does after that.
type End = (Option<Mark>, Then);

impl<'s, 'c, 't> Reader<'s, 'c, 't> {
    fn next(&mut self) -> Option<Next<'s, 'c, 't>> {
        let here = |(at, _): &(usize, Mark)| *at <= self.at;
        if let Some((_, mark)) = self.marks.next_if(here) {
            return Some(Next::Mark(mark));
        }
        let command = self.commands.get(self.at)?;
        self.at += 1;
        Some(Next::Command(command))
    }

    /// The steps up to the word that ends them.
    fn list(&mut self, depth: usize) -> (Steps<'s, 'c, 't>, Option<End>) {
        let mut steps = Vec::new();
        let mut is_negated = false;
        while let Some(next) = self.next() {
            let (what, then) = match next {
                Next::Mark(mark) if mark.ends() => return (steps, Some((Some(mark), Then::Waits))),
                Next::Command(command) if command.program() == "done" => {
                    return (steps, Some((None, command.then)));
                }
                Next::Mark(Mark::Not) => {
                    is_negated = !is_negated;
                    continue;
                }
                Next::Mark(Mark::Function) => {
                    self.skip_block(depth);
                    continue;
                }
                Next::Mark(mark) if depth < DEEPEST => self.block(mark, depth + 1),
                Next::Mark(_) => continue,
                Next::Command(command) if command.program() == "for" && depth < DEEPEST => {
                    self.list(depth + 1);
                    let (body, then) = self.body(depth + 1);
                    (What::Each(body), then)
                }
                Next::Command(command) => (What::Run(command), command.then),
            };
            steps.push(Step {
                what,
                is_negated: std::mem::take(&mut is_negated),
                then,
            });
        }
        (steps, None)
    }

    /// What a mark begins, and what the script does after it.
    fn block(&mut self, mark: Mark, depth: usize) -> (What<'s, 'c, 't>, Then) {
        match mark {
            Mark::While | Mark::Until => {
                let (condition, _) = self.list(depth);
                let (body, then) = self.body(depth);
                let until = mark == Mark::Until;
                let what = What::Loop {
                    until,
                    condition,
                    body,
                };
                (what, then)
            }
            Mark::If => self.choice(depth),
            Mark::Case => {
                let (steps, then) = self.body(depth);
                (What::Cases(steps), then)
            }
            Mark::Timed => {
                let (steps, then) = self.body(depth);
                (What::Timed(steps), then)
            }
            _ => {
                let (steps, then) = self.body(depth);
                (What::Group(steps), then)
            }
        }
    }

    /// A list, and what the script does behind the word that ends it.
    fn body(&mut self, depth: usize) -> (Steps<'s, 'c, 't>, Then) {
        let (steps, end) = self.list(depth);
        let then = match end {
            Some((None, then)) => then,
            // It is the last command's.
            _ => steps.last().map_or(Then::Waits, |step| step.then),
        };
        (steps, then)
    }

    fn choice(&mut self, depth: usize) -> (What<'s, 'c, 't>, Then) {
        let mut ways = Vec::new();
        loop {
            let (condition, _) = self.list(depth);
            let (steps, end) = self.list(depth);
            let then = steps.last().map_or(Then::Waits, |step| step.then);
            ways.push((condition, steps));
            match end {
                Some((Some(Mark::Elif), _)) => {}
                Some((Some(Mark::Else), _)) => {
                    let (steps, then) = self.body(depth);
                    ways.push((Vec::new(), steps));
                    return (What::Choice(ways), then);
                }
                _ => return (What::Choice(ways), then),
            }
        }
    }

    /// Passes over a block, which a function is made of.
    fn skip_block(&mut self, depth: usize) {
        if self
            .marks
            .peek()
            .is_some_and(|&(at, mark)| at <= self.at && mark == Mark::Open)
        {
            self.marks.next();
            if depth < DEEPEST {
                self.list(depth + 1);
            }
        }
    }
}
