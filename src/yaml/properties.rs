//! Anchors and tags: they wait for the node that they belong to.

use crate::source::Span;
use crate::yaml::reader::{Expect, Reader, is_blank};
use crate::yaml::{Fault, NodeId, scan};

/// An anchor or tag, or both, that wait for their node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Properties {
    pub(super) start: usize,
    pub(super) line: usize,
    pub(super) column: i32,
    /// Whether a key may start with it.
    pub(super) fresh: bool,
    /// Whether it stands where only a key can, so that one must follow on its line.
    pub(super) bound: bool,
    pub(super) anchor: Option<Span>,
    pub(super) tag: Option<Span>,
}

/// An anchor or a tag of a node that has one.
fn second(span: Span) -> Fault {
    Fault::syntax(span, "a node can have one anchor and one tag")
}

impl Reader<'_, '_> {
    /// Gives a node all that waits.
    pub(super) fn give_properties(&mut self, node: NodeId) {
        self.give(node, |_| true);
    }

    /// Gives a node what of that which waits is its own: an anchor and a tag may stand on lines of their own.
    pub(super) fn give(&mut self, node: NodeId, own: impl Fn(&Properties) -> bool) {
        let mut given = (false, false);
        while let Some(at) = self.properties.iter().position(&own) {
            let Properties { anchor, tag, .. } = self.properties.remove(at);
            let again = (given.0.then_some(anchor), given.1.then_some(tag));
            if let (Some(Some(span)), _) | (_, Some(Some(span))) = again {
                self.faults.push(second(span));
            }
            given = (given.0 || anchor.is_some(), given.1 || tag.is_some());
            self.set_properties(node, anchor, tag);
        }
    }

    pub(super) fn set_properties(&mut self, node: NodeId, anchor: Option<Span>, tag: Option<Span>) {
        if let Some(name) = anchor {
            self.named.insert(name.of(self.text), self.anchors.len());
            self.anchors.push((name, node));
        }
        self.parts.tags.extend(tag.map(|tag| (node, tag)));
    }

    /// An anchor or a tag.
    pub(super) fn property(&mut self, column: i32) -> Result<(), Box<Fault>> {
        let start = self.at;
        let on_line = |last: &Properties| last.line == self.line;
        let is_second = self.properties.last().is_some_and(on_line);
        let is_due = self.frames.last().is_some_and(|top| match top.expect {
            Expect::Value | Expect::ExplicitKey => true,
            Expect::Key | Expect::Colon => top.indent == column,
            Expect::Nothing => false,
        });
        if !is_due && !is_second {
            return Err(self.misplaced(start));
        }
        let (anchor, tag) = self.scan_property()?;
        // Two for a collection, and one for its first key.
        let full = self.properties.len() > 2;
        let top = self.frames.last();
        let bound = self.fresh && top.is_some_and(|top| top.indent == column);
        match self.properties.last_mut() {
            Some(last)
                if last.line == self.line
                    && (last.anchor.is_none() || anchor.is_none())
                    && (last.tag.is_none() || tag.is_none()) =>
            {
                last.anchor = last.anchor.or(anchor);
                last.tag = last.tag.or(tag);
            }
            Some(last) if last.line == self.line || full => {
                let span = Span::new(start as u32, self.at as u32);
                return Err(Box::new(second(span)));
            }
            _ => self.properties.push(Properties {
                start,
                line: self.line,
                column,
                fresh: self.fresh,
                bound,
                anchor,
                tag,
            }),
        }
        self.fresh = false;
        Ok(())
    }

    /// An anchor or a tag in the column of keys belongs to one on its line.
    pub(super) fn check_bound(&self) -> Result<(), Box<Fault>> {
        match self.properties.last() {
            Some(last) if last.bound && last.line != self.line => Err(self.misplaced(last.start)),
            _ => Ok(()),
        }
    }

    /// `&name` or `!tag`; what follows must be blank.
    pub(super) fn scan_property(&mut self) -> Result<(Option<Span>, Option<Span>), Box<Fault>> {
        let start = self.at;
        let anchor = self.byte(start) == b'&';
        self.at += 1;
        let belongs = |byte: u8| {
            if anchor {
                is_name(byte)
            } else {
                !is_blank(byte)
            }
        };
        while belongs(self.byte(self.at)) {
            self.at += 1;
        }
        let span = Span::new(start as u32, self.at as u32);
        if anchor && self.at == start + 1 {
            return Err(Box::new(
                Fault::syntax(span, "an anchor has no name")
                    .help("write a name right behind the `&`"),
            ));
        }
        if !anchor && let Some(fault) = self.bad_tag(span) {
            return Err(fault);
        }
        let behind = self.byte(self.at);
        let ends = if anchor {
            scan::ends_name(behind)
        } else {
            is_blank(behind)
        };
        if !ends {
            let span = Span::new(start as u32, self.behind(self.at) as u32);
            return Err(Box::new(Fault::syntax(
                span,
                "an anchor's name has letters, digits, `-` and `_` only",
            )));
        }
        Ok(if anchor {
            (Some(Span::new(start as u32 + 1, span.end)), None)
        } else {
            (None, Some(span))
        })
    }

    /// What keeps a tag from being one. No handles but YAML's own can be declared, because kubectl reads no
    /// directives.
    fn bad_tag(&self, span: Span) -> Option<Box<Fault>> {
        let tag = span.of(self.text);
        let verbatim = tag
            .strip_prefix("!<")
            .map(|tag| tag.strip_suffix('>').unwrap_or_default());
        let suffix = verbatim.or(tag.strip_prefix("!!")).unwrap_or(&tag[1..]);
        let allowed = |byte: u8| is_name(byte) || b";/?:@&=+$.,!~*'()[]%".contains(&byte);
        let word = |text: &str| text.bytes().all(is_name);
        let named = suffix.len() + 1 == tag.len()
            && suffix
                .split_once('!')
                .is_some_and(|(handle, _)| word(handle));
        let fits = are_characters(suffix)
            && suffix.bytes().all(allowed)
            && !named
            && (tag == "!" || !suffix.is_empty());
        let fault = || {
            Fault::syntax(span, format!("`{tag}` is no tag"))
                .here("a value that starts with `!` has a tag")
                .help("put the value in quotes if it is meant as text")
        };
        (!fits).then(|| Box::new(fault()))
    }
}

/// Whether what a tag writes with `%` and two digits are the bytes of whole characters.
fn are_characters(suffix: &str) -> bool {
    let mut rest = suffix;
    let mut due = 0;
    while let Some(next) = rest.chars().next() {
        if next != '%' {
            if due > 0 {
                return false;
            }
            rest = &rest[next.len_utf8()..];
            continue;
        }
        let digits = rest.get(1..3).unwrap_or_default();
        let digits = Some(digits).filter(|digits| !digits.starts_with('+'));
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        due = match (due, byte) {
            (0, Some(0..0x80)) => 0,
            (0, Some(0xC0..0xE0)) => 1,
            (0, Some(0xE0..0xF0)) => 2,
            (0, Some(0xF0..0xF8)) => 3,
            (1.., Some(0x80..0xC0)) => due - 1,
            _ => return false,
        };
        rest = rest.get(3..).unwrap_or_default();
    }
    due == 0
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}
