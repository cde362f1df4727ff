//! `localhost`, where it meant a container that now runs in another pod.

use std::ops::Range;

use super::edits::Edits;
use super::lines;
use crate::facts::{Dial, Part, loopbacks};
use crate::objects::{Container, Text};
use crate::source::Span;
use crate::yaml::{Cursor, Style};

/// A place where one container names another's host.
#[derive(Debug)]
pub(super) struct Call<'t> {
    /// The scalar.
    pub(super) at: Cursor<'t>,
    /// The word in it.
    pub(super) host: Span,
    /// The port, if it is said or known.
    pub(super) port: Option<i64>,
    /// What is said, for reports: `DB_HOST`.
    pub(super) setting: String,
}

/// The places where `caller` names the host of `callee`, and of none in `near`, which stay beside it.
pub(super) fn calls<'t>(
    caller: &Part<'_, 't>,
    callee: &Part<'_, 't>,
    near: &[&Part<'_, 't>],
) -> Vec<Call<'t>> {
    let mut found: Vec<Call<'t>> = Vec::new();
    for dial in &caller.dials {
        let is_own = is_in(caller.container, &dial.at);
        // In a file of configuration only a port tells who is meant.
        let meant = hosts(&dial.at)
            .into_iter()
            .filter(|(_, said)| is_own || said.is_some());
        for (host, said) in meant {
            let port = said.or(dial.port.filter(|_| said.is_none()));
            let port = match port {
                Some(port) if said.is_none() && says(&dial.at, port) => continue,
                Some(port) if callee.likely_ports().contains(&port) => Some(port),
                None if is_for(dial, callee) => callee.likely_ports().first().copied(),
                _ => continue,
            };
            let nearer = port.is_some_and(|port| near.iter().any(|part| part.listens_on(port)));
            if !nearer && !found.iter().any(|call| call.host == host) {
                found.push(Call {
                    at: dial.at,
                    host,
                    port,
                    setting: setting(caller.container, &dial.at),
                });
            }
        }
    }
    found
}

fn is_for(dial: &Dial<'_>, callee: &Part<'_, '_>) -> bool {
    callee
        .software
        .is_some_and(|known| dial.is_for(known.software))
}

/// Whether the text says this port itself, at another host.
fn says(at: &Cursor<'_>, port: i64) -> bool {
    hosts(at).iter().any(|&(_, said)| said == Some(port))
}

/// The loopback hosts that a scalar's text names, with the ports behind them.
fn hosts(at: &Cursor<'_>) -> Vec<(Span, Option<i64>)> {
    let (text, start) = (at.text(), at.span().start);
    let host = |(at, port): (Range<usize>, Option<i64>)| {
        let port = port.or_else(|| scheme_port(&text[..at.start]));
        let span = Span::new(start + at.start as u32, start + at.end as u32);
        (span, port)
    };
    loopbacks(text).map(host).collect()
}

/// The port that a URL without one means, by what stands before its host.
fn scheme_port(before: &str) -> Option<i64> {
    let word = before.rsplit([' ', '"', '\'', '=', ',', '\n']).next()?;
    let (scheme, _) = word.split_once("://")?;
    Some(match scheme {
        "http" | "ws" => 80,
        "https" | "wss" => 443,
        "amqp" => 5672,
        "mqtt" => 1883,
        "nats" => 4222,
        _ => return None,
    })
}

/// What a value is given by: a variable's name, an argument.
fn setting(container: &Container<'_>, at: &Cursor<'_>) -> String {
    let is_it = |text: &Text<'_>| text.at.id() == at.id();
    let var = container
        .env
        .iter()
        .find(|var| var.value.as_ref().is_some_and(is_it));
    match var {
        None if !is_in(container, at) => "the ConfigMap".to_owned(),
        Some(var) => format!("`{}`", var.name),
        None if container.command.iter().any(is_it) => "the command".to_owned(),
        None => "an argument".to_owned(),
    }
}

/// Whether it is written in the container, and not in a ConfigMap that it mounts.
fn is_in(container: &Container<'_>, at: &Cursor<'_>) -> bool {
    container.at.span().contains(lines::place(at))
}

/// Writes another host into a scalar. Where it is an alias the scalar is written out there.
pub(super) fn rewrite(
    at: &Cursor<'_>,
    host: Span,
    name: &str,
    edits: &mut Edits,
) -> Result<(), String> {
    let used = lines::place(at);
    if used == at.span() {
        edits.replace(host, name);
        return Ok(());
    }
    let (text, tree) = (at.text(), at.tree().text());
    let is_alias = used.of(tree).starts_with('*');
    if !is_alias || matches!(at.style(), Style::Literal | Style::Folded) {
        let line = lines::number(tree, used.start);
        return Err(format!(
            "line {line}: `localhost` comes through an alias or a merge key here; write it out, and split again"
        ));
    }
    let offset = (host.start - at.span().start) as usize;
    let behind = offset + (host.end - host.start) as usize;
    edits.replace(
        used,
        format!("{}{name}{}", &text[..offset], &text[behind..]),
    );
    Ok(())
}

/// The places where a container is told to listen on the pod's own network only.
pub(super) fn binds<'t>(container: &Container<'t>) -> Vec<(Cursor<'t>, Span)> {
    let says = |text: &str| {
        let text = text.to_lowercase();
        text.contains("bind") || text.contains("listen")
    };
    let line: Vec<&Text<'_>> = container.command_line().collect();
    let of_line = line.iter().enumerate().filter(|(at, text)| {
        let flag = at.checked_sub(1).and_then(|at| line.get(at));
        says(text) || flag.is_some_and(|flag| flag.starts_with('-') && says(flag))
    });
    let of_env = container.env.iter().filter(|var| says(&var.name));
    let places = of_line
        .map(|(_, text)| text.at)
        .chain(of_env.filter_map(|var| Some(var.value.as_ref()?.at)));
    // A whole script may say `listen` for one thing and `localhost` for another.
    let short = places.filter(|at| !at.text().contains(['\n', ';', '&']));
    short
        .flat_map(|at| hosts(&at).into_iter().map(move |(span, _)| (at, span)))
        .collect()
}
