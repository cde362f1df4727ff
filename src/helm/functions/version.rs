//! Semantic versions, as Masterminds' semver reads them: parts may be missing.

use std::cmp::Ordering;
use std::rc::Rc;

use super::call::{Answer, Call, text};
use crate::origin::Text;
use crate::template::{Object, Refusal, Value};

/// A version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Version {
    pub(super) major: u64,
    pub(super) minor: u64,
    pub(super) patch: u64,
    pub(super) prerelease: String,
    metadata: String,
    original: Text,
    /// Go's method gives it as a value, and no pointer, which has fewer methods.
    is_value: bool,
}

const TOO_LONG: &str = "version string is too long (max 256 bytes)";
const INVALID: &str = "invalid semantic version";

impl Version {
    /// Reads a version.
    ///
    /// # Errors
    ///
    /// What semver says of it.
    pub(crate) fn parse(of: &Text) -> Result<Self, String> {
        let says = of.as_str();
        if says.len() > 256 {
            return Err(TOO_LONG.to_owned());
        }
        let rest = says.strip_prefix('v').unwrap_or(says);
        let (rest, metadata) = split_at(rest, '+');
        let (numbers, prerelease) = split_at(rest, '-');
        let is_number =
            |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = numbers.split('.').collect();
        let is_extra = |extra: Option<&str>| {
            extra.is_none_or(|extra| {
                extra
                    .split('.')
                    .all(|part| !part.is_empty() && part.bytes().all(is_allowed))
            })
        };
        let is_well = parts.len() <= 3
            && parts.iter().all(is_number)
            && is_extra(prerelease)
            && is_extra(metadata);
        if !is_well {
            return Err(INVALID.to_owned());
        }
        let number = |at: usize| -> Result<u64, String> {
            let Some(part) = parts.get(at) else {
                return Ok(0);
            };
            part.parse().map_err(|_| {
                format!("error parsing version segment: strconv.ParseUint: parsing \"{part}\": value out of range")
            })
        };
        let (major, minor, patch) = (number(0)?, number(1)?, number(2)?);
        let leads_with_zero =
            |part: &str| is_number(&part) && part.len() > 1 && part.starts_with('0');
        if prerelease.is_some_and(|prerelease| prerelease.split('.').any(leads_with_zero)) {
            return Err("version segment starts with 0".to_owned());
        }
        Ok(Self {
            major,
            minor,
            patch,
            prerelease: prerelease.unwrap_or_default().to_owned(),
            metadata: metadata.unwrap_or_default().to_owned(),
            original: of.clone(),
            is_value: false,
        })
    }

    /// Compares two versions; what is behind a `+` does not count.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let numbers = |version: &Self| (version.major, version.minor, version.patch);
        numbers(self).cmp(&numbers(other)).then_with(|| {
            match (self.prerelease.is_empty(), other.prerelease.is_empty()) {
                (true, true) => Ordering::Equal,
                (true, false) => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) => compare_prereleases(&self.prerelease, &other.prerelease),
            }
        })
    }

    fn number(&self) -> String {
        let mut says = format!("{}.{}.{}", self.major, self.minor, self.patch);
        for (sign, extra) in [('-', &self.prerelease), ('+', &self.metadata)] {
            if !extra.is_empty() {
                says.push(sign);
                says.push_str(extra);
            }
        }
        says
    }

    /// The version as it is written; from where it was read, if nothing had to be added.
    fn written(&self) -> Text {
        let (says, original) = (self.number(), self.original.as_str());
        let plain = original.strip_prefix('v').unwrap_or(original);
        if plain == says {
            return self
                .original
                .slice(original.len() - plain.len(), original.len());
        }
        self.original.derive(&says)
    }

    fn increased(&self, part: &str) -> Self {
        let (major, minor, patch) = match part {
            "IncMajor" => (self.major.saturating_add(1), 0, 0),
            "IncMinor" => (self.major, self.minor.saturating_add(1), 0),
            _ if self.prerelease.is_empty() => {
                (self.major, self.minor, self.patch.saturating_add(1))
            }
            _ => (self.major, self.minor, self.patch),
        };
        let mut next = Self {
            major,
            minor,
            patch,
            is_value: true,
            ..Self::default()
        };
        let prefix = if self.original.as_str().starts_with('v') {
            "v"
        } else {
            ""
        };
        next.original = self.original.derive(&format!("{prefix}{}", next.number()));
        next
    }

    fn value(self) -> Value {
        Value::Object(Rc::new(self))
    }
}

