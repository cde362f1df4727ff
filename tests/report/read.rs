//! Reads reports back: what each format says of where a finding is.

use podlint::report::Format;
use serde_json::Value;

use super::xml;

/// What a format says of one finding.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) path: String,
    pub(super) rule: String,
    /// Line, and column where the format has one.
    pub(super) start: (usize, Option<usize>),
    pub(super) end: Option<(usize, Option<usize>)>,
}

/// The findings of a report, in its order.
pub(super) fn read(format: Format, text: &str) -> Vec<Seen> {
    match format {
        Format::Human => human(text),
        Format::Concise => text.lines().map(concise).collect(),
        Format::Json => list(&parse(text)["diagnostics"], json),
        Format::Jsonl => text.lines().map(|line| json(&parse(line))).collect(),
        Format::Sarif => list(&parse(text)["runs"][0]["results"], sarif),
        Format::Github => text.lines().map(github).collect(),
        Format::Gitlab => list(&parse(text), gitlab),
        Format::Junit => junit(text),
        Format::Tap => tap(text),
        Format::Checkstyle => checkstyle(text),
        Format::Markdown => text.lines().filter_map(markdown).collect(),
        Format::Html => html(text),
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn list(of: &Value, one: impl Fn(&Value) -> Seen) -> Vec<Seen> {
    of.as_array().unwrap().iter().map(one).collect()
}

fn number(text: &str) -> usize {
    text.parse().unwrap()
}

fn words(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn digits(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

/// `path:line:column`
fn place(text: &str) -> (String, (usize, Option<usize>)) {
    let mut parts = text.rsplitn(3, ':');
    let column = number(parts.next().unwrap());
    let line = number(parts.next().unwrap());
    (parts.next().unwrap().to_owned(), (line, Some(column)))
}

fn human(text: &str) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::new();
    let mut rule = None;
    for line in text.lines() {
        let level = ["error[", "warning[", "advice["];
        if let Some(rest) = level.iter().find_map(|level| line.strip_prefix(level)) {
            rule = rest.split_once(']').map(|(rule, _)| rule.to_owned());
        } else if let Some((_, rest)) = line.split_once("╭─[")
            && let Some(rule) = rule.take()
        {
            let (path, start) = place(rest.strip_suffix(']').unwrap());
            let end = None;
            seen.push(Seen {
                path,
                rule,
                start,
                end,
            });
        }
    }
    seen
}

fn concise(line: &str) -> Seen {
    // A path may have a colon and a blank as well.
    let levels = ["error[", "warning[", "advice["];
    let mut ends = line.match_indices(": ").map(|(at, _)| at);
    let is_end = |&at: &usize| levels.iter().any(|level| line[at + 2..].starts_with(level));
    let end = ends.find(is_end).unwrap();
    let (at, rest) = (&line[..end], &line[end + 2..]);
    let (path, start) = place(at);
    let (_, rest) = rest.split_once('[').unwrap();
    Seen {
        path,
        rule: rest.split_once(']').unwrap().0.to_owned(),
        start,
        end: None,
    }
}

fn json(finding: &Value) -> Seen {
    let point = |side: &str| {
        let point = &finding["range"][side];
        (digits(&point["line"]), Some(digits(&point["column"])))
    };
    Seen {
        path: words(&finding["path"]),
        rule: words(&finding["rule"]),
        start: point("start"),
        end: Some(point("end")),
    }
}

fn sarif(result: &Value) -> Seen {
    let place = &result["locations"][0]["physicalLocation"];
    let point = |side: &str| {
        let part = |name: &str| digits(&place["region"][format!("{side}{name}")]);
        (part("Line"), Some(part("Column")))
    };
    Seen {
        path: words(&place["artifactLocation"]["uri"]),
        rule: words(&result["ruleId"]),
        start: point("start"),
        end: Some(point("end")),
    }
}

fn github(line: &str) -> Seen {
    let (properties, _) = line[2..].split_once("::").unwrap();
    let (_, properties) = properties.split_once(' ').unwrap();
    let property = |name: &str| {
        let mut all = properties
            .split(',')
            .map(|pair| pair.split_once('=').unwrap());
        all.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let column = |name| property(name).map(number);
    Seen {
        path: property("file").unwrap().to_owned(),
        rule: property("title").unwrap().to_owned(),
        start: (number(property("line").unwrap()), column("col")),
        end: Some((number(property("endLine").unwrap()), column("endColumn"))),
    }
}

fn gitlab(issue: &Value) -> Seen {
    let lines = &issue["location"]["lines"];
    Seen {
        path: words(&issue["location"]["path"]),
        rule: words(&issue["check_name"]),
        start: (digits(&lines["begin"]), None),
        end: Some((digits(&lines["end"]), None)),
    }
}

fn junit(text: &str) -> Vec<Seen> {
    let tests = xml::elements(text).into_iter();
    let tests = tests.filter(|element| element.name == "testcase");
    // The first is the run.
    let one = |test: xml::Element| {
        let name = test.attributes["name"].clone();
        let (rule, at) = name.split_once(" at ").unwrap();
        let (line, column) = at.split_once(':').unwrap();
        assert_eq!(line, test.attributes["line"]);
        Seen {
            path: test.attributes["file"].clone(),
            rule: rule.to_owned(),
            start: (number(line), Some(number(column))),
            end: None,
        }
    };
    tests.skip(1).map(one).collect()
}

fn tap(text: &str) -> Vec<Seen> {
    let field = |name: &str| -> Vec<String> {
        let name = format!("  {name}: ");
        let values = text.lines().filter_map(|line| line.strip_prefix(&name));
        values.map(|value| words(&parse(value))).collect()
    };
    let of = |(at, rule): (String, String)| {
        let (path, start) = place(&at);
        Seen {
            path,
            rule,
            start,
            end: None,
        }
    };
    field("at").into_iter().zip(field("rule")).map(of).collect()
}

fn checkstyle(text: &str) -> Vec<Seen> {
    let mut path = String::new();
    let mut seen = Vec::new();
    for element in xml::elements(text) {
        let attribute = |name: &str| element.attributes[name].clone();
        match element.name.as_str() {
            "file" => path = attribute("name"),
            "error" => seen.push(Seen {
                path: path.clone(),
                rule: attribute("source")
                    .strip_prefix("podlint.")
                    .unwrap()
                    .to_owned(),
                start: (
                    number(&attribute("line")),
                    Some(number(&attribute("column"))),
                ),
                end: None,
            }),
            _ => {}
        }
    }
    seen
}

fn html(text: &str) -> Vec<Seen> {
    let mut path = String::new();
    let mut seen = Vec::new();
    for element in xml::of_page(text) {
        let attribute = |name: &str| element.attributes[name].clone();
        match element.name.as_str() {
            "span" if attribute("class") == "path" => path.clone_from(&element.text),
            "article" => seen.push(Seen {
                path: path.clone(),
                rule: attribute("data-rule"),
                start: place(&format!(":{}", attribute("data-at"))).1,
                end: None,
            }),
            _ => {}
        }
    }
    seen
}

fn markdown(line: &str) -> Option<Seen> {
    let cells: Vec<&str> = line.strip_prefix("| ")?.split(" | ").collect();
    let at = cells[1].strip_prefix("<code>")?.strip_suffix("</code>")?;
    let (path, start) = place(at);
    Some(Seen {
        path,
        rule: cells[2].to_owned(),
        start,
        end: None,
    })
}
