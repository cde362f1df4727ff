//! `Chart.yaml`: what a chart says of itself.

use crate::origin::{Place, Problem, ProblemKind, Text};
use crate::template::{Map, Value};

/// What is needed of it to load and to render; templates see all of it as `.Chart`.
#[derive(Clone, Debug)]
pub(super) struct Metadata {
    pub(super) name: Field,
    pub(super) version: Field,
    /// The range of versions of Kubernetes that the chart is for.
    pub(super) kube_version: Option<Field>,
    pub(super) is_library: bool,
    pub(super) dependencies: Vec<Dependency>,
}

/// A string, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) text: String,
    pub(super) place: Option<Place>,
}

/// A chart that it depends on.
#[derive(Clone, Debug)]
pub(super) struct Dependency {
    pub(super) name: Field,
    /// The range of versions.
    pub(super) version: Field,
    pub(super) repository: Field,
    /// Paths of values, with commas between; the first that is there says whether it is on.
    pub(super) condition: String,
    pub(super) tags: Vec<String>,
    pub(super) import_values: Vec<Import>,
    /// What it is called instead of its name.
    pub(super) alias: Option<Field>,
}

/// Values of a dependency that its parent takes over.
#[derive(Clone, Debug)]
pub(super) struct Import {
    /// The path of them in the dependency.
    pub(super) child: String,
    /// Where they go in the parent; `.` is its top.
    pub(super) parent: String,
}

impl Dependency {
    /// What the parent's values and templates call it.
    pub(super) fn called(&self) -> &Field {
        self.alias.as_ref().unwrap_or(&self.name)
    }
}

impl Metadata {
    /// Reads what Chart.yaml says, and requirements.yaml, which has the dependencies of older charts.
    ///
    /// # Errors
    ///
    /// Helm refuses the chart.
    pub(super) fn read(chart: &Value, requirements: Option<&Value>) -> Result<Self, Problem> {
        let Value::Map(map) = chart else {
            return Err(refused(
                chart.place(),
                "Chart.yaml is no mapping".to_owned(),
            ));
        };
        let name = needed(map, "name")?;
        let version = needed(map, "version")?;
        check_name(&name)?;
        check_version(&version)?;
        let kind = optional(map, "type")?;
        let is_library = match kind.as_ref().map(|kind| kind.text.as_str()) {
            None | Some("" | "application") => false,
            Some("library") => true,
            Some(other) => {
                let place = kind.as_ref().and_then(|kind| kind.place);
                let message = format!("a chart is of type application or library, not {other}");
                return Err(refused(place, message));
            }
        };
        let listed = requirements.and_then(|value| entry(value, "dependencies"));
        let listed = listed.or_else(|| map.borrow().get("dependencies").cloned());
        Ok(Self {
            name,
            version,
            kube_version: optional(map, "kubeVersion")?.filter(|range| !range.text.is_empty()),
            is_library,
            dependencies: dependencies(listed.as_ref())?,
        })
    }
}

fn dependencies(listed: Option<&Value>) -> Result<Vec<Dependency>, Problem> {
    let Some(Value::List(items)) = listed else {
        return match listed {
            None | Some(Value::Nil) => Ok(Vec::new()),
            Some(other) => Err(refused(other.place(), "dependencies are a list".to_owned())),
        };
    };
    let mut read: Vec<Dependency> = Vec::new();
    for item in items.borrow().iter() {
        let dependency = dependency(item)?;
        let called = dependency.called();
        if let Some(first) = read.iter().find(|known| known.called().text == called.text) {
            let message = format!("two dependencies are called {}", called.text);
            let mut problem = refused(called.place, message);
            let place = first.called().place;
            problem.help = Some("give one of them an alias".to_owned());
            let first = place.map(|place| (place, "this one too".to_owned()));
            problem.others.extend(first);
            return Err(problem);
        }
        read.push(dependency);
    }
    Ok(read)
}

