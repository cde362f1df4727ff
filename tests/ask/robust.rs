//! Any text, any place: an answer, in time.

use std::time::Instant;

use podlint::ask::{complete, definition, hover, references, renamable, rename, symbols};

use super::Asked;

fn ask_all(asked: &Asked, offset: u32) {
    let question = asked.question();
    let at = |span: podlint::source::Span| {
        assert!(
            asked
                .text
                .get(span.start as usize..span.end as usize)
                .is_some(),
            "{offset}"
        );
    };
    if let Some(hover) = hover(&question, offset) {
        at(hover.span);
    }
    for offered in complete(&question, offset) {
        at(offered.span);
    }
    // What is linked takes the objects around into account, which takes the longest.
    if !offset.is_multiple_of(4) {
        return;
    }
    for place in definition(&question, offset)
        .into_iter()
        .chain(references(&question, offset, true))
    {
        at(place.span);
    }
    if let Ok(Some(span)) = renamable(&question, offset) {
        at(span);
    }
    drop(rename(&question, offset, "other"));
}

#[test]
fn every_place_of_every_text_has_an_answer() {
    for text in [
        "‸",
        "\u{feff}apiVersion: v1\r\nkind: Pod\r\nspec:\r\n  containers:\r\n    - name: é\r\n      image: 'x\r\n",
        "a: &a {b: *a}\n*a : c\n<<: *a\n",
        "- - - x\n-\n- \n",
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, ports: [{",
        "{{ if .Values.x }}\nkind: Pod\n{{ end }}\n",
        "? a\n: b\n\"k: e\": [,]\n",
        "kind: List\napiVersion: v1\nitems:\n- kind: Pod\n  apiVersion: v1\n  spec:\n   x\n",
        "a: |\n  b\n c: \"\n\t- d",
        "---\n---\n...\n--- x\n",
    ] {
        let mut marked = text.to_owned();
        if !marked.contains(super::MARK) {
            marked.push(super::MARK);
        }
        let asked = Asked::of(&[("a.yaml", &marked)]);
        for offset in 0..asked.text.len() as u32 + 3 {
            ask_all(&asked, offset);
        }
        drop(symbols(&asked.question()));
    }
}

#[test]
fn a_long_text_takes_no_longer_than_its_length_says() {
    let line = "  - {name: a, value: b}\n";
    let text = |lines: usize| {
        let items = line.repeat(lines);
        format!("apiVersion: v1\nkind: Pod\nspec:\n  x:\n{items}‸")
    };
    let time = |lines: usize| {
        let asked = Asked::of(&[("a.yaml", &text(lines))]);
        let start = Instant::now();
        ask_all(&asked, asked.offset);
        ask_all(&asked, asked.text.len() as u32 - 5);
        drop(symbols(&asked.question()));
        start.elapsed().as_secs_f64()
    };
    let (short, long) = (time(2_000), time(16_000));
    assert!(long < short * 24.0 + 0.5, "{short} and {long}");
}
