//! What holds in a directory, and which file says so; and the file to start from.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use super::file::File;
use super::find::Files;
use super::keys::{KEYS, Key};
use super::policy::Policy;
use super::settings::{Flags, Settling, Unsettled};
use super::written::{At, SetLevel, SetParameter, Written, WrittenChart, WrittenOverride};
use crate::api::Versions;
use crate::rules::{Ignored, Profile, Registry, Rule, Selector};
use crate::source::{LineIndex, Span};

/// The commented file that a new user starts with: every key, and nothing that holds.
#[must_use]
pub fn template() -> String {
    let mut text = String::from(
        "# podlint's configuration. It holds for the manifests in this directory and below; a podlint.toml\n\
         # nearer to them refines it. `podlint config` shows what holds, and from where.\n",
    );
    for Key { about, example, .. } in &KEYS {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{}#{example}\n", commented(about));
    }
    text
}

/// A sentence as comment lines of a width that can be read.
fn commented(sentence: &str) -> String {
    let mut lines = String::from("#");
    let mut column = 1;
    for word in sentence.split_whitespace() {
        if column + 1 + word.len() > 100 {
            lines.push_str("\n#");
            column = 1;
        }
        lines.push(' ');
        lines.push_str(word);
        column += 1 + word.len();
    }
    lines.push('\n');
    lines
}

/// What the files say of `path`, as a configuration file, with where each entry comes from.
///
/// # Errors
///
/// What they say cannot be done.
pub fn describe(files: &Files, path: &Path) -> Result<String, Unsettled> {
    let path = files.host.files.locate(path);
    let settings = Settling::by(&Flags::default())?.settle(files, &[])?;
    let settings = settings.at(&path);
    let chain = files.chain(&path);
    let mut show = Show::default();
    if chain.is_empty() {
        show.text.push_str("# there is no configuration file\n");
    }
    show.version(&chain);
    show.single(&chain, "pod-security", |written| {
        let standard = written.pod_security.as_ref()?;
        Some((format!("\"{}\"", standard.value), standard.span))
    });
    show.single(&chain, "scope", |written| {
        let scope = written.scope.as_ref()?;
        Some((format!("\"{}\"", scope.value.name()), scope.span))
    });
    show.nearest_list(&chain, "schema-locations", |written| {
        written.schema_locations.as_ref()
    });
    show.lists(&chain, "rule-locations", |written| {
        texts(&written.rule_locations)
    });
    show.lists(&chain, "exclude", |written| texts(&written.exclude));
    show.single(&chain, "project", |written| {
        let project = written.project.as_ref()?;
        Some((project.value.quoted(), project.span))
    });
    show.profile(&chain);
    show.nearest_list(&chain, "select", |written| written.select.as_ref());
    show.lists(&chain, "ignore", |written| ignored(&written.ignore));
    show.single(&chain, "require-reason", |written| {
        let flag = written.require_reason.as_ref()?;
        Some((flag.value.to_string(), flag.span))
    });
    show.levels(&chain);
    show.images(&chain);
    show.parameters(&chain, settings.rules());
    show.charts(&chain);
    show.pods(&chain);
    show.single(&chain, "gitops", |written| {
        let flag = written.gitops.as_ref()?;
        Some((flag.value.to_string(), flag.span))
    });
    show.overrides(&chain);
    show.changed(&settings.policy);
    Ok(show.text)
}

/// Something that stands in quotes.
trait Quoted {
    fn quoted(&self) -> String;
}

impl Quoted for String {
    fn quoted(&self) -> String {
        // A string of JSON is one of TOML as well.
        serde_json::Value::from(self.as_str()).to_string()
    }
}

impl Quoted for Selector {
    fn quoted(&self) -> String {
        format!("\"{}\"", self.name())
    }
}

fn texts(all: &[At<String>]) -> Vec<(String, Span)> {
    all.iter().map(|at| (at.value.quoted(), at.span)).collect()
}

impl Quoted for Ignored {
    fn quoted(&self) -> String {
        self.to_string().quoted()
    }
}

fn ignored(all: &[At<Ignored>]) -> Vec<(String, Span)> {
    all.iter().map(|at| (at.value.quoted(), at.span)).collect()
}

fn level(set: &SetLevel) -> String {
    format!("{} = \"{}\"", set.of.value.name(), set.level.name())
}

#[derive(Default)]
struct Show {
    text: String,
}

impl Show {
    /// A line and where it comes from.
    fn line(&mut self, line: &str, origin: &str) {
        // As above.
        let _ = writeln!(self.text, "{line:40}  # {origin}");
    }

