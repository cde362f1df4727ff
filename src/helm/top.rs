//! What each template is executed with: `.Values`, `.Release` and the rest.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::about;
use super::capabilities::capabilities;
use super::chart::{Content, File};
use super::coalesce::{new_map, set};
use super::files::Files;
use super::node::Node;
use super::request::Request;
use crate::origin::{FileId, ReadFile, Text};
use crate::template::{Key, Map, Value};

/// A template of a chart.
#[derive(Debug)]
pub(super) struct Template {
    /// Helm's name for it: `shop/charts/redis/templates/master.yaml`.
    pub(super) name: String,
    /// The directory of the templates of its chart, named likewise.
    pub(super) base: String,
    pub(super) file: Option<FileId>,
    pub(super) text: Text,
    /// What it is executed with, shared by the templates of one chart.
    pub(super) data: Map,
}

impl Template {
    /// Whether it is only there for others.
    pub(super) fn is_partial(&self) -> bool {
        let name = self.name.rsplit('/').next().unwrap_or(&self.name);
        name.starts_with('_')
    }

    /// What it is executed with. Other templates of its chart see what it changes in that.
    pub(super) fn data(&self) -> Value {
        let about = [("Name", &self.name), ("BasePath", &self.base)];
        let about = about.map(|(key, text)| (Key::from(key), Value::text(text.clone())));
        let about = Value::Map(new_map(about.into_iter()));
        set(&self.data, Key::from("Template"), about);
        Value::Map(self.data.clone())
    }
}

/// All templates of a chart and its dependencies, in the order in which Helm parses and executes them: the deepest first.
pub(super) fn templates(
    root: &Node<'_>,
    values: Map,
    request: &Request,
    files: &[ReadFile],
) -> Vec<Template> {
    let mut gathered = Gathered {
        files,
        release: release(request),
        capabilities: capabilities(request),
        templates: BTreeMap::new(),
    };
    gathered.add(root, values, None);
    let mut templates: Vec<Template> = gathered.templates.into_values().collect();
    let depth = |template: &Template| template.name.matches('/').count();
    templates.sort_by(|one, other| {
        let by_depth = depth(other).cmp(&depth(one));
        by_depth.then_with(|| other.name.cmp(&one.name))
    });
    templates
}

fn release(request: &Request) -> Value {
    let entries = [
        ("Name", Value::text(request.release.clone())),
        ("Namespace", Value::text(request.namespace.clone())),
        ("IsUpgrade", Value::bool(false)),
        ("IsInstall", Value::bool(true)),
        ("Revision", Value::int(1)),
        ("Service", Value::text("Helm")),
    ];
    let entries = entries.map(|(key, value)| (Key::from(key), value));
    Value::Map(new_map(entries.into_iter()))
}

struct Gathered<'f> {
    files: &'f [ReadFile],
    release: Value,
    capabilities: Value,
    templates: BTreeMap<String, Template>,
}

impl Gathered<'_> {
    /// Adds the templates of a chart; gives what they are executed with.
    fn add(&mut self, node: &Node<'_>, values: Map, above: Option<&str>) -> Map {
        let path = match above {
            Some(above) => format!("{above}/charts/{}", node.name),
            None => node.name.clone(),
        };
        let children = new_map(std::iter::empty());
        let entries = [
            ("Chart", about::chart(node, above.is_none(), self.files)),
            (
                "Files",
                Value::Object(Rc::new(Files::new(&node.part.others, self.files))),
            ),
            ("Release", self.release.clone()),
            ("Capabilities", self.capabilities.clone()),
            ("Values", Value::Map(values.clone())),
            ("Subcharts", Value::Map(children.clone())),
        ];
        let data = new_map(
            entries
                .into_iter()
                .map(|(key, value)| (Key::from(key), value)),
        );
        for child in &node.children {
            let own = match values.borrow().get(child.name.as_str()) {
                Some(Value::Map(map)) => map.clone(),
                _ => new_map(std::iter::empty()),
            };
            let of_child = self.add(child, own, Some(&path));
            set(
                &children,
                Key::from(child.name.as_str()),
                Value::Map(of_child),
            );
        }
        for file in &node.part.templates {
            self.template(node, &path, file, &data);
        }
        data
    }

    fn template(&mut self, node: &Node<'_>, path: &str, file: &File, data: &Map) {
        let last = file.name.rsplit('/').next().unwrap_or(&file.name);
        if node.metadata().is_library && !last.starts_with('_') {
            return;
        }
        let (id, text) = match &file.content {
            Content::Text(id) => {
                let text = self.files.get(id.0 as usize).map_or("", |file| &*file.text);
                (Some(*id), Text::of_file(*id, text))
            }
            Content::Bytes(bytes) => (None, Text::made(String::from_utf8_lossy(bytes))),
        };
        let template = Template {
            name: format!("{path}/{}", file.name),
            base: format!("{path}/templates"),
            file: id,
            text,
            data: data.clone(),
        };
        // Of a chart that comes twice by one name, the last holds.
        self.templates.insert(template.name.clone(), template);
    }
}
