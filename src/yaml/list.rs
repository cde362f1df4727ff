//! Reading the items of a large List some at a time: a tree of all of them takes several times the text.
//!
//! Where the items seem to begin is found without reading them. Some of them are read between what the List has before its
//! first item and behind its last, as if the others were not there. What only seems to be an item, since it stands in a
//! string, or has an alias for what is in another, cannot be read then: so what can be read is as it is in the List.

use memchr::{memchr, memchr2};

use crate::source::Span;
use crate::yaml::layout::{Layout, Place};
use crate::yaml::reader::Parts;
use crate::yaml::tree::Tree;

/// Some items of a List, with what that has around all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Items {
    /// What stands before the first item of the List.
    pub(super) head: Span,
    span: Span,
    /// What stands behind the last.
    tail: Span,
    /// What of the document is told with them: all of it is told with some.
    pub(super) own: Span,
}

impl Items {
    /// Reads them as a document. Gives nothing if something is wrong in them.
    pub(super) fn read<'s>(&self, layout: &Layout<'s>, document: usize) -> Option<Tree<'s>> {
        let parts = [self.head, self.span, self.tail];
        let text: String = parts.iter().map(|part| part.of(layout.text)).collect();
        let alone = Layout {
            text: &text,
            documents: vec![Place::at(Span::new(0, text.len() as u32))],
            json: layout.json,
            merges: layout.merges,
        };
        let mut read = Tree::of_documents(&alone, 0..1);
        let mut listed = read.documents.pop()?;
        if !listed.faults.is_empty() {
            return None;
        }
        listed.index = document as u32;
        listed.span = self.own;
        self.move_back(&mut read.parts);
        Some(Tree {
            text: layout.text,
            span: self.own,
            documents: vec![listed],
            parts: read.parts,
            merges: read.merges,
            is_cut: read.is_cut,
            items: read.items,
        })
    }

    /// Has all places where they are in the List's own text.
    fn move_back(&self, parts: &mut Parts) {
        let nodes = parts.nodes.iter_mut().map(|node| &mut node.span);
        let tags = parts.tags.iter_mut().map(|(_, span)| span);
        for span in nodes.chain(tags).chain(&mut parts.comments) {
            *span = self.back(*span);
        }
        // What stands around all of them is told with the first and the last.
        parts.comments.retain(|&comment| self.own.contains(comment));
    }

    fn back(&self, span: Span) -> Span {
        let (head, items) = (
            self.head.end - self.head.start,
            self.span.end - self.span.start,
        );
        let back = |at: u32| match at {
            _ if at < head => self.head.start + at,
            _ if at < head + items => self.span.start + (at - head),
            _ => self.tail.start + (at - head - items),
        };
        let start = back(span.start);
        match span.end - span.start {
            0 => Span::new(start, start),
            _ => Span::new(start, back(span.end - 1) + 1),
        }
    }
}

/// Groups of items of about `size` bytes each, which together are a List; none if a document is no List, or is written in
/// another way than the API's own programs do.
pub(super) fn groups(text: &str, document: Span, json: bool, size: usize) -> Vec<Items> {
    let bytes = &text.as_bytes()[..document.end as usize];
    let found = match json {
        true => in_json(bytes, document.start as usize),
        false => in_block(bytes, document.start as usize),
    };
    let Some((items, end)) = found else {
        return Vec::new();
    };
    let mut spans: Vec<Span> = Vec::new();
    for item in items {
        match spans.last_mut() {
            Some(last) if ((last.end - last.start) as usize) < size => last.end = item.end,
            _ => spans.push(item),
        }
    }
    let (head, tail) = match spans.first() {
        Some(first) => (
            Span::new(document.start, first.start),
            Span::new(end, document.end),
        ),
        None => return Vec::new(),
    };
    let mut from = document.start;
    let mut ends = spans.iter().skip(1).map(|next| next.start);
    let mut groups = Vec::with_capacity(spans.len());
    for &span in &spans {
        let own = Span::new(from, ends.next().unwrap_or(document.end));
        groups.push(Items {
            head,
            span,
            tail,
            own,
        });
        from = own.end;
    }
    groups
}

