//! What programs do with the files that their command lines name.

use std::ops::Range;
use std::path::Path;

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::facts::files::{Access, is_config};
use crate::facts::shell::Command;

/// What a program does with its operands.
#[derive(Clone, Copy, PartialEq)]
enum Operands {
    /// Reads them all.
    Read,
    /// The first is a pattern or a script; reads the others.
    ReadBehindFirst,
    /// Waits for them to change.
    Watched,
    /// Writes them all.
    Written,
    /// Makes directories of them.
    Made,
    /// Changes them behind the first, which says how.
    ChangedBehindFirst,
    /// Reads them but for the last, which it writes.
    Copied,
    /// The first is a program that it runs.
    Run,
    /// They are texts.
    Texts,
    /// Not known.
    Named,
}

const READERS: [&str; 42] = [
    ".",
    "[",
    "[[",
    "bunzip2",
    "cat",
    "cksum",
    "cmp",
    "comm",
    "cut",
    "diff",
    "du",
    "file",
    "find",
    "for",
    "gunzip",
    "head",
    "hexdump",
    "join",
    "less",
    "ls",
    "md5sum",
    "more",
    "nl",
    "od",
    "paste",
    "readlink",
    "realpath",
    "rev",
    "sha1sum",
    "sha256sum",
    "sort",
    "source",
    "stat",
    "strings",
    "tac",
    "tail",
    "test",
    "tree",
    "uniq",
    "wc",
    "xxd",
    "zcat",
];
const WATCHERS: [&str; 5] = ["entr", "fswatch", "inotifyd", "inotifywait", "inotifywatch"];
const SEARCHERS: [&str; 11] = [
    "awk", "egrep", "fgrep", "gawk", "grep", "jq", "mawk", "rg", "sed", "yq", "zgrep",
];
const WRITERS: [&str; 5] = ["fallocate", "mkfifo", "tee", "touch", "truncate"];
const COPIERS: [&str; 6] = ["cp", "install", "ln", "mv", "rsync", "scp"];
/// What copies if its first words say so: `aws s3 cp`.
const CLIENTS: [&str; 7] = ["aws", "az", "gcloud", "gsutil", "mc", "rclone", "s3cmd"];
const COPYING: [&str; 16] = [
    "copy",
    "copyto",
    "cp",
    "download",
    "download-batch",
    "get",
    "mirror",
    "move",
    "moveto",
    "mv",
    "put",
    "rsync",
    "sync",
    "upload",
    "upload-batch",
    "get-object",
];
pub(super) const INTERPRETERS: [&str; 8] = [
    "deno", "java", "node", "perl", "php", "python", "python3", "ruby",
];
const SPEAKERS: [&str; 12] = [
    "date", "echo", "exit", "expr", "kill", "logger", "printf", "read", "return", "seq", "sleep",
    "trap",
];

fn operands_of(program: &str) -> Operands {
    let is = |programs: &[&str]| programs.contains(&program);
    match () {
        () if is(&READERS) => Operands::Read,
        () if is(&WATCHERS) => Operands::Watched,
        () if is(&SEARCHERS) => Operands::ReadBehindFirst,
        () if is(&WRITERS) => Operands::Written,
        () if program == "mkdir" => Operands::Made,
        () if is(&["chgrp", "chmod", "chown"]) => Operands::ChangedBehindFirst,
        () if is(&COPIERS) => Operands::Copied,
        () if is(&INTERPRETERS) => Operands::Run,
        () if is(&SPEAKERS) => Operands::Texts,
        () => Operands::Named,
    }
}

/// A word of a command that may name a file.
#[derive(Clone, Copy)]
pub(super) struct Use<'c> {
    /// Its place among the command's words.
    pub(super) at: usize,
    /// The word, or the value in it.
    pub(super) word: &'c str,
    /// What is done with the file.
    pub(super) access: Access,
    /// Certain of programs whose ways are known, likely where a flag's name says so.
    pub(super) certainty: Certainty,
    /// The flag whose value it is, or that stands before it; empty without one.
    pub(super) flag: &'c str,
}

