//! Secrets among the words of a command: what follows an option whose name says so, as `--password`, and what certain
//! programs take behind an option of a letter or in a place of its own, as `mysql -p…` and `curl -u admin:…`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::names::Name;
use super::values::{is_harmless, password};

/// How a program is given a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Behind an option, as the next word or joined to it.
    Option(&'static str),
    /// Joined to an option; by itself it has the program ask.
    Joined(&'static str),
    /// Behind an option, together with a user.
    Login(&'static str),
    /// As the second word behind one of these.
    Behind(&'static [&'static str]),
    /// As the last word, with an option that has this letter.
    Last(char),
    /// In what is written into it.
    Piped,
}

/// The programs and commands, by what their names start with.
const PROGRAMS: [(&str, Way); 13] = [
    ("--password-stdin", Way::Piped),
    ("chpasswd", Way::Piped),
    ("curl", Way::Login("-u")),
    ("htpasswd", Way::Last('b')),
    ("ldap", Way::Option("-w")),
    ("login", Way::Option("-p")),
    ("mariadb", Way::Joined("-p")),
    ("mongo", Way::Option("-p")),
    ("mysql", Way::Joined("-p")),
    (
        "rabbitmqctl",
        Way::Behind(&["add_user", "authenticate_user", "change_password"]),
    ),
    ("redis-cli", Way::Option("-a")),
    ("sqlcmd", Way::Option("-P")),
    ("sshpass", Way::Option("-p")),
];

/// They are looked for in every text.
static FINDERS: LazyLock<Vec<Finder<'_>>> = LazyLock::new(|| {
    PROGRAMS
        .iter()
        .map(|(name, _)| Finder::new(*name))
        .collect()
});

/// Is told the number of a word and where in it a secret starts.
pub(super) trait Tell: FnMut(usize, usize) {}
impl<F: FnMut(usize, usize)> Tell for F {}

/// Finds them among words, which may be those of several commands in a row.
pub(super) fn secrets(words: &[&str], tell: &mut impl Tell) {
    let mut at = 0;
    let mut writer = None;
    while at < words.len() {
        let length = words[at..].iter().position(|word| is_end(word));
        let end = length.map_or(words.len(), |length| at + length);
        let command = Command {
            words: &words[..end],
            first: at,
        };
        command.named(tell);
        // What the first takes behind it the others would find again.
        let mut seen = BTreeSet::new();
        for (program, word) in words.iter().enumerate().take(end).skip(at) {
            let name = word.rsplit('/').next().unwrap_or_default();
            for (of, way) in PROGRAMS.iter().filter(|(of, _)| name.starts_with(of)) {
                if !seen.insert(of) {
                    continue;
                }
                match (way, writer) {
                    (Way::Piped, Some(writer)) => Command::written(writer, tell),
                    _ => command.given(*way, program, tell),
                }
            }
        }
        writer = Some(command).filter(|_| words.get(end) == Some(&"|"));
        at = end + 1;
    }
}

/// Whether a word ends a command.
fn is_end(word: &str) -> bool {
    matches!(word, ";" | "|" | "||" | "&" | "&&")
}

/// A command among words.
#[derive(Clone, Copy, Debug)]
struct Command<'w> {
    /// Those up to its last.
    words: &'w [&'w str],
    first: usize,
}

impl Command<'_> {
    /// What options with telling names are given.
    fn named(self, tell: &mut impl Tell) {
        for at in self.first + 1..self.words.len() {
            let option = self.words[at - 1];
            let name = Some(option).filter(|option| option.starts_with('-'));
            let secret = name
                .and_then(Name::of)
                .and_then(|name| name.secret_of(self.words[at]));
            if let Some(start) = secret {
                self.hide(at, start, tell);
            }
        }
    }

    /// What a program is given in a way that it has.
    fn given(self, way: Way, program: usize, tell: &mut impl Tell) {
        match way {
            Way::Option(option) | Way::Joined(option) | Way::Login(option) => {
                for at in program + 1..self.words.len() {
                    if let Some(length) = length(self.words[at], option) {
                        self.behind(way, at, length, tell);
                    }
                }
            }
            Way::Behind(verbs) => {
                let mut behind = self.words[program..].iter();
                if let Some(verb) = behind.position(|word| verbs.contains(word)) {
                    self.hide(program + verb + 2, 0, tell);
                }
            }
            Way::Last(letter) => {
                let mut behind = self.words[program + 1..].iter();
                let last = behind.clone().position(|word| word.starts_with('>'));
                let last = last.unwrap_or(behind.len()) + program;
                if behind.any(|word| word.starts_with('-') && word.contains(letter)) {
                    self.hide(last, 0, tell);
                }
            }
            Way::Piped => {}
        }
    }

    /// What is joined to the option at a word, behind so many bytes, or follows it.
    fn behind(self, way: Way, option: usize, length: usize, tell: &mut impl Tell) {
        let is_joined = self.words[option].len() > length;
        let (at, start) = match (way, is_joined) {
            (_, true) => (option, length),
            (Way::Joined(_), false) => return,
            (_, false) => (option + 1, 0),
        };
        let given = self.words.get(at).map_or("", |word| &word[start..]);
        let inner = match way {
            Way::Login(_) => password(given),
            _ => Some(0),
        };
        inner
            .into_iter()
            .for_each(|inner| self.hide(at, start + inner, tell));
    }

    /// What it writes into another.
    fn written(self, tell: &mut impl Tell) {
        let mut words = self.first..self.words.len();
        words.find(|&at| matches!(self.words[at], "echo" | "printf"));
        words.for_each(|at| self.hide(at, 0, tell));
    }

    fn hide(self, at: usize, start: usize, tell: &mut impl Tell) {
        let word = self.words.get(at).map_or("", |word| &word[start..]);
        if !word.starts_with('-') && !is_harmless(word) {
            tell(at, start);
        }
    }
}