fn dependency(item: &Value) -> Result<Dependency, Problem> {
    let Value::Map(map) = item else {
        let message = "a dependency is a mapping with a name, a version and a repository";
        return Err(refused(item.place(), message.to_owned()));
    };
    let alias = optional(map, "alias")?.filter(|alias| !alias.text.is_empty());
    if let Some(alias) = &alias {
        let is_fit = |char: char| char.is_ascii_alphanumeric() || "_-".contains(char);
        if !alias.text.chars().all(is_fit) {
            let message = "an alias is of letters, digits, `_` and `-`".to_owned();
            return Err(refused(alias.place, message));
        }
    }
    Ok(Dependency {
        name: optional(map, "name")?.unwrap_or_default(),
        version: optional(map, "version")?.unwrap_or_default(),
        repository: optional(map, "repository")?.unwrap_or_default(),
        condition: optional(map, "condition")?.unwrap_or_default().text,
        tags: strings(map, "tags")?,
        import_values: imports(map.borrow().get("import-values")),
        alias,
    })
}

/// `import-values`: names of what the dependency exports, or where to take what and where to put it.
fn imports(listed: Option<&Value>) -> Vec<Import> {
    let Some(Value::List(items)) = listed else {
        return Vec::new();
    };
    let read = |item: &Value| match item {
        Value::Text(name) => Some(Import {
            child: format!("exports.{}", name.as_str()),
            parent: ".".to_owned(),
        }),
        Value::Map(map) => {
            let of = |key| {
                map.borrow()
                    .get(key)
                    .and_then(as_string)
                    .unwrap_or_default()
            };
            Some(Import {
                child: of("child").as_str().to_owned(),
                parent: of("parent").as_str().to_owned(),
            })
        }
        _ => None,
    };
    items.borrow().iter().filter_map(read).collect()
}

fn strings(map: &Map, key: &str) -> Result<Vec<String>, Problem> {
    match map.borrow().get(key) {
        None | Some(Value::Nil) => Ok(Vec::new()),
        Some(Value::List(items)) => {
            let items = items.borrow();
            let read = items.iter().map(|item| {
                let text = as_string(item).ok_or_else(|| no_string(map, key))?;
                Ok(text.as_str().to_owned())
            });
            read.collect()
        }
        Some(_) => Err(refused(place_of(map, key), format!("{key} is a list"))),
    }
}

fn needed(map: &Map, key: &str) -> Result<Field, Problem> {
    match optional(map, key)? {
        Some(field) if !field.text.is_empty() => Ok(field),
        _ => {
            let place = place_of(map, key).or_else(|| first_place(map));
            Err(refused(place, format!("the chart has no {key}")))
        }
    }
}

fn optional(map: &Map, key: &str) -> Result<Option<Field>, Problem> {
    match map.borrow().get(key) {
        None | Some(Value::Nil) => Ok(None),
        Some(value) => {
            let text = as_string(value).ok_or_else(|| no_string(map, key))?;
            Ok(Some(Field {
                text: text.as_str().to_owned(),
                place: text.place(),
            }))
        }
    }
}

fn no_string(map: &Map, key: &str) -> Problem {
    refused(place_of(map, key), format!("{key} is a string"))
}

/// A string, or what Helm makes one of where it wants one.
pub(super) fn as_string(value: &Value) -> Option<Text> {
    let written = match value {
        Value::Text(text) => return Some(text.clone()),
        Value::Bool(is, _) => is.to_string(),
        Value::Int(number, _) | Value::Int64(number, _) => number.to_string(),
        Value::Float(number, _) => number.to_string(),
        _ => return None,
    };
    let mut text = Text::default();
    let origin = value.place().map(|place| crate::origin::Origin {
        place,
        made: crate::origin::Made::Derived,
    });
    text.push_run(&written, origin, None);
    Some(text)
}

/// An entry of what may be a map.
pub(super) fn entry(value: &Value, key: &str) -> Option<Value> {
    match value {
        Value::Map(map) => map.borrow().get(key).cloned(),
        _ => None,
    }
}

