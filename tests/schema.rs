//! The embedded table says what its readable form says.

use std::collections::BTreeMap;

use podlint::api::{ApiKind, Shape};
use podlint::engine::{Finding, Settings, check_text};

const TEXT: &str = include_str!("../schemas/kubernetes.txt");

/// A definition as the text has it.
#[derive(Default)]
struct Definition<'t> {
    name: &'t str,
    kinds: Vec<(&'t str, &'t str)>,
    fields: Vec<Property<'t>>,
}

#[derive(Default)]
struct Property<'t> {
    name: &'t str,
    shape: &'t str,
    required: bool,
    default: &'t str,
    keys: &'t str,
    values: Vec<&'t str>,
}

fn parse(text: &str) -> (u32, u32, Vec<Definition<'_>>) {
    let mut lines = text.lines();
    let versions: Vec<u32> = lines
        .next()
        .unwrap()
        .split(' ')
        .skip(1)
        .map(|version| version[2..].parse().unwrap())
        .collect();
    let mut definitions: Vec<Definition<'_>> = Vec::new();
    for line in lines {
        if let Some(name) = line.strip_prefix("type ") {
            definitions.push(Definition {
                name,
                ..Definition::default()
            });
        } else if let Some(kind) = line.strip_prefix("  = ") {
            definitions
                .last_mut()
                .unwrap()
                .kinds
                .push(kind.split_once(' ').unwrap());
        } else {
            definitions.last_mut().unwrap().fields.push(property(line));
        }
    }
    (versions[0], versions.len() as u32, definitions)
}

fn property(line: &str) -> Property<'_> {
    let mut words = line.trim().split(' ');
    let mut property = Property {
        name: words.next().unwrap(),
        shape: words.next().unwrap(),
        ..Property::default()
    };
    for word in words {
        match word.split_once('=') {
            None if word == "required" => property.required = true,
            Some(("default", value)) => property.default = value,
            Some(("keys", value)) => property.keys = value,
            Some(("enum", values)) => property.values = values.split('|').collect(),
            _ => panic!("what is `{word}` in `{line}`?"),
        }
    }
    property
}

/// Packs the text into the layout that `src/schema/table.rs` reads.
#[derive(Default)]
struct Packer<'t> {
    types: BTreeMap<&'t str, u32>,
    elements: Vec<u32>,
    pool: Vec<u8>,
    strings: BTreeMap<&'t str, u32>,
}

impl<'t> Packer<'t> {
    fn string(&mut self, text: &'t str) -> u32 {
        let pool = &mut self.pool;
        *self.strings.entry(text).or_insert_with(|| {
            let at = pool.len() as u32;
            pool.extend_from_slice(text.as_bytes());
            assert!(text.len() < 256, "`{text}` is too long for the table");
            at << 8 | text.len() as u32
        })
    }

    fn shape(&mut self, text: &str) -> u32 {
        let words = [
            "any",
            "string",
            "bool",
            "int32",
            "int64",
            "number",
            "quantity",
            "int-or-string",
            "time",
            "microtime",
            "bytes",
        ];
        if let Some(code) = words.iter().position(|&word| word == text) {
            return code as u32;
        }
        let (code, inner) = match text.as_bytes()[0] {
            b'[' => (11, &text[1..text.len() - 1]),
            b'{' => (12, &text[1..text.len() - 1]),
            _ => return 13 | self.types[text] << 8,
        };
        let element = self.shape(inner);
        let place = self
            .elements
            .iter()
            .position(|&other| other == element)
            .unwrap_or_else(|| {
                self.elements.push(element);
                self.elements.len() - 1
            });
        code | (place as u32) << 8
    }
}

/// The table's arrays while they grow.
#[derive(Default)]
struct Arrays<'t> {
    types: Vec<u32>,
    properties: Vec<u32>,
    kinds: Vec<(&'t str, &'t str, u32)>,
    values: Vec<u32>,
}

impl<'t> Arrays<'t> {
    fn add(&mut self, packer: &mut Packer<'t>, definition: &mut Definition<'t>, everywhere: u32) {
        let at = self.types.len() as u32 / 5;
        let kinds = definition.kinds.iter();
        self.kinds
            .extend(kinds.map(|&(version, kind)| (kind, version, at)));
        let first = self.properties.len() as u32 / 4;
        let count = definition.fields.len() as u32;
        definition
            .fields
            .sort_by_key(|field| (field.name.len(), field.name));
        assert!(count <= 64, "{} has more fields than bits", definition.name);
        let required = definition
            .fields
            .iter()
            .zip(0..)
            .filter(|(field, _)| field.required);
        let required = required.fold(0_u64, |mask, (_, place)| mask | 1 << place);
        let (low, high) = (required as u32, (required >> 32) as u32);
        self.types
            .extend([packer.string(definition.name), first, count, low, high]);
        for field in &definition.fields {
            let extra = self.extra(packer, field);
            let (name, shape) = (packer.string(field.name), packer.shape(field.shape));
            let flags = u32::from(field.required) << 16 | everywhere;
            self.properties.extend([name, shape, flags, extra]);
        }
    }