/// The items below `items:` in the block style, each to where the next begins, and where the last ends. Comments at the start
/// of a line speak of the item below.
fn in_block(bytes: &[u8], start: usize) -> Option<(Vec<Span>, u32)> {
    let mut lines = Lines { bytes, at: start };
    lines.find(|(_, line)| line.trim_ascii_end() == b"items:")?;
    let mut items: Vec<Span> = Vec::new();
    let (mut column, mut comment) = (None, None);
    let mut end = bytes.len() as u32;
    for (start, line) in lines {
        let indent = line.iter().take_while(|&&byte| byte == b' ').count();
        match &line[indent..] {
            [] | [b'\r'] => continue,
            [b'#', ..] if indent == 0 => {
                comment.get_or_insert(start);
                continue;
            }
            [b'-'] | [b'-', b' ' | b'\r', ..] if column.is_none_or(|column| column == indent) => {
                column = Some(indent);
                let start = comment.unwrap_or(start);
                if let Some(before) = items.last_mut() {
                    before.end = start;
                }
                items.push(Span::new(start, start));
            }
            _ if column.is_none_or(|column| indent <= column) => {
                end = comment.unwrap_or(start);
                break;
            }
            _ => {}
        }
        comment = None;
    }
    items.last_mut()?.end = end;
    Some((items, end))
}

struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Iterator for Lines<'b> {
    type Item = (u32, &'b [u8]);

    /// Where the next line starts, and the line without its line feed.
    fn next(&mut self) -> Option<(u32, &'b [u8])> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = memchr(b'\n', rest).unwrap_or(rest.len());
        let start = self.at as u32;
        self.at += length + 1;
        Some((start, &rest[..length]))
    }
}

/// The items of an object's `items`, and where the bracket behind them is. The text is known to be JSON.
fn in_json(bytes: &[u8], start: usize) -> Option<(Vec<Span>, u32)> {
    let mut scan = Scan { bytes, at: start };
    scan.take(b'{').then_some(())?;
    loop {
        scan.blanks();
        let key = scan.value();
        scan.take(b':').then_some(())?;
        scan.blanks();
        if &bytes[key] != b"\"items\"" || scan.byte() != b'[' {
            scan.value();
            scan.take(b',').then_some(())?;
            continue;
        }
        scan.at += 1;
        let mut items = Vec::new();
        while !scan.take(b']') {
            scan.blanks();
            let item = scan.value();
            (!item.is_empty()).then_some(())?;
            items.push(Span::new(item.start as u32, item.end as u32));
            scan.take(b',');
        }
        return Some((items, scan.at as u32 - 1));
    }
}

