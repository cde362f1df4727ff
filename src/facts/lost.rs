//! What an init container makes and nobody sees.

use crate::diagnostic::Certainty;
use crate::facts::{Access, Facts, Missing, Origin, Part, PathUse};
use crate::objects::within;

/// Programs that fetch, copy and change files, and do nothing else.
#[rustfmt::skip]
const MAKERS: &[&str] = &[
    "[", "[[", "apk", "apt", "apt-get", "aws", "awk", "base64", "cat", "cd", "chgrp", "chmod", "chown", "cp", "curl",
    "date", "dd", "done", "dockerize", "echo", "envsubst", "exit", "export", "false", "find", "for", "git", "gomplate", "grep", "gsutil", "gunzip",
    "gzip", "install", "jq", "jsonnet", "ln", "ls", "mc", "mkdir", "mv", "printf", "pwd", "rclone", "rm", "rsync", "sed", "set",
    "sleep", "tar", "tee", "test", "touch", "true", "tr", "umask", "unzip", "wget",
];

/// Places of the system's own, and those that a program uses for itself while it runs.
const OWN: [&str; 9] = [
    "/dev", "/home", "/proc", "/root", "/run", "/sys", "/tmp", "/var/run", "/var/tmp",
];

impl<'p, 't> Facts<'p, 't> {
    /// The first of the files that an init container makes, if it does nothing else and none of them lies in a volume,
    /// and how certain it is that others should have it. That others look for it where it is not is [`Missing`]'s
    /// concern.
    #[must_use]
    pub fn lost<'f>(&'f self, part: &'f Part<'p, 't>) -> Option<(&'f PathUse<'t>, Certainty)> {
        let only_makes = part
            .commands
            .iter()
            .all(|command| MAKERS.contains(&command.program()));
        let written = |used: &&PathUse<'t>| {
            used.access == Access::Writes && used.origin == Origin::Told && !is_own(&used.path)
        };
        let mut made = part.paths.iter().filter(written).peekable();
        let first = *made.peek()?;
        let is_missed = |other: &Part<'p, 't>| matches!(&other.missing, Some(Missing::WrittenElsewhere { writer, .. }) if writer.is(part.container));
        let is_kept = made.any(|used| part.container.mount_of(&used.path).is_some());
        let is_lost = only_makes && !is_kept && !part.container.host_process;
        (is_lost && !self.all().any(is_missed)).then_some((first, Certainty::Likely))
    }
}

/// Whether a path is the system's, or one that a program uses for itself while it runs.
pub(super) fn is_own(path: &str) -> bool {
    OWN.iter().any(|directory| within(path, directory))
}