    /// Where the default, the keys and the values of a field stand, if it has any.
    fn extra(&mut self, packer: &mut Packer<'t>, field: &Property<'t>) -> u32 {
        if field.default.is_empty() && field.keys.is_empty() && field.values.is_empty() {
            return u32::MAX;
        }
        let extra = self.values.len() as u32;
        let count = field.values.len() as u32;
        self.values.extend([
            packer.string(field.default),
            packer.string(field.keys),
            count,
        ]);
        self.values
            .extend(field.values.iter().map(|&value| packer.string(value)));
        extra
    }
}

fn pack(text: &str) -> Vec<u8> {
    let (first, versions, mut definitions) = parse(text);
    let types = definitions
        .iter()
        .zip(0..)
        .map(|(definition, at)| (definition.name, at));
    let mut packer = Packer {
        types: types.collect(),
        ..Packer::default()
    };
    let everywhere = (1_u32 << versions) - 1;
    let mut arrays = Arrays::default();
    for definition in &mut definitions {
        arrays.add(&mut packer, definition, everywhere);
    }
    arrays.kinds.sort_unstable();
    let kinds: Vec<u32> = arrays
        .kinds
        .iter()
        .flat_map(|&(kind, version, at)| {
            [packer.string(kind), packer.string(version), at, everywhere]
        })
        .collect();
    let mut words = vec![
        u32::from_le_bytes(*b"POD1"),
        first,
        versions,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ];
    words[7] = arrays.kinds.len() as u32;
    let slots = [
        (3, &arrays.types),
        (4, &arrays.properties),
        (5, &packer.elements),
        (6, &kinds),
        (8, &arrays.values),
    ];
    for (slot, array) in slots {
        words[slot] = words.len() as u32;
        words.extend(array);
    }
    words[9] = words.len() as u32;
    let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.extend(packer.pool);
    bytes
}

/// `PODLINT_BLESS=1` writes the table.
#[test]
fn the_table_is_packed_from_its_readable_form() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/kubernetes.bin");
    let packed = pack(TEXT);
    if std::env::var_os("PODLINT_BLESS").is_some() {
        std::fs::write(path, &packed).unwrap();
    }
    assert!(
        std::fs::read(path).unwrap() == packed,
        "schemas/kubernetes.bin is old: PODLINT_BLESS=1 cargo test --test main schema"
    );
    assert!(
        packed.len() < 250_000,
        "the table has {} bytes",
        packed.len()
    );
}

fn written(shape: Shape) -> String {
    match shape {
        Shape::Any => "any".to_owned(),
        Shape::String => "string".to_owned(),
        Shape::Bool => "bool".to_owned(),
        Shape::Int32 => "int32".to_owned(),
        Shape::Int64 => "int64".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Quantity => "quantity".to_owned(),
        Shape::IntOrString => "int-or-string".to_owned(),
        Shape::Time => "time".to_owned(),
        Shape::MicroTime => "microtime".to_owned(),
        Shape::Bytes => "bytes".to_owned(),
        Shape::List(element) => format!("[{}]", written(element.shape())),
        Shape::Map(element) => format!("{{{}}}", written(element.shape())),
        Shape::Object(definition) => definition.name().to_owned(),
    }
}

/// What the table's reader finds is what the text says, kind by kind and field by field.
#[test]
fn the_table_reads_as_it_is_written() {
    let (_, _, definitions) = parse(TEXT);
    let mut kinds = 0;
    for definition in &definitions {
        for &(api_version, kind) in &definition.kinds {
            let found = ApiKind::find(api_version, kind).unwrap().definition();
            kinds += 1;
            assert_eq!(found.name(), definition.name);
            assert_eq!(found.fields().count(), definition.fields.len());
            for property in &definition.fields {
                let field = found.field(property.name).unwrap();
                assert_eq!(written(field.shape()), property.shape);
                assert_eq!(field.required(), property.required);
                assert_eq!(field.default().unwrap_or_default(), property.default);
                assert_eq!(field.list_map_keys().unwrap_or_default(), property.keys);
                assert_eq!(field.values().collect::<Vec<_>>(), property.values);
            }
            assert_eq!(found.field("noSuchField"), None);
        }
    }
    assert_eq!(kinds, ApiKind::all().count());
    assert!(kinds > 90);
}

/// What marks the subresource of a custom resource is an object without fields.
#[test]
fn an_object_without_fields_is_no_other_value() {
    let definition = |status: &str| {
        format!(
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: as.b.c}}\nspec:\n  group: b.c\n  scope: Namespaced\n  names: {{plural: as, kind: A}}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema: {{openAPIV3Schema: {{type: object}}}}\n    subresources: {{status: {status}}}\n"
        )
    };
    for (status, wrong) in [("{}", 0), ("null", 0), ("on", 1), ("text", 1), ("[]", 1)] {
        let findings = check_text("crd.yaml", &definition(status), &Settings::default());
        let of_type = |finding: &&Finding| finding.diagnostic.rule == "wrong-type";
        assert_eq!(findings.iter().filter(of_type).count(), wrong, "{status}");
    }
}
