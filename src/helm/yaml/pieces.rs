//! From the parts of a scalar's text to where they stand in how it is written.

use crate::origin::Text;
use crate::yaml::Style;

/// What a scalar says, made of the parts of `written` that say it: its lines, or what stands between its quotes. What joins
/// them comes from nowhere. `None` if that cannot be told, as with escapes.
pub(super) fn pieces(written: &Text, says: &str, style: Style) -> Option<Text> {
    let raw = written.as_str();
    let (start, end) = match style {
        Style::Single | Style::Double => (1, raw.len().checked_sub(1)?),
        Style::Literal | Style::Folded => (raw.find('\n')? + 1, raw.len()),
        _ => (0, raw.len()),
    };
    let inner = raw.get(start..end)?;
    if inner == says {
        return Some(written.slice(start, end));
    }
    let mut found = Found {
        written,
        says,
        done: 0,
        text: Text::default(),
    };
    let mut at = start;
    for line in inner.split_inclusive('\n') {
        found.line(at, line, style)?;
        at += line.len();
    }
    found.finish()
}

struct Found<'a> {
    written: &'a Text,
    says: &'a str,
    done: usize,
    text: Text,
}

impl Found<'_> {
    /// One line as it is written, from `at`.
    fn line(&mut self, at: usize, line: &str, style: Style) -> Option<()> {
        let content = line.trim_end_matches(['\n', '\r']);
        let parts: &[&str] = match style {
            Style::Single => &content.split_inclusive("''").collect::<Vec<_>>(),
            Style::Double => &content.split_inclusive('\\').collect::<Vec<_>>(),
            _ => &[content],
        };
        let is_block = matches!(style, Style::Literal | Style::Folded);
        let mut from = at;
        for (number, part) in parts.iter().enumerate() {
            let kept = match style {
                Style::Single => part
                    .strip_suffix("''")
                    .map_or(*part, |_| &part[..part.len() - 1]),
                Style::Double => part.strip_suffix('\\').unwrap_or(part),
                _ => part,
            };
            let is_first = number == 0;
            let is_last = number + 1 == parts.len();
            self.part(from, kept, (is_first, is_last && !is_block), is_block)?;
            from += part.len();
        }
        Some(())
    }

    /// A part that stands at `at`, without the spaces at its ends that may not belong to it.
    fn part(&mut self, at: usize, part: &str, loose: (bool, bool), is_block: bool) -> Option<()> {
        let indent = part.len() - part.trim_start_matches([' ', '\t']).len();
        let tail = if loose.1 {
            part.trim_end_matches([' ', '\t']).len()
        } else {
            part.len()
        };
        let core = part.get(indent.min(tail)..tail)?;
        if core.is_empty() {
            return Some(());
        }
        self.skip_joint();
        // Spaces that belong to the line stand before it in what it says, too.
        let rest = &self.says[self.done..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let own = if loose.0 && !is_block {
            0
        } else {
            spaces.min(indent)
        };
        self.take_made(spaces - own);
        if !self.says[self.done + own..].starts_with(core) {
            return None;
        }
        let start = at + indent - own;
        let length = own + core.len();
        if self.written.as_str().get(start..start + length)?
            != self.says.get(self.done..self.done + length)?
        {
            return None;
        }
        self.text.push_slice(self.written, start, start + length);
        self.done += length;
        Some(())
    }

    /// Line breaks between lines.
    fn skip_joint(&mut self) {
        let rest = &self.says[self.done..];
        let joint = rest.len() - rest.trim_start_matches('\n').len();
        self.take_made(joint);
    }

    fn take_made(&mut self, length: usize) {
        let end = self.done + length;
        self.text.push_str(&self.says[self.done..end]);
        self.done = end;
    }

    fn finish(mut self) -> Option<Text> {
        let rest = &self.says[self.done..];
        if !rest.trim_matches(['\n', ' ']).is_empty() {
            return None;
        }
        self.take_made(rest.len());
        Some(self.text)
    }
}
