//! Programs that come with a system or an image for people and scripts, and that serve nothing.

use crate::facts::shell::base;

/// Those of a system, and words of the shell's own.
#[rustfmt::skip]
const UTILITIES: &[&str] = &[
    ".", "[", "[[", "apk", "apt", "apt-get", "aws", "awk", "az", "base64", "break", "bunzip2", "cat", "cd", "chmod",
    "chown", "cksum", "continue", "cp", "curl", "cut", "date", "dd", "declare", "df", "diff", "dig", "dirname", "done",
    "du", "echo", "env", "eval", "exit", "export", "expr", "fallocate", "false", "file", "find", "for", "free", "gawk",
    "gcloud", "git", "grep", "gsutil", "gunzip", "gzip", "head", "host", "hostname", "id", "inotifywait", "jq", "kill",
    "killall", "less", "ln", "local", "ls", "md5sum", "mkdir", "mkfifo", "mktemp", "more", "mount", "mv", "nslookup",
    "od", "openssl", "pause", "pgrep", "pidof", "ping", "pkill", "printf", "ps", "pwd", "read", "readlink", "return",
    "rm", "rmdir", "sed", "seq", "set", "sh", "sha256sum", "shift", "sleep", "sort", "source", "stat", "stress", "sync",
    "tail", "tar", "tee", "test", "top", "touch", "tr", "trap", "true", "truncate", "ulimit", "uname", "uniq", "unset",
    "unzip", "wait", "watch", "wc", "wget", "whoami", "yes",
];

/// Programs that ask servers, beside those whose names end in `-cli` or `-client`.
#[rustfmt::skip]
const CLIENTS: &[&str] = &[
    "cqlsh", "crictl", "cypher-shell", "docker", "etcdctl", "influx", "istioctl", "kubectl", "mariadb", "mariadb-dump",
    "mc", "mongo", "mongodump", "mongoexport", "mongoimport", "mongorestore", "mongosh", "mysql", "mysqladmin",
    "mysqlcheck", "mysqldump", "nodetool", "pg_basebackup", "pg_dump", "pg_dumpall", "pg_isready", "pg_restore",
    "pgbench", "psql", "rabbitmq-diagnostics", "rabbitmqadmin", "rabbitmqctl", "rclone", "redis-benchmark", "sqlcmd",
    "zkCli.sh",
];

/// Utilities whose names are those of subcommands as well: `restic` has a `find`, and `argocd` a `sync`.
#[rustfmt::skip]
const SUBCOMMANDS: &[&str] = &[
    "apk", "break", "cat", "continue", "copy", "cut", "date", "declare", "diff", "docker", "done", "eval", "exit",
    "export", "file", "find", "for", "free", "git", "head", "host", "id", "kill", "local", "mc", "mount", "pause", "ping",
    "ps", "read", "return", "set", "shift", "sort", "source", "stat", "stress", "sync", "test", "top", "touch", "trap",
    "true", "unset", "wait", "watch", "yes",
];

/// Whether a program serves nothing.
pub(super) fn is_utility(program: &str) -> bool {
    let name = base(program);
    let asks = name.ends_with("-cli") || name.ends_with("-client");
    asks || UTILITIES.contains(&name) || CLIENTS.contains(&name)
}

/// Whether the first of the arguments to an image's entry point is a program, which most then start instead.
pub(super) fn is_program(argument: &str) -> bool {
    let directory = argument
        .rsplit_once('/')
        .map_or("", |(directory, _)| directory);
    let is_file = directory.ends_with("bin") || directory.ends_with("scripts");
    let is_named = is_utility(argument) && !SUBCOMMANDS.contains(&argument);
    is_file || argument.ends_with(".sh") || is_named
}
