//! `replicated-container`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Part, Role};
use crate::objects::{Container, Stage};
use crate::rules::PodContext;
use crate::rules::words::quoted;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let parts: Vec<_> = pod
        .facts
        .parts
        .iter()
        .filter(|part| part.container.stage == Stage::Main && !is_idle(part))
        .collect();
    let mut seen: Vec<&Part<'_, '_>> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if seen
            .iter()
            .any(|first| is_copy(first.container, part.container))
        {
            continue;
        }
        seen.push(part);
        let copies: Vec<_> = parts[at + 1..]
            .iter()
            .filter(|other| is_copy(part.container, other.container))
            .collect();
        let Some(first) = copies.first() else {
            continue;
        };
        let name = part.name();
        let names = quoted(copies.iter().map(|copy| copy.name()));
        let many = if copies.len() == 1 {
            "is a copy"
        } else {
            "are copies"
        };
        let mut diagnostic = pod
            .diagnostic(
                "replicated-container",
                &first.container.anchor(),
                format!("{names} {many} of `{name}` in the same pod"),
            )
            .here("the same image, told the same")
            .label(part.container.anchor().span(), "the first of them");
        for copy in &copies[1..] {
            diagnostic = diagnostic.label(copy.container.anchor().span(), "and again");
        }
        diagnostic = diagnostic
            .note("copies in one pod share its node, its address and its end: they add neither capacity that scales nor safety")
            .help(format!("keep `{name}` alone and ask for more pods with `replicas: {}`", copies.len() + 1));
        let certain = part.role == Role::Service
            && pod.workload.kind.scales()
            && !part.container.ports.is_empty();
        found.push(if certain {
            diagnostic
        } else {
            diagnostic.likely()
        });
    }
}

/// A placeholder, or a shell that only waits.
fn is_idle(part: &Part<'_, '_>) -> bool {
    let line = || part.container.command_line();
    let waits = |word: &str| matches!(word, "sleep" | "pause" | "infinity");
    let shell = part
        .software
        .is_some_and(|known| known.software.class == Class::Tool);
    part.placeholder
        || part.container.image.is_none()
        || shell
            && (line().next().is_none() || line().any(|text| text.split_whitespace().any(waits)))
}

/// The same in everything that gives a container its role; name, ports and listening addresses may differ.
fn is_copy(one: &Container<'_>, other: &Container<'_>) -> bool {
    let image = |container: &Container<'_>| container.image.as_ref().map(|image| image.to_string());
    let line = |container: &Container<'_>| {
        container
            .command_line()
            .map(|text| without_port(text))
            .collect::<Vec<_>>()
    };
    let mounts = |container: &Container<'_>| {
        let mounts = container.mounts.iter();
        mounts
            .map(|mount| {
                [&mount.volume, &mount.path].map(|text| text.as_ref().map(|text| text.to_string()))
            })
            .collect::<Vec<_>>()
    };
    image(one) == image(other)
        && line(one) == line(other)
        && env(one) == env(other)
        && one.env_from == other.env_from
        && mounts(one) == mounts(other)
}

/// Variables but those that say where to listen or what the copy is called.
fn env(container: &Container<'_>) -> Vec<(String, Option<String>)> {
    let own = |name: &str| {
        let name = name.to_uppercase();
        ["PORT", "ADDR", "LISTEN", "BIND", "NAME", "INSTANCE"]
            .iter()
            .any(|part| name.contains(part))
    };
    let vars = container.env.iter();
    vars.map(|var| {
        (
            var.name.to_string(),
            var.value
                .as_ref()
                .filter(|_| !own(&var.name))
                .map(|value| value.to_string()),
        )
    })
    .collect()
}

/// An argument without the number of a port: `--port=8080`, `:8080`, `0.0.0.0:8080`.
fn without_port(text: &str) -> String {
    let is_number = |text: &str| {
        text.len() > 1 && text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match text.rfind([':', '=']) {
        Some(at)
            if is_number(&text[at + 1..])
                && (text.as_bytes()[at] == b':' || text.contains("port")) =>
        {
            text[..=at].to_owned()
        }
        None if is_number(text) => String::new(),
        _ => text.to_owned(),
    }
}