    /// A key whose nearest value holds; false if there is none.
    fn single(
        &mut self,
        chain: &[Arc<File>],
        key: &str,
        of: impl Fn(&Written) -> Option<(String, Span)>,
    ) -> bool {
        let mut nearest = chain.iter().rev();
        let found = nearest.find_map(|file| Some((file, of(&file.written)?)));
        if let Some((file, (value, span))) = &found {
            self.line(&format!("{key} = {value}"), &origin(file, *span));
        }
        found.is_some()
    }

    fn version(&mut self, chain: &[Arc<File>]) {
        let has_version = self.single(chain, "kubernetes-version", |written| {
            let version = written.kubernetes_version.as_ref()?;
            Some((format!("\"{}\"", version.value.text), version.span))
        });
        if !has_version {
            let newest = Versions::default();
            self.line(
                &format!("kubernetes-version = \"{newest}\""),
                "the newest known",
            );
        }
    }

    fn profile(&mut self, chain: &[Arc<File>]) {
        let has_profile = self.single(chain, "profile", |written| {
            let profile = written.profile.as_ref()?;
            Some((format!("\"{}\"", profile.value.name()), profile.span))
        });
        if !has_profile {
            let profile = Profile::default().name();
            self.line(
                &format!("profile = \"{profile}\""),
                "unless a file says otherwise",
            );
        }
    }

    /// A list of which the nearest holds.
    fn nearest_list<T: Quoted>(
        &mut self,
        chain: &[Arc<File>],
        key: &str,
        of: impl Fn(&Written) -> Option<&Vec<At<T>>>,
    ) {
        let mut nearest = chain.iter().rev();
        if let Some((file, list)) = nearest.find_map(|file| Some((file, of(&file.written)?))) {
            let entries = list
                .iter()
                .map(|at| (at.value.quoted(), origin(file, at.span)));
            self.list(key, entries.collect());
        }
    }

    /// A list to which every file adds.
    fn lists(
        &mut self,
        chain: &[Arc<File>],
        key: &str,
        of: impl Fn(&Written) -> Vec<(String, Span)>,
    ) {
        let entries: Vec<_> = chain
            .iter()
            .flat_map(|file| {
                let entries = of(&file.written).into_iter();
                entries.map(|(value, span)| (value, origin(file, span)))
            })
            .collect();
        if !entries.is_empty() {
            self.list(key, entries);
        }
    }

    fn list(&mut self, key: &str, entries: Vec<(String, String)>) {
        self.text.push_str(&format!("{key} = [\n"));
        for (value, origin) in entries {
            self.line(&format!("  {value},"), &origin);
        }
        self.text.push_str("]\n");
    }

    /// Of several that speak of the same name the nearest holds.
    fn levels(&mut self, chain: &[Arc<File>]) {
        let mut known = Vec::new();
        let mut lines = Vec::new();
        for file in chain.iter().rev() {
            for set in &file.written.levels {
                if !known.contains(&set.of.value) {
                    known.push(set.of.value);
                    lines.push((level(set), origin(file, set.of.span)));
                }
            }
        }
        if !lines.is_empty() {
            self.text.push_str("\n[levels]\n");
        }
        for (line, origin) in lines {
            self.line(&line, &origin);
        }
    }

    /// Of two for the same image the first holds.
    fn images(&mut self, chain: &[Arc<File>]) {
        let mut heading = Some("\n[images]\n");
        for file in chain.iter().rev() {
            for image in &file.written.images {
                self.text.push_str(heading.take().unwrap_or_default());
                let pattern = image.value.pattern().to_owned().quoted();
                let line = format!("{pattern} = \"{}\"", image.value.what());
                self.line(&line, &origin(file, image.span));
            }
        }
    }

    /// Of several for the same parameter the nearest holds.
    fn parameters(&mut self, chain: &[Arc<File>], rules: &Registry) {
        for (rule, known) in rules.parameters() {
            let mut nearest = chain.iter().rev();
            let found = nearest.find_map(|file| {
                let of_others = file.unread(rules).flatten();
                let mut set = file.written.parameters.iter().cloned().chain(of_others);
                let is_it = |set: &SetParameter| set.rule == rule && set.name.value == known.name;
                Some((file, set.find(is_it)?))
            });
            let Some((file, set)) = found else { continue };
            let heading = format!("\n[rules.{rule}]\n");
            if !self.text.contains(&heading) {
                self.text.push_str(&heading);
            }
            let line = format!("{} = {}", known.name, set.value.written());
            self.line(&line, &origin(file, set.name.span));
        }
    }

    fn charts(&mut self, chain: &[Arc<File>]) {
        for file in chain {
            for chart in &file.written.charts {
                self.text.push('\n');
                self.line("[[charts]]", &origin(file, chart.span));
                self.text.push_str(&of_chart(chart));
            }
        }
    }

