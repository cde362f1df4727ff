//! `implied-port-conflict`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::{Class, Listen, Part};
use crate::rules::PodContext;
use crate::rules::words::quoted;

/// A part and the port that it binds.
type Binds<'f, 't> = (&'f Part<'f, 't>, &'f Listen<'t>);

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let parts: Vec<_> = pod.facts().running().collect();
    let mut done: Vec<(&Part<'_, '_>, i64)> = Vec::new();
    for (at, first) in parts.iter().enumerate() {
        let later = || parts[at + 1..].iter();
        let Some((_, port)) = later().find_map(|part| clash(part, first)) else {
            continue;
        };
        if done
            .iter()
            .any(|(part, number)| part.is(first) && *number == port.port)
        {
            continue;
        }
        let others: Vec<_> = later()
            .filter_map(|part| Some((*part, clash(part, first)?.0)))
            .collect();
        done.extend(others.iter().map(|(part, listen)| (*part, listen.port)));
        found.push(describe(pod, (first, port), &others));
    }
}

/// The port that both bind. Where both declare it, `duplicate-container-port` says so; where one declares it and is
/// not known to bind it, it may have declared it for the other.
fn clash<'f, 't>(
    part: &'f Part<'_, 't>,
    first: &'f Part<'_, 't>,
) -> Option<(&'f Listen<'t>, &'f Listen<'t>)> {
    let pairs = part
        .listens
        .iter()
        .flat_map(|mine| first.listens.iter().map(move |theirs| (mine, theirs)));
    let clashes = |(mine, theirs): &(&Listen<'t>, &Listen<'t>)| {
        mine.excludes(theirs) && are_bound(mine, theirs)
    };
    let pair = pairs.into_iter().find(clashes)?;
    // The port of a driver's health belongs to the probe beside it, whoever declares it.
    let is_probe = |part: &Part<'_, '_>| part.class == Class::CsiSidecar;
    // One image that is told two things, and declares a port for them, may be told where to listen as well.
    let declares = |part: &Part<'_, '_>| !part.container.ports.is_empty();
    let two_roles = || {
        part.same_software(first)
            && (declares(part) || declares(first))
            && part.told() != first.told()
    };
    let is_said = pair.0.is_told() && pair.1.is_told();
    (!is_probe(part) && !is_probe(first) && (is_said || !two_roles())).then_some(pair)
}

/// Whether both are bound, as far as is known, and one is for certain, or both are told so under plain names.
fn are_bound(mine: &Listen<'_>, theirs: &Listen<'_>) -> bool {
    let (Some(my), Some(their)) = (mine.bound, theirs.bound) else {
        return false;
    };
    let is_one_certain = my.certainty.or(their.certainty).is_certain();
    (is_one_certain || my.is_plain && their.is_plain) && !(mine.declared && theirs.declared)
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    (first, theirs): Binds<'_, 't>,
    others: &[Binds<'_, 't>],
) -> Diagnostic {
    let (part, mine) = others[0];
    let (name, port) = (part.name(), mine.port);
    let all = [first]
        .into_iter()
        .chain(others.iter().map(|(part, _)| *part));
    let names = quoted(all.map(Part::name));
    let message = format!("{names} bind the same port, {port}/TCP");
    let mut diagnostic = pod
        .diagnostic(&mine.at, message)
        .here(why(part, mine))
        .label(theirs.at.span(), why(first, theirs));
    for (part, listen) in &others[1..] {
        diagnostic = diagnostic.label(listen.at.span(), why(part, listen));
    }
    diagnostic
        .note(format!(
            "containers of a pod share one IP and one port space; the second to bind {port} fails"
        ))
        .help(format!(
            "tell `{name}` to listen on another port; to declare one in `ports` moves nothing"
        ))
        .as_certain_as(mine.certainty().and(theirs.certainty()))
}

/// How it is known that a part binds a port.
fn why(part: &Part<'_, '_>, listen: &Listen<'_>) -> String {
    let (name, port) = (part.name(), listen.port);
    if listen.declared {
        format!("{} binds {port}, which `{name}` declares", part.called())
    } else if listen.is_told() {
        format!("`{name}` is told to bind {port}")
    } else {
        format!("{} binds {port} unless told otherwise", part.called())
    }
}