impl<'c> Use<'c> {
    fn of((at, word): (usize, &'c str), access: Access) -> Self {
        Self {
            at,
            word,
            access,
            certainty: Certainty::Certain,
            flag: "",
        }
    }

    fn of_flag(flag: &'c str, program: &str, (at, word): (usize, &'c str)) -> Self {
        let access = by_flag(program, flag, word);
        Self {
            certainty: certain_if(access == Access::Names || is_known(program)),
            flag,
            ..Self::of((at, word), access)
        }
    }
}

/// The words of a command that may name files, the program itself among them.
pub(super) fn uses<'c>(command: &Command<'c, '_>) -> Vec<Use<'c>> {
    let line = command.line();
    let from = command.words.len() - line.len();
    let program = command.program();
    let words = line.iter().enumerate().map(|(at, word)| (from + at, *word));
    let words = words.skip(usize::from(!command.of_image));
    let mut found = match program {
        "tar" => archived(words),
        _ => used(program, words, &command.made),
    };
    if !command.of_image {
        found.push(Use::of((from, line[0]), Access::Runs));
    }
    found
}

/// Words with their places among those of a command.
type Words<'c> = Vec<(usize, &'c str)>;

/// The words of each command whose output stands among others, inner ones first, and behind them those that are left of all. What
/// such an output is, is not known. `made`: which words are of such commands, in the order of their ends.
fn apart<'c>(
    words: impl Iterator<Item = (usize, &'c str)>,
    made: &[Range<usize>],
) -> (Vec<Words<'c>>, Words<'c>) {
    let mut made = made.iter().peekable();
    let (mut inner, mut own) = (Vec::new(), Words::new());
    for (at, word) in words {
        while made.next_if(|range| range.end <= at).is_some() {}
        own.push((at, word));
        while let Some(range) = made.next_if(|range| range.end == at + 1) {
            let from = own.partition_point(|(at, _)| *at < range.start);
            inner.push(own.split_off(from));
            own.push((range.start, "$()"));
        }
    }
    (inner, own)
}

/// What a program does with its arguments, and those whose output stands among them with theirs.
fn used<'c>(
    program: &str,
    words: impl Iterator<Item = (usize, &'c str)>,
    made: &[Range<usize>],
) -> Vec<Use<'c>> {
    let (inner, own) = apart(words, made);
    let mut found = Vec::new();
    for words in &inner {
        if let [(_, program), words @ ..] = &words[..] {
            used_alone(program, words, &mut found);
        }
    }
    used_alone(program, &own, &mut found);
    found
}

/// What a program does with its arguments.
fn used_alone<'c>(program: &str, words: &[(usize, &'c str)], found: &mut Vec<Use<'c>>) {
    let mut operands = Vec::new();
    let mut flag = "";
    for &(at, word) in words {
        let flagged = Use::of_flag(flag, program, (at, word));
        match word.split_once('=') {
            Some((name, value)) => found.push(Use::of_flag(name, program, (at, value))),
            None if word.starts_with('-') => {}
            None if flagged.access == Access::Writes && !reads(program) => found.push(flagged),
            None => operands.push(flagged),
        }
        flag = if word.starts_with('-') && !word.contains('=') {
            word
        } else {
            ""
        };
    }
    let mut said = words.iter().map(|(_, word)| *word);
    let kind = match program {
        "sed" if said.any(|word| word.starts_with("-i")) => Operands::Written,
        "git" if said.any(|word| word == "clone") => Operands::Copied,
        _ if CLIENTS.contains(&program) => match said.any(|word| COPYING.contains(&word)) {
            true => Operands::Copied,
            false => Operands::Named,
        },
        _ => operands_of(program),
    };
    let last = operands.len().saturating_sub(1);
    let of_operand = |(nth, flagged): (usize, Use<'c>)| {
        let access = match kind {
            Operands::Texts => return None,
            Operands::ReadBehindFirst | Operands::ChangedBehindFirst if nth == 0 => return None,
            Operands::ChangedBehindFirst => Access::Changes,
            Operands::Watched => Access::Watches,
            Operands::Made => Access::Makes,
            Operands::Read | Operands::ReadBehindFirst => Access::Reads,
            Operands::Written => Access::Writes,
            Operands::Copied if nth == last => Access::Writes,
            Operands::Copied => Access::Copies,
            Operands::Run if nth == 0 => Access::Runs,
            Operands::Run | Operands::Named => return Some(flagged),
        };
        Some(Use::of((flagged.at, flagged.word), access))
    };
    found.extend(operands.into_iter().enumerate().filter_map(of_operand));
}

