//! Messages that quote what nobody may show.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::{Diagnostic, Label, Words};
use crate::field_path::FieldPath;
use crate::source::{Hidden, MASK, Source, SourceId, Span};
use crate::yaml::decode_base64;

/// How far around a place what its message quotes may stand, in bytes.
const AROUND: u32 = 256;
/// How much of a place its message may quote, in bytes.
const QUOTED: u32 = 4096;
/// A shorter part of a secret says nothing of it.
const TELLING: usize = 4;

/// How far around a place what its message names may stand in the open, in bytes.
const IN_SIGHT: u32 = 1024;

/// Takes out of the words of findings what nobody may show of their sources.
#[derive(Debug)]
pub struct Concealer<'s> {
    sources: &'s BTreeMap<SourceId, Source>,
    /// Words in which nothing looks like a secret: findings of a rule say much alike.
    plain: HashSet<String>,
}

impl<'s> Concealer<'s> {
    /// One that knows these sources.
    #[must_use]
    pub fn of(sources: &'s BTreeMap<SourceId, Source>) -> Self {
        Self {
            sources,
            plain: HashSet::new(),
        }
    }

    /// Takes it out of the words of a finding.
    pub fn conceal(&mut self, found: &mut Diagnostic) {
        let secrets = secrets_around(found, self.sources);
        let title = found.fix.as_mut().map(|fix| &mut fix.title);
        for own in [&mut found.message].into_iter().chain(title) {
            if let Some(masked) = self.mask(&secrets, own) {
                *own = masked;
            }
        }
        for words in words_of(found) {
            if let Some(masked) = self.mask(&secrets, words) {
                *words = masked.into();
            }
        }
    }

    /// Some words without what is secret in them, if anything is.
    fn mask(&mut self, secrets: &Secrets, words: &str) -> Option<String> {
        if secrets.is_empty() && self.plain.contains(words) {
            return None;
        }
        match secrets.mask(words) {
            Cow::Owned(masked) => Some(masked),
            Cow::Borrowed(plain) => {
                if secrets.is_empty() {
                    self.plain.insert(plain.to_owned());
                }
                None
            }
        }
    }
}

/// The secrets that the words of a finding may quote. A word that stands in the open around its places is no secret there,
/// whatever else has it for a value: a container that is called like a password.
fn secrets_around(found: &Diagnostic, sources: &BTreeMap<SourceId, Source>) -> Secrets {
    let places = [&found.primary].into_iter().chain(&found.labels);
    let (mut secrets, mut open, mut is_own) = (Vec::new(), String::new(), false);
    for Label { source, span, .. } in places {
        if let Some(source) = sources.get(source)
            && !source.hidden.is_empty()
        {
            secrets.extend(near(source, *span));
            is_own |= !source.hidden.within(lines(&source.text, *span)).is_empty();
            open += &source.shown(around(&source.text, *span));
            open.push('\n');
        }
    }
    let mut secrets = Secrets::of(secrets);
    if !is_own {
        secrets.leave_open(open);
    }
    secrets
}

/// The words of a finding besides its message and its fix.
fn words_of(found: &mut Diagnostic) -> impl Iterator<Item = &mut Words> {
    [&mut found.primary.message]
        .into_iter()
        .chain(found.labels.iter_mut().map(|label| &mut label.message))
        .chain(&mut found.notes)
        .chain(&mut found.help)
        // A key may be a token, by mistake.
        .chain(found.field.iter_mut().flat_map(FieldPath::words_mut))
}

/// The lines that a place is in.
fn lines(text: &str, place: Span) -> Span {
    let (before, behind) = (
        text.get(..place.start as usize).unwrap_or_default(),
        text.get(place.end as usize..).unwrap_or_default(),
    );
    let start = before.rfind('\n').map_or(0, |line| line + 1);
    let end = behind.find('\n').unwrap_or(behind.len());
    Span::new(start as u32, place.end + end as u32)
}

/// What is in sight of a place.
fn around(text: &str, place: Span) -> Span {
    let end = place.end.min(place.start.saturating_add(QUOTED));
    let mut start = place.start.saturating_sub(IN_SIGHT) as usize;
    let mut end = (end.saturating_add(IN_SIGHT) as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start as u32, end as u32)
}

/// The secrets that a message on a place may quote.
fn near(source: &Source, place: Span) -> Vec<String> {
    if source.hidden.is_empty() {
        return Vec::new();
    }
    let end = place.end.min(place.start.saturating_add(QUOTED));
    let around = Span::new(
        place.start.saturating_sub(AROUND),
        end.saturating_add(AROUND),
    );
    values(&source.text, &source.hidden, around)
}

/// The secrets that a part of a text has.
#[must_use]
pub fn values(text: &str, hidden: &Hidden, part: Span) -> Vec<String> {
    let written = hidden
        .within(part)
        .iter()
        .map(|span| span.of(text).trim_matches(['"', '\'']));
    let mut values: Vec<String> = written.map(str::to_owned).collect();
    values.extend(hidden.meant(part).iter().map(|(_, meant)| meant.clone()));
    let decoded = values.iter().filter_map(|value| decode_base64(value));
    let decoded = decoded.filter_map(|bytes| String::from_utf8(bytes).ok());
    let decoded: Vec<String> = decoded.filter(|text| text.len() >= TELLING).collect();
    values.extend(decoded);
    values
}

