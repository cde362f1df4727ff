//! A page to open or to attach: findings by object and by rule, with excerpts and pictures of the pods concerned.
//!
//! All findings are in the page as text that is read and printed as it stands; the script, which may be turned off, filters and
//! arranges them, and sets those that are looked at as the rest of the page is set.
//! Nothing comes from elsewhere: the policy of the page lets nothing in but the one style and the one script, by their
//! hashes. The page is written so that a reader of XML takes it as well, which is how tests hold its form.

mod finding;
mod pods;
mod text;

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::picture;
use super::{Output, Places, summary, words};
use crate::diagnostic::{Level, RuleId};
use crate::engine::{Finding, Report};
use crate::helm;
use crate::sha2::sha256;
use pods::{Pictures, Subject};
use text::{escaped, prose};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

pub(super) fn render(report: &Report, output: &mut Output<'_>) -> io::Result<()> {
    let sentence = summary::sentence(report, output.options);
    head(&sentence, output.out)?;
    writeln!(output.out, "<h1>podlint</h1>\n<p>{}</p>", prose(&sentence))?;
    for problem in report.problems() {
        writeln!(
            output.out,
            "<p class=\"problem\"><strong>not checked:</strong> {}</p>",
            prose(&problem)
        )?;
    }
    for line in summary::not_checked(report, output.options)? {
        writeln!(output.out, "<p class=\"count\">{}</p>", prose(&line))?;
    }
    let rules = rules(report);
    if !report.findings.is_empty() {
        filters(&rules, output.out)?;
        table(report, &rules, output.out)?;
    }
    findings(report, output.out)?;
    writeln!(output.out, "<script>{SCRIPT}</script>\n</body>\n</html>")?;
    output.all_aside(report)
}

fn head(sentence: &str, out: &mut dyn Write) -> io::Result<()> {
    let style = format!("{STYLE}{}", picture::STYLE);
    let hash = |text: &str| helm::base64(&sha256(text.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(SCRIPT),
    );
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"/>\n\
         <meta name=\"referrer\" content=\"no-referrer\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <title>podlint: {}</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#findings\">to the findings</a>",
        escaped(sentence),
    )
}

/// The rules that findings are of, with how many each has of each level.
fn rules(report: &Report) -> BTreeMap<RuleId, [usize; 3]> {
    let mut rules: BTreeMap<RuleId, [usize; 3]> = BTreeMap::new();
    for finding in &report.findings {
        rules.entry(finding.diagnostic.rule).or_default()[finding.level as usize] += 1;
    }
    rules
}

/// What filters, which is there for those who let the script run.
fn filters(rules: &BTreeMap<RuleId, [usize; 3]>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<div class=\"filters\" id=\"filters\" role=\"search\" hidden=\"\">"
    )?;
    for level in [Level::Error, Level::Warning, Level::Advice] {
        let name = words::level(level);
        let count: usize = rules.values().map(|counts| counts[level as usize]).sum();
        if count > 0 {
            writeln!(
                out,
                "<label><input type=\"checkbox\" name=\"level\" value=\"{name}\" checked=\"\"/> {name} ({count})</label>"
            )?;
        }
    }
    writeln!(
        out,
        "<label>rule <select id=\"rule\"><option value=\"\">all</option>"
    )?;
    for (rule, counts) in rules {
        let (name, count) = (escaped(rule.name()), counts.iter().sum::<usize>());
        writeln!(out, "<option value=\"{name}\">{name} ({count})</option>")?;
    }
    writeln!(
        out,
        "</select></label>\n<label>by <select id=\"order\"><option value=\"object\">object</option>\
         <option value=\"rule\">rule</option></select></label>\n\
         <input type=\"search\" id=\"search\" placeholder=\"text (press /)\" aria-label=\"text\"/>\n\
         <output id=\"shown\" aria-live=\"polite\">{}</output>\n</div>",
        rules.values().flatten().sum::<usize>(),
    )
}

/// The rules and what they are about, most frequent first.
fn table(
    report: &Report,
    rules: &BTreeMap<RuleId, [usize; 3]>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let count = words::counted(rules.len(), "rule");
    writeln!(
        out,
        "<details>\n<summary>{count}</summary>\n<table>\n<tr><th>findings</th><th>rule</th><th>what it finds</th></tr>"
    )?;
    let mut rows: Vec<(RuleId, usize)> = rules
        .iter()
        .map(|(rule, counts)| (*rule, counts.iter().sum()))
        .collect();
    rows.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
    for (rule, count) in rows {
        let link = text::rule(report, rule);
        let summary = prose(&report.rules.page(rule).summary);
        writeln!(
            out,
            "<tr><td class=\"number\">{count}</td><td>{link}</td><td>{summary}</td></tr>"
        )?;
    }
    writeln!(out, "</table>\n</details>")
}

/// All findings, those of an object together.
fn findings(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::new(&report.sources);
    let mut groups: Vec<(Subject, Vec<&Finding>)> = Vec::new();
    let mut known: BTreeMap<Subject, usize> = BTreeMap::new();
    for finding in &report.findings {
        let subject = Subject::of(finding);
        let at = *known.entry(subject.clone()).or_insert_with(|| {
            groups.push((subject, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(finding);
    }
    let pictures = Pictures::of(report, groups.iter().map(|(subject, _)| subject));
    if pictures.are_there() {
        writeln!(
            out,
            "<svg class=\"heads\" width=\"0\" height=\"0\" aria-hidden=\"true\">{}</svg>",
            picture::heads()
        )?;
    }
    if let Some(remark) = pictures.remark() {
        writeln!(out, "<p class=\"count\">{}</p>", prose(&remark))?;
    }
    writeln!(out, "<main id=\"findings\">")?;
    for (subject, findings) in &groups {
        let path = escaped(places.of(subject.source).path());
        let count = words::counted(findings.len(), "finding");
        let called = escaped(subject.called());
        writeln!(
            out,
            "<section class=\"group\">\n<h2>{called} <span class=\"path\">{path}</span> <span class=\"count\">{count}</span></h2>"
        )?;
        if let Some(drawn) = pictures.get(subject) {
            write!(
                out,
                "<details open=\"\">\n<summary>the pod</summary>\n<figure>\n{drawn}</figure>\n</details>\n"
            )?;
        }
        for finding in findings {
            finding::write(finding, &places, out)?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</main>")
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, STYLE, head};
    use crate::helm;
    use crate::report::picture;
    use crate::sha2::sha256;

    #[test]
    fn the_policy_names_the_style_and_the_script_by_their_hashes() {
        let mut page = Vec::new();
        head("a", &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        let (_, style) = page.split_once("<style>").unwrap();
        let (style, _) = style.split_once("</style>").unwrap();
        assert_eq!(style, format!("{STYLE}{}", picture::STYLE));
        for text in [style, SCRIPT] {
            let hash = helm::base64(&sha256(text.as_bytes()));
            assert!(page.contains(&format!("-src 'sha256-{hash}';")));
            assert!(!text.contains("</") && !text.contains('\r'));
        }
    }
}
