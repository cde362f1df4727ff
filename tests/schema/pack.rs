//! Packs the table from its readable form.

use std::collections::BTreeMap;

use super::text::{Definition, Property, Text};

/// How many bits of its word a mask has; those above it say what else there is to say.
const MASK_BITS: u32 = 30;

/// Packs the text into the layout that `src/api/table.rs` reads.
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
    /// By kind and apiVersion; then type, versions and scope, plural.
    kinds: Vec<(&'t str, &'t str, [u32; 3])>,
    values: Vec<u32>,
}

impl<'t> Arrays<'t> {
    fn add(&mut self, packer: &mut Packer<'t>, definition: &mut Definition<'t>) {
        let at = self.types.len() as u32 / 5;
        for kind in &definition.kinds {
            let scopes = ["namespaced", "cluster", "part"];
            let scope = scopes
                .iter()
                .position(|&scope| scope == kind.scope)
                .unwrap();
            let record = [
                at,
                kind.mask | (scope as u32) << MASK_BITS,
                packer.string(kind.plural),
            ];
            self.kinds.push((kind.kind, kind.api_version, record));
        }
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
            let flags = u32::from(field.required) << MASK_BITS | field.mask;
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
        for &(value, mask) in &field.values {
            self.values.extend([packer.string(value), mask]);
        }
        extra
    }
}

/// The table as bytes.
pub(crate) fn pack(text: Text<'_>) -> Vec<u8> {
    let (first, versions) = (text.versions[0], text.versions.len() as u32);
    assert!(versions <= MASK_BITS, "a mask has {MASK_BITS} bits");
    let mut definitions = text.definitions;
    let types = definitions
        .iter()
        .zip(0..)
        .map(|(definition, at)| (definition.name, at));
    let mut packer = Packer {
        types: types.collect(),
        ..Packer::default()
    };
    let mut arrays = Arrays::default();
    for definition in &mut definitions {
        arrays.add(&mut packer, definition);
    }
    arrays.kinds.sort_unstable();
    let kinds: Vec<u32> = arrays
        .kinds
        .iter()
        .flat_map(|&(kind, api_version, [at, mask, plural])| {
            [
                packer.string(kind),
                packer.string(api_version),
                at,
                mask,
                plural,
            ]
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
