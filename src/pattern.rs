//! Regular expressions of Go, which the API server reads in `pattern`.

use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange};
use regex_syntax::hir::{Class, Hir, HirKind};

/// A pattern, compiled when it is first asked for: a schema has many, and a manifest meets few of them.
#[derive(Debug)]
pub struct Pattern {
    written: String,
    /// None where the expression is too large, or written as only Go can.
    regex: OnceLock<Option<Regex>>,
    weight: u64,
}

/// How often a part of an expression may be repeated, repetitions within it multiplied. Source: `maxRepeat` of Go's
/// `regexp/syntax`.
const MOST_REPEATED: u32 = 1000;

/// What is not compiled by itself: it would take more than a MiB.
const MOST_WEIGHT_ALONE: u64 = 1 << 16;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// A sentence that says that it is none.
    pub fn read(pattern: &str) -> Result<Self, String> {
        let written = of_go(pattern);
        let parsed = regex_syntax::parse(&written);
        let ast = Parser::new().parse(&written);
        let repeats = ast.is_ok_and(|ast| repeats_too_much(&ast, MOST_REPEATED));
        // Go can quote a part of an expression.
        if repeats || parsed.is_err() && !pattern.contains(r"\Q") {
            let start: String = pattern.chars().take(100).collect();
            let rest = if start.len() < pattern.len() {
                "…"
            } else {
                ""
            };
            return Err(format!(
                "the pattern `{start}{rest}` is no regular expression of Go"
            ));
        }
        Ok(Self {
            written,
            regex: OnceLock::new(),
            weight: parsed.map_or(0, |hir| weight(&hir)),
        })
    }

    /// What it takes in memory once it is compiled, in units of some 16 bytes.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// Whether it is small enough to be compiled for one value.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.weight <= MOST_WEIGHT_ALONE
    }

    /// Whether it matches a text; true where it cannot be tried.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(&self.written).ok());
        regex.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

/// Whether repetitions within each other come to more than `most`, or one is right behind another, as in `a**`. Source:
/// `repeatIsValid` and `repeat` of Go's `regexp/syntax`.
fn repeats_too_much(ast: &Ast, most: u32) -> bool {
    match ast {
        Ast::Repetition(repetition) if matches!(*repetition.ast, Ast::Repetition(_)) => true,
        Ast::Repetition(repetition) => {
            let times = match repetition.op.kind {
                RepetitionKind::Range(RepetitionRange::Exactly(times))
                | RepetitionKind::Range(RepetitionRange::AtLeast(times))
                | RepetitionKind::Range(RepetitionRange::Bounded(_, times)) => times,
                _ => 1,
            };
            times > most || times > 0 && repeats_too_much(&repetition.ast, most / times)
        }
        Ast::Group(group) => repeats_too_much(&group.ast, most),
        Ast::Alternation(all) => all.asts.iter().any(|ast| repeats_too_much(ast, most)),
        Ast::Concat(all) => all.asts.iter().any(|ast| repeats_too_much(ast, most)),
        _ => false,
    }
}

/// How many states an expression takes, about.
fn weight(hir: &Hir) -> u64 {
    let all = |parts: &[Hir]| {
        let parts = parts.iter().map(weight);
        parts.fold(1, u64::saturating_add)
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len() as u64,
        HirKind::Class(Class::Bytes(_)) => 1,
        // A range beyond ASCII is one of each of the bytes of a character.
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            ranges
                .map(|range| if range.end().is_ascii() { 1 } else { 4 })
                .sum()
        }
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min.saturating_add(1));
            weight(&repetition.sub).saturating_mul(times.max(1).into())
        }
        HirKind::Capture(capture) => weight(&capture.sub).saturating_add(2),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => all(parts),
    }
}

type Chars<'p> = std::iter::Peekable<std::str::Chars<'p>>;

