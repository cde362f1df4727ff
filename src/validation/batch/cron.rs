//! Schedules as the CronJob controller reads them: five fields of cron, or a word behind `@`. Source:
//! `ParseStandard` of `robfig/cron` v3.

use crate::schema::with_article;

/// What a field of a schedule may hold.
struct Bounds {
    what: &'static str,
    least: u32,
    most: u32,
    names: &'static [&'static str],
}

const FIELDS: [Bounds; 5] = [
    Bounds {
        what: "minute",
        least: 0,
        most: 59,
        names: &[],
    },
    Bounds {
        what: "hour",
        least: 0,
        most: 23,
        names: &[],
    },
    Bounds {
        what: "day of the month",
        least: 1,
        most: 31,
        names: &[],
    },
    Bounds {
        what: "month",
        least: 1,
        most: 12,
        names: &[
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ],
    },
    Bounds {
        what: "day of the week",
        least: 0,
        most: 6,
        names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
    },
];

/// What keeps a schedule from being read.
pub(super) struct Fault<'s> {
    /// In words of its own.
    pub(super) message: String,
    /// The part of the schedule that it is about.
    pub(super) part: &'s str,
}

/// Whether a schedule can be read; if not, why.
pub(super) fn parse(schedule: &str) -> Result<(), Fault<'_>> {
    if schedule.starts_with('@') {
        let fault = |message| Fault {
            message,
            part: schedule,
        };
        return descriptor(schedule).map_err(fault);
    }
    let parts: Vec<&str> = schedule.split_whitespace().collect();
    if parts.len() != FIELDS.len() {
        return Err(Fault {
            message: format!("it has {} fields and not 5", parts.len()),
            part: schedule,
        });
    }
    FIELDS.iter().zip(parts).try_for_each(|(bounds, part)| {
        let fault = |message| Fault { message, part };
        bounds.field(part).map_err(fault)
    })
}

fn descriptor(schedule: &str) -> Result<(), String> {
    const WORDS: [&str; 7] = [
        "@yearly",
        "@annually",
        "@monthly",
        "@weekly",
        "@daily",
        "@midnight",
        "@hourly",
    ];
    match schedule.strip_prefix("@every ") {
        Some(time) if is_duration(time) => Ok(()),
        Some(time) => Err(format!("`{time}` is no time, like `90s` or `1h30m`")),
        None if WORDS.contains(&schedule) => Ok(()),
        None => Err(format!("it knows no `{schedule}`")),
    }
}

/// Go's `time.ParseDuration`: numbers with units, one behind the other.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    if rest == "0" {
        return true;
    }
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = &rest[..rest.len() - behind.len()];
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let units = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"];
        let unit = behind
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .map_or(behind, |end| &behind[..end]);
        if digits == 0 || number.matches('.').count() > 1 || !units.contains(&unit) {
            return false;
        }
        rest = &behind[unit.len()..];
    }
    true
}

impl Bounds {
    /// A list of ranges, of which empty ones do not count.
    fn field(&self, text: &str) -> Result<(), String> {
        let mut parts = text.split(',').filter(|part| !part.is_empty());
        parts.try_for_each(|part| self.range(part))
    }

    /// `*`, `5`, `1-5`, each with a step behind a slash.
    fn range(&self, text: &str) -> Result<(), String> {
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (text, None),
        };
        let (low, high) = match range.split_once('-') {
            Some((low, high)) => (low, Some(high)),
            None => (range, None),
        };
        let (start, mut end) = if low == "*" || low == "?" {
            (self.least, self.most)
        } else {
            let start = self.value(low)?;
            (start, high.map_or(Ok(start), |high| self.value(high))?)
        };
        if let Some(step) = step {
            let step: u32 = step.parse().map_err(|_| format!("`{step}` is no step"))?;
            if step == 0 {
                return Err("a step of 0 leads nowhere".to_owned());
            }
            if high.is_none() {
                end = self.most;
            }
        }
        if start < self.least || end > self.most {
            let (least, most) = (self.least, self.most);
            return Err(format!(
                "{} is from {least} to {most}, not `{text}`",
                with_article(self.what)
            ));
        }
        if start > end {
            return Err(format!("`{range}` ends before it starts"));
        }
        Ok(())
    }

    fn value(&self, text: &str) -> Result<u32, String> {
        let lower = text.to_lowercase();
        if let Some(at) = self.names.iter().position(|name| *name == lower) {
            return Ok(at as u32 + self.least);
        }
        let digits = text.strip_prefix('+').unwrap_or(text);
        let number = digits.parse().ok().filter(|_| !digits.starts_with('+'));
        number.ok_or_else(|| format!("`{text}` is no {}", self.what))
    }
}