/// Texts that no message may quote.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// The longest first, none twice.
    texts: Vec<String>,
    /// A text of which every word may be shown.
    open: String,
}

impl Secrets {
    /// These.
    #[must_use]
    pub fn of(mut texts: Vec<String>) -> Self {
        texts.retain(|text| !text.trim().is_empty() && text != MASK);
        texts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        texts.dedup();
        let open = String::new();
        Self { texts, open }
    }

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Lets every word of a text be shown.
    fn leave_open(&mut self, open: String) {
        self.texts.retain(|text| !has_word(&open, text));
        self.open = open;
    }

    /// The words without them, without parts of them between quotes, and without what looks like a key or a token.
    #[must_use]
    pub fn mask<'w>(&self, words: &'w str) -> Cow<'w, str> {
        let mut masked = Cow::Borrowed(words);
        for secret in &self.texts {
            if let Some(without) = without(&masked, secret) {
                masked = Cow::Owned(without);
            }
        }
        if let Some(without) = self.without_parts(&masked) {
            masked = Cow::Owned(without);
        }
        match super::in_text(&masked) {
            shown if shown == *masked => masked,
            shown => Cow::Owned(shown),
        }
    }

    /// The words without quoted parts of secrets: messages cut what is long.
    fn without_parts(&self, words: &str) -> Option<String> {
        if self.texts.is_empty() {
            return None;
        }
        let parts: Vec<&str> = words.split_inclusive(['`', '"']).collect();
        let is_part = |part: &str| {
            let part = part.trim_end_matches(['`', '"']).trim_end_matches('…');
            part.len() >= TELLING
                && self.texts.iter().any(|text| text.contains(part))
                && !has_word(&self.open, part)
        };
        if !parts.iter().any(|part| is_part(part)) {
            return None;
        }
        let shown = |part: &str| match is_part(part) {
            true => {
                let end = part.len() - part.trim_end_matches(['`', '"']).len();
                format!("{MASK}{}", &part[part.len() - end..])
            }
            false => part.to_owned(),
        };
        Some(parts.into_iter().map(shown).collect())
    }
}

/// Whether something stands in a text with no letter or digit on either side.
fn has_word(text: &str, word: &str) -> bool {
    let is_inner = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        !is_inner(text[..at].chars().next_back())
            && !is_inner(text[at + word.len()..].chars().next())
    })
}

/// The words without a secret; `None` if it is not in them. One of a few letters is only meant where it stands as a
/// word, or between quotes.
fn without(words: &str, secret: &str) -> Option<String> {
    let is_number = secret.bytes().all(|byte| byte.is_ascii_digit());
    let is_meant = |at: usize| {
        let (before, after) = (
            words[..at].chars().next_back(),
            words[at + secret.len()..].chars().next(),
        );
        let is_quote = |char: Option<char>| matches!(char, Some('`' | '"' | '\''));
        let is_inner = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
        secret.len() >= TELLING
            || is_quote(before) && is_quote(after)
            || is_number && !is_inner(before) && !is_inner(after)
    };
    let mut shown = String::with_capacity(words.len());
    let mut done = 0;
    for (at, _) in words.match_indices(secret).filter(|&(at, _)| is_meant(at)) {
        shown += &words[done..at];
        shown += MASK;
        done = at + secret.len();
    }
    shown += &words[done..];
    (done > 0).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    #[test]
    fn what_stands_in_the_open_is_shown() {
        let mut secrets = Secrets::of(
            ["minio", "minio123", "open-sesame"]
                .map(str::to_owned)
                .to_vec(),
        );
        secrets.leave_open(
            "name: minio\nimage: minio/minio:1\nuser: open\nargs: [minio1]\n".to_owned(),
        );
        for (words, shown) in [
            ("`minio` runs minio/minio:1", "`minio` runs minio/minio:1"),
            ("`minio123` is `open-sesame`", "`***` is `***`"),
            ("`sesame`", "`***`"),
            ("`open`", "`open`"),
        ] {
            assert_eq!(secrets.mask(words), shown);
        }
    }

    #[test]
    fn secrets_are_masked_whole_and_in_parts() {
        let secrets = [
            "hunter2",
            "7354",
            "1",
            "a",
            "a long text of which only the start is shown",
        ];
        let secrets = Secrets::of(secrets.map(str::to_owned).to_vec());
        for (words, shown) in [
            (
                "`data[a]` takes base64, not the string \"hunter2\"",
                "`data[a]` takes base64, not the string \"***\"",
            ),
            (
                "the number 7354, and 1 in v1",
                "the number ***, and *** in v1",
            ),
            ("`a` or a word", "`***` or a word"),
            ("not `a long text of which…`", "not `***`"),
            ("token=abcdef", "token=***"),
            ("`image` is no field", "`image` is no field"),
        ] {
            assert_eq!(secrets.mask(words), shown);
        }
    }
}
