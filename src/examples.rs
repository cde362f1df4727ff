//! Runs the examples of a rule's page, so that what a page claims is what podlint does.
//!
//! *Flagged*: a line that ends with `# flagged` has a finding of the page's rule, one that follows a line
//! `# flagged below` has too; names behind the words are rules other than the page's. Where no comment can
//! stand the fence says so: `json flagged=3,7`. *Accepted* has no finding of any rule. *Fixed* is what the
//! fix makes of the first example of *Flagged*. Blocks with `file=name.yaml` that follow each other are the
//! files of one example; `podlint.toml` among them is its configuration, and `was` behind a name says that the file
//! stood so before.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::config::{self, Policy};
use crate::diagnostic::{Applicability, Category};
use crate::engine::{self, Input, Report, Session, Settings, render_from};
use crate::files::{FileSystem, Nothing, Texts, shown};
use crate::fix;
use crate::report::{Options, Output, render};
use crate::rules::{self, Page, Section};
use crate::source::{LineIndex, SourceId};
use crate::validation::update::Past;

/// The sections that a page has, in order; *Fixed* only if it has a fix.
pub const SECTIONS: [&str; 7] = [
    "What",
    "Why",
    "Flagged",
    "Output",
    "Accepted",
    "Fixed",
    "When to ignore",
];

/// A finding as examples speak of it: file, line and rule.
type Place = (String, usize, String);

/// One file of an example.
#[derive(Clone, Debug)]
struct File {
    name: String,
    text: String,
    marks: Vec<(usize, String)>,
    /// Whether it stood so before, and the other files are what became of it.
    was: bool,
}

/// Files that are checked together, and the line of the page on which the first starts.
#[derive(Clone, Debug)]
struct Example {
    line: usize,
    files: Vec<File>,
}

/// Runs every example of the page of `rule` and says, a line each, what is not as the page claims.
#[must_use]
pub fn run_page(rule: &str, page: &Page, settings: &Settings) -> Vec<String> {
    let mut wrong = Vec::new();
    let titles: Vec<&str> = page
        .sections
        .iter()
        .map(|section| section.title.as_str())
        .collect();
    let needed = SECTIONS
        .iter()
        .filter(|title| **title != "Fixed" || page.fix.is_some());
    if !needed.copied().eq(titles.iter().copied()) {
        wrong.push(format!(
            "rules/{rule}.md: its sections are {}",
            titles.join(", ")
        ));
    }
    for title in ["Flagged", "Accepted"] {
        let examples = page
            .section(title)
            .map(|section| examples(rule, section))
            .unwrap_or_default();
        if examples.is_empty() {
            wrong.push(format!("rules/{rule}.md: {title} has no example"));
        }
        for example in &examples {
            let marked = example.files.iter().any(|file| !file.marks.is_empty());
            if marked != (title == "Flagged") {
                let line = example.line;
                wrong.push(format!(
                    "rules/{rule}.md:{line}: an example of {title} with the wrong marks"
                ));
            }
            compare(rule, example, &on_top(rule, settings), &mut wrong);
            alone(rule, example, settings, &mut wrong);
        }
    }
    check_output(rule, page, settings, &mut wrong);
    if page.fix.is_some() {
        check_fixed(rule, page, settings, &mut wrong);
    }
    wrong
}

/// The settings with a rule on top of those that are on where nobody says otherwise.
fn on_top(rule: &str, settings: &Settings) -> Settings {
    with(rule, settings, false)
}

fn with(rule: &str, settings: &Settings, alone: bool) -> Settings {
    let policy = rules::find(rule).map(|known| Policy::with(known.id, alone));
    Settings {
        policy: policy.map_or_else(|| Arc::clone(&settings.policy), Arc::new),
        ..settings.clone()
    }
}

/// The columns of what pages show.
const COLUMNS: usize = 100;

/// What podlint prints for the first example of *Flagged*, of this rule.
///
/// # Errors
///
/// In a sentence, if there is none, or its configuration cannot be used.
pub fn output(rule: &str, page: &Page, settings: &Settings) -> Result<String, String> {
    let mut example = first(rule, page, "Flagged").ok_or("it flags no example")?;
    for file in &mut example.files {
        file.text = without_marks(&file.text);
    }
    let mut report = check(&example.files, &on_top(rule, settings), rule)?;
    report
        .findings
        .retain(|finding| finding.diagnostic.rule.name() == rule);
    report.unite();
    let options = Options {
        quiet: true,
        ..Options::human(false, COLUMNS)
    };
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let mut written = Output {
        out: &mut out,
        aside: &mut aside,
        options: &options,
    };
    render(&report, &mut written).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&out).trim_end().to_owned() + "\n")
}

/// *Output* shows, message, place and help, what the first example gives.
fn check_output(rule: &str, page: &Page, settings: &Settings, wrong: &mut Vec<String>) {
    let shown = page.section("Output").map_or("", |section| &section.text);
    match output(rule, page, settings) {
        Ok(output) if shown.trim() == block(&output) => {}
        Ok(output) => wrong.push(format!(
            "rules/{rule}.md: *Output* is not what its first example gives (PODLINT_BLESS=1 writes it):\n{output}"
        )),
        Err(sentence) => wrong.push(format!("rules/{rule}.md: {sentence}")),
    }
}

