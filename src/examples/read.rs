//! Reads the examples of a page: its code blocks, and which lines are marked.

use crate::rules::Section;

/// One file of an example.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) marks: Vec<(usize, String)>,
    /// Whether it stood so before, and the other files are what became of it.
    pub(super) was: bool,
    /// The line of the page on which it starts.
    pub(super) line: usize,
}

/// Files that are checked together, and the line of the page on which the first starts.
#[derive(Clone, Debug)]
pub(super) struct Example {
    pub(super) line: usize,
    pub(super) files: Vec<File>,
}

impl Example {
    /// The line of the page that a line of one of its files is, where that is told apart.
    pub(super) fn line_of(&self, file: &str, line: usize) -> usize {
        let of_file = self.files.iter().find(|known| known.name == file);
        of_file.map_or(self.line, |file| file.line) + line - 1
    }
}

/// The code blocks of a section as examples.
pub(super) fn examples(rule: &str, section: &Section) -> Vec<Example> {
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
        let at = section.line + number + 1;
        let file = file(rule, (info, at), &body);
        let named = info.contains("file=");
        match found.last_mut().filter(|_| named && follows) {
            Some(example) => example.files.push(file),
            None => found.push(Example {
                line: at,
                files: vec![file],
            }),
        }
        follows = named;
    }
    found
}

fn file(rule: &str, (info, line): (&str, usize), body: &[&str]) -> File {
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
        line,
    }
}

/// The text as its author would have written it.
pub(super) fn without_marks(text: &str) -> String {
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
        let file = file("mine", ("yaml", 1), &body);
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
