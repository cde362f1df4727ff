//! How long a hook takes that is to be done before a container is ended.

use crate::facts::life;
use crate::facts::shell::{Then, started_by_hook};
use crate::objects::{Container, Number, Pod, Text};

/// What the kubelet waits where the pod does not say. Source: `terminationGracePeriodSeconds`.
const DEFAULT: i64 = 30;

/// A `preStop` hook that sleeps for as long as the pod has to end, or for longer.
#[derive(Debug)]
pub struct Overtime<'t> {
    /// What it starts.
    pub line: Vec<Text<'t>>,
    /// How long it sleeps at least, in seconds.
    pub sleeps: i64,
    /// How long the pod has, in seconds.
    pub grace: i64,
    /// Where that is written.
    pub written: Option<Number<'t>>,
}

impl<'t> Overtime<'t> {
    /// That of a container.
    #[must_use]
    pub fn of(pod: &Pod<'t>, container: &Container<'t>) -> Option<Self> {
        let hook = container.at.get("lifecycle")?.get("preStop")?;
        let line = Text::list(&hook.get("exec")?, "command");
        let sleeps = slept(&line);
        let written = Number::field(&pod.spec, "terminationGracePeriodSeconds");
        let grace = written.as_ref().map_or(DEFAULT, |written| written.value);
        (sleeps > 0 && grace > 0 && sleeps >= grace).then_some(Self {
            line,
            sleeps,
            grace,
            written,
        })
    }
}

/// How many seconds a command line sleeps at least; what is left out under a condition, or done beside it, counts for
/// nothing.
fn slept(line: &[Text<'_>]) -> i64 {
    let started = started_by_hook(line);
    if !started.marks.is_empty() {
        return 0;
    }
    let mut total: i64 = 0;
    for command in &started.commands {
        if matches!(command.then, Then::GoesOn) {
            continue;
        }
        if command.program() == "sleep" {
            let told = command.operands().filter_map(whole_seconds);
            total = told.fold(total, i64::saturating_add);
        }
        // What stands behind these may be left out.
        if matches!(command.then, Then::And | Then::Or) {
            break;
        }
    }
    total
}

/// What a word of `sleep` says, as whole seconds, of which `infinity` has more than all others.
fn whole_seconds(told: &str) -> Option<i64> {
    match told {
        "infinity" | "inf" => Some(i64::MAX),
        told => life::seconds(told).map(|seconds| seconds as i64),
    }
}

#[cfg(test)]
mod tests {
    use super::whole_seconds;

    #[test]
    fn sleep_takes_units() {
        assert_eq!(whole_seconds("90"), Some(90));
        assert_eq!(whole_seconds("1.5m"), Some(90));
        assert_eq!(whole_seconds("2h"), Some(7200));
        assert_eq!(whole_seconds("infinity"), Some(i64::MAX));
        assert_eq!(whole_seconds("$WAIT"), None);
    }
}
