//! `.Values` in the templates of a chart.

use podlint::ask::{complete, definition, hover, references};

use super::Asked;

const VALUES: &str = "image:\n  tag: \"1.27\"\n  pull-policy: Always\nreplicas: 2\n";

fn asked(template: &str) -> Asked {
    Asked::of(&[
        ("shop/templates/web.yaml", template),
        (
            "shop/templates/_names.tpl",
            "{{ $.Values.image.tag }} {{ .Values.image.tagged }}",
        ),
        ("shop/values.yaml", VALUES),
        (
            "shop/Chart.yaml",
            "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
        ),
    ])
}

#[test]
fn values_are_offered_behind_the_dot() {
    let offered = |template: &str| {
        let asked = asked(template);
        let offered = complete(&asked.question(), asked.offset);
        let offered = offered
            .iter()
            .map(|one| format!("{} {}", one.detail, asked.chosen(one)));
        offered.collect::<Vec<String>>()
    };
    assert_eq!(
        offered("a: {{ .Values.‸ }}\n"),
        [
            "mapping a: {{ .Values.image‸ }}\n",
            "2 a: {{ .Values.replicas‸ }}\n"
        ]
    );
    assert_eq!(
        offered("a: {{ if $.Values.image.t‸\n"),
        ["string a: {{ if $.Values.image.tag‸\n"]
    );
    assert_eq!(offered("a: {{ .Values.none.‸ }}\n"), [""; 0]);
}

#[test]
fn a_value_leads_to_values_yaml_and_back() {
    let web = asked("a: {{ .Values.image.ta‸g | quote }}\n");
    let found = definition(&web.question(), web.offset);
    assert_eq!(web.shown(&found), ["shop/values.yaml:2:3 tag"]);
    let web = asked("a: {{ .Values.im‸age.tag | quote }}\n");
    let found = definition(&web.question(), web.offset);
    assert_eq!(web.shown(&found), ["shop/values.yaml:1:1 image"]);
    let values = Asked::of(&[
        ("shop/values.yaml", "image:\n  ta‸g: \"1.27\"\n"),
        ("shop/templates/web.yaml", "a: {{ .Values.image.tag }}\n"),
        (
            "shop/templates/_names.tpl",
            "{{ $.Values.image.tag }} {{ .Values.image.tagged }}",
        ),
        (
            "shop/Chart.yaml",
            "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
        ),
    ]);
    let found = references(&values.question(), values.offset, true);
    assert_eq!(
        values.shown(&found),
        [
            "shop/templates/_names.tpl:1:5 .Values.image.tag",
            "shop/templates/web.yaml:1:7 .Values.image.tag",
        ]
    );
}

#[test]
fn a_value_says_what_it_is_and_no_text() {
    let said = |template: &str| {
        let asked = asked(template);
        let said = hover(&asked.question(), asked.offset).unwrap().text;
        said.split("\n\n").next().unwrap().to_owned()
    };
    assert_eq!(
        said("a: {{ .Values.repl‸icas }}\n"),
        "**.Values.replicas** · 2 in values.yaml"
    );
    assert_eq!(
        said("a: {{ .Values.image.t‸ag }}\n"),
        "**.Values.image.tag** · string in values.yaml"
    );
    assert_eq!(
        said("a: {{ .Values.no‸ne }}\n"),
        "**.Values.none** · not in values.yaml"
    );
}

#[test]
fn an_action_says_what_it_is_rendered_to() {
    let asked = asked(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  tag: {{ .Values.image.tag | quo‸te }}\n",
    );
    let said = hover(&asked.question(), asked.offset).unwrap();
    assert_eq!(said.span.of(&asked.text), "{{ .Values.image.tag | quote }}");
    assert_eq!(
        said.text,
        "rendered with the chart's own values to\n\n```yaml\n\"1.27\"\n```"
    );
}

#[test]
fn the_parts_of_a_chart_have_values_of_their_own() {
    let chart =
        |name: &str, more: &str| format!("apiVersion: v2\nname: {name}\nversion: 1.0.0\n{more}");
    let whole = chart(
        "shop",
        "dependencies:\n  - {name: db, alias: store, version: 1.0.0}\n",
    );
    let part = chart("db", "");
    let asked = |path: &str, template: &str| {
        Asked::of(&[
            (path, template),
            ("shop/Chart.yaml", &whole),
            (
                "shop/values.yaml",
                "store:\n  size: 3\nglobal:\n  region: eu\n",
            ),
            ("shop/charts/db/Chart.yaml", &part),
            ("shop/charts/db/values.yaml", "size: 1\nhost: db\n"),
        ])
    };
    let offered = |path: &str, template: &str| {
        let asked = asked(path, template);
        let offered = complete(&asked.question(), asked.offset);
        let offered = offered.into_iter().map(|one| one.label);
        offered.collect::<Vec<String>>()
    };
    let defined = |path: &str, template: &str| {
        let asked = asked(path, template);
        asked.shown(&definition(&asked.question(), asked.offset))
    };
    let (of_whole, of_part) = ("shop/templates/a.yaml", "shop/charts/db/templates/a.yaml");
    assert_eq!(
        offered(of_whole, "a: {{ .Values.store.‸ }}\n"),
        ["size", "host"]
    );
    assert_eq!(offered(of_part, "a: {{ .Values.‸ }}\n"), ["size", "host"]);
    assert_eq!(offered(of_part, "a: {{ .Values.global.‸ }}\n"), ["region"]);
    assert_eq!(
        defined(of_whole, "a: {{ .Values.store.si‸ze }}\n"),
        [
            "shop/values.yaml:2:3 size",
            "shop/charts/db/values.yaml:1:1 size"
        ]
    );
    assert_eq!(
        defined(of_part, "a: {{ .Values.si‸ze }}\n"),
        [
            "shop/charts/db/values.yaml:1:1 size",
            "shop/values.yaml:2:3 size"
        ]
    );
    let host = asked(of_whole, "a: {{ .Values.store.ho‸st }}\n");
    let said = hover(&host.question(), host.offset).unwrap().text;
    assert!(
        said.starts_with("**.Values.store.host** · string in values.yaml of db"),
        "{said}"
    );
}