/// Where a key of a map stands.
fn place_of(map: &Map, key: &str) -> Option<Place> {
    let map = map.borrow();
    map.get_key_value(key)?.0.0.place()
}

fn first_place(map: &Map) -> Option<Place> {
    let map = map.borrow();
    let places = map.keys().filter_map(|key| key.0.place());
    places.min_by_key(|place| place.span.start)
}

fn check_name(name: &Field) -> Result<(), Problem> {
    match name.text.contains('/') || matches!(name.text.as_str(), "." | "..") {
        false => Ok(()),
        true => {
            let message = format!("{} is no name for a chart", name.text);
            Err(refused(name.place, message))
        }
    }
}

fn check_version(version: &Field) -> Result<(), Problem> {
    if is_version(&version.text) {
        return Ok(());
    }
    let message = format!("{} is no version", version.text);
    let mut problem = refused(version.place, message);
    problem.help = Some("write it like 1.2.3 (semantic versioning)".to_owned());
    Err(problem)
}

/// Whether a text is a version as Helm takes it: `1.2.3-rc.1+build`, of which `v`, the patch and the minor can be left out.
fn is_version(text: &str) -> bool {
    let text = text.strip_prefix('v').unwrap_or(text);
    let (text, build) = text.split_once('+').unwrap_or((text, "0"));
    let (numbers, pre) = text.split_once('-').unwrap_or((text, "0"));
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = numbers.split('.');
    parts.clone().count() <= 3
        && parts.clone().all(is_number)
        && [build, pre].iter().all(|part| part.split('.').all(is_word))
}

/// Something that Helm refuses.
pub(super) fn refused(place: Option<Place>, message: String) -> Problem {
    Problem {
        kind: ProblemKind::Refused,
        place,
        message,
        help: None,
        others: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::helm::yaml::read_file;
    use crate::origin::FileId;

    fn read(text: &str) -> Result<Metadata, Problem> {
        Metadata::read(&read_file(text, FileId(0)).unwrap(), None)
    }

    #[test]
    fn what_a_chart_says_of_itself_is_read() {
        let text = "\
name: shop
version: 1.0
kubeVersion: '>=1.25'
dependencies:
  - name: redis
    alias: cache
    condition: cache.on,redis.on
    tags: [data]
    import-values:
      - web
      - {child: a.b, parent: c}
";
        let read = read(text).unwrap();
        assert_eq!(read.name.text, "shop");
        assert_eq!(read.name.place.unwrap().span.of(text), "shop");
        assert_eq!(read.version.text, "1");
        let dependency = &read.dependencies[0];
        assert_eq!(dependency.called().text, "cache");
        let imports: Vec<_> = dependency
            .import_values
            .iter()
            .map(|import| (import.child.as_str(), import.parent.as_str()))
            .collect();
        assert_eq!(imports, [("exports.web", "."), ("a.b", "c")]);
    }

    #[test]
    fn what_helm_refuses_is_told_at_its_place() {
        for (text, at) in [
            ("version: 1.0.0\n", "version"),
            ("name: a\nversion: one\n", "one"),
            ("name: a/b\nversion: 1.0.0\n", "a/b"),
            ("name: a\nversion: 1.0.0\ntype: lib\n", "lib"),
            ("name: [a]\nversion: 1.0.0\n", "name"),
            (
                "name: a\nversion: 1.0.0\ndependencies: [{name: b}, {name: c, alias: b}]\n",
                "b",
            ),
        ] {
            let problem = read(text).unwrap_err();
            assert_eq!(problem.place.unwrap().span.of(text), at, "{problem:?}");
        }
    }

    #[test]
    fn versions_are_told_from_other_words() {
        for version in ["1", "v1.2", "1.2.3", "1.2.3-rc.1+build.5", "1.2-x-y"] {
            assert!(is_version(version), "{version}");
        }
        for other in ["", "a", "1.2.3.4", "1.", "1.2.3-", "1.2.3+a_b", "vv1"] {
            assert!(!is_version(other), "{other}");
        }
    }
}
