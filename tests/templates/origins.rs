//! What templates write knows where it comes from, and through which actions it came.

use std::sync::Arc;

use podlint::origin::{FileId, Made, Origin, Place, Step, Text};
use podlint::source::Span;
use podlint::template::{Key, Limits, Missing, NO_VALUE, Value, without_no_value};

use super::files::{Files, execute};

/// The actions through which a part of a text came, the innermost first, as they stand in the template.
fn actions(template: &str, step: Option<&Arc<Step>>) -> Vec<String> {
    let mut all = Vec::new();
    let mut step = step;
    while let Some(one) = step {
        all.push(one.action.span.of(template).to_owned());
        step = one.caller.as_ref();
    }
    all
}

/// The runs of what a template gives: the letters, the file that they come from and its letters there, and the actions.
fn runs(template: &str) -> Vec<String> {
    let mut files = Files::default();
    let text = files.text(template);
    let entries = [
        ("name", Value::Text(files.text("shop"))),
        ("text", Value::Text(files.text("n: {{ .name }}"))),
        ("count", {
            let (file, span) = (FileId(7), Span::new(3, 5));
            Value::Int(12, Some(Place { file, span }))
        }),
    ];
    let entries = entries.map(|(key, value)| (Key::from(key), value));
    let data = Value::map(entries.into_iter().collect());
    let out = execute(&text, &data, Missing::Zero, Limits::default()).unwrap();
    let mut start = 0;
    let show = |run: &podlint::origin::Run| {
        let letters = &out.as_str()[std::mem::replace(&mut start, run.end)..run.end];
        let from = match run.origin {
            None => "nowhere".to_owned(),
            Some(Origin {
                place,
                made: Made::Taken,
            }) => format!("taken from {}", place.file.0),
            Some(Origin { place, .. }) => format!("made of {}:{}", place.file.0, place.span.start),
        };
        let actions = actions(template, run.through.as_ref());
        format!("{letters:?} {from} {}", actions.join(" in "))
            .trim_end()
            .to_owned()
    };
    out.runs().iter().map(show).collect()
}

#[test]
fn literal_text_and_values_keep_their_places() {
    let expected = [
        r#""a " taken from 0"#,
        r#""shop" taken from 1 {{ .name }}"#,
        r#"" b " taken from 0"#,
        r#""c" taken from 0 {{ "c" }}"#,
        r#"" " taken from 0"#,
        r#""12" made of 7:3 {{- .count }}"#,
    ];
    assert_eq!(
        runs("a {{ .name }} b {{ \"c\" }} {{/* no */}}\n {{- .count }}"),
        expected
    );
}

#[test]
fn formats_keep_the_places_of_their_parts() {
    let expected = [
        r#""x-" taken from 0 {{ printf "x-%6s!" .name }}"#,
        r#""  " nowhere {{ printf "x-%6s!" .name }}"#,
        r#""shop" taken from 1 {{ printf "x-%6s!" .name }}"#,
        r#""!" taken from 0 {{ printf "x-%6s!" .name }}"#,
    ];
    assert_eq!(runs("{{ printf \"x-%6s!\" .name }}"), expected);
}

#[test]
fn what_a_helper_writes_knows_its_callers() {
    let helper = "{{ define \"h\" }}k: {{ .name }}{{ end }}";
    let expected = [
        r#""k: " taken from 0 {{ template "h" . }}"#,
        r#""shop" taken from 1 {{ .name }} in {{ template "h" . }}"#,
    ];
    assert_eq!(
        runs(&format!("{helper}{{{{ template \"h\" . }}}}")),
        expected
    );
    let expected = [
        r#""k: " taken from 0 {{ $x }}"#,
        r#""shop" taken from 1 {{ .name }} in {{ $x := include "h" . }}"#,
    ];
    assert_eq!(
        runs(&format!(
            "{helper}{{{{ $x := include \"h\" . }}}}{{{{ $x }}}}"
        )),
        expected
    );
}

#[test]
fn a_text_among_the_values_is_a_template_with_places() {
    let mut files = Files::default();
    let template = files.text("{{ tpl .text . }}");
    let text = "n: {{ .name }}\n{{ .wrong }}";
    let entries = [
        ("text", Value::Text(files.text(text))),
        ("name", Value::Text(files.text("shop"))),
    ];
    let entries = entries.map(|(key, value)| (Key::from(key), value));
    let data = Value::map(entries.into_iter().collect());
    let out = execute(&template, &data, Missing::Nothing, Limits::default()).unwrap();
    assert_eq!(out.as_str(), "n: shop\n<no value>");
    assert_eq!(files.lie(&out), None);
    let files_of_runs: Vec<_> = out
        .runs()
        .iter()
        .map(|run| run.origin.map(|origin| origin.place.file.0))
        .collect();
    assert_eq!(files_of_runs, [Some(1), Some(2), Some(1), None]);
    let last = out
        .runs()
        .last()
        .and_then(|run| run.through.clone())
        .unwrap();
    assert_eq!(last.action.file, FileId(1));
    assert_eq!(last.action.span.of(text), "{{ .wrong }}");
    assert_eq!(
        last.caller.as_ref().map(|caller| caller.action.file),
        Some(FileId(0))
    );
}

#[test]
fn what_is_not_there_can_be_taken_out() {
    let mut files = Files::default();
    let text = files.text("a{{ .b }}<no value>c");
    let out = execute(
        &text,
        &Value::map([].into()),
        Missing::Zero,
        Limits::default(),
    )
    .unwrap();
    assert_eq!(out.as_str(), format!("a{NO_VALUE}{NO_VALUE}c"));
    let out = without_no_value(out);
    assert_eq!(out.as_str(), "ac");
    assert_eq!(files.lie(&out), None);
    assert_eq!(without_no_value(Text::made("x")).as_str(), "x");
}