/// A text as a page shows it.
#[must_use]
pub fn block(text: &str) -> String {
    format!("```text\n{text}```")
}

/// The first example of a section.
fn first(rule: &str, page: &Page, title: &str) -> Option<Example> {
    let section = page.section(title)?;
    examples(rule, section).into_iter().next()
}

/// The texts in the examples of *Flagged* of a page that are one file, as their authors would have written them.
#[must_use]
pub fn texts(rule: &str, page: &Page) -> Vec<String> {
    let examples = page
        .section("Flagged")
        .map(|section| examples(rule, section));
    let examples = examples.into_iter().flatten();
    let single = examples.filter(|example| example.files.len() == 1);
    single
        .map(|example| without_marks(&example.files[0].text))
        .collect()
}

fn compare(rule: &str, example: &Example, settings: &Settings, wrong: &mut Vec<String>) {
    let marks = example.files.iter().flat_map(|file| {
        file.marks
            .iter()
            .map(|(line, rule)| (file.name.clone(), *line, rule.clone()))
    });
    let expected: BTreeSet<Place> = marks.collect();
    let found: BTreeSet<Place> = match check(&example.files, settings, rule) {
        Ok(report) => places(&report).into_iter().collect(),
        Err(sentence) => {
            let line = example.line;
            wrong.push(format!("rules/{rule}.md:{line}: {sentence}"));
            return;
        }
    };
    let mut say = |(file, line, name): &Place, what: &str| {
        let at = example.line + line - 1;
        wrong.push(format!(
            "rules/{rule}.md:{at}: {what} `{name}` ({file}, line {line})"
        ));
    };
    expected
        .difference(&found)
        .for_each(|place| say(place, "does not find"));
    found
        .difference(&expected)
        .for_each(|place| say(place, "finds"));
}

/// A rule finds the same where it is the only one that is asked for. What was asked to be left out depends on others, and
/// so may what a configuration says.
fn alone(rule: &str, example: &Example, settings: &Settings, wrong: &mut Vec<String>) {
    let Some(known) = rules::find(rule) else {
        return;
    };
    let depends = known.page().category == Category::Suppression;
    if depends || example.files.iter().any(is_configuration) {
        return;
    }
    let only = with(rule, settings, true);
    let mut example = example.clone();
    for file in &mut example.files {
        file.marks.retain(|(_, name)| name == rule);
    }
    compare(rule, &example, &only, wrong);
}

/// Checks the files of an example of a rule's page. Fails, in a sentence, if its configuration cannot be used.
fn check(files: &[File], settings: &Settings, rule: &str) -> Result<Report, String> {
    let configuration = files.iter().find(|file| is_configuration(file));
    let configured = configuration
        .map(|file| {
            Settings::of_text(
                &file.name,
                &file.text,
                rules::find(rule).map(|rule| rule.id),
            )
        })
        .transpose()?;
    let input = |file: &File| Input::Bytes {
        shown: file.name.clone(),
        bytes: file.text.clone().into_bytes(),
    };
    let (then, now): (Vec<&File>, Vec<&File>) = files
        .iter()
        .filter(|file| !is_configuration(file))
        .partition(|file| file.was);
    let settings = configured.as_ref().unwrap_or(settings);
    let mut past = Past::of("main", Path::to_path_buf);
    for file in then {
        let same = now.iter().find(|later| later.name == file.name);
        let now = same.map(|later| &*later.text);
        past.add(&file.name, &file.text, now, &|object, config_maps| {
            !engine::is_refused(object, config_maps, settings)
        });
    }
    let session = Session::new(settings, &|_| ()).since(Some(&past));
    session.check_all(now.iter().copied().map(input).collect());
    check_rendered(&session, &now, settings);
    Ok(session.into_report())
}

/// Has the charts and overlays among files rendered, and what they are rendered to checked.
fn check_rendered(session: &Session<'_>, files: &[&File], settings: &Settings) {
    let mut texts = Texts::over(Arc::new(Nothing));
    for file in files {
        texts.put(Path::new(&file.name), &*file.text);
    }
    let paths: Vec<&Path> = files.iter().map(|file| Path::new(&file.name)).collect();
    let renders = render_from(session, &paths, std::iter::empty(), &texts, settings);
    let here = texts.here();
    let shown = |path: &Path| shown(path.strip_prefix(&here).unwrap_or(path));
    session.check_rendered(renders, &|_| true, &shown);
}

fn is_configuration(file: &File) -> bool {
    config::NAMES.contains(&file.name.as_str())
}

fn places(report: &Report) -> Vec<Place> {
    let place = |finding: &crate::engine::Finding| {
        let primary = &finding.diagnostic.primary;
        let source = report.sources.get(&primary.source)?;
        let line = LineIndex::new(&source.text).line(primary.span.start) + 1;
        Some((
            source.path.clone(),
            line,
            finding.diagnostic.rule.to_string(),
        ))
    };
    report.findings.iter().filter_map(place).collect()
}

