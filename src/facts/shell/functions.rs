//! What a script calls its own: its functions, and what it runs where it calls them.

use std::borrow::Cow;
use std::ops::Range;

use crate::facts::shell::{Command, Mark, Then};

/// A function of a script.
#[derive(Clone, Debug)]
pub(in crate::facts) struct Function<'c> {
    name: &'c str,
    /// Which of the script's commands it is made of.
    body: Range<usize>,
}

/// The functions that are being read.
#[derive(Debug, Default)]
pub(super) struct Functions<'c> {
    /// The name of one whose block is next.
    next: Option<&'c str>,
    /// The blocks that are open, each with the name and the first command of the function that it is.
    open: Vec<Option<(&'c str, usize)>>,
}

impl<'c> Functions<'c> {
    /// Takes note of one that begins.
    pub(super) fn begin(&mut self, name: &'c str) {
        self.next = Some(name);
    }

    /// Takes note of a mark behind so many commands; the function that it ends.
    pub(super) fn mark(&mut self, mark: Mark, commands: usize) -> Option<Function<'c>> {
        match mark {
            Mark::Open | Mark::Timed => {
                let begins = self.next.take().map(|name| (name, commands));
                self.open.push(begins);
                None
            }
            Mark::Close => {
                let (name, start) = self.open.pop()??;
                let body = start..commands;
                Some(Function { name, body })
            }
            _ => None,
        }
    }
}

/// Functions that call others are looked into so deep.
const DEEPEST: usize = 4;

/// No script runs more than so many commands, whatever calls what.
const MOST: usize = 1000;

/// The commands as they are run: a function's where it is called, and nowhere else.
pub(in crate::facts) fn as_run<'s, 'c, 't>(
    commands: &'s [Command<'c, 't>],
    functions: &[Function<'c>],
) -> Cow<'s, [Command<'c, 't>]> {
    if functions.is_empty() {
        return Cow::Borrowed(commands);
    }
    let calls = Calls {
        commands,
        functions,
    };
    let mut found = Vec::new();
    calls.run(0..commands.len(), 0, &mut found);
    Cow::Owned(found)
}

struct Calls<'s, 'c, 't> {
    commands: &'s [Command<'c, 't>],
    functions: &'s [Function<'c>],
}

impl<'c, 't> Calls<'_, 'c, 't> {
    fn run(&self, range: Range<usize>, depth: usize, found: &mut Vec<Command<'c, 't>>) {
        for at in range.clone() {
            let is_in_another = |function: &Function<'c>| {
                function.body.contains(&at) && function.body.len() < range.len()
            };
            if found.len() > MOST || self.functions.iter().any(is_in_another) {
                continue;
            }
            let command = &self.commands[at];
            let mut functions = self.functions.iter();
            let called = functions.find(|function| command.words.first() == Some(&function.name));
            let Some(function) = called.filter(|_| depth < DEEPEST) else {
                found.push(command.clone());
                continue;
            };
            let from = found.len();
            self.run(function.body.clone(), depth + 1, found);
            let last = found[from..].last_mut();
            if let Some(last) = last.filter(|_| command.then != Then::Waits) {
                last.then = command.then;
            }
        }
    }
}
