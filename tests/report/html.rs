//! The page: what it is made of, that no text in it becomes markup, and that it draws the pods concerned.

use std::collections::BTreeSet;

use podlint::engine::{Input, Report, Settings, run};
use podlint::report::{Format, words};

use super::write::written;
use super::xml;

/// A page without its style and its script, and without their hashes.
pub(super) fn bare(page: &str) -> String {
    let page = xml::without(&xml::without(page, "style"), "script");
    let mut parts = page.split("'sha256-");
    let mut bare = parts.next().unwrap().to_owned();
    for part in parts {
        bare += "'sha256-…";
        bare += &part[part.find('\'').unwrap()..];
    }
    bare
}

const ELEMENTS: [&str; 46] = [
    "a", "article", "b", "body", "code", "dd", "defs", "details", "div", "dl", "dt", "figure", "g",
    "h1", "h2", "h3", "head", "html", "i", "input", "label", "main", "marker", "meta", "option",
    "output", "p", "path", "pre", "rect", "script", "section", "select", "span", "strong", "style",
    "summary", "svg", "table", "td", "text", "th", "title", "tr", "ul", "li",
];

/// Holds a page against what may be in one, whatever the texts in it say.
pub(super) fn is_no_markup(name: &str, report: &Report) {
    let page = written(report, Format::Html, false);
    let elements = xml::of_page(&page);
    for element in &elements {
        assert!(
            ELEMENTS.contains(&&*element.name),
            "{} by {name}",
            element.name
        );
        for (key, value) in &element.attributes {
            assert!(
                !key.starts_with("on") && key != "style" && key != "src",
                "{key} by {name}"
            );
            let is_link = key == "href" || value.contains("script:");
            let is_ours =
                value.starts_with("https://podlint.github.io/podlint/") || value == "#findings";
            assert!(!is_link || is_ours || key.starts_with("data-"), "{value}");
        }
    }
    let count = |name: &str| {
        elements
            .iter()
            .filter(|element| element.name == name)
            .count()
    };
    assert_eq!(
        (count("article"), count("script"), count("style")),
        (2, 1, 1),
        "{name}"
    );
    // What is said is there, and is text.
    let seen = words::printable(name).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    let is_path =
        |element: &&xml::Element| element.name == "span" && element.attributes["class"] == "path";
    let path = elements.iter().find(is_path).unwrap();
    assert_eq!(path.text, format!("{seen}.yaml"));
    let is_article = |element: &&xml::Element| element.name == "article";
    let article = elements.iter().find(is_article).unwrap();
    assert_eq!(article.attributes["data-at"], "1:1");
}

fn page(text: &str) -> String {
    let input = Input::Bytes {
        shown: "shop.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    written(
        &run(vec![input], &Settings::default(), &|_| ()),
        Format::Html,
        false,
    )
}

const SHOP: &str = "apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
    - {name: \"</text><script>a\", image: mysql:8.4}
    - {name: web, image: wordpress:6, env: [{name: DB_PASSWORD, value: hunter2-really}]}
---
apiVersion: v1
kind: Pod
metadata: {name: alone}
spec: {containers: [{name: a, image: nginx, imge: b}]}
";

#[test]
fn pods_of_several_containers_are_drawn() {
    let page = page(SHOP);
    let elements = xml::of_page(&page);
    let drawn: Vec<&str> = elements
        .iter()
        .filter(|element| element.name == "title" && element.text.contains(" · "))
        .map(|element| &*element.text)
        .collect();
    assert_eq!(drawn, ["Pod shop · one IP per pod"]);
    let texts: BTreeSet<&str> = elements
        .iter()
        .filter(|element| element.name == "text")
        .map(|element| &*element.text)
        .collect();
    assert!(
        texts.contains("</text><script>a") && texts.contains("web"),
        "{texts:?}"
    );
    assert!(!page.contains("hunter2"));
}

/// A page with thousands of pictures opens slowly: it has so many, and says so.
#[test]
fn the_page_says_that_not_all_pods_are_drawn() {
    const SAID: &str = "200 are drawn at most";
    assert!(!page(SHOP).contains(SAID));
    let pods = (0..201).map(|number| {
        format!(
            "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{number}}}\nspec: {{containers: [{{name: a, image: a, imge: b}}, {{name: b, image: b}}]}}\n"
        )
    });
    let page = page(&pods.collect::<String>());
    let figures = page.matches("<figure>").count();
    assert!(figures == 200 && page.contains(SAID), "{figures}");
}

#[test]
fn the_page_lets_nothing_in() {
    let page = page(SHOP);
    let elements = xml::of_page(&page);
    let policies: Vec<&str> = elements
        .iter()
        .filter(|element| element.name == "meta")
        .filter_map(|element| element.attributes.get("content"))
        .map(String::as_str)
        .filter(|content| content.starts_with("default-src 'none'; style-src 'sha256-"))
        .collect();
    assert_eq!(policies.len(), 1);
    for loader in [
        "@import",
        "url(http",
        "fetch(",
        "XMLHttpRequest",
        "innerHTML",
        "eval(",
    ] {
        assert!(!page.contains(loader), "{loader}");
    }
}