fn split_at(text: &str, sign: char) -> (&str, Option<&str>) {
    match text.split_once(sign) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

pub(super) fn compare_prereleases(one: &str, other: &str) -> Ordering {
    let (mut ones, mut others) = (one.split('.'), other.split('.'));
    loop {
        let (one, other) = (ones.next(), others.next());
        if one.is_none() && other.is_none() {
            return Ordering::Equal;
        }
        match compare_parts(one.unwrap_or_default(), other.unwrap_or_default()) {
            Ordering::Equal => {}
            different => return different,
        }
    }
}

fn compare_parts(one: &str, other: &str) -> Ordering {
    if one == other {
        return Ordering::Equal;
    }
    if one.is_empty() || other.is_empty() {
        return one.len().cmp(&other.len());
    }
    match (one.parse::<u64>(), other.parse::<u64>()) {
        (Ok(one), Ok(other)) if one > other => Ordering::Greater,
        (Ok(_), _) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => one.cmp(other),
    }
}

/// The methods that compare one version with another.
const COMPARISONS: [&str; 6] = [
    "Compare",
    "Equal",
    "LessThan",
    "GreaterThan",
    "LessThanEqual",
    "GreaterThanEqual",
];

impl Object for Version {
    fn type_name(&self) -> &'static str {
        if self.is_value {
            "semver.Version"
        } else {
            "*semver.Version"
        }
    }

    fn field(&self, _: &str) -> Option<Value> {
        None
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Option<Result<Value, String>> {
        let number = |number: u64| {
            Value::Int64(
                i64::try_from(number).unwrap_or(i64::MAX),
                self.original.place(),
            )
        };
        Some(Ok(match method {
            "Major" => number(self.major),
            "Minor" => number(self.minor),
            "Patch" => number(self.patch),
            "Prerelease" => Value::Text(self.original.derive(&self.prerelease)),
            "Metadata" => Value::Text(self.original.derive(&self.metadata)),
            "Original" if !self.is_value => Value::Text(self.original.clone()),
            "String" => Value::Text(self.written()),
            "IncMajor" | "IncMinor" | "IncPatch" => self.increased(method).value(),
            _ if !self.is_value && COMPARISONS.contains(&method) => {
                return Some(self.compared(method, arguments));
            }
            _ => return None,
        }))
    }

    fn printed(&self) -> Text {
        self.written()
    }
}

impl Version {
    fn compared(&self, method: &str, arguments: &[Value]) -> Result<Value, String> {
        let other = match arguments.first() {
            Some(Value::Object(other)) if other.type_name() == "*semver.Version" => {
                Self::parse(&other.printed())?
            }
            other => {
                let got = super::types::type_name(other.unwrap_or(&Value::Nil));
                return Err(format!(
                    "wrong type for value; expected *semver.Version; got {got}"
                ));
            }
        };
        let order = self.compare(&other);
        Ok(match method {
            "Compare" => Value::int(order as i64),
            "Equal" => Value::bool(order.is_eq()),
            "LessThan" => Value::bool(order.is_lt()),
            "GreaterThan" => Value::bool(order.is_gt()),
            "LessThanEqual" => Value::bool(order.is_le()),
            _ => Value::bool(order.is_ge()),
        })
    }
}

/// `semver`
pub(super) fn semver(arguments: &[Value], _: &Call<'_>) -> Answer {
    let version = Version::parse(text(arguments, 0)?).map_err(Refusal::Failed)?;
    Ok(version.value())
}

/// Whether a version is in a range. What is no version is in none, and in what is no range nothing is.
pub(in crate::helm) fn is_in_range(range: &str, version: &str) -> bool {
    let range = super::constraint::Constraint::parse(range);
    let version = Version::parse(&Text::made(version));
    range.is_ok_and(|range| version.is_ok_and(|version| range.allows(&version)))
}

/// `semverCompare`: the constraint first.
pub(super) fn semver_compare(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (constraint, version) = (text(arguments, 0)?, text(arguments, 1)?);
    call.works(1 + constraint.len() / 16)?;
    let constraint =
        super::constraint::Constraint::parse(constraint.as_str()).map_err(Refusal::Failed)?;
    let version = Version::parse(version).map_err(Refusal::Failed)?;
    Ok(Value::bool(constraint.allows(&version)))
}