/// A place in a JSON text.
struct Scan<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Scan<'_> {
    /// The byte there; 0 at the end.
    fn byte(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn blanks(&mut self) {
        while self.byte().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// Goes behind a byte, if that is the next but for blanks.
    fn take(&mut self, byte: u8) -> bool {
        self.blanks();
        let is_next = self.byte() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    /// Goes behind a value.
    fn value(&mut self) -> std::ops::Range<usize> {
        let start = self.at;
        let mut depth = 0usize;
        while self.at < self.bytes.len() {
            match self.byte() {
                b'"' => self.string(),
                b'{' | b'[' => depth += 1,
                b'}' | b']' | b',' if depth == 0 => break,
                b'}' | b']' => depth -= 1,
                b':' if depth == 0 => break,
                byte if depth == 0 && byte.is_ascii_whitespace() => break,
                _ => {}
            }
            self.at += 1;
        }
        start..self.at
    }

    /// Goes to the quote that ends a string.
    fn string(&mut self) {
        self.at += 1;
        while let Some(length) = memchr2(b'"', b'\\', self.bytes.get(self.at..).unwrap_or_default())
        {
            self.at += length;
            if self.byte() == b'"' {
                return;
            }
            self.at += 2;
        }
        self.at = self.bytes.len();
    }
}

#[cfg(test)]
mod tests {
    use crate::yaml::{Cursor, Layout, Tree};

    /// The items of a List, each as it is written, in which every alias is followed.
    fn items(tree: &Tree<'_>) -> Vec<String> {
        let roots = tree
            .documents()
            .iter()
            .filter_map(|document| tree.root(document));
        let items = roots.flat_map(|root| root.get("items")).flat_map(|items| {
            let items = items.items().map(|item| written(&item));
            items.collect::<Vec<_>>()
        });
        items.collect()
    }

    fn written(at: &Cursor<'_>) -> String {
        let entries = at.entries().map(|entry| {
            let key = entry.key.as_str().unwrap_or_default().into_owned();
            format!("{key}={}", written(&entry.value))
        });
        let items = at.items().map(|item| written(&item));
        let children: Vec<String> = entries.chain(items).collect();
        match at.as_str() {
            Some(text) => format!("{text:?}@{}", at.span().start),
            None => format!("{{{}}}", children.join(",")),
        }
    }

    /// In how many parts a text is read where each is as small as can be; what is in them is what is in the whole.
    fn parts(text: &str) -> usize {
        let layout = Layout::of(text);
        let stretches = layout.stretches(1);
        let parts: Option<Vec<Tree<'_>>> = stretches.iter().map(|at| layout.read(at)).collect();
        let Some(parts) = parts else {
            return 0;
        };
        let read: Vec<String> = parts.iter().flat_map(items).collect();
        let whole = Tree::read(text);
        assert_eq!(read, items(&whole), "{text}");
        let comments: Vec<_> = parts.iter().flat_map(Tree::comments).copied().collect();
        assert_eq!(comments, whole.comments(), "{text}");
        let documents = parts.iter().flat_map(Tree::documents);
        let spans: Vec<_> = documents.map(|document| document.span).collect();
        assert!(
            spans.is_sorted_by(|a, b| a.end <= b.start),
            "{text}: {spans:?}"
        );
        parts.len()
    }

    const TAIL: &str = "kind: List\nmetadata:\n  resourceVersion: \"\"\n";

    #[test]
    fn items_are_read_as_they_are_in_the_list() {
        let item = "- a: &x 1\n  b:\n  - *x\n  - |\n    # no comment\n\n    - c\n";
        assert_eq!(
            parts(&format!("apiVersion: v1\nitems:\n{item}{item}{item}{TAIL}")),
            3
        );
        assert_eq!(
            parts(&format!(
                "items:\n# one\n{item}\n# two\n\n# of it\n{item}# the end\n{TAIL}# end"
            )),
            2
        );
        assert_eq!(parts("items:\n  - a: 1\n  - b\n  -\n    - d\n"), 3);
        assert_eq!(parts("items:\r\n- a: 1\r\n- b: 2\r\nkind: List\r\n"), 2);
        let json = r#"{ "kind": "List", "a": ["items"], "items" : [ {"a": "]\\\"}"}, {}, [1, {"b": 2}] ,3] , "b": {}}"#;
        assert_eq!(parts(json), 4);
    }

    #[test]
    fn what_only_seems_to_be_an_item_is_read_with_the_others() {
        for item in [
            "- \"a\n- b\"\n",
            "- 'a\n\n- b'\n",
            "- [a,\n- b]\n",
            "- a: &x 1\n- *x\n",
            "- a\n  - b\n- - c\n - d\n",
            "- a: 1\n  a: 2\n- b\n",
        ] {
            let list = format!("kind: List\nitems:\n{item}");
            assert_eq!(parts(&list), 0, "{list}");
        }
    }

    #[test]
    fn what_is_no_list_is_one_part() {
        for text in [
            "a: 1\nitems: []\n",
            "items: [a, b]\n",
            "- items:\n  - a\n",
            "{\"items\": {}}",
            "{}",
            "items:\n",
        ] {
            assert_eq!(parts(text), 1, "{text}");
        }
        assert_eq!(parts("# a\n---\nitems:\n- a\n- b\n---\nb: 1\n"), 2);
    }
}
