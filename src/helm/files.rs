//! `.Files`: the files of a chart that are no templates.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::bounds::MAX_CHART;
use super::bytes::{Bytes, numbers};
use super::chart::{Content, File};
use super::coalesce::new_map;
use super::functions::base64;
use super::glob;
use super::yaml::{self, Writer};
use crate::origin::{FileId, ReadFile, Text};
use crate::template::{Key, Map, Object, Value};

/// Files by their names.
#[derive(Debug)]
pub(super) struct Files {
    files: BTreeMap<String, Contents>,
    /// What Go prints of them: four times as much as they hold, which charts ask for with every `dict $`.
    printed: OnceCell<Text>,
}

#[derive(Clone, Debug)]
enum Contents {
    Text(FileId, Arc<str>),
    Bytes(Arc<[u8]>),
}

impl Files {
    pub(super) fn new(files: &[File], read: &[ReadFile]) -> Self {
        let of = |file: &File| {
            let contents = match &file.content {
                Content::Bytes(bytes) => Contents::Bytes(Arc::clone(bytes)),
                Content::Text(id) => {
                    let text = read.get(id.0 as usize).map(|read| Arc::clone(&read.text));
                    Contents::Text(*id, text.unwrap_or_default())
                }
            };
            (file.name.clone(), contents)
        };
        Self::of(files.iter().map(of).collect())
    }

    fn of(files: BTreeMap<String, Contents>) -> Self {
        let printed = OnceCell::new();
        Self { files, printed }
    }

    fn get(&self, name: &str) -> Text {
        self.files
            .get(name)
            .map_or_else(Text::default, Contents::text)
    }

    fn bytes(&self, name: &str) -> Value {
        let none = || Bytes::value(&Arc::from([]), Text::default());
        self.files.get(name).map_or_else(none, Contents::bytes)
    }

    fn matching(&self, pattern: &str) -> Self {
        let matcher = glob::of_files(pattern);
        // Helm takes all if the pattern is none.
        let is_match = |name: &str| {
            matcher
                .as_ref()
                .is_none_or(|matcher| matcher.is_match(name.as_bytes()))
        };
        let files = self.files.iter().filter(|(name, _)| is_match(name));
        let files = files.map(|(name, contents)| (name.clone(), contents.clone()));
        Self::of(files.collect())
    }

    /// YAML of all, by the last parts of their names.
    fn written(&self, of: impl Fn(&Contents) -> Text) -> Text {
        let files = self.files.iter();
        let entries = files.map(|(name, contents)| {
            let name = name.rsplit('/').next().unwrap_or(name);
            (Key::from(name), Value::Text(of(contents)))
        });
        let map = Value::Map(new_map(entries));
        // Names and texts can always be written.
        let written = yaml::write(&map, Writer::Through, MAX_CHART as usize).unwrap_or_default();
        let end = written
            .as_str()
            .strip_suffix('\n')
            .map_or(written.len(), str::len);
        written.slice(0, end)
    }

    fn lines(&self, name: &str) -> Value {
        let text = self.get(name);
        let mut lines = Vec::new();
        let length = text
            .as_str()
            .strip_suffix('\n')
            .unwrap_or(text.as_str())
            .len();
        if !text.is_empty() {
            let mut from = 0;
            for line in text.as_str()[..length].split('\n') {
                lines.push(Value::Text(text.slice(from, from + line.len())));
                from += line.len() + 1;
            }
        }
        Value::list(lines)
    }
}

impl Contents {
    fn text(&self) -> Text {
        match self {
            Self::Text(id, text) => Text::of_file(*id, text),
            Self::Bytes(bytes) => Text::made(String::from_utf8_lossy(bytes)),
        }
    }

    fn bytes(&self) -> Value {
        let bytes = match self {
            Self::Text(_, text) => Arc::from(text.as_bytes()),
            Self::Bytes(bytes) => Arc::clone(bytes),
        };
        Bytes::value(&bytes, self.text())
    }

    fn numbers(&self) -> Text {
        let numbers = match self {
            Self::Text(_, text) => numbers(text.as_bytes()),
            Self::Bytes(bytes) => numbers(bytes),
        };
        self.text().derive(&numbers)
    }

    fn encoded(&self) -> Text {
        match self {
            Self::Text(id, text) => {
                let text = Text::of_file(*id, text);
                text.derive(&base64(text.as_str().as_bytes()))
            }
            Self::Bytes(bytes) => Text::made(base64(bytes)),
        }
    }
}

impl Object for Files {
    fn type_name(&self) -> &'static str {
        "engine.files"
    }

    fn field(&self, name: &str) -> Option<Value> {
        self.files.get(name).map(Contents::bytes)
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Option<Result<Value, String>> {
        let one = || match arguments {
            [Value::Text(text)] => Ok(text.as_str()),
            [_] => Err("wrong type for value; expected string".to_owned()),
            _ => Err(wrong_number(method, 1, arguments.len())),
        };
        let none = || match arguments {
            [] => Ok(()),
            _ => Err(wrong_number(method, 0, arguments.len())),
        };
        Some(match method {
            "Get" => one().map(|name| Value::Text(self.get(name))),
            "GetBytes" => one().map(|name| self.bytes(name)),
            "Glob" => one().map(|name| Value::Object(std::rc::Rc::new(self.matching(name)))),
            "Lines" => one().map(|name| self.lines(name)),
            "AsConfig" => none().map(|()| Value::Text(self.written(Contents::text))),
            "AsSecrets" => none().map(|()| Value::Text(self.written(Contents::encoded))),
            _ => return None,
        })
    }

    fn printed(&self) -> Text {
        let print = || {
            let mut text = Text::made("map[");
            for (at, (name, contents)) in self.files.iter().enumerate() {
                let space = if at > 0 { " " } else { "" };
                text.push_str(&format!("{space}{name}:"));
                text.push(&contents.numbers());
            }
            text.push_str("]");
            text
        };
        self.printed.get_or_init(print).clone()
    }

    fn as_map(&self) -> Option<Map> {
        let files = self.files.iter();
        let entries = files.map(|(name, contents)| (Key::from(name.as_str()), contents.bytes()));
        Some(new_map(entries))
    }
}

fn wrong_number(method: &str, wanted: usize, given: usize) -> String {
    format!("wrong number of args for {method}: want {wanted} got {given}")
}
