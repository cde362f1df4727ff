//! Names that are one slip of the fingers apart, found by an index and never by comparing all with all.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// The longest name that is looked at, in bytes.
const LONGEST: usize = 128;

/// How many names that are alike are kept: more of them tell nothing of what was meant.
const MOST_ALIKE: usize = 64;

/// Words by all that is left of each without one of its letters. Two words that differ in one letter, or in the order of
/// two, have such a rest in common. Only rests of words that are asked for are kept: of nearly all words nobody asks.
#[derive(Debug)]
pub struct Slips<'w> {
    /// In order of the rests.
    by_rest: Vec<(u64, Vec<&'w str>)>,
    /// How rests that are kept begin, a bit for each beginning: that a rest is not among them is seen here, as nearly
    /// always, without a search through all.
    begins: Vec<u64>,
}

impl<'w> Slips<'w> {
    /// None yet, ready for those that will ask for a word as it is written, each by what it is a word `of`.
    pub fn asked<'a, Of: Hash>(asked: impl Iterator<Item = (Of, &'a str)>) -> Self {
        let mut rests: Vec<u64> = asked.flat_map(|(of, word)| rests(of, word)).collect();
        rests.sort_unstable();
        rests.dedup();
        let mut begins = vec![0; rests.len().next_power_of_two()];
        for &rest in &rests {
            let (at, bit) = beginning(rest, begins.len());
            begins[at] |= bit;
        }
        let by_rest = rests.into_iter().map(|rest| (rest, Vec::new())).collect();
        Self { by_rest, begins }
    }

    /// Takes up a word; it is only found by those that ask for the same `of`.
    pub fn add(&mut self, of: impl Hash, word: &'w str) {
        for rest in rests(of, word) {
            let Some(at) = self.find(rest) else { continue };
            let alike = &mut self.by_rest[at].1;
            if alike.len() < MOST_ALIKE && !alike.contains(&word) {
                alike.push(word);
            }
        }
    }

    fn find(&self, rest: u64) -> Option<usize> {
        let (at, bit) = beginning(rest, self.begins.len());
        if self.begins[at] & bit == 0 {
            return None;
        }
        self.by_rest.binary_search_by_key(&rest, |(of, _)| *of).ok()
    }

    /// The words that `written` was probably meant to be, in order.
    #[must_use]
    pub fn near(&self, of: impl Hash, written: &str) -> Vec<&'w str> {
        let alike = rests(of, written).into_iter();
        let alike = alike.filter_map(|rest| self.find(rest));
        let alike = alike.flat_map(|at| &self.by_rest[at].1);
        let mut near: Vec<&str> = alike
            .copied()
            .filter(|word| is_slip(written, word))
            .collect();
        near.sort_unstable();
        near.dedup();
        near
    }
}

/// Where the bit for the beginning of a rest stands in so many numbers of 64 bits, a power of two.
fn beginning(rest: u64, numbers: usize) -> (usize, u64) {
    let begin = (rest >> (64 - 6 - numbers.ilog2())) as usize;
    (begin / 64, 1 << (begin % 64))
}

/// What is left of a word without each of its letters in turn, and the word itself; as hashes, each a polynomial of its
/// letters so that the next follows from the one before. Words that share one by chance are told apart by [`is_slip`].
fn rests(of: impl Hash, word: &str) -> Vec<u64> {
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    if word.len() > LONGEST || !word.is_ascii() {
        return Vec::new();
    }
    let mut start = DefaultHasher::new();
    of.hash(&mut start);
    let then = |hash: u64, letter: u8| hash.wrapping_mul(BASE).wrapping_add(u64::from(letter));
    let mut befores = Vec::with_capacity(word.len() + 1);
    befores.push(start.finish());
    for (at, letter) in word.bytes().enumerate() {
        befores.push(then(befores[at], letter));
    }
    let mut all = Vec::with_capacity(word.len() + 1);
    all.extend(befores.last());
    let (mut after, mut shift) = (0_u64, 1_u64);
    for (letter, before) in word.bytes().zip(&befores).rev() {
        all.push(before.wrapping_mul(shift).wrapping_add(after));
        after = after.wrapping_add(shift.wrapping_mul(u64::from(letter)));
        shift = shift.wrapping_mul(BASE);
    }
    all
}

