//! Texts a few changes away from well-formed ones.

use crate::random::Random;

/// What is put in: indicators of every kind, blanks and breaks of every kind, and what is none.
const TOKENS: [&str; 56] = [
    "- ", "-", ": ", ":", "? ", "?", ", ", ",", "[", "]", "{", "}", "&a ", "&", "*a", "*", "!t ",
    "!!str ", "!", "|\n", "|", ">-\n", ">", "'", "\"", "#", " # c", "%", "@", "`", "\\", "\\x41",
    "\\/", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\u{feff}", "\u{85}", "\u{2028}", "\u{a0}",
    "---\n", "--- x\n", "...\n", ".", "<<: ", "a", "0", "é", "😀", "\0", "\u{7f}", "a: b\n",
];

/// `text` with up to four changes, some with a piece of `other`.
pub(crate) fn mutate(text: &str, other: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(4) {
        if random.once_in(2) {
            change_characters(&mut text, other, random);
        } else {
            text = change_lines(&text, other, random);
        }
    }
    text
}

/// A place between two characters.
fn place(text: &str, random: &mut Random) -> usize {
    boundary(text, random.below(text.len() + 1))
}

/// A short piece of a text.
fn piece<'t>(text: &'t str, random: &mut Random) -> &'t str {
    let from = place(text, random);
    let to = boundary(text, (from + 1 + random.below(12)).min(text.len()));
    &text[from..to]
}

/// The end of a character at `at` or before it.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

fn change_characters(text: &mut String, other: &str, random: &mut Random) {
    let at = place(text, random);
    let len = text[at..].chars().next().map_or(0, char::len_utf8);
    match random.below(6) {
        0 => text.replace_range(at..at + len, ""),
        1 => text.replace_range(at..at + len, random.pick(&TOKENS)),
        2 => {
            let copy = piece(text, random).to_owned();
            text.insert_str(at, &copy);
        }
        3 => text.insert_str(at, piece(other, random)),
        _ => text.insert_str(at, random.pick(&TOKENS)),
    }
}

fn change_lines(text: &str, other: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let (at, to) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(9) {
        0 => drop(lines.remove(at)),
        1 => lines.swap(at, to),
        2 => lines.insert(to, lines[at].clone()),
        3 => lines[at].insert(0, ' '),
        4 => lines[at].insert_str(0, "  "),
        5 => lines[at] = lines[at].strip_prefix(' ').unwrap_or(&lines[at]).to_owned(),
        6 => {
            let line = lines.remove(at);
            if let Some(next) = lines.get_mut(at) {
                next.insert_str(0, &line);
            }
        }
        7 => lines.truncate(at + 1),
        _ => {
            let line = other.split('\n').nth(random.below(8)).unwrap_or_default();
            lines.insert(at, line.to_owned());
        }
    }
    lines.join("\n")
}
