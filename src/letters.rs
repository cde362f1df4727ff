//! Characters that are not what they seem: that cannot be seen, or that look like letters of ASCII.

/// What is odd about a character in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// It has no width.
    Invisible,
    /// A blank.
    Blank,
    /// It looks like a character of ASCII.
    LooksLike(char),
}

impl Oddity {
    /// What is odd about a character, if anything is.
    #[must_use]
    pub fn of(c: char) -> Option<Self> {
        match c {
            '!'..='~' => None,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' => Some(Self::Invisible),
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => {
                Some(Self::Invisible)
            }
            '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E007F}' => Some(Self::Invisible),
            c if c.is_whitespace() => Some(Self::Blank),
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).map(Self::LooksLike),
            c => look_alike(c).map(Self::LooksLike),
        }
    }
}

/// The name without what cannot be seen and with letters of ASCII for those that look like them; `None` if it
/// has no such characters.
#[must_use]
pub fn plain(name: &str) -> Option<String> {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_graphic());
    let is_odd = !is_plain && name.chars().any(|c| Oddity::of(c).is_some());
    is_odd.then(|| {
        let plain = |c| match Oddity::of(c) {
            None => Some(c),
            Some(Oddity::LooksLike(like)) => Some(like),
            Some(Oddity::Invisible | Oddity::Blank) => None,
        };
        name.chars().filter_map(plain).collect()
    })
}

/// The first odd character of a name in words: "`о` is U+043E and no `o`".
#[must_use]
pub fn describe_odd(name: &str) -> Option<String> {
    let (c, oddity) = name.chars().find_map(|c| Some((c, Oddity::of(c)?)))?;
    let code = format!("U+{:04X}", u32::from(c));
    Some(match oddity {
        Oddity::Invisible => format!("it holds {code}, which cannot be seen"),
        Oddity::Blank if c == ' ' => "it holds a blank".to_owned(),
        Oddity::Blank => format!("it holds {code}, a blank"),
        Oddity::LooksLike(like) => format!("`{c}` is {code} and no `{like}`"),
    })
}

/// How much two names differ in one place: the letters of the longer part that is left between what they begin
/// and what they end with alike. Two letters that are swapped count as one.
#[must_use]
pub fn difference(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let alike = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[alike..], &b[alike..]);
    let behind = a.iter().rev().zip(b.iter().rev());
    let alike = behind.take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - alike], &b[..b.len() - alike]);
    match (a, b) {
        ([a, b], [c, d]) if (a, b) == (d, c) => 1,
        _ => a.len().max(b.len()),
    }
}

/// The letter of ASCII that a letter of Cyrillic, Greek or a further alphabet is printed like. Source: the
/// confusables of Unicode Technical Standard 39, as far as they look alike in a monospaced font.
fn look_alike(c: char) -> Option<char> {
    const ALIKE: [(&str, &str); 4] = [
        (
            "асԁеһіјӏорԛѕԝхуАВСЕНІЈКМОРЅТХУ",
            "acdehijlopqswxyABCEHIJKMOPSTXY",
        ),
        ("αγινορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ayivopuABEZHIKMNOPTYX"),
        ("ɑɡıℓⅰⅼⅽⅾⅿⅴⅹ", "agililcdmvx"),
        ("‐‑‒–—−⁄∕․", "------//."),
    ];
    let mut pairs = ALIKE
        .iter()
        .flat_map(|(odd, plain)| odd.chars().zip(plain.chars()));
    pairs.find(|&(odd, _)| odd == c).map(|(_, plain)| plain)
}

#[cfg(test)]
mod tests {
    use super::{describe_odd, difference, plain};

    #[test]
    fn odd_characters_are_found_and_named() {
        for (odd, means) in [
            ("apps/v1\u{200B}", "apps/v1"),
            ("apps/v1 ", "apps/v1"),
            ("P\u{43E}d", "Pod"),
            ("\u{FF30}od", "Pod"),
            ("apps\u{2215}v1", "apps/v1"),
            ("v\u{A0}1", "v1"),
        ] {
            assert_eq!(plain(odd).as_deref(), Some(means));
            assert!(describe_odd(odd).is_some());
        }
        for same in ["apps/v1", "Größe", "名前", ""] {
            assert_eq!(plain(same), None);
        }
        let words = describe_odd("P\u{43E}d").unwrap();
        assert_eq!(words, "`\u{43E}` is U+043E and no `o`");
    }

    #[test]
    fn names_differ_by_what_stands_between_the_like() {
        for (a, b, by) in [
            ("apps", "apps", 0),
            ("app", "apps", 1),
            ("aapps", "apps", 1),
            ("networking.k8io", "networking.k8s.io", 2),
            ("rbac.authorization.k8s.oi", "rbac.authorization.k8s.io", 1),
            ("abc", "xbz", 3),
            ("", "abc", 3),
        ] {
            assert_eq!(difference(a, b), by, "{a} {b}");
            assert_eq!(difference(b, a), by, "{b} {a}");
        }
    }
}
