//! Programs that start others.

/// Programs that start another one: the options whose value is a word of its own, and how many words stand between
/// the options and the other program.
const STARTERS: [(&str, &[&str], usize); 23] = [
    ("busybox", &[], 0),
    ("catatonit", &[], 0),
    ("chpst", &["-u", "-e", "-d"], 0),
    ("chroot", &[], 1),
    ("command", &[], 0),
    ("dumb-init", &[], 0),
    ("env", &["-u", "-C"], 0),
    ("exec", &["-a"], 0),
    ("flock", &["-w"], 1),
    ("gosu", &[], 1),
    ("nice", &["-n"], 0),
    ("nohup", &[], 0),
    ("runuser", &["-u"], 0),
    ("setpriv", &[], 0),
    ("setsid", &[], 0),
    ("setuidgid", &[], 1),
    ("stdbuf", &["-i", "-o", "-e"], 0),
    ("su-exec", &[], 1),
    ("sudo", &["-u", "-g"], 0),
    ("time", &[], 0),
    ("timeout", &["-s", "-k"], 1),
    ("tini", &["-p", "-e"], 0),
    ("unbuffer", &[], 0),
];

const SHELLS: [&str; 7] = ["sh", "bash", "ash", "dash", "zsh", "ksh", "fish"];

/// Whether words that stand before a program end it after a time.
pub(super) fn is_timed(before: &[&str]) -> bool {
    before.iter().any(|word| base(word) == "timeout")
}

/// A program without its directories.
pub(in crate::facts) fn base(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// How many words of a line stand before the program that its first one starts, if it does.
pub(super) fn behind_starter(line: &[&str]) -> Option<usize> {
    let program = base(line[0]);
    let starter = STARTERS.iter().find(|(name, ..)| *name == program);
    let (valued, own) = match starter {
        Some((_, valued, own)) => (*valued, *own),
        None if SHELLS.contains(&program) => {
            return Some(1 + options(&line[1..])).filter(|next| *next < line.len());
        }
        None => return None,
    };
    let mut next = 1;
    while let Some(word) = line.get(next) {
        next += match word {
            word if valued.contains(word) => 2,
            word if word.starts_with('-') || word.contains('=') => 1,
            _ => break,
        };
    }
    let next = next + own;
    (next < line.len()).then_some(next)
}

/// Whether a word is the name of a shell.
pub(in crate::facts) fn is_shell(word: &str) -> bool {
    SHELLS.contains(&base(word))
}

/// Which word of a line is a script: what stands behind `sh -c`, wherever the shell is started.
pub(super) fn script_in(line: &[&str]) -> Option<usize> {
    script_of(line).filter(|at| *at < line.len())
}

/// The same, or the line's length where it ends behind `-c`.
pub(in crate::facts) fn script_of(line: &[&str]) -> Option<usize> {
    /// Programs that start a shell elsewhere.
    const ELSEWHERE: [&str; 8] = [
        "chroot", "crictl", "docker", "kubectl", "nsenter", "oc", "podman", "ssh",
    ];
    let runs_script = |word: &&str| is_shell(word) || base(word) == "su";
    let shell = line.iter().position(runs_script)?;
    let is_elsewhere = |word: &&str| ELSEWHERE.contains(&base(word));
    if line[..shell].iter().any(is_elsewhere) {
        return None;
    }
    let behind = &line[shell + 1..];
    let before = match base(line[shell]) {
        // `su - user -c …`
        "su" => behind.iter().position(|word| *word == "-c")? + 1,
        _ => options(behind),
    };
    let runs = behind[..before].iter().any(|word| takes_script(word));
    runs.then_some(shell + 1 + before)
}

/// Whether an option of a shell says that a script follows: `-c`, `-ec`, `-ce`.
fn takes_script(option: &str) -> bool {
    option == "--command"
        || option.starts_with('-') && !option.starts_with("--") && option.contains('c')
}

/// How many words behind a shell are options, with what one is told: `-euo pipefail -c`.
fn options(behind: &[&str]) -> usize {
    let mut count = 0;
    while let Some(word) = behind
        .get(count)
        .filter(|word| word.starts_with(['-', '+']))
    {
        let is_told = !word.starts_with("--") && word.ends_with('o');
        count += 1 + usize::from(is_told);
    }
    count.min(behind.len())
}
