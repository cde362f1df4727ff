//! `unknown-capability`: see the page.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::nearest::nearest;
use crate::objects::Text;
use crate::rules::PodContext;

/// The capabilities of Linux. Source: capabilities(7), as of Linux 5.9, which brought the last.
const CAPABILITIES: [&str; 41] = [
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "PERFMON",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYSLOG",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "WAKE_ALARM",
];

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        let context = container.at.get("securityContext");
        let Some(capabilities) = context.and_then(|context| context.get("capabilities")) else {
            continue;
        };
        for (key, done) in [("add", "granted"), ("drop", "taken away")] {
            let named = Text::list(&capabilities, key).into_iter();
            let unknown = named.filter(|name| !is_known(name));
            found.extend(unknown.map(|name| describe(pod, &name, done)));
        }
    }
}

/// Runtimes take a name in any case.
fn is_known(name: &str) -> bool {
    name.eq_ignore_ascii_case("ALL")
        || CAPABILITIES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
}

fn describe<'t>(pod: &PodContext<'_, 't>, name: &Text<'t>, done: &str) -> Diagnostic {
    let upper = name.to_uppercase();
    let bare = upper.strip_prefix("CAP_").filter(|bare| is_known(bare));
    let meant = bare.or_else(|| nearest(&upper, &CAPABILITIES));
    let message = match bare {
        Some(_) => {
            format!("`{name}` is written with its prefix, and runtimes put another before it")
        }
        None => format!("there is no capability `{name}`"),
    };
    let found = pod
        .diagnostic(&name.at, message)
        .here(format!("is not {done}"))
        .note("container runtimes warn of a name that they do not know, or fail, and pass over it");
    match meant {
        Some(meant) => {
            let fix = Fix {
                title: format!("write `{meant}`"),
                applicability: Applicability::Unsafe,
                edits: vec![Edit::new(found.primary.source, name.at.span(), meant)],
            };
            found.help(format!("write `{meant}`")).fix(fix)
        }
        None => found.help("capabilities(7) lists them; write one without `CAP_`"),
    }
}
