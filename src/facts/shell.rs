//! The commands that a container starts, as far as its `command` and `args` show them: one program with its
//! arguments, or what a shell's script runs.

mod flow;
mod functions;
mod script;
mod starters;
mod steps;
mod word;

use std::ops::Range;

use crate::facts::files::Access;
use crate::facts::table::ENTRIES;
use crate::facts::utilities::is_program;
use crate::objects::{Container, Image, Text};
use crate::source::Span;
pub(super) use flow::{Mark, Step, What, steps};
pub(super) use functions::{Function, as_run};
use script::Script;
pub(super) use starters::{base, is_shell, script_of};
use starters::{behind_starter, is_timed, script_in};
pub(super) use steps::{all_of, ends_well, fails};

/// What a script does when a command was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It waits for it, then goes on or ends.
    Waits,
    /// It waits for it, and goes on to the next if it succeeded: `&&`.
    And,
    /// It waits for it, and goes on to the next if it failed: `||`.
    Or,
    /// It goes on beside it: `&`.
    GoesOn,
    /// The next command reads what this one writes: `|`.
    Pipes,
}

/// One command: the program and its arguments, without quotes and redirections.
#[derive(Clone, Debug)]
pub struct Command<'c, 't> {
    /// The words. The first is the program, unless `of_image` is set.
    pub words: Vec<&'c str>,
    /// The program is the image's own, which the manifest does not show: these are arguments to it.
    pub of_image: bool,
    /// Which of the words are those of other commands, whose output stands there: `cp /a $(cat /b)`.
    pub(super) made: Vec<Range<usize>>,
    /// What the script does when it was started.
    pub then: Then,
    /// The item of `command` or `args` in which it stands; of one without a script the items that its words are, and
    /// the image where its program is the one of that.
    items: Vec<&'c Text<'t>>,
}

/// A file that a script names beside its commands: what their input or output is led to, or a variable's value.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'c, 't> {
    /// The word that names it.
    pub(super) word: &'c str,
    /// What is done with it.
    pub(super) access: Access,
    /// The item of `command` or `args` in which it stands.
    pub(super) text: &'c Text<'t>,
}

/// What a command line starts.
#[derive(Debug, Default)]
pub(super) struct Started<'c, 't> {
    /// The commands, in order.
    pub(super) commands: Vec<Command<'c, 't>>,
    /// What holds the commands of a script together, each with the number of commands before it.
    pub(super) marks: Vec<(usize, Mark)>,
    /// The functions that a script has.
    pub(super) functions: Vec<Function<'c>>,
    /// The files that are named beside them.
    pub(super) files: Vec<File<'c, 't>>,
    /// The variables that a script sets.
    pub(super) sets: Vec<(&'c str, &'c str)>,
}

impl<'c, 't> Command<'c, 't> {
    /// The program without its directories; empty where the image says which.
    #[must_use]
    pub fn program(&self) -> &'c str {
        let word = self.line().first().copied().unwrap_or_default();
        let word = if self.of_image { "" } else { word };
        base(word)
    }

    /// The words from the program on that does the work: behind `exec`, `timeout 5` and the like, and behind a shell
    /// the script that it runs.
    #[must_use]
    pub fn line(&self) -> &[&'c str] {
        let mut line = &self.words[..];
        while !self.of_image && line.len() > 1 {
            let Some(next) = behind_starter(line) else {
                break;
            };
            line = &line[next..];
        }
        line
    }

    /// Whether it is ended after a time: by `timeout 5` before the program.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        is_timed(&self.words[..self.words.len() - self.line().len()])
    }

    /// The words behind the program that are no options.
    pub fn operands(&self) -> impl Iterator<Item = &'c str> {
        let behind = self.line().iter().skip(usize::from(!self.of_image));
        behind.copied().filter(|word| !word.starts_with('-'))
    }

    /// Where its program stands, or its first word.
    #[must_use]
    pub fn span(&self) -> Span {
        let at = self.words.len() - self.line().len();
        self.span_of(self.words.get(at).copied().unwrap_or_default())
    }

    /// Where one of its words stands, or a part of one.
    #[must_use]
    pub fn span_of(&self, part: &str) -> Span {
        let holds = |item: &&&Text<'_>| item.as_bytes().as_ptr_range().contains(&part.as_ptr());
        let item = self.items.iter().find(holds);
        item.map_or_else(|| self.item(0).at.span(), |item| item.span_of(part))
    }

    /// The item of `command` or `args` in which the word at a place stands.
    pub(super) fn item(&self, at: usize) -> &'c Text<'t> {
        self.items.get(at).copied().unwrap_or(self.items[0])
    }

    /// Whether one of the words is this one.
    #[must_use]
    pub fn says(&self, word: &str) -> bool {
        self.words.contains(&word)
    }
}

