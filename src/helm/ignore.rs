//! `.helmignore`: which files of a directory do not belong to the chart.

use regex::bytes::Regex;

use super::glob;

/// A line of the file.
#[derive(Debug)]
struct Rule {
    matcher: Regex,
    /// Whether it names what stays: all that it does not match is left out.
    is_negated: bool,
    /// Whether it is of directories alone.
    of_directories: bool,
    /// Whether it is of the last name alone.
    of_names: bool,
}

/// The rules of a chart. Hidden files of `templates/` never belong to it.
#[derive(Debug)]
pub(super) struct Ignored {
    rules: Vec<Rule>,
}

impl Ignored {
    /// Reads the rules.
    ///
    /// # Errors
    ///
    /// The number of a line that Helm refuses, from 0, with what is wrong.
    pub(super) fn read(text: &str) -> Result<Self, (usize, String)> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut rules = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            rules.push(Rule::read(line).map_err(|error| (number, error))?);
        }
        Ok(Self { rules })
    }

    /// Whether a path below the chart's directory is left out; with a directory, all that is in it.
    pub(super) fn has(&self, path: &str, is_directory: bool) -> bool {
        let decided = self.rules.iter().find(|rule| {
            let is_of_kind = is_directory || !rule.of_directories;
            (is_of_kind && rule.is_match(path)) != rule.is_negated
        });
        decided.is_some() || is_hidden_template(path)
    }
}

/// Whether a path is `templates/.?*`, which Helm leaves out of every chart.
fn is_hidden_template(path: &str) -> bool {
    let name = path.strip_prefix("templates/.");
    name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

impl Rule {
    fn read(line: &str) -> Result<Self, String> {
        if line.contains("**") {
            return Err(format!("`{line}` has `**`, which Helm does not know here"));
        }
        let (pattern, is_negated) = split(line.strip_prefix('!'), line);
        let (pattern, of_directories) = split(pattern.strip_suffix('/'), pattern);
        let of_names = !pattern.contains('/');
        let pattern = pattern.strip_prefix('/').unwrap_or(pattern);
        let matcher = glob::of_ignored(pattern);
        Ok(Self {
            matcher: matcher.ok_or_else(|| format!("`{line}` is no pattern"))?,
            is_negated,
            of_directories,
            of_names,
        })
    }

    fn is_match(&self, path: &str) -> bool {
        let name = match self.of_names {
            true => path.rsplit('/').next().unwrap_or(path),
            false => path,
        };
        self.matcher.is_match(name.as_bytes())
    }
}

/// What is left of a line, and whether something was taken off.
fn split<'l>(taken: Option<&'l str>, line: &'l str) -> (&'l str, bool) {
    (taken.unwrap_or(line), taken.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_helm_does() {
        let ignored = Ignored::read("# comment\n\n*.swp\n/ci/\n.git\ndocs/*.md\nonly/\n").unwrap();
        for (path, is_directory, is_left_out) in [
            ("a/b.swp", false, true),
            ("ci", true, true),
            ("ci", false, false),
            ("x/ci", true, false),
            ("x/.git", true, true),
            ("docs/a.md", false, true),
            ("x/docs/a.md", false, false),
            ("x/only", true, true),
            ("templates/.hidden", false, true),
            ("templates/a.yaml", false, false),
        ] {
            let found = ignored.has(path, is_directory);
            assert_eq!(found, is_left_out, "{path}");
        }
    }

    #[test]
    fn what_a_negated_rule_does_not_match_is_left_out() {
        let ignored = Ignored::read("!*.yaml\n").unwrap();
        assert!(!ignored.has("a.yaml", false));
        assert!(ignored.has("a.txt", false));
    }

    #[test]
    fn what_helm_refuses_is_told_with_its_line() {
        assert_eq!(Ignored::read("a\n**/b\n").unwrap_err().0, 1);
        assert_eq!(Ignored::read("[\n").unwrap_err().0, 0);
    }
}