/// Whether one name was probably meant to be another: they differ in one letter, or in the order of two, and that does
/// not make another word of a short one. A part with a digit in it
/// is numbered, or an ID, and not misspelt but for a letter too many: `v2x`.
#[must_use]
pub fn is_slip(written: &str, meant: &str) -> bool {
    if written == meant || !written.is_ascii() || !meant.is_ascii() {
        return false;
    }
    let (a, b) = (written.as_bytes(), meant.as_bytes());
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let end = a[start..]
        .iter()
        .rev()
        .zip(b[start..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (own, other) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let parts = [segment(a, start, own.len()), segment(b, start, other.len())];
    if parts.iter().any(|part| part.iter().any(u8::is_ascii_digit)) {
        return match (own, other) {
            ([one], []) => one.is_ascii_alphabetic() && is_numbered(parts[1]),
            ([], [one]) => one.is_ascii_alphabetic() && is_numbered(parts[0]),
            _ => false,
        };
    }
    // A letter more or less counts for the same whichever way round it is looked at.
    let shortest = parts.map(<[u8]>::len).into_iter().min().unwrap_or(0);
    match (own, other) {
        ([one], []) | ([], [one]) => {
            let doubles = [start.checked_sub(1), Some(start + own.len())];
            let is_double = doubles.iter().flatten().any(|&at| a.get(at) == Some(one));
            let is_inner = is_letter(a, start.wrapping_sub(1)) && is_letter(a, start + own.len());
            let is_separator = !one.is_ascii_alphanumeric();
            is_separator || is_double || shortest > 2 || shortest == 2 && is_inner
        }
        ([_], [_]) => shortest > 3 && is_letter(a, start.wrapping_sub(1)),
        ([a, b], [c, d]) => a == d && b == c && shortest > 1,
        _ => false,
    }
}

/// Whether a part of a name is a word with a number behind it, `v2`: one letter more makes no other of it.
fn is_numbered(part: &[u8]) -> bool {
    let letters = part
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let number = &part[letters..];
    letters > 0 && !number.is_empty() && number.len() < 3 && number.iter().all(u8::is_ascii_digit)
}

fn is_letter(word: &[u8], at: usize) -> bool {
    word.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

/// The part of a word, between its dashes and dots, in which `count` letters from `start` stand.
fn segment(word: &[u8], start: usize, count: usize) -> &[u8] {
    let before = word[..start].iter().rev();
    let after = word[start + count..].iter();
    let letters = |byte: &&u8| byte.is_ascii_alphanumeric();
    let (before, after) = (
        before.take_while(letters).count(),
        after.take_while(letters).count(),
    );
    &word[start - before..start + count + after]
}

#[cfg(test)]
mod tests {
    use super::{MOST_ALIKE, Slips, is_slip};

    #[test]
    fn slips_are_told_from_other_names() {
        for (written, meant) in [
            ("wbe", "web"),
            ("webs", "web"),
            ("apii", "api"),
            ("web-confg", "web-config"),
            ("web-v2x", "web-v2"),
            ("webb1", "web1"),
            ("webconfig", "web-config"),
            ("db-headles", "db-headless"),
            ("paymemts", "payments"),
            ("wb-config", "web-config"),
            ("app.kubernetes.io/nmae", "app.kubernetes.io/name"),
        ] {
            assert!(is_slip(written, meant), "{written} {meant}");
            assert!(is_slip(meant, written), "{meant} {written}");
        }
        for (written, meant) in [
            ("web", "web"),
            ("web-1", "web-2"),
            ("web-1", "web-11"),
            ("redis6", "redis"),
            ("config-123x", "config-123y"),
            ("data-7f3ab", "data-7f3ac"),
            ("app-a", "app-b"),
            ("dev", "prod"),
            ("api", "app"),
            ("baz", "bar"),
            ("leader", "reader"),
            ("db", "dbs"),
            ("web-config", "web-secret"),
            ("web-cfg", "web-config"),
        ] {
            assert!(!is_slip(written, meant), "{written} {meant}");
        }
    }

    #[test]
    fn only_words_of_the_same_scope_are_near() {
        let asked = [("a", "wbe"), ("b", "webs"), ("c", "webs"), ("a", "cache")];
        let mut slips = Slips::asked(asked.into_iter());
        for (of, word) in [("a", "web"), ("b", "web"), ("a", "db"), ("a", "web")] {
            slips.add(of, word);
        }
        assert_eq!(slips.near("a", "wbe"), ["web"]);
        assert_eq!(slips.near("b", "webs"), ["web"]);
        assert_eq!(slips.near("c", "webs"), [""; 0]);
        assert_eq!(slips.near("a", "cache"), [""; 0]);
    }

    #[test]
    fn what_is_alike_by_the_thousand_is_not_all_looked_at() {
        let names: Vec<String> = (0..10_000).map(|at| format!("web-{at}")).collect();
        let mut slips = Slips::asked(names.iter().map(|name| ("", name.as_str())));
        for name in &names {
            slips.add("", name);
        }
        let most = slips.by_rest.iter().map(|(_, alike)| alike.len()).max();
        assert!(most.is_some_and(|most| most <= MOST_ALIKE));
        let all: usize = slips.by_rest.iter().map(|(_, alike)| alike.len()).sum();
        assert!(all <= names.len() * 9);
    }
}