/// How long an option is with which a word starts, or which ends a few that it joins: `-u`, `-fsu`.
fn length(word: &str, option: &str) -> Option<usize> {
    let joins =
        |options: &str| options.len() < 6 && options.bytes().all(|byte| byte.is_ascii_alphabetic());
    let options = word.strip_prefix('-').filter(|options| joins(options));
    if word.starts_with(option) {
        Some(option.len())
    } else {
        options
            .filter(|options| options.ends_with(&option[1..]))
            .map(|_| word.len())
    }
}

/// Finds them in the lines of a text that name a program.
pub(super) fn find(text: &str, found: &mut impl FnMut(usize, usize)) {
    let mut lines = BTreeSet::new();
    for program in FINDERS.iter() {
        for at in program.find_iter(text.as_bytes()) {
            lines.insert(text[..at].rfind('\n').map_or(0, |end| end + 1));
        }
    }
    let mut done = 0;
    for start in lines {
        let start = start.max(done);
        done = start + line(&text[start..]).len();
        let words = words(&text[start..done]);
        let shown: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
        secrets(&shown, &mut |at, inner| {
            let (offset, word) = words[at];
            found(start + offset + inner, start + offset + word.len());
        });
    }
}

/// The line that a text starts with, and those that a backslash at its end joins to it.
fn line(text: &str) -> &str {
    let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let end = ends.find(|&end| !text[..end].trim_end_matches('\r').ends_with('\\'));
    &text[..end.unwrap_or(text.len())]
}

/// The words of a line with their places, without quotes around them; what ends a command is a word of its own.
fn words(line: &str) -> Vec<(usize, &str)> {
    let is_apart = |char: char| char.is_whitespace() || ",[]{}()`".contains(char);
    let is_sign = |char: char| ";|&".contains(char);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let signs = rest.len() - rest.trim_start_matches(is_sign).len();
        let length = match signs {
            0 => rest.find(|char| is_apart(char) || is_sign(char)),
            _ => Some(signs),
        };
        let word = &rest[..length.unwrap_or(rest.len())];
        let bare = word.trim_start_matches(['"', '\'', '\\']);
        let start = at + word.len() - bare.len();
        let bare = bare.trim_end_matches(['"', '\'', '\\']);
        if !bare.is_empty() {
            words.push((start, bare));
        }
        let apart = rest[word.len()..]
            .chars()
            .next()
            .filter(|&char| is_apart(char));
        at += word.len() + apart.map_or(0, char::len_utf8);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::find;

    fn found(line: &str) -> Vec<&str> {
        let mut all = Vec::new();
        find(line, &mut |start, end| all.push(&line[start..end]));
        all
    }

    #[test]
    fn programs_are_given_secrets_in_their_ways() {
        for line in [
            "mysqladmin ping -u root -phunter2",
            "command: [mysqladmin, ping, -uroot, \"-phunter2\"]",
            "sh -c \"mysql -p'hunter2' -e 'select 1'\"",
            "curl -fsu admin:hunter2 http://localhost",
            "/usr/bin/curl --user admin:hunter2 http://localhost",
            "redis-cli -h localhost -a hunter2 ping | grep PONG",
            "sshpass -phunter2 ssh db",
            "mongosh -u root -p hunter2",
            "docker login -u ci -p hunter2 registry.example.com",
            "echo hunter2 | docker login -u ci --password-stdin",
            "set -e; echo root:hunter2|chpasswd",
            "htpasswd -bc /etc/users admin hunter2",
            "htpasswd -nb admin hunter2 > /etc/users",
            "rabbitmqctl add_user app hunter2 && rabbitmqctl set_user_tags app x",
            "ldapsearch -x \\\n  -w hunter2",
        ] {
            let all = found(line);
            let is_it = |found: &&str| found.ends_with("hunter2");
            assert!(all.len() == 1 && all.iter().all(is_it), "{line}: {all:?}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_shown() {
        for line in [
            "mysql -p -h db shop",
            "mysqladmin ping -u root -p\"$MYSQL_ROOT_PASSWORD\"",
            "docker run -p 8080:80 web",
            "redis-cli -p 6379 ping",
            "curl -u $USER:$PASSWORD http://localhost",
            "htpasswd -c /etc/users admin",
            "echo ready | tee /tmp/ready",
            "nc -w 5 db 3306",
            "- name: mysql",
        ] {
            assert_eq!(found(line), [""; 0], "{line}");
        }
    }
}
