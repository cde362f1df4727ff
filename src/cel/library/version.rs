//! Versions of three numbers. Source: <https://semver.org>, as `github.com/blang/semver` reads them.

use std::any::Any;
use std::cmp::Ordering;

use crate::cel::error::Error;
use crate::cel::value::Opaque;

/// A version. What is behind a `+` means nothing.
#[derive(Clone, Debug)]
pub(super) struct Version {
    /// Major, minor, patch.
    pub(super) numbers: [u64; 3],
    before: Vec<Part>,
}

/// A part of what stands behind the first `-`. A number comes before a word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

impl Version {
    /// Reads a version; a loose one may have a `v` before it, leading zeros, and fewer numbers.
    ///
    /// # Errors
    ///
    /// It is none.
    pub(super) fn parse(text: &str, is_loose: bool) -> Result<Self, Error> {
        let read = match is_loose {
            true => tightened(text).and_then(|text| Self::read(&text)),
            false => Self::read(text),
        };
        read.ok_or_else(|| Error::failed(format!("{text:?} is no semantic version")))
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (major, minor, rest) = (parts.next()?, parts.next()?, parts.next()?);
        let (rest, build) = split(rest, '+');
        let (patch, before) = split(rest, '-');
        let is_word = |word: &str| {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            !word.is_empty() && word.bytes().all(fits)
        };
        let before = before.map(|parts| parts.split('.'));
        let before = before.into_iter().flatten().map(|part| match number(part) {
            None if is_number(part) || !is_word(part) => None,
            None => Some(Part::Word(part.to_owned())),
            Some(number) => Some(Part::Number(number)),
        });
        let version = Self {
            numbers: [number(major)?, number(minor)?, number(patch)?],
            before: before.collect::<Option<_>>()?,
        };
        let is_well = build.is_none_or(|build| build.split('.').all(is_word));
        is_well.then_some(version)
    }

    /// Which comes first: one that is a release comes last.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let numbers = self.numbers.cmp(&other.numbers);
        let is_release = self.before.is_empty().cmp(&other.before.is_empty());
        let before = || self.before.cmp(&other.before);
        numbers.then(is_release).then_with(before)
    }
}

/// What stands before the first of these signs and behind it.
fn split(text: &str, sign: char) -> (&str, Option<&str>) {
    match text.split_once(sign) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> Option<u64> {
    let is_plain = is_number(text) && (text.len() == 1 || !text.starts_with('0'));
    text.parse().ok().filter(|_| is_plain)
}

/// A loose version as a strict one.
fn tightened(text: &str) -> Option<String> {
    let text = text.strip_prefix('v').unwrap_or(text);
    let mut parts: Vec<String> = text.splitn(3, '.').map(bare).collect();
    let is_short = parts.len() < 3;
    if is_short && parts.last().is_some_and(|last| last.contains(['+', '-'])) {
        return None;
    }
    parts.resize(3, "0".to_owned());
    Some(parts.join("."))
}

/// A part without its leading zeros, of which one stays before what is no digit.
fn bare(part: &str) -> String {
    let without = part.trim_start_matches('0');
    match without.starts_with(|c: char| c.is_ascii_digit()) || part.len() < 2 {
        true if part.len() > 1 => without.to_owned(),
        true => part.to_owned(),
        false => format!("0{without}"),
    }
}

impl Opaque for Version {
    fn type_name(&self) -> &'static str {
        "kubernetes.Semver"
    }

    fn equals(&self, other: &dyn Opaque) -> Result<bool, Error> {
        let other = other.as_any().downcast_ref::<Self>();
        Ok(other.is_some_and(|other| self.compare(other).is_eq()))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
