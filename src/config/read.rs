//! From the text of a configuration file to what it says. All that is wrong with it is found at once.

use std::ops::Range;

use ignore::gitignore::GitignoreBuilder;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{KEYS, Key, Shape};
use super::written::{At, SetLevel, UnknownRule, Written, WrittenVersions};
use crate::api::Versions;
use crate::diagnostic::{Level, RuleId};
use crate::nearest::nearest;
use crate::objects::World;
use crate::pod_security::Standard;
use crate::rules::{Ignored, Profile, Registry, Selector};
use crate::schema::words::list;
use crate::source::Span;

/// Something wrong with a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// One sentence that stands alone.
    pub message: String,
    /// What to write.
    pub help: Option<String>,
}

pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// Reads a whole file.
///
/// # Errors
///
/// All that is wrong with it, in order; of a text that is no TOML only the first fault, from which others
/// would follow.
pub(super) fn read(text: &str) -> Result<Written, Vec<Problem>> {
    let mut reader = Reader::default();
    let mut written = Written::default();
    match DeTable::parse(text) {
        Ok(table) => reader.file(table.get_ref(), &mut written),
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            let message = format!("this is no TOML: {}", error.message());
            reader.problem(at, message, None);
        }
    }
    if reader.problems.is_empty() {
        written.unknown = reader.unknown;
        return Ok(written);
    }
    // Where people have rules, theirs are looked at once the file can be read.
    if written.rule_locations.is_empty() {
        let unknown = std::mem::take(&mut reader.unknown).into_iter();
        let unknown = unknown.map(|unknown| unknown.problem);
        reader.problems.extend(unknown);
    }
    reader.problems.sort_by_key(|problem| problem.span);
    let others = reader
        .problems
        .split_off(reader.problems.len().min(MOST_TOLD));
    if let [first, ..] = &*others {
        let message = format!("{} more things are wrong from here on", others.len());
        reader.problem_at(first.span, message, None);
    }
    Err(reader.problems)
}

/// Of how many faults each is told; of the others how many there are.
const MOST_TOLD: usize = 50;

/// How many names a file may have of rules that are none of podlint's: such names are kept for good.
const MOST_OTHERS: usize = 1000;

/// How many globs and patterns a file may have: paths and findings are held against each.
const MOST_PATTERNS: usize = 2000;

#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
    /// Names that are none of podlint's rules.
    pub(super) unknown: Vec<UnknownRule>,
    patterns: usize,
}

impl Reader {
    fn file(&mut self, table: &DeTable<'_>, into: &mut Written) {
        for (key, value) in self.entries(table, &KEYS) {
            match key.name {
                "kubernetes-version" => into.kubernetes_version = self.versions(key, value),
                "pod-security" => into.pod_security = self.standard(key, value),
                "scope" => into.scope = self.world(key, value),
                "schema-locations" => into.schema_locations = Some(self.texts(key, value)),
                "exclude" => into.exclude = self.globs(key, value),
                "project" => into.project = self.text(key, value),
                "profile" => into.profile = self.profile(key, value),
                "select" => into.select = Some(self.selectors(key, value)),
                "ignore" => into.ignore = self.ignored(key, value),
                "levels" => into.levels = self.levels(key, value),
                "require-reason" => into.require_reason = self.flag(key, value),
                "images" => into.images = self.images(key, value),
                "rules" => (into.parameters, into.unread) = self.parameters(key, value),
                "rule-locations" => into.rule_locations = self.texts(key, value),
                "gitops" => into.gitops = self.flag(key, value),
                "pods" => into.pods = self.pods(key, value),
                "charts" => into.charts = self.charts(key, value),
                "overrides" => into.overrides = self.overrides(key, value),
                _ => {}
            }
        }
    }

