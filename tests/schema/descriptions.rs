//! What the documentation says is packed from its readable form, and found for every field of every version.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use podlint::api::{Type, Version, Versions, description, fields};

const TEXT: &str = include_str!("../../schemas/descriptions.txt");

/// `PODLINT_BLESS=1` writes what is packed.
#[test]
fn the_descriptions_are_packed_from_their_readable_form() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/descriptions.bin");
    if std::env::var_os("PODLINT_BLESS").is_some() {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(TEXT.as_bytes()).unwrap();
        std::fs::write(path, packed.finish().unwrap()).unwrap();
    }
    let packed = std::fs::read(path).unwrap();
    let mut text = String::new();
    DeflateDecoder::new(&*packed)
        .read_to_string(&mut text)
        .unwrap();
    assert!(
        text == TEXT,
        "schemas/descriptions.bin is old: PODLINT_BLESS=1 cargo test --test main schema"
    );
    assert!(packed.len() < 260_000, "they have {} bytes", packed.len());
}

/// Each text is found where the readable form has it, in a version that it is of.
#[test]
fn what_is_written_is_what_is_said() {
    let (mut field, mut said, mut places) = ("", "", 0);
    for line in TEXT.lines() {
        if !line.starts_with(' ') {
            field = line;
        } else if !line.starts_with("    ") {
            said = line.trim();
        } else {
            let (name, limits) = line.trim().split_once(" in=").unwrap_or((line.trim(), ""));
            let definition = Type::all().find(|of| of.name() == name).unwrap();
            let mut ends = limits.split(',').flat_map(|range| range.split(".."));
            let version = ends.find_map(Version::parse);
            let field = (field != "=").then_some(field);
            let version = version.unwrap_or_else(|| {
                let of_field = field.and_then(|field| definition.some_field(field));
                let all = of_field.map_or(Versions::all(), |field| field.versions());
                all.iter().next().unwrap()
            });
            let found = description(definition, field, version);
            let found = found.map(|text| text.replace('\\', "\\\\").replace('\n', "\\n"));
            assert_eq!(found.as_deref(), Some(said), "{line} {field:?} {version}");
            places += 1;
        }
    }
    assert!(places > 5000, "{places}");
}

/// Nearly every field has a text: the source has none for those of JSON schemas.
#[test]
fn fields_have_descriptions_in_the_version_that_is_asked_for() {
    let version = Version::newest();
    let all = Type::all().flat_map(|of| fields(of, version).into_iter().map(move |at| (of, at)));
    let (with, without): (Vec<_>, Vec<_>) =
        all.partition(|(of, field)| description(*of, Some(field.name()), version).is_some());
    let without = without.iter().map(|(of, field)| (of.name(), field.name()));
    let without: Vec<_> = without.collect();
    assert!(with.len() > 2900 && without.len() < 60, "{without:?}");
    let container = Type::all().find(|of| of.name() == "io.k8s.api.core.v1.Container");
    let said = |version| {
        let version = Version::parse(version).unwrap();
        description(container.unwrap(), Some("restartPolicy"), version).unwrap_or_default()
    };
    assert_eq!(said("1.27"), "");
    assert!(said("1.30").contains("may only be set for init containers"));
    assert!(said("1.36").contains("overrides the pod-level restart policy"));
}