/// *Fixed* is byte for byte what the fixes make of the first example, and they leave it alone.
fn check_fixed(rule: &str, page: &Page, settings: &Settings, wrong: &mut Vec<String>) {
    let first = |title| first(rule, page, title);
    let (Some(mut flagged), Some(wanted)) = (first("Flagged"), first("Fixed")) else {
        wrong.push(format!(
            "rules/{rule}.md: it has a fix, and no example of what that makes"
        ));
        return;
    };
    flagged
        .files
        .iter_mut()
        .for_each(|file| file.text = without_marks(&file.text));
    for (name, from) in [
        ("what the fix makes", &flagged),
        ("what a second fix makes", &wanted),
    ] {
        let texts = match fixed(&from.files, &on_top(rule, settings), rule) {
            Ok(texts) => texts,
            Err(sentence) => vec![sentence],
        };
        if !texts.iter().eq(wanted.files.iter().map(|file| &file.text)) {
            let line = wanted.line;
            wrong.push(format!(
                "rules/{rule}.md:{line}: {name} is not this, but:\n{}",
                texts.join("\n---\n")
            ));
        }
    }
}

/// The texts with every fix applied that goes with those before it.
fn fixed(files: &[File], settings: &Settings, rule: &str) -> Result<Vec<String>, String> {
    let report = check(files, settings, rule)?;
    let texts = fix::apply(&report, Applicability::Display);
    let text = |(number, file): (usize, &File)| {
        let fixed = texts.get(&SourceId(number as u32));
        fixed.map_or_else(|| file.text.clone(), |applied| applied.text.clone())
    };
    Ok(files.iter().enumerate().map(text).collect())
}

/// The code blocks of a section as examples.
fn examples(rule: &str, section: &Section) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut follows = false;
    let mut lines = section.text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line
            .strip_prefix("```")
            .filter(|info| !info.trim().is_empty())
        else {
            follows &= line.trim().is_empty();
            continue;
        };
        let body: Vec<&str> = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| *line != "```")
            .collect();
        let file = file(rule, info, &body);
        let named = info.contains("file=");
        match found.last_mut().filter(|_| named && follows) {
            Some(example) => example.files.push(file),
            None => found.push(Example {
                line: section.line + number + 1,
                files: vec![file],
            }),
        }
        follows = named;
    }
    found
}

fn file(rule: &str, info: &str, body: &[&str]) -> File {
    let value = |key: &str| {
        info.split_whitespace()
            .find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    };
    let kind = info.split_whitespace().next().unwrap_or("yaml");
    let mut marks: Vec<(usize, String)> = Vec::new();
    for (number, line) in body.iter().enumerate() {
        let Some((_, words)) = line.split_once("# flagged") else {
            continue;
        };
        let below = words.trim().strip_prefix("below");
        let names = below
            .unwrap_or(words)
            .split([' ', ','])
            .filter(|name| !name.is_empty());
        let names: Vec<&str> = names.collect();
        let names = if names.is_empty() { vec![rule] } else { names };
        let at = number + 1 + usize::from(below.is_some());
        marks.extend(names.iter().map(|name| (at, (*name).to_owned())));
    }
    let told = value("flagged")
        .into_iter()
        .flat_map(|lines| lines.split(','));
    marks.extend(told.filter_map(|line| Some((line.parse().ok()?, rule.to_owned()))));
    File {
        name: value("file").map_or_else(|| format!("example.{kind}"), str::to_owned),
        text: body.iter().map(|line| format!("{line}\n")).collect(),
        marks,
        was: info.split_whitespace().any(|word| word == "was"),
    }
}

/// The text as its author would have written it.
fn without_marks(text: &str) -> String {
    let clean = |line: &str| match line.split_once("# flagged") {
        Some((before, _)) if before.trim().is_empty() => None,
        Some((before, _)) => Some(format!("{}\n", before.trim_end())),
        None => Some(format!("{line}\n")),
    };
    text.lines().filter_map(clean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_say_which_lines_and_rules() {
        let body = ["a: 1 # flagged", "# flagged below other-rule", "b: 2"];
        let file = file("mine", "yaml", &body);
        assert_eq!(
            file.marks,
            [(1, "mine".to_owned()), (3, "other-rule".to_owned())]
        );
        assert_eq!(without_marks(&file.text), "a: 1\nb: 2\n");
    }

    #[test]
    fn blocks_with_names_are_files_of_one_example() {
        let text = "```yaml file=a.yaml\na: 1\n```\n\n```yaml file=b.yaml\nb: 1\n```\n\nThen\n\n```json flagged=1\n{}\n```\n";
        let section = Section {
            title: String::new(),
            text: text.to_owned(),
            line: 10,
        };
        let all = examples("mine", &section);
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].files.len(), all[0].line, all[1].line), (2, 11, 21));
        assert_eq!(all[1].files[0].marks, [(1, "mine".to_owned())]);
    }
}
