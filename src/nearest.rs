//! The name that was probably meant.

use std::str::Chars;

/// The longest word that is compared, in bytes: no name that is meant is longer.
const LONGEST: usize = 128;

/// How many names a word is compared with.
const MOST_KNOWN: usize = 1000;

/// Names that are closer than this to each other are worth asking for.
const NEAR: f64 = 0.75;

/// The one of `known` that is nearest to `written`, if any is near enough to be worth asking for.
#[must_use]
pub fn nearest<'k, K: AsRef<str>>(written: &str, known: &'k [K]) -> Option<&'k str> {
    if written.len() > LONGEST {
        return None;
    }
    let letters = Letters::of(written);
    known
        .iter()
        .take(MOST_KNOWN)
        .filter(|name| letters.may_be_near(written, name.as_ref()))
        .map(|name| (closeness(written, name.as_ref()), name.as_ref()))
        .filter(|&(closeness, _)| closeness >= NEAR)
        // The first of equals in alphabetical order, whatever the order of `known`.
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

/// How often each letter stands in a word, whatever its case.
struct Letters {
    counts: [u8; 256],
    length: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut counts = [0_u8; 256];
        for byte in word.bytes() {
            let count = &mut counts[usize::from(byte.to_ascii_lowercase())];
            *count = count.saturating_add(1);
        }
        Self {
            counts,
            length: word.len(),
        }
    }

    /// Whether a name has enough letters of the word to be near it, which costs less to tell than how near it is: of
    /// both some five eighths must be common.
    fn may_be_near(&self, word: &str, name: &str) -> bool {
        if name.len() > LONGEST {
            return false;
        }
        let mut left = self.counts;
        let mut common = 0;
        for byte in name.bytes() {
            let count = &mut left[usize::from(byte.to_ascii_lowercase())];
            common += usize::from(*count > 0);
            *count = count.saturating_sub(1);
        }
        let shares = common * (self.length + name.len());
        let are_common = 4 * shares >= 5 * self.length * name.len();
        are_common || is_numeronym(word, name) || is_numeronym(name, word)
    }
}

/// Whether a word may be another with its inner letters counted: `k8s`.
fn counts_letters(word: &str) -> bool {
    let mut inner = word.chars();
    let ends = (inner.next(), inner.next_back());
    let inner = inner.as_str();
    ends.1.is_some() && !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `written` has the letters of a name but a few, and does not only start as it does.
#[must_use]
pub fn is_misspelt(written: &str, name: &str) -> bool {
    closeness(written, name) >= NEAR
        && (strsim::normalized_damerau_levenshtein(written, name) >= NEAR
            || strsim::damerau_levenshtein(written, name) == 1
            || written.eq_ignore_ascii_case(name))
}

fn closeness(written: &str, name: &str) -> f64 {
    let is_same = written.eq_ignore_ascii_case(name);
    if is_same || is_numeronym(name, written) || is_numeronym(written, name) {
        return 1.0;
    }
    // Of a short name one letter is much, and yet but one.
    let is_slip = written.len().max(name.len()) == 3
        && written.len().min(name.len()) > 1
        && strsim::damerau_levenshtein(written, name) == 1;
    strsim::normalized_damerau_levenshtein(written, name)
        .max(strsim::jaro_winkler(written, name) - 0.1)
        .max(if is_slip { NEAR } else { 0.0 })
}

/// Whether `short` is `long` with its inner letters counted, as `k8s` is `kubernetes`.
fn is_numeronym(short: &str, long: &str) -> bool {
    if !counts_letters(short) {
        return false;
    }
    let (mut letters, mut counted) = (long.chars(), short.chars());
    let ends = |ends: &mut Chars<'_>| (ends.next(), ends.next_back());
    ends(&mut letters) == ends(&mut counted) && counted.as_str().parse() == Ok(letters.count())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["deploy", "k8s", "charts"];
        assert_eq!(nearest("kubernetes", &known), Some("k8s"));
        assert_eq!(nearest("deploi", &known), Some("deploy"));
        assert_eq!(nearest("cahrts", &known), Some("charts"));
        assert_eq!(nearest("terraform", &known), None);
        assert_eq!(nearest("", &known), None);
        assert_eq!(nearest(&"deploy".repeat(1000), &known), None);
        assert_eq!(nearest("Charts", &["charts", "chart"]), Some("charts"));
        let short = ["key", "url", "ip"];
        assert_eq!(nearest("ky", &short), Some("key"));
        assert_eq!(nearest("ulr", &short), Some("url"));
        assert_eq!(nearest("id", &short), None);
    }

    /// What is passed over because of its letters is not near.
    #[test]
    fn few_common_letters_make_no_near_name() {
        let names = [
            "image",
            "imagePullPolicy",
            "ports",
            "env",
            "envFrom",
            "tty",
            "stdin",
            "name",
            "args",
        ];
        let words = [
            "imge",
            "prots",
            "ennv",
            "Name",
            "nmae",
            "stdinOnce",
            "arg",
            "ttty",
            "image_pull_policy",
            "emv",
            "x",
        ];
        for word in words {
            for name in names {
                let is_near = super::closeness(word, name) >= 0.75;
                assert!(
                    !is_near || super::Letters::of(word).may_be_near(word, name),
                    "{word} {name}"
                );
            }
        }
    }
}
