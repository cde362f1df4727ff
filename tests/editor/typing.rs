//! Texts that are typed: the server's is the client's.

use podlint::server::{Change, Document, Encoding, Point, Range};

use crate::random::Random;

/// A text as a client keeps it, that knows nothing of the server's way to count.
struct Text {
    chars: Vec<char>,
    encoding: Encoding,
}

impl Text {
    fn width(&self, c: char) -> u32 {
        match self.encoding {
            Encoding::Utf8 => c.len_utf8() as u32,
            Encoding::Utf16 => c.len_utf16() as u32,
        }
    }

    /// Where the character of a number stands.
    fn point(&self, at: usize) -> Point {
        let mut point = Point::default();
        for (number, &c) in self.chars[..at].iter().enumerate() {
            let is_break = c == '\n' || c == '\r' && self.chars.get(number + 1) != Some(&'\n');
            if is_break {
                point.line += 1;
                point.character = 0;
            } else {
                point.character += self.width(c);
            }
        }
        point
    }

    /// A place between two characters, but not in a line break.
    fn place(&self, random: &mut Random) -> usize {
        let at = random.below(self.chars.len() + 1);
        let is_within = at > 0 && self.chars[at - 1] == '\r' && self.chars.get(at) == Some(&'\n');
        if is_within { at - 1 } else { at }
    }
}

const WORDS: [&str; 12] = [
    "a: 1\n",
    "\n",
    "\r\n",
    "\r",
    "ß",
    "😀",
    "  - name: x",
    "\u{FEFF}",
    "\t",
    "#",
    "\u{2028}",
    "z",
];

#[test]
fn after_a_hundred_thousand_edits_the_text_is_the_clients() {
    for (seed, encoding) in [(1, Encoding::Utf8), (2, Encoding::Utf16)] {
        let mut random = Random::new(seed);
        let mut text = Text {
            chars: Vec::new(),
            encoding,
        };
        let mut document = Document::new(String::new(), 0, String::new());
        for version in 1..=50_000 {
            let (one, other) = (text.place(&mut random), text.place(&mut random));
            let (start, mut end) = (one.min(other), one.max(other));
            // It neither grows without end nor stays empty.
            if text.chars.len() < 200 && !random.once_in(50) {
                end = start;
            }
            let written: String = (0..random.below(4)).map(|_| random.pick(&WORDS)).collect();
            let range = Range {
                start: text.point(start),
                end: text.point(end),
            };
            let change = Change {
                range: (!random.once_in(1000)).then_some(range),
                text: written.clone(),
            };
            if change.range.is_none() {
                (text.chars, document) = (
                    written.chars().collect(),
                    with(document, version, &change, encoding),
                );
                continue;
            }
            text.chars.splice(start..end, written.chars());
            document = with(document, version, &change, encoding);
            let typed: String = text.chars.iter().collect();
            assert_eq!(document.text(), typed, "after {version} edits");
        }
    }
}

fn with(mut document: Document, version: i64, change: &Change, encoding: Encoding) -> Document {
    document.change(version, std::slice::from_ref(change), encoding);
    document
}