/// Whether a program reads its operands whatever flag stands before them: `tail -o /x`.
fn reads(program: &str) -> bool {
    operands_of(program) == Operands::Read
}

/// Whether it is known what a program does with its operands, and so what its flags mean.
fn is_known(program: &str) -> bool {
    let is_named = matches!(program, "curl" | "dd" | "unzip" | "wget");
    operands_of(program) != Operands::Named || CLIENTS.contains(&program) || is_named
}

/// What is done with the file that a flag, or an assignment, names.
fn by_flag(program: &str, flag: &str, word: &str) -> Access {
    const OUTPUTS: [&str; 8] = [
        "--out",
        "--output",
        "--output-document",
        "--output-dir",
        "-out",
        "-o",
        "-O",
        "of",
    ];
    // Letters of several flags may stand behind one dash: `curl -fsSLo /x`.
    let is_last =
        |letter| !flag.starts_with("--") && flag.starts_with('-') && flag.ends_with(letter);
    let by_program = match program {
        "curl" => is_last('o'),
        "wget" => is_last('O') || flag == "-P",
        "unzip" => flag == "-d",
        _ => false,
    };
    if by_program || OUTPUTS.contains(&flag) || is_log_flag(flag, word) {
        Access::Writes
    } else if is_own_data(flag) {
        Access::Keeps
    } else if flag == "if" {
        Access::Reads
    } else {
        Access::Names
    }
}

/// `--log-file=/x`, `--access-logfile=/x`
fn is_log_flag(flag: &str, path: &str) -> bool {
    flag.starts_with('-') && is_log(flag, path)
}

/// Whether what a name says is where logs are written to: `LOG_FILE=/x`, and not `LOGGING_CONFIG=/x.xml`.
pub(super) fn is_log(name: &str, path: &str) -> bool {
    let is_written = !name.to_ascii_lowercase().contains("conf") && !is_config(path);
    says_log(name) && is_written && !is_of_node(path)
}

/// Whether a path is where a node keeps the logs of its containers, which others only read.
fn is_of_node(path: &str) -> bool {
    const KEPT: [&str; 3] = [
        "/var/lib/docker/containers",
        "/var/log/containers",
        "/var/log/pods",
    ];
    KEPT.iter().any(|kept| Path::new(path).starts_with(kept))
}

/// Whether a name speaks of logs: `LOG_FILE`, `errorlog`; and not `catalog`, `blog`, `login`.
fn says_log(name: &str) -> bool {
    /// Words that begin or end alike and are no logs.
    const OTHERS: [&str; 9] = [
        "analog",
        "backlog",
        "blog",
        "catalog",
        "changelog",
        "dialog",
        "logic",
        "login",
        "logo",
    ];
    let name = name.to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| {
        let word = word.strip_suffix('s').unwrap_or(word);
        (word.starts_with("log") || word.ends_with("log")) && !OTHERS.contains(&word)
    })
}

/// `--data-dir=/x`, `--storage.tsdb.path=/x`, `-storageDataPath=/x`: where a program keeps what is its own.
fn is_own_data(flag: &str) -> bool {
    let name = flag.to_ascii_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let is_kept = any(&["data", "storage", "cache", "state", "wal"]);
    flag.starts_with('-') && is_kept && any(&["dir", "path"])
}