    fn pods(&mut self, chain: &[Arc<File>]) {
        for file in chain {
            for pod in &file.written.pods {
                self.text.push('\n');
                self.line("[[pods]]", &origin(file, pod.span));
                for (name, at) in pod.entries() {
                    self.text
                        .push_str(&format!("{name} = {}\n", at.value.quoted()));
                }
            }
        }
    }

    fn overrides(&mut self, chain: &[Arc<File>]) {
        for file in chain {
            for special in &file.written.overrides {
                self.text.push('\n');
                self.line("[[overrides]]", &origin(file, special.span));
                self.text.push_str(&entries(special));
            }
        }
    }

    /// What follows for the rules: those of the profile that are off, and those beyond it that are on.
    fn changed(&mut self, policy: &Policy) {
        for (is_on, what) in [(false, "off"), (true, "on as well")] {
            let is_changed =
                |rule: &&Rule| policy.is_on(rule.id) == is_on && policy.profile.has(rule) != is_on;
            let changed = policy.rules().all().filter(is_changed);
            let names: Vec<&str> = changed.map(|rule| rule.name()).collect();
            if !names.is_empty() {
                let sentence = format!("Rules that are {what}: {}", names.join(", "));
                self.text.push_str(&format!("\n{}", commented(&sentence)));
            }
        }
    }
}

/// The entries of the values of a chart, a line each.
fn of_chart(chart: &WrittenChart) -> String {
    let single = [
        ("path", &chart.path),
        ("release", &chart.release),
        ("namespace", &chart.namespace),
    ];
    let single = single.into_iter().filter_map(|(name, at)| {
        let value = at.as_ref()?.value.quoted();
        Some(format!("{name} = {value}\n"))
    });
    let lists = [
        ("values", &chart.values),
        ("set", &chart.set),
        ("api-versions", &chart.api_versions),
    ];
    let lists = lists.into_iter().filter(|(_, all)| !all.is_empty());
    let lists = lists.map(|(name, all)| {
        let all: Vec<String> = all.iter().map(|at| at.value.quoted()).collect();
        format!("{name} = [{}]\n", all.join(", "))
    });
    single.chain(lists).collect()
}

/// The entries of an override, a line each.
fn entries(special: &WrittenOverride) -> String {
    let mut text = String::new();
    let lists = [
        ("paths", special.paths.as_deref()),
        ("kinds", special.kinds.as_deref()),
        ("namespaces", special.namespaces.as_deref()),
        ("names", special.names.as_deref()),
        ("containers", special.containers.as_deref()),
    ];
    let joined = |values: Vec<String>| values.join(", ");
    for (key, list) in lists {
        if let Some(list) = list {
            let values = list.iter().map(|at| at.value.quoted()).collect();
            text.push_str(&format!("{key} = [{}]\n", joined(values)));
        }
    }
    if !special.ignore.is_empty() {
        let values = special.ignore.iter().map(|at| at.value.quoted()).collect();
        text.push_str(&format!("ignore = [{}]\n", joined(values)));
    }
    if !special.levels.is_empty() {
        let values = special.levels.iter().map(level).collect();
        text.push_str(&format!("levels = {{ {} }}\n", joined(values)));
    }
    if let Some(reason) = &special.reason {
        text.push_str(&format!("reason = {}\n", reason.value.quoted()));
    }
    text
}

/// `k8s/podlint.toml:3`
fn origin(file: &File, span: Span) -> String {
    let line = LineIndex::new(&file.text).line(span.start) + 1;
    format!("{}:{line}", file.shown)
}

#[cfg(test)]
mod tests {
    use super::template;
    use crate::config::read::read;
    use crate::config::written::Written;

    #[test]
    fn the_template_says_nothing_and_its_examples_can_be_read() {
        let text = template();
        assert_eq!(read(&text).unwrap(), Written::default());
        let examples = text.lines().map(|line| match line.strip_prefix('#') {
            Some(example) if !example.starts_with(' ') => example,
            _ => "",
        });
        let examples: String = examples.map(|line| format!("{line}\n")).collect();
        let written = read(&examples).unwrap();
        assert!(written.kubernetes_version.is_some() && written.schema_locations.is_some());
        assert!(!written.exclude.is_empty() && written.select.is_some());
        assert!(written.project.is_some());
        assert!(!written.ignore.is_empty() && !written.levels.is_empty());
        assert!(written.gitops.is_some() && !written.pods.is_empty());
        assert!(written.require_reason.is_some() && !written.overrides.is_empty());
        assert!(!written.images.is_empty() && !written.parameters.is_empty());
    }
}