    /// The entries of a table whose keys are known, in the order of the text.
    pub(super) fn entries<'v, 't>(
        &mut self,
        table: &'v DeTable<'t>,
        keys: &'static [Key],
    ) -> Vec<(&'static Key, &'v Value<'t>)> {
        let mut entries = Vec::new();
        for (name, value) in table {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => entries.push((name.span().start, key, value)),
                None => self.unknown_key(name, keys),
            }
        }
        entries.sort_by_key(|&(start, ..)| start);
        entries
            .into_iter()
            .map(|(_, key, value)| (key, value))
            .collect()
    }

    fn unknown_key(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, keys: &'static [Key]) {
        let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
        let message = format!("there is no setting `{}` here", name.get_ref());
        let dashed = name.get_ref().replace('_', "-");
        let help = match nearest(&dashed, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", list(&names)),
        };
        self.problem(name.span(), message, Some(help));
    }

    fn versions(&mut self, key: &Key, value: &Value<'_>) -> Option<At<WrittenVersions>> {
        let At { value: text, span } = self.text(key, value)?;
        match Versions::named(&text) {
            Ok(versions) => Some(At {
                value: WrittenVersions { text, versions },
                span,
            }),
            Err(error) => {
                self.problem_at(span, error, None);
                None
            }
        }
    }

    fn standard(&mut self, key: &Key, value: &Value<'_>) -> Option<At<Standard>> {
        let At { value: text, span } = self.text(key, value)?;
        match Standard::named(&text) {
            Ok(value) => Some(At { value, span }),
            Err(error) => {
                self.problem_at(span, error, None);
                None
            }
        }
    }

    fn profile(&mut self, key: &Key, value: &Value<'_>) -> Option<At<Profile>> {
        let At { value: name, span } = self.text(key, value)?;
        let profile = Profile::find(&name);
        if profile.is_none() {
            let names = Profile::ALL.map(Profile::name);
            let help = match nearest(&name, &names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", list(&names)),
            };
            let message = format!("there is no profile `{name}`");
            self.problem_at(span, message, Some(help));
        }
        profile.map(|value| At { value, span })
    }

    fn world(&mut self, key: &Key, value: &Value<'_>) -> Option<At<World>> {
        let At { value: text, span } = self.text(key, value)?;
        let world = World::named(&text);
        if world.is_none() {
            let message = format!("there is no scope `{text}`; there are open and closed");
            self.problem_at(span, message, None);
        }
        world.map(|value| At { value, span })
    }

    fn flag(&mut self, key: &Key, value: &Value<'_>) -> Option<At<bool>> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.mismatch(key, value);
        }
        flag.map(|flag| at(flag, value))
    }

    pub(super) fn text(&mut self, key: &Key, value: &Value<'_>) -> Option<At<String>> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.mismatch(key, value);
        }
        text.map(|text| at(text.to_owned(), value))
    }

    pub(super) fn texts(&mut self, key: &Key, value: &Value<'_>) -> Vec<At<String>> {
        let items = self.items(key, value);
        let texts = items.into_iter().map(|item| self.text(key, item));
        texts.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// Texts that something is held against.
    pub(super) fn patterns(&mut self, key: &Key, value: &Value<'_>) -> Vec<At<String>> {
        let texts = self.texts(key, value);
        match self.bound(texts.iter().map(|text| text.span)) {
            true => texts,
            false => Vec::new(),
        }
    }

    /// Whether these patterns are not too many with those before.
    fn bound(&mut self, patterns: impl Iterator<Item = Span>) -> bool {
        let patterns: Vec<Span> = patterns.collect();
        let left = MOST_PATTERNS.saturating_sub(self.patterns);
        self.patterns += patterns.len();
        let Some(&extra) = patterns.get(left) else {
            return true;
        };
        let message = format!("a file has at most {MOST_PATTERNS} globs and patterns");
        let help = "`*` stands for any characters, and `**` for any directories";
        self.problem_at(extra, message, Some(help.to_owned()));
        false
    }

    pub(super) fn globs(&mut self, key: &Key, value: &Value<'_>) -> Vec<At<String>> {
        let globs = self.patterns(key, value);
        for glob in &globs {
            if let Err(error) = GitignoreBuilder::new("").add_line(None, &glob.value) {
                let message = format!("`{}` is no glob: {error}", glob.value);
                self.problem_at(glob.span, message, None);
            }
        }
        globs
    }

    pub(super) fn selectors(&mut self, key: &Key, value: &Value<'_>) -> Vec<At<Selector>> {
        let names = self.texts(key, value);
        names
            .iter()
            .filter_map(|name| self.selector(&name.value, name.span))
            .collect()
    }

    pub(super) fn ignored(&mut self, key: &Key, value: &Value<'_>) -> Vec<At<Ignored>> {
        let mut all = Vec::new();
        for At { value: text, span } in self.texts(key, value) {
            match Ignored::parse(&text, self.may_name_others()) {
                Ok(value) => {
                    self.note(value.of, span);
                    all.push(At { value, span });
                }
                Err(error) => self.problem_at(span, error, None),
            }
        }
        // Each finding is held against each field.
        let at_fields = all
            .iter()
            .filter(|at: &&At<Ignored>| at.value.field.is_some());
        match self.bound(at_fields.map(|at| at.span)) {
            true => all,
            false => Vec::new(),
        }
    }

    fn selector(&mut self, name: &str, span: Span) -> Option<At<Selector>> {
        match Selector::parse(name, self.may_name_others()) {
            Ok(value) => {
                self.note(value, span);
                Some(At { value, span })
            }
            Err(near) => {
                self.problem_at(span, Selector::unknown(name, near), None);
                None
            }
        }
    }

    /// Whether there may be more names that are none of podlint's.
    pub(super) fn may_name_others(&self) -> bool {
        self.unknown.len() < MOST_OTHERS
    }

    /// Takes note of a name that is none of podlint's.
    fn note(&mut self, selector: Selector, span: Span) {
        let rules = Registry::default();
        if let Selector::Rule(rule) = selector
            && !selector.is_one_of(&rules)
        {
            let near = Selector::near(rule.name(), &rules);
            let message = Selector::unknown(rule.name(), near);
            self.unknown_rule(rule, span, message, None);
        }
    }

    /// Takes note of a rule that people may have written, and of what to tell if nobody has.
    pub(super) fn unknown_rule(
        &mut self,
        rule: RuleId,
        span: Span,
        message: String,
        help: Option<String>,
    ) {
        let problem = Problem {
            span,
            message,
            help,
        };
        self.unknown.push(UnknownRule { rule, problem });
    }

    pub(super) fn levels(&mut self, key: &Key, value: &Value<'_>) -> Vec<SetLevel> {
        let Some(table) = value.get_ref().as_table() else {
            self.mismatch(key, value);
            return Vec::new();
        };
        let mut levels = Vec::new();
        for (name, value) in table {
            let of = self.selector(name.get_ref(), span(name.span()));
            let level = self.level(value);
            levels.extend(of.zip(level).map(|(of, level)| SetLevel { of, level }));
        }
        levels.sort_by_key(|set: &SetLevel| set.of.span);
        levels
    }

    fn level(&mut self, value: &Value<'_>) -> Option<Level> {
        let written = value.get_ref().as_str();
        let level = Level::ALL
            .into_iter()
            .find(|level| Some(level.name()) == written);
        if level.is_none() {
            let message = match written {
                Some(text) => {
                    format!("there is no level `{text}`; there are `error`, `warning` and `advice`")
                }
                None => "a level is `error`, `warning` or `advice`, in quotes".to_owned(),
            };
            let off =
                written.is_some_and(|text| matches!(text, "off" | "allow" | "ignore" | "none"));
            let help = off.then(|| "to leave a rule out, name it in `ignore`".to_owned());
            self.problem(value.span(), message, help);
        }
        level
    }

    /// The items of a list.
    pub(super) fn items<'v, 't>(&mut self, key: &Key, value: &'v Value<'t>) -> Vec<&'v Value<'t>> {
        match value.get_ref().as_array() {
            Some(array) => array.iter().collect(),
            None => {
                self.mismatch(key, value);
                Vec::new()
            }
        }
    }

    /// The tables of a list, each with its place. There are at most a thousand, `of_what`, since each is looked at for whatever is
    /// checked; `help` says how to do with fewer.
    pub(super) fn tables<'v, 't>(
        &mut self,
        (key, value): (&Key, &'v Value<'t>),
        of_what: &str,
        help: Option<&str>,
    ) -> Vec<(&'v DeTable<'t>, Span)> {
        const MOST: usize = 1000;
        let items = self.items(key, value);
        if let Some(extra) = items.get(MOST) {
            let message = format!("a file has at most {MOST} {of_what}");
            self.problem_at(span(extra.span()), message, help.map(str::to_owned));
            return Vec::new();
        }
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => tables.push((table, span(item.span()))),
                None => self.mismatch(key, item),
            }
        }
        tables
    }

    pub(super) fn mismatch(&mut self, key: &Key, value: &Value<'_>) {
        let is = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let is = match key.shape {
            // Both are lists; it is what stands in this one that is of another sort.
            Shape::Globs
            | Shape::Selectors
            | Shape::Ignored
            | Shape::Patterns
            | Shape::Locations
                if is == "a list" =>
            {
                "a list of lists"
            }
            _ => is,
        };
        let message = format!("`{}` takes {}, not {is}", key.name, key.shape.describe());
        self.problem(value.span(), message, Some(format!("like {}", key.example)));
    }

    fn problem(&mut self, at: Range<usize>, message: String, help: Option<String>) {
        self.problem_at(span(at), message, help);
    }

    pub(super) fn problem_at(&mut self, span: Span, message: String, help: Option<String>) {
        self.problems.push(Problem {
            span,
            message,
            help,
        });
    }
}

pub(super) fn span(range: Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

pub(super) fn at<T, U>(value: T, of: &Spanned<U>) -> At<T> {
    At {
        value,
        span: span(of.span()),
    }
}
