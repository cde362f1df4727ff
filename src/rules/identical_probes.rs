//! `identical-probes`: see the page.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::objects::{Container, Number, Text};
use crate::rules::PodContext;
use crate::yaml::Cursor;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    if pod.ends() {
        return;
    }
    for container in pod.pod.running() {
        let probe = |key| container.at.entry(key);
        let (Some(liveness), Some(readiness)) = (probe("livenessProbe"), probe("readinessProbe"))
        else {
            continue;
        };
        let alike = || {
            let asked = asked(container, &liveness.value)?;
            (asked == self::asked(container, &readiness.value)?).then_some(())
        };
        let patient = patience(&readiness.value);
        if patience(&liveness.value) > patient || alike().is_none() {
            continue;
        }
        let says = [
            "has the same liveness and readiness probe",
            "have the same liveness and readiness probe",
        ];
        let mut diagnostic = pod
            .of_container(container, &liveness.key, says)
            .here("restarts the container")
            .note("a container that is only too busy to answer is restarted, and the others get its load, instead of being left alone until it can answer again")
            .help(format!("have `livenessProbe` ask for less than `readinessProbe` does, or wait longer than its {patient} seconds: with a higher `failureThreshold`"));
        diagnostic.add_label(
            readiness.key.span(),
            "asks the same, and keeps requests away",
        );
        found.push(diagnostic);
    }
}

/// For how many seconds a probe must fail. Source: `failureThreshold`, 3 unless written, and `periodSeconds`, 10.
fn patience(probe: &Cursor<'_>) -> i64 {
    let number = |key, unless_written| {
        Number::field(probe, key).map_or(unless_written, |number| number.value)
    };
    number("failureThreshold", 3).saturating_mul(number("periodSeconds", 10))
}

/// What a probe does, and what it asks for.
fn asked<'t>(container: &Container<'t>, probe: &Cursor<'t>) -> Option<Vec<Cow<'t, str>>> {
    let text = |action: &Cursor<'t>, key| Text::field(action, key).map(|text| text.value);
    let port = |action: &Cursor<'t>| {
        let port = text(action, "port").unwrap_or_default();
        let named = container
            .ports
            .iter()
            .find(|own| own.name.as_deref() == Some(&*port));
        let number = named.and_then(|own| own.number);
        number.map_or(port, |number| Cow::Owned(number.value.to_string()))
    };
    if let Some(action) = probe.get("httpGet") {
        let path = text(&action, "path").filter(|path| !path.is_empty());
        let scheme = text(&action, "scheme").unwrap_or(Cow::Borrowed("HTTP"));
        let host = text(&action, "host").unwrap_or_default();
        let path = path.unwrap_or(Cow::Borrowed("/"));
        return Some(vec!["httpGet".into(), path, port(&action), scheme, host]);
    }
    if let Some(action) = probe.get("tcpSocket") {
        let host = text(&action, "host").unwrap_or_default();
        return Some(vec!["tcpSocket".into(), port(&action), host]);
    }
    if let Some(action) = probe.get("grpc") {
        let service = text(&action, "service").unwrap_or_default();
        return Some(vec!["grpc".into(), port(&action), service]);
    }
    let words = Text::list(&probe.get("exec")?, "command").into_iter();
    let words = words.map(|word| word.value);
    Some([Cow::Borrowed("exec")].into_iter().chain(words).collect())
}
