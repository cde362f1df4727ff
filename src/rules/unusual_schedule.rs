//! `unusual-schedule`: see the page.

use crate::diagnostic::Diagnostic;
use crate::facts::certain_if;
use crate::objects::{Object, Text};
use crate::rules::ObjectContext;

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    if (object.group(), &*object.kind) != ("batch", "CronJob") {
        return;
    }
    let spec = object.root.get("spec");
    let Some(schedule) = spec.and_then(|spec| Text::field(&spec, "schedule")) else {
        return;
    };
    let surprise = Surprise::of(&schedule);
    found.extend(surprise.map(|surprise| surprise.describe(context, object, &schedule)));
}

/// What a schedule says, and what who wrote it hardly means.
enum Surprise<'s> {
    /// No year has such a day: the 31st of February.
    Never,
    /// A step that leads out of the field, so that only its first value is left.
    Step(&'s str, &'static str),
    /// Every minute of the hours that it names.
    EveryMinute(&'s str, String),
}

/// The days of each month, of February in a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl<'s> Surprise<'s> {
    fn of(schedule: &'s str) -> Option<Self> {
        let fields: Vec<&str> = schedule.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields[..] else {
            return None;
        };
        let is_any = |field: &str| matches!(field, "*" | "?");
        let numbers = |field: &str| -> Option<Vec<u32>> {
            field.split(',').map(|one| one.parse().ok()).collect()
        };
        // A day of the week is another way in.
        if is_any(weekday)
            && let (Some(days), Some(months)) = (numbers(day), numbers(month))
            && days.iter().all(|day| (1..=31).contains(day))
        {
            let longest = months
                .iter()
                .filter_map(|month| DAYS.get((*month as usize).checked_sub(1)?))
                .max();
            if longest.is_some_and(|longest| days.iter().all(|day| day > longest)) {
                return Some(Self::Never);
            }
        }
        for (field, size, begins) in [(minute, 60, "at the full hour"), (hour, 24, "at midnight")] {
            let step = field
                .strip_prefix("*/")
                .and_then(|step| step.parse::<u32>().ok());
            if step.is_some_and(|step| step >= size) {
                return Some(Self::Step(field, begins));
            }
        }
        let is_hour = numbers(hour).is_some_and(|hours| hours.iter().all(|hour| *hour < 24));
        let meant = || ["0", hour, day, month, weekday].join(" ");
        (is_any(minute) && is_hour).then(|| Self::EveryMinute(hour, meant()))
    }

    fn describe<'t>(
        &self,
        context: &ObjectContext<'_, 't>,
        object: &Object<'t>,
        schedule: &Text<'t>,
    ) -> Diagnostic {
        let name = object.name().unwrap_or_default();
        let tell =
            |what: String| context.diagnostic(&schedule.at, format!("the CronJob `{name}` {what}"));
        let told = match self {
            Self::Never => tell("never runs".to_owned())
                .here("no month that it names has such a day")
                .help("the third field is the day of the month and the fourth the month: minute, hour, day, month, day of the week"),
            Self::Step(field, begins) => tell(format!("runs {begins} alone: `{field}`"))
                .here("one step is more than the field has")
                .note("a step counts from the first value of its field, and begins anew with each hour or day")
                .help("write the times as a list; what is not a part of an hour or a day cannot be said so"),
            Self::EveryMinute(hour, meant) => tell(format!("runs 60 times, each minute of hour {hour}"))
                .here("every minute of it")
                .help(format!("write `{meant}` if it is to run once then")),
        };
        told.as_certain_as(certain_if(matches!(self, Self::Never)))
    }
}

#[cfg(test)]
mod tests {
    use super::Surprise;

    #[test]
    fn schedules_that_say_something_else() {
        let is_never = |schedule| matches!(Surprise::of(schedule), Some(Surprise::Never));
        assert!(
            is_never("0 0 31 2 *") && is_never("0 0 30,31 2 *") && is_never("0 0 31 4,6,9,11 *")
        );
        assert!(!is_never("0 0 29 2 *") && !is_never("0 0 31 2 1") && !is_never("0 0 31 1,2 *"));
        assert!(matches!(
            Surprise::of("*/90 * * * *"),
            Some(Surprise::Step("*/90", _))
        ));
        assert!(matches!(
            Surprise::of("* 3 * * *"),
            Some(Surprise::EveryMinute("3", _))
        ));
        for fine in [
            "* * * * *",
            "*/15 3 * * *",
            "0 */12 * * *",
            "@daily",
            "0 3 1-7 * 1",
            "*/59 * * * *",
        ] {
            assert!(Surprise::of(fine).is_none(), "{fine}");
        }
    }
}