/// What the command line of a container starts.
pub(super) fn started<'c, 't>(container: &'c Container<'t>) -> Started<'c, 't> {
    let line: Vec<&'c Text<'t>> = container.command_line().collect();
    let is_of_image = |first: &str| container.command.is_empty() && !is_program(first);
    let mut found = started_by(line, is_of_image);
    if let ([only], Some(image)) = (&mut found.commands[..], &container.image)
        && only.of_image
        && let Some(program) = entry(image)
    {
        only.of_image = false;
        only.words.insert(0, program);
        only.items.insert(0, image);
    }
    found
}

/// The program that an image's entry point is, where it is known to be one.
pub(super) fn entry(image: &str) -> Option<&'static str> {
    let path = Image::parse(image).path;
    let is_it = |(name, _): &&(&str, &str)| {
        let before = path.strip_suffix(name);
        before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    ENTRIES.iter().find(is_it).map(|(_, program)| *program)
}

/// What the command of a hook starts, of which no image has a part.
pub(super) fn started_by_hook<'c, 't>(command: &'c [Text<'t>]) -> Started<'c, 't> {
    started_by(command.iter().collect(), |_| false)
}

/// What a script does when a signal comes, or at its end, where a command says that: `trap 'touch /done' EXIT`.
pub(super) fn trapped<'c, 't>(command: &Command<'c, 't>) -> Option<Started<'c, 't>> {
    let handler = command.operands().next();
    let handler = handler.filter(|_| command.program() == "trap")?;
    let mut found = Started::default();
    Script::of_part(command.item(0), handler, &mut found).read();
    Some(found)
}

/// What a command line starts. `of_image`: whether what begins with this word is told to the image's own program.
fn started_by<'c, 't>(
    line: Vec<&'c Text<'t>>,
    of_image: impl FnOnce(&str) -> bool,
) -> Started<'c, 't> {
    let words: Vec<&'c str> = line.iter().map(|text| &***text).collect();
    let mut found = Started::default();
    match script_in(&words) {
        Some(at) if is_timed(&words[..at]) => {
            found.marks.push((0, Mark::Timed));
            Script::new(line[at], &mut found).read();
            found.marks.push((found.commands.len(), Mark::Close));
        }
        Some(at) => Script::new(line[at], &mut found).read(),
        None if line.is_empty() => {}
        None => found.commands.push(Command {
            made: Vec::new(),
            of_image: of_image(words[0]),
            words,
            then: Then::Waits,
            items: line,
        }),
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::objects::Stage;
    use crate::yaml::Tree;

    /// What `read` makes of the commands in a script.
    pub(in crate::facts) fn commands_in<R>(
        script: &str,
        read: impl FnOnce(&[Command<'_, '_>]) -> R,
    ) -> R {
        let text = serde_json::to_string(&serde_json::json!({ "command": ["sh", "-c", script] }));
        let text = text.unwrap();
        let tree = Tree::read(&text);
        let root = tree.documents()[0].root.unwrap();
        let container = Container::read(tree.at(root), 0, Stage::Main);
        read(&started(&container).commands)
    }

    fn programs(script: &str) -> Vec<String> {
        commands_in(script, |commands| {
            let all = commands.iter().map(Command::program);
            all.map(str::to_owned).collect()
        })
    }

    #[test]
    fn a_script_is_its_commands() {
        for (script, expected) in [
            ("a && exec b -c", &["a", "b"][..]),
            (
                "timeout -s TERM 5s yes >/dev/null; nohup /x/y &",
                &["yes", "y"],
            ),
            ("f() { a; }; f", &["a", "f"]),
            (
                "i=$((i + 1)); while [ $i -lt 3 ]; do a; done",
                &["[", "a", "done"],
            ),
            ("cat <<EOF > /x\nb c\nEOF\nd", &["cat", "d"]),
            ("sh -c 'a; b' && c", &["a", "b", "c"]),
            ("fish --command 'a; b'", &["a", "b"]),
            ("sh -ce 'a; b'", &["a", "b"]),
            ("bash -euo pipefail -c 'a | b'", &["a", "b"]),
            ("bash -o pipefail /a -c", &["a"]),
            ("su - user -c 'a'", &["a"]),
            ("kubectl exec x -- sh -c 'a'", &["kubectl"]),
            ("A=1 B=\"2 3\" a", &["a"]),
            ("(a; b) & wait", &["a", "b", "wait"]),
        ] {
            assert_eq!(programs(script), expected, "{script}");
        }
    }
}
