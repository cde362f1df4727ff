//! The objects of a text, and what in them has a name.

use super::{Question, Symbol, SymbolSort};
use crate::objects::{Container, Object, Pod, Stage, Text, Workload};
use crate::source::Span;
use crate::yaml::{Cursor, Kind, Tree};

/// How many things of a text are listed.
const MOST: usize = 10_000;

pub(super) fn symbols(asked: &Question<'_>) -> Vec<Symbol> {
    let tree = Tree::read(asked.text);
    let mut left = MOST;
    let objects = asked.objects(&tree);
    if objects.is_empty() {
        let documents = tree.documents().iter();
        let roots = documents.filter_map(|document| tree.root(document));
        return roots.flat_map(|root| fields(&root, &mut left)).collect();
    }
    let mut symbols = Vec::new();
    for object in &objects {
        if left == 0 {
            break;
        }
        left -= 1;
        symbols.push(of_object(object, &mut left));
    }
    symbols
}

fn of_object(object: &Object<'_>, left: &mut usize) -> Symbol {
    let mut children = match Workload::of(object) {
        Some(workload) => of_pod(&workload.pod),
        None => in_object(object),
    };
    children.truncate(*left);
    *left -= children.len();
    let name = object
        .name()
        .map_or_else(String::new, |name| name.into_owned());
    Symbol {
        name: format!("{} {name}", object.kind).trim_end().to_owned(),
        detail: object
            .namespace()
            .map_or_else(String::new, |namespace| namespace.into_owned()),
        sort: SymbolSort::Object,
        span: object.root.span(),
        at: within(object.anchor().span(), object.root.span()),
        children,
    }
}

/// What stands in an object by name: the keys of its data, its ports.
fn in_object(object: &Object<'_>) -> Vec<Symbol> {
    let is_data = matches!(&*object.kind, "ConfigMap" | "Secret") && object.group().is_empty();
    let fields = ["data", "stringData", "binaryData"].into_iter();
    let maps = fields.filter_map(|field| object.root.get(field).filter(|_| is_data));
    let keys = maps.flat_map(|map| map.entries());
    let keys = keys.map(|entry| Symbol {
        name: entry.key.as_key().into_owned(),
        detail: String::new(),
        sort: SymbolSort::Key,
        span: around(entry.key.span(), entry.value.span()),
        at: entry.key.span(),
        children: Vec::new(),
    });
    let is_service = object.kind == "Service" && object.group().is_empty();
    let spec = object.root.get("spec").filter(|_| is_service);
    let ports = spec.into_iter().flat_map(|spec| items(&spec, "ports"));
    keys.chain(ports.filter_map(|port| of_port(&port, "port")))
        .collect()
}

fn of_pod(pod: &Pod<'_>) -> Vec<Symbol> {
    let containers = pod.all_containers().map(of_container);
    let volumes = pod.volumes.iter().filter_map(|volume| {
        let name = volume.name.as_ref()?;
        let source = volume.source().filter(|_| !volume.claim_template);
        let detail = source.map_or_else(String::new, |source| source.into_owned());
        Some(leaf(name, detail, SymbolSort::Volume, &volume.at))
    });
    containers.chain(volumes).collect()
}

fn of_container(container: &Container<'_>) -> Symbol {
    let env = items(&container.at, "env").filter_map(|variable| {
        let name = Text::field(&variable, "name")?;
        Some(leaf(&name, String::new(), SymbolSort::Variable, &variable))
    });
    let ports = items(&container.at, "ports");
    let ports = ports.filter_map(|port| of_port(&port, "containerPort"));
    let stage = match container.stage {
        Stage::Init => "init container",
        Stage::Sidecar => "sidecar",
        Stage::Ephemeral => "ephemeral container",
        Stage::Main => "container",
    };
    let image = container
        .image
        .as_ref()
        .map_or_else(String::new, ToString::to_string);
    Symbol {
        name: container.called().into_owned(),
        detail: format!("{stage} {image}").trim_end().to_owned(),
        sort: SymbolSort::Container,
        span: container.at.span(),
        at: within(container.anchor().span(), container.at.span()),
        children: env.chain(ports).collect(),
    }
}

fn of_port(at: &Cursor<'_>, field: &str) -> Option<Symbol> {
    let number = Text::field(at, field);
    let name = Text::field(at, "name").or_else(|| number.clone())?;
    let detail = number.map_or_else(String::new, |number| number.to_string());
    Some(leaf(&name, detail, SymbolSort::Port, at))
}

fn leaf(name: &Text<'_>, detail: String, sort: SymbolSort, at: &Cursor<'_>) -> Symbol {
    Symbol {
        name: name.to_string(),
        detail,
        sort,
        span: at.span(),
        at: within(name.at.span(), at.span()),
        children: Vec::new(),
    }
}

/// The fields of a text that is no manifest, two levels of them.
fn fields(root: &Cursor<'_>, left: &mut usize) -> Vec<Symbol> {
    let mut found = Vec::new();
    for entry in root.entries() {
        if *left == 0 || entry.key.used_at().is_some() {
            break;
        }
        *left -= 1;
        let below = entry
            .value
            .entries()
            .take_while(|below| below.key.used_at().is_none());
        let below = below.take(*left).map(|below| Symbol {
            name: below.key.as_key().into_owned(),
            detail: String::new(),
            sort: SymbolSort::Field,
            span: around(below.key.span(), below.value.span()),
            at: below.key.span(),
            children: Vec::new(),
        });
        let is_here = entry.value.used_at().is_none();
        let children: Vec<Symbol> = below.take_while(|_| is_here).collect();
        *left -= children.len();
        found.push(Symbol {
            name: entry.key.as_key().into_owned(),
            detail: String::new(),
            sort: SymbolSort::Field,
            span: around(entry.key.span(), entry.value.span()),
            at: entry.key.span(),
            children,
        });
    }
    found
}

fn items<'t>(at: &Cursor<'t>, field: &str) -> impl Iterator<Item = Cursor<'t>> + use<'t> {
    let list = at.get(field).filter(|list| list.kind() == Kind::Sequence);
    list.into_iter().flat_map(|list| list.items())
}

/// From a key to behind its value, unless that stands elsewhere.
fn around(key: Span, value: Span) -> Span {
    Span::new(key.start, value.end.max(key.end).max(key.start))
}

/// A span inside of another; what stands elsewhere, behind an alias, is at the start of it.
fn within(inner: Span, outer: Span) -> Span {
    match outer.contains(inner) {
        true => inner,
        false => Span::new(outer.start, outer.start),
    }
}
