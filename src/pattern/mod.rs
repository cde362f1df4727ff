//! Regular expressions of Go, which the API server reads in `pattern` and in expressions, and Helm in templates.

mod class;
mod escape;
mod go;

pub use self::go::translated;

use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange};
use regex_syntax::hir::translate::Translator;
use regex_syntax::hir::{Class, Hir, HirKind};

/// A pattern, compiled when it is first asked for: a schema has many, and a manifest meets few of them.
#[derive(Debug)]
pub struct Pattern {
    written: String,
    /// None where the expression is too large.
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
        Self::compile(pattern).ok_or_else(|| {
            let start: String = pattern.chars().take(100).collect();
            let rest = if start.len() < pattern.len() {
                "…"
            } else {
                ""
            };
            format!("the pattern `{start}{rest}` is no regular expression of Go")
        })
    }

    fn compile(pattern: &str) -> Option<Self> {
        let written = translated(pattern).ok()?;
        let ast = Parser::new().parse(&written).ok()?;
        let weight = weight(&Translator::new().translate(&written, &ast).ok()?);
        let fits = !repeats_too_much(&ast, MOST_REPEATED);
        fits.then(|| Self {
            written,
            regex: OnceLock::new(),
            weight,
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
            (r"^(?P<a>x)(?P<a>y)$", "xy"),
            (r"^x(?i)+Y$", "xxy"),
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
        let quoted = Pattern::read(r"^\Qa(b\E$").unwrap();
        assert!(quoted.fits("a(b") && !quoted.fits("x"));
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