/// An expression of Go as one of the crate `regex`, which also has nested classes, operators on classes
/// and `\<`, where Go means the characters themselves.
fn of_go(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => escaped(&mut chars, &mut out),
            '[' => class(&mut chars, &mut out),
            '{' if !is_repetition(chars.clone()) => out.push_str(r"\{"),
            c => out.push(c),
        }
    }
    out
}

/// Whether what follows a brace makes it one of a repetition: `2}`, `2,}` or `2,3}`. Any other stands for itself, also
/// that of `02}`. Source: `parseRepeat` of Go's `regexp/syntax`.
fn is_repetition(mut chars: Chars<'_>) -> bool {
    let number = |chars: &mut Chars<'_>| {
        let first = chars.next_if(char::is_ascii_digit)?;
        let more = std::iter::from_fn(|| chars.next_if(char::is_ascii_digit)).count();
        (first != '0' || more == 0).then_some(())
    };
    if number(&mut chars).is_none() {
        return false;
    }
    if chars.next_if_eq(&',').is_some() && chars.peek() != Some(&'}') {
        return number(&mut chars).is_some() && chars.next() == Some('}');
    }
    chars.next() == Some('}')
}

/// What follows a backslash. The classes of Go are those of ASCII.
fn escaped(chars: &mut Chars<'_>, out: &mut String) {
    match chars.next() {
        Some('d') => out.push_str("[0-9]"),
        Some('D') => out.push_str("[^0-9]"),
        Some('s') => out.push_str(r"[\t\n\f\r ]"),
        Some('S') => out.push_str(r"[^\t\n\f\r ]"),
        Some('w') => out.push_str("[0-9A-Za-z_]"),
        Some('W') => out.push_str("[^0-9A-Za-z_]"),
        Some('b') => out.push_str(r"(?-u:\b)"),
        Some('B') => out.push_str(r"(?-u:\B)"),
        Some(c @ ('<' | '>')) => out.push(c),
        Some(first @ '0'..='7') if first == '0' || chars.peek().is_some_and(is_octal) => {
            let mut code = first.to_digit(8).unwrap_or_default();
            for _ in 0..2 {
                let digit = chars.next_if(is_octal).and_then(|next| next.to_digit(8));
                code = digit.map_or(code, |digit| code * 8 + digit);
            }
            out.push_str(&format!(r"\x{{{code:X}}}"));
        }
        Some(c) => {
            out.extend(['\\', c]);
            // `\p{Greek}` and `\x{2026}`.
            if matches!(c, 'p' | 'P' | 'x') && chars.peek() == Some(&'{') {
                through('}', chars, out);
            }
        }
        None => out.push('\\'),
    }
}

fn is_octal(c: &char) -> bool {
    matches!(c, '0'..='7')
}

/// A class in brackets, whose first has been read.
fn class(chars: &mut Chars<'_>, out: &mut String) {
    out.push('[');
    if chars.next_if_eq(&'^').is_some() {
        out.push('^');
    }
    if chars.next_if_eq(&']').is_some() {
        out.push_str(r"\]");
    }
    // Whether a range can start with what stands before.
    let mut low = false;
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            (']', _) => return out.push(']'),
            ('-', Some(&next)) if low && next != ']' => {
                chars.next();
                out.push('-');
                single(next, chars, out);
                low = false;
            }
            ('[', Some(':')) => {
                out.push('[');
                through(']', chars, out);
                low = false;
            }
            ('\\', Some('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P')) => {
                escaped(chars, out);
                low = false;
            }
            _ => {
                single(c, chars, out);
                low = true;
            }
        }
    }
}

/// One character of a class.
fn single(c: char, chars: &mut Chars<'_>, out: &mut String) {
    match c {
        '\\' => escaped(chars, out),
        '[' | '&' | '~' | '-' => out.extend(['\\', c]),
        c => out.push(c),
    }
}

