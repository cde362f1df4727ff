//! Jobs and CronJobs: `batch`.

mod cron;
mod failure;
mod job;
mod success;

use crate::diagnostic::Reason;
use crate::source::Span;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::yaml::Cursor;

/// Names of Jobs that a CronJob makes get eleven characters more.
const CRON_NAME_MOST: usize = 52;

/// The time zones of the IANA database, sorted.
const TIME_ZONES: &str = include_str!("time_zones.txt");

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    match check.object.kind.as_ref() {
        "Job" => job::job(check),
        "CronJob" => cron_job(check),
        _ => {}
    }
}

/// Source: `ValidateCronJobCreate`.
fn cron_job(check: &mut Check<'_, '_>) {
    let (name, spec) = (
        check.root().at(&["metadata", "name"]),
        check.root().get("spec"),
    );
    if name.text().len() > CRON_NAME_MOST {
        check.invalid(
            name,
            "up to 52 characters in a CronJob, whose Jobs have longer names",
        );
    }
    schedule(check, spec.get("schedule"));
    check.non_negative(spec.get("startingDeadlineSeconds"));
    time_zone(check, spec.get("timeZone"));
    let policies = ["Allow", "Forbid", "Replace"];
    check.one_of(spec.get("concurrencyPolicy"), &policies);
    let template = spec.at(&["jobTemplate", "spec"]);
    job::job_spec(check, template);
    if template.get("selector").is_set() {
        let message = "the selector of a CronJob's Jobs is generated";
        check.conflict(template.get("selector"), message, "leave it out");
    }
    if template.get("manualSelector").flag() {
        check.unsupported(template.get("manualSelector"), &["false"]);
    }
    check.non_negative(spec.get("successfulJobsHistoryLimit"));
    check.non_negative(spec.get("failedJobsHistoryLimit"));
}

fn schedule<'t>(check: &mut Check<'_, 't>, schedule: Field<'t>) {
    if schedule.is_empty() {
        return check.required(schedule, "schedule: '0 3 * * *'");
    }
    let Some(text) = schedule.str() else { return };
    if text.contains("TZ") {
        let message = "a schedule holds no time zone";
        check.conflict(schedule, message, "name it in `timeZone`");
    } else if let Err(fault) = cron::parse(&text) {
        let message = format!("`{text}` is no schedule: {}", fault.message);
        let help =
            "five fields, like `30 3 * * 1-5`: minute, hour, day of month, month, day of week";
        let part = within(schedule.place(), &text, fault.part);
        let found = check.at(Reason::Invalid, schedule, message, Some(help.to_owned()));
        if let (Some(found), Some(part)) = (found, part) {
            found.primary.span = part;
        }
    }
}

/// Where a part of a string stands that is written as it reads.
fn within(value: Cursor<'_>, text: &str, part: &str) -> Option<Span> {
    let offset = part.as_ptr().addr().checked_sub(text.as_ptr().addr())?;
    let start = value.span().start + (value.text().find(text)? + offset) as u32;
    Some(Span::new(start, start + part.len() as u32))
}

fn time_zone<'t>(check: &mut Check<'_, 't>, zone: Field<'t>) {
    let Some(text) = zone.str() else { return };
    let known = TIME_ZONES.lines().any(|name| name == text);
    if !known {
        check.invalid(zone, "the name of a time zone, like `Europe/Berlin`");
    }
}
