//! Characters that a function leaves as they are keep where they come from.

use super::{lie, render};
use podlint::origin::Made;

/// How many of the characters of what a template gives are taken from `values`, how many made of them, and how many from nowhere.
fn counts(template: &str, values: &str) -> (String, [usize; 3]) {
    let text = render(template, values).unwrap();
    assert_eq!(lie(&text, template, values), None, "{template}");
    let (mut start, mut counts) = (0, [0; 3]);
    for run in text.runs() {
        let from_values = run
            .origin
            .filter(|origin| origin.place.file == super::VALUES);
        let kind = match from_values.map(|origin| origin.made) {
            Some(Made::Taken) => 0,
            Some(Made::Derived) => 1,
            None => 2,
        };
        counts[kind] += run.end - start;
        start = run.end;
    }
    (text.as_str().to_owned(), counts)
}

#[test]
fn what_is_kept_is_taken() {
    let values =
        "name: web\nwords: one two\nlines: |\n  first\n  second\nquoted: 'x\"y'\nlist: [a, b]\n";
    let mut faults = Vec::new();
    for (template, taken, made) in [
        ("{{ .Values.name | quote }}", 3, 0),
        ("{{ .Values.name | squote }}", 3, 0),
        ("{{ .Values.quoted | quote }}", 2, 2),
        ("{{ .Values.name | upper }}", 0, 3),
        ("{{ .Values.name | lower }}", 3, 0),
        ("{{ .Values.name | title }}", 2, 1),
        ("{{ .Values.name | trunc 2 }}", 2, 0),
        ("{{ .Values.name | trimSuffix \"b\" }}", 2, 0),
        ("{{ .Values.name | default \"x\" }}", 3, 0),
        ("{{ .Values.name | indent 4 }}", 3, 0),
        ("{{ .Values.lines | nindent 4 }}", 11, 0),
        ("{{ .Values.words | replace \" \" \"-\" }}", 6, 0),
        ("{{ .Values.words | splitList \" \" | join \"-\" }}", 6, 0),
        ("{{ (split \" \" .Values.words)._1 }}", 3, 0),
        ("{{ .Values.list | join \",\" }}", 2, 0),
        ("{{ list .Values.name .Values.words | join \"-\" }}", 10, 0),
        ("{{ cat .Values.name .Values.words }}", 10, 0),
        ("{{ printf \"%s-x\" .Values.name }}", 3, 0),
        ("{{ .Values.name | toString }}", 3, 0),
        ("{{ .Values.name | toYaml }}", 3, 0),
        ("{{ .Values.list | toYaml }}", 2, 0),
        ("{{ .Values | toYaml }}", 50, 0),
        ("{{ .Values | toYaml | fromYaml | toYaml }}", 50, 0),
        ("{{ .Values | toJson | fromJson | toJson }}", 49, 2),
        ("{{ .Values.list | toToml }}", 2, 0),
        ("{{ .Values.name | b64enc }}", 0, 4),
        ("{{ .Values.name | sha256sum }}", 0, 64),
        ("{{ dict \"k\" .Values.name | toYaml }}", 3, 0),
        ("{{ merge (dict) .Values | toYaml }}", 50, 0),
        ("{{ deepCopy .Values | toYaml }}", 50, 0),
        (
            "{{ regexReplaceAll \"(w)e\" .Values.name \"${1}i\" }}",
            2,
            0,
        ),
        ("{{ regexFind \"e.\" .Values.name }}", 2, 0),
        ("{{ .Values.name | repeat 2 }}", 6, 0),
        ("{{ tpl \"{{ .Values.name }}\" . }}", 3, 0),
        ("{{ required \"no\" .Values.name }}", 3, 0),
        ("{{ .Values.name | trimAll \"w\" }}", 2, 0),
        ("{{ .Values.words | nospace }}", 6, 0),
        ("{{ .Values.name | b64enc | b64dec }}", 0, 3),
        ("{{ .Values.name | snakecase }}", 3, 0),
        ("{{ clean .Values.name }}", 3, 0),
        ("{{ coalesce nil .Values.name }}", 3, 0),
        ("{{ ternary .Values.name \"x\" true }}", 3, 0),
        ("{{ first .Values.list }}", 1, 0),
        ("{{ keys .Values | sortAlpha | first }}", 5, 0),
    ] {
        let (text, counts) = counts(template, values);
        if [counts[0], counts[1]] != [taken, made] {
            faults.push(format!("{template}: {text:?} {counts:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn numbers_know_their_places() {
    let values = "port: 8080\non: true\nratio: 0.5\n";
    for template in [
        "{{ .Values.port }}",
        "{{ .Values.port | int }}",
        "{{ add .Values.port 1 }}",
        "{{ .Values.port | quote }}",
        "{{ .Values.port | toYaml }}",
        "{{ .Values.ratio | mulf 2 }}",
        "{{ .Values.port | toString | trunc 2 }}",
        "{{ index .Values \"true\" }}",
        "{{ .Values.port | int | toJson }}",
    ] {
        let (text, counts) = counts(template, values);
        assert!(counts[0] + counts[1] > 0, "{template}: {text:?}");
        let of_quotes = text.matches('"').count();
        assert_eq!(counts[2], of_quotes, "{template}: {text:?}");
    }
}
