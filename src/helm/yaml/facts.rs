//! How a text may be written: bare, in quotes, or as a block.

use super::resolve::is_bare;
use super::write::Writer;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
    Literal,
}

/// What of a text decides how it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    wish: Style,
    is_empty: bool,
    has_break: bool,
    may_be_plain: bool,
    may_be_single: bool,
    may_be_block: bool,
}

impl Facts {
    /// Of a scalar that is no text: it is always bare.
    pub(super) const fn plain() -> Self {
        Self {
            wish: Style::Plain,
            is_empty: false,
            has_break: false,
            may_be_plain: true,
            may_be_single: true,
            may_be_block: true,
        }
    }

    /// Of a text.
    pub(super) fn of_text(text: &str, writer: Writer) -> Self {
        let wish = if text.contains('\n') {
            Style::Literal
        } else if is_bare(text, writer) {
            Style::Plain
        } else {
            Style::Double
        };
        if text.is_empty() {
            let is_empty = true;
            return Self {
                wish,
                is_empty,
                may_be_block: false,
                ..Self::plain()
            };
        }
        Self::analysed(text, wish, writer)
    }

    fn analysed(text: &str, wish: Style, writer: Writer) -> Self {
        let edge = |c: char| c == ' ' || is_break(c);
        let outer = text.starts_with(edge) || text.ends_with(edge);
        let has_break = text.contains(is_break);
        let pairs = || text.chars().zip(text.chars().skip(1));
        let break_space = pairs().any(|(one, other)| is_break(one) && other == ' ');
        let space_break = pairs().any(|(one, other)| one == ' ' && is_break(other));
        let has_tab = writer == Writer::Pretty && text.contains('\t');
        let is_special = |c: char| !(is_printable(c) || writer == Writer::Pretty && c == '\t');
        let special = text.chars().any(is_special);
        let odd = space_break || has_tab || special;
        Self {
            wish,
            is_empty: false,
            has_break,
            may_be_plain: !(outer || break_space || odd || has_break || has_indicator(text)),
            may_be_single: !(break_space || odd),
            may_be_block: !(text.ends_with(' ') || space_break || special),
        }
    }

    /// Whether the text has more than one line.
    pub(super) fn is_multiline(&self) -> bool {
        self.has_break
    }

    /// How the text is written, as a key that stands before its colon or as something else.
    pub(super) fn style(&self, is_key: bool) -> Style {
        let mut style = self.wish;
        if is_key && self.has_break {
            style = Style::Double;
        }
        if style == Style::Plain && (!self.may_be_plain || self.is_empty && is_key) {
            style = Style::Single;
        }
        if style == Style::Single && !self.may_be_single {
            style = Style::Double;
        }
        if style == Style::Literal && (!self.may_be_block || is_key) {
            style = Style::Double;
        }
        style
    }
}

/// Whether a bare text would be taken for something with a structure.
fn has_indicator(text: &str) -> bool {
    if text.starts_with("---") || text.starts_with("...") {
        return true;
    }
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut is_first = true;
    while let Some(c) = chars.next() {
        let ends = chars.peek().is_none_or(|&next| next == ' ' || next == '\t');
        let is_one = match c {
            '#' | ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%'
            | '@' | '`'
                if is_first =>
            {
                true
            }
            '?' | '-' if is_first => ends,
            ':' => ends,
            '#' => matches!(before, ' ' | '\t' | '\0') || is_break(before),
            _ => false,
        };
        if is_one {
            return true;
        }
        (before, is_first) = (c, false);
    }
    false
}

/// A line break of YAML 1.1.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What libyaml, as Go has it, writes as it is: nothing beyond the basic plane, and no tab.
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}')
        && c != '\u{FEFF}'
}
