//! Where new objects go: behind the one that they come from, in the form of its file.

use super::draft::{Layout, Value, shifted};
use super::edits::Edits;
use super::lines;
use crate::objects::Object;
use crate::source::Span;
use crate::yaml::{Cursor, Document, Kind, Style, Tree};

/// The text of the file with the changes in it and the new objects behind the object.
pub(super) fn after(
    object: &Object<'_>,
    mut edits: Edits,
    drafts: &[Value],
) -> Result<String, String> {
    let tree = object.root.tree();
    let text = tree.text();
    let whole = Span::new(0, text.len() as u32);
    let mut documents = tree.documents().iter();
    let document = documents.find(|document| document.index == object.document);
    let document = document.ok_or("its document was not found")?;
    let layout = Layout::of(&object.root);
    let root = tree.root(document).unwrap_or(object.root);
    if root.id() != object.root.id() {
        super::aliases::taken_behind(object)?;
        let list = list_of(root, object).ok_or("the list that it is in was not found")?;
        into_list(object, &list, layout, drafts, &mut edits);
    } else if document.json && tree.documents().len() == 1 {
        return Ok(as_list(tree, document, layout, &edits, drafts));
    } else if document.json {
        let written = drafts
            .iter()
            .map(|draft| "\n".to_owned() + &layout.write(draft, 0));
        edits.insert(root.span().end, written.collect::<String>());
    } else {
        as_documents(text, document.span.end, layout, drafts, &mut edits);
    }
    let written = edits.apply(text, whole);
    Ok(with_line_ends(text, written))
}

/// What ends the line before `end`, if it is open.
fn line_break(text: &str, end: u32, edits: &Edits) -> String {
    let before = edits.apply(text, Span::new(0, end));
    let is_open = !before.is_empty() && !before.ends_with('\n');
    String::from(if is_open { "\n" } else { "" })
}

/// New documents of YAML.
fn as_documents(text: &str, end: u32, layout: Layout, drafts: &[Value], edits: &mut Edits) {
    let mut written = line_break(text, end, edits);
    for draft in drafts {
        written += "---\n";
        written += &layout.write(draft, 0);
        if !written.ends_with('\n') {
            written.push('\n');
        }
    }
    edits.insert(end, written);
}

/// New items of a List.
fn into_list(
    object: &Object<'_>,
    list: &Cursor<'_>,
    layout: Layout,
    drafts: &[Value],
    edits: &mut Edits,
) {
    let text = list.tree().text();
    let span = object.root.span();
    let line = lines::indent(lines::line(text, span.start));
    if list.style() == Style::Flow {
        let is_spread = lines::start(text, span.start) > lines::start(text, list.span().start);
        let gap = if is_spread {
            format!(",\n{}", " ".repeat(line))
        } else {
            ", ".to_owned()
        };
        let written = drafts
            .iter()
            .map(|draft| gap.clone() + &layout.write(draft, line));
        edits.insert(span.end, written.collect::<String>());
        return;
    }
    let column = lines::column(text, list.span().start);
    let end = lines::behind(text, span.end, column);
    let mut written = line_break(text, end, edits);
    for draft in drafts {
        let item = match layout {
            Layout::Block => Layout::Block.write(&Value::List(vec![draft.clone()]), column),
            Layout::Json(_) => {
                format!(
                    "{}- {}\n",
                    " ".repeat(column),
                    layout.write(draft, column + 2)
                )
            }
        };
        written += &item;
    }
    edits.insert(end, written);
}

/// One object of JSON becomes a List, so that the file stays one value.
fn as_list(
    tree: &Tree<'_>,
    document: &Document,
    layout: Layout,
    edits: &Edits,
    drafts: &[Value],
) -> String {
    let text = tree.text();
    let root = tree
        .root(document)
        .map_or(document.span, |root| root.span());
    let object = edits.apply(text, root);
    let head = Span::new(0, root.start).of(text);
    let tail = Span::new(root.end, text.len() as u32).of(text);
    let Layout::Json(Some(unit)) = layout else {
        let written: String = drafts
            .iter()
            .map(|draft| format!(",{}", layout.write(draft, 0)))
            .collect();
        return format!(
            r#"{head}{{"apiVersion":"v1","kind":"List","items":[{object}{written}]}}{tail}"#
        );
    };
    let (one, two) = (" ".repeat(unit), " ".repeat(2 * unit));
    let mut items = shifted(&object, 0, 2 * unit, 1);
    for draft in drafts {
        items += &format!(",\n{two}{}", layout.write(draft, 2 * unit));
    }
    let list = format!(
        "{{\n{one}\"apiVersion\": \"v1\",\n{one}\"kind\": \"List\",\n{one}\"items\": [\n{two}{items}\n{one}]\n}}"
    );
    with_line_ends(text, format!("{head}{list}{tail}"))
}

/// The list whose item the object is; Lists may stand in Lists.
fn list_of<'t>(root: Cursor<'t>, object: &Object<'t>) -> Option<Cursor<'t>> {
    let mut pending = vec![root];
    while let Some(at) = pending.pop() {
        let items = at
            .get("items")
            .filter(|items| items.kind() == Kind::Sequence);
        let Some(items) = items else { continue };
        if items.items().any(|item| item.id() == object.root.id()) {
            return Some(items);
        }
        pending.extend(items.items());
    }
    None
}

/// Where the file's lines end with `\r\n`, all do.
fn with_line_ends(old: &str, new: String) -> String {
    if !old.contains("\r\n") {
        return new;
    }
    new.replace("\r\n", "\n").replace('\n', "\r\n")
}