/// All up to a character, and that.
fn through(last: char, chars: &mut Chars<'_>, out: &mut String) {
    for c in chars {
        out.push(c);
        if c == last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn patterns_are_those_of_go() {
        for (pattern, text) in [
            (r"^[^[]+$", "a-b"),
            (r"^[a-z&&b]+$", "a&b"),
            (r"^[]a]+$", "]a"),
            (r"^[[:alpha:]-]+$", "a-b"),
            (r"^\<x\>$", "<x>"),
            (r"^[!--]+$", "+"),
            (r"^[a\]b]$", "]"),
            (r"^[\d-_]+$", "1-_"),
            (r"^[\p{L}-_]+$", "a-_"),
            (r"^[+--]+$", ","),
            (r"^[a-]+$", "a-"),
            (r"^[^-a]$", "b"),
            (r"^{a}$", "{a}"),
            (r"^a{2$", "a{2"),
            (r"^a{02}$", "a{02}"),
            (r"^a{1,02}$", "a{1,02}"),
            (r"^a{,2}$", "a{,2}"),
            (r"^\p{Greek}\x{2026}$", "α…"),
            (r"^\101[\0602]\0$", "A2\0"),
            (r"^a{2,}$", "aaa"),
            (r"^[\W]\bx\B$|^x$", "x"),
        ] {
            let pattern = Pattern::read(pattern).unwrap();
            assert!(pattern.fits(text) && !pattern.fits(""), "{pattern:?}");
        }
        assert!(Pattern::read("^(?i)foo$").is_ok());
        for pattern in [
            "^(?!foo)", "{2}", "[z-a]", r"(a)\1", "a(", "a)", "[a", r"\Z",
        ] {
            assert!(Pattern::read(pattern).is_err(), "{pattern}");
        }
        assert!(Pattern::read(r"\Qa(b\E").is_ok_and(|pattern| pattern.fits("x")));
        let ascii = Pattern::read(r"^[\w-]+\d\S\W$").unwrap();
        assert!(ascii.fits("a-1x!") && !ascii.fits("ä-1x!") && !ascii.fits("a-١x!"));
    }

    #[test]
    fn repetitions_are_those_of_go() {
        for (pattern, is_fine) in [
            ("[a-z]{1000}", true),
            ("[a-z]{1001}", false),
            ("([a-z]{10}x){100}", true),
            ("([a-z]{10}x){101}", false),
            ("(([a-z]{100}){100}){9}", false),
            ("(x*){1000}", true),
            ("(x{501}){2}", false),
            ("(x{2,}){500}", true),
            ("(x{2,}){501}", false),
            ("(x{0,1000}){2}", false),
            ("(x{1000}){1}", true),
            ("(x{1000}){0}", true),
            ("(a|b{600}){2}", false),
            ("((a{600})*){2}", false),
            ("(a{3}b{400}){2}", true),
            ("a{99999999999}", false),
            ("a{2,1}", false),
            ("a{01}", true),
            ("a{1,02}", true),
            ("a{,5}", true),
            ("a{1,}", true),
            ("a**", false),
            ("a++", false),
            ("a?*", false),
            ("a*??", false),
            ("a{2}{3}", false),
            ("a{2}*", false),
            ("a{1000}{1}", false),
            ("a*?", true),
            ("a{2}?", true),
            ("(?:a*)*", true),
            ("(a*)+", true),
            ("a*b*", true),
            ("^*", true),
            ("(|a)*", true),
            ("*a", false),
            ("a|*b", false),
            ("(?i)*", false),
        ] {
            assert_eq!(Pattern::read(pattern).is_ok(), is_fine, "{pattern}");
        }
    }

    #[test]
    fn what_a_pattern_takes_is_told_before_it_is_compiled() {
        let weight = |pattern: &str| Pattern::read(pattern).unwrap().weight();
        assert!(weight("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$") < 500);
        assert!(weight(r"^\p{L}{200}$") > 200 * 1000);
        assert!(weight(r"^(\p{L}{10}x){20}$") > 200 * 1000);
    }
}
