//! The embedded table says what its readable form says.

mod custom;
mod descriptions;
mod facts;
mod pack;
mod second;
mod text;

use podlint::api::{ApiKind, Scope, Shape, Type, Version, Versions};
use text::{Definition, Kind, Text};

const TEXT: &str = include_str!("../../schemas/kubernetes.txt");

/// `PODLINT_BLESS=1` writes the table.
#[test]
fn the_table_is_packed_from_its_readable_form() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/kubernetes.bin");
    let packed = pack::pack(Text::read(TEXT));
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

/// The bits of a set of versions.
fn mask(versions: Versions) -> u32 {
    let bits = Versions::all().iter().zip(0..);
    bits.filter(|&(version, _)| versions.contains(version))
        .fold(0, |mask, (_, bit)| mask | 1 << bit)
}

fn compare_kind(kind: &Kind<'_>, name: &str) -> Type {
    let found = ApiKind::find(kind.api_version, kind.kind).unwrap();
    let scope = match found.scope() {
        Scope::Namespaced => "namespaced",
        Scope::Cluster => "cluster",
        Scope::Part => "part",
    };
    assert_eq!((scope, found.plural()), (kind.scope, kind.plural));
    assert_eq!(mask(found.versions()), kind.mask);
    assert_eq!(found.definition().name(), name);
    found.definition()
}

fn compare_fields(found: Type, definition: &Definition<'_>) {
    assert_eq!(found.fields().count(), definition.fields.len());
    for property in &definition.fields {
        let in_it = |version: &Version| property.mask & mask(Versions::from(*version)) != 0;
        for version in Versions::all().iter().filter(in_it) {
            let field = found.field(property.name, version).unwrap();
            assert_eq!(written(field.shape()), property.shape);
            assert_eq!(mask(field.versions()), property.mask);
            assert_eq!(field.required(), property.required);
            assert_eq!(field.default().unwrap_or_default(), property.default);
            assert_eq!(field.list_map_keys().unwrap_or_default(), property.keys);
            let values = field.all_values().map(|(value, some)| (value, mask(some)));
            assert_eq!(values.collect::<Vec<_>>(), property.values);
        }
        let of_name = definition
            .fields
            .iter()
            .filter(|other| other.name == property.name);
        let all = of_name.fold(0, |all, other| all | other.mask);
        for version in Versions::all().iter() {
            let there = all & mask(Versions::from(version)) != 0;
            assert_eq!(found.field(property.name, version).is_some(), there);
        }
    }
    assert_eq!(found.some_field("noSuchField"), None);
}

/// What the table's reader finds is what the text says, kind by kind and field by field, in every version.
#[test]
fn the_table_reads_as_it_is_written() {
    let text = Text::read(TEXT);
    let minors = Versions::all()
        .iter()
        .map(|version| u32::from(version.minor()));
    assert_eq!(minors.collect::<Vec<_>>(), text.versions);
    let mut kinds = 0;
    for definition in &text.definitions {
        for kind in &definition.kinds {
            compare_fields(compare_kind(kind, definition.name), definition);
            kinds += 1;
        }
    }
    assert_eq!(kinds, ApiKind::all().count());
    assert!(kinds > 150);
}