/// What `tar` does: `tar czf /archive /x`, `tar -xf /archive -C /x`.
fn archived<'c>(words: impl Iterator<Item = (usize, &'c str)> + Clone) -> Vec<Use<'c>> {
    let says = |(nth, (_, word)): (usize, (usize, &str))| {
        let is_mode = word.starts_with('-') && !word.starts_with("--") || nth == 0;
        is_mode && word.contains('c') || word == "--create"
    };
    let (archive, content) = if words.clone().enumerate().any(says) {
        (Access::Writes, Access::Reads)
    } else {
        (Access::Reads, Access::Writes)
    };
    let mut before = "";
    let of_word = |(at, word): (usize, &'c str)| {
        let is_archive = before.ends_with('f') && !before.starts_with('/') || before == "--file";
        before = word;
        Use::of((at, word), if is_archive { archive } else { content })
    };
    words.map(of_word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::shell::tests::commands_in;

    /// What a script does with the files whose names begin with a slash.
    fn done(script: &str) -> Vec<(String, Access)> {
        let is_file = |used: &Use<'_>| used.word.starts_with('/');
        commands_in(script, |commands| {
            let in_order = |command| {
                let mut all: Vec<_> = uses(command).into_iter().filter(is_file).collect();
                all.sort_by_key(|used| used.at);
                all
            };
            let all = commands.iter().flat_map(in_order);
            all.map(|used| (used.word.to_owned(), used.access))
                .collect()
        })
    }

    #[test]
    fn commands_stand_within_each_other_however_deep() {
        const DEPTH: usize = 10_000;
        let (open, close) = ("$(cat ".repeat(DEPTH), ")".repeat(DEPTH));
        let expected = [
            ("/a".to_owned(), Access::Reads),
            ("/b".to_owned(), Access::Writes),
        ];
        assert_eq!(done(&format!("cp {open}/a{close} /b")), expected);
    }

    #[test]
    fn programs_read_write_and_copy() {
        use Access::{Changes, Copies, Keeps, Makes, Names, Reads, Runs, Watches, Writes};
        for (script, expected) in [
            ("tail -n+1 -F /a", &[("/a", Reads)][..]),
            ("cp -r /a/. /b", &[("/a/.", Copies), ("/b", Writes)]),
            ("ls -l /a | tee /b", &[("/a", Reads), ("/b", Writes)]),
            ("grep '/x' /a", &[("/a", Reads)]),
            ("sed -i s/a/b/ /a", &[("/a", Writes)]),
            ("echo /a", &[]),
            ("curl -s -o /a http://b/c", &[("/a", Writes)]),
            ("curl -fsSLo /a http://b/c", &[("/a", Writes)]),
            ("wget -qO /a http://b/c", &[("/a", Writes)]),
            ("tar -xzf /a -C /b", &[("/a", Reads), ("/b", Writes)]),
            ("tar czf /a /b", &[("/a", Writes), ("/b", Reads)]),
            ("dd if=/a of=/b", &[("/a", Reads), ("/b", Writes)]),
            (
                "timeout 5 /bin/a --log-file=/b",
                &[("/bin/a", Runs), ("/b", Writes)],
            ),
            (
                "a --data-dir=/b --config /c",
                &[("/b", Keeps), ("/c", Names)],
            ),
            ("bash -x /a /b", &[("/a", Runs), ("/b", Names)]),
            ("python3 /a", &[("/a", Runs)]),
            (
                "a --log-config /b --log /c.yaml",
                &[("/b", Names), ("/c.yaml", Names)],
            ),
            (
                "a --catalogs-path=/b --errorlog=/c",
                &[("/b", Names), ("/c", Writes)],
            ),
            ("inotifywait -e modify /a", &[("/a", Watches)]),
            (
                "mkdir -p /a && chmod 755 /a",
                &[("/a", Makes), ("/a", Changes)],
            ),
            ("while [ ! -f /a ]; do sleep 1; done", &[("/a", Reads)]),
            ("for f in /a/*; do cat \"$f\"; done", &[("/a/*", Reads)]),
            ("git clone https://b/c /a", &[("/a", Writes)]),
            ("aws s3 cp s3://b/c /a", &[("/a", Writes)]),
            (
                "mc alias set a http://b $(cat /c) $(cat /d)",
                &[("/c", Reads), ("/d", Reads)],
            ),
            (
                "mc alias set a http://b /c /d",
                &[("/c", Names), ("/d", Names)],
            ),
            ("cp $(cat /a) /b", &[("/a", Reads), ("/b", Writes)]),
            ("cp /a $(cat $(ls /b))", &[("/a", Copies), ("/b", Reads)]),
            ("cp /a `cat /b`", &[("/a", Copies), ("/b", Reads)]),
        ] {
            let expected: Vec<_> = expected
                .iter()
                .map(|(word, access)| ((*word).to_owned(), *access))
                .collect();
            assert_eq!(done(script), expected, "{script}");
        }
    }
}
