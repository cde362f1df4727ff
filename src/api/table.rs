//! The API's definitions as a table that is read where it lies: nothing is built at start-up.
//!
//! `schemas/kubernetes.bin` is packed from `schemas/kubernetes.txt`, see `schemas/README.md`. It holds
//! little-endian words of 32 bits: a header, then arrays of records, then a pool of strings. A string is a
//! word, its offset in the pool in the upper 24 bits and its length in the lower 8. A mask has a bit for
//! each version, the oldest first; the two upper bits of its word say what else there is to say of a record. Reads are
//! checked; a table that does not fit reads as empty.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::version::{Version, Versions};

static BYTES: &[u8] = include_bytes!("../../schemas/kubernetes.bin");

/// The words of the header.
pub(super) mod header {
    pub(super) const FIRST_VERSION: u32 = 1;
    pub(super) const VERSIONS: u32 = 2;
    pub(super) const TYPES: u32 = 3;
    pub(super) const PROPERTIES: u32 = 4;
    pub(super) const ELEMENTS: u32 = 5;
    pub(in crate::api) const KINDS: u32 = 6;
    pub(in crate::api) const KIND_COUNT: u32 = 7;
    pub(super) const VALUES: u32 = 8;
    pub(super) const STRINGS: u32 = 9;
}

/// How many versions a mask holds.
pub(super) const MASK_BITS: u8 = 30;

/// The versions of a word that holds a mask.
#[inline]
pub(super) fn mask(word: u32) -> Versions {
    Versions::of_mask(word & !(u32::MAX << MASK_BITS))
}

/// What a word holds above its mask.
#[inline]
pub(super) fn above_mask(word: u32) -> u32 {
    word >> MASK_BITS
}

#[inline]
pub(super) fn word(at: u32) -> u32 {
    let start = at as usize * 4;
    BYTES.get(start..start + 4).map_or(0, |bytes| {
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    })
}

/// A string of the pool, which is seen once to be UTF-8.
#[inline]
pub(super) fn string(packed: u32) -> &'static str {
    static POOL: OnceLock<&str> = OnceLock::new();
    let pool = POOL.get_or_init(|| {
        let pool = BYTES.get(word(header::STRINGS) as usize * 4..);
        std::str::from_utf8(pool.unwrap_or_default()).unwrap_or_default()
    });
    let start = (packed >> 8) as usize;
    pool.get(start..start + length(packed)).unwrap_or_default()
}

/// The bytes of a string, for searches, which need not know that they are UTF-8.
#[inline]
pub(super) fn bytes(packed: u32) -> &'static [u8] {
    let start = (word(header::STRINGS) * 4 + (packed >> 8)) as usize;
    BYTES.get(start..start + length(packed)).unwrap_or_default()
}

#[inline]
fn length(packed: u32) -> usize {
    (packed & 0xFF) as usize
}

/// The first minor version and how many there are.
pub(super) fn versions() -> (u8, u8) {
    (
        word(header::FIRST_VERSION) as u8,
        word(header::VERSIONS) as u8,
    )
}

/// The shape of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Anything at all.
    Any,
    /// A string.
    String,
    /// A bool.
    Bool,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// Any number.
    Number,
    /// An amount: `100m`, `1Gi`, 2.
    Quantity,
    /// A whole number of 32 bits or a string.
    IntOrString,
    /// A time, RFC 3339.
    Time,
    /// A time with microseconds.
    MicroTime,
    /// Base64.
    Bytes,
    /// A list of the element's shape.
    List(Element),
    /// A mapping from strings to the element's shape.
    Map(Element),
    /// An object with fields.
    Object(Type),
}

impl Shape {
    fn unpack(word: u32) -> Self {
        let argument = word >> 8;
        match word & 0xFF {
            1 => Self::String,
            2 => Self::Bool,
            3 => Self::Int32,
            4 => Self::Int64,
            5 => Self::Number,
            6 => Self::Quantity,
            7 => Self::IntOrString,
            8 => Self::Time,
            9 => Self::MicroTime,
            10 => Self::Bytes,
            11 => Self::List(Element(argument)),
            12 => Self::Map(Element(argument)),
            13 => Self::Object(Type(argument)),
            _ => Self::Any,
        }
    }
}

/// What a list or a map holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element(u32);

impl Element {
    /// Its shape.
    #[must_use]
    pub fn shape(self) -> Shape {
        Shape::unpack(word(word(header::ELEMENTS) + self.0))
    }
}

/// A definition with fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type(u32);

impl Type {
    pub(super) fn at(place: u32) -> Self {
        Self(place)
    }

    fn record(self) -> u32 {
        word(header::TYPES) + self.0 * 5
    }

    /// Every definition, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        let words = word(header::PROPERTIES).saturating_sub(word(header::TYPES));
        (0..words / 5).map(Self)
    }

    /// Its place among all of them, from 0.
    #[must_use]
    pub fn place(self) -> usize {
        self.0 as usize
    }

    /// Its full name, `io.k8s.api.core.v1.Container`.
    #[must_use]
    pub fn name(self) -> &'static str {
        string(word(self.record()))
    }

    fn first(self) -> u32 {
        word(self.record() + 1)
    }

    fn count(self) -> u32 {
        word(self.record() + 2)
    }

    /// A bit for the place of each field that some version requires.
    #[must_use]
    #[inline]
    pub fn required(self) -> u64 {
        u64::from(word(self.record() + 3)) | u64::from(word(self.record() + 4)) << 32
    }

    /// Its fields, ordered by length and then by name; each with its place, from 0.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        let first = self.first();
        (0..self.count()).map(move |place| Field {
            record: word(header::PROPERTIES) + (first + place) * 4,
            place,
        })
    }

    /// The field of that name that `version` has. A name whose type has changed has a record for each type,
    /// side by side.
    #[must_use]
    #[inline]
    pub fn field(self, name: &str, version: Version) -> Option<Field> {
        let found = self.some_field(name)?;
        if found.versions().contains(version) {
            return Some(found);
        }
        let mut alike = self.fields().filter(|field| field.name() == name);
        alike.find(|field| field.versions().contains(version))
    }

    /// The field that some version has under that name.
    #[must_use]
    #[inline]
    pub fn some_field(self, name: &str) -> Option<Field> {
        let first = self.first();
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let place = low.midpoint(high);
            let field = Field {
                record: word(header::PROPERTIES) + (first + place) * 4,
                place,
            };
            let key = word(field.record);
            let of_length = || bytes(key).cmp(name.as_bytes());
            match length(key).cmp(&name.len()).then_with(of_length) {
                Ordering::Equal => return Some(field),
                Ordering::Less => low = place + 1,
                Ordering::Greater => high = place,
            }
        }
        None
    }
}

/// How many definitions have a field of that name.
#[must_use]
pub fn field_name_count(name: &str) -> usize {
    static COUNTS: OnceLock<BTreeMap<&'static str, usize>> = OnceLock::new();
    let counts = COUNTS.get_or_init(|| {
        let mut counts = BTreeMap::new();
        for record in (word(header::PROPERTIES)..word(header::ELEMENTS)).step_by(4) {
            *counts.entry(string(word(record))).or_default() += 1;
        }
        counts
    });
    counts.get(name).copied().unwrap_or_default()
}

/// A field of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Field {
    record: u32,
    /// Its place among the fields of its definition.
    pub place: u32,
}

impl Field {
    /// Its name.
    #[must_use]
    #[inline]
    pub fn name(self) -> &'static str {
        string(word(self.record))
    }

    /// Its shape.
    #[must_use]
    #[inline]
    pub fn shape(self) -> Shape {
        Shape::unpack(word(self.record + 1))
    }

    /// Whether it must be there.
    #[must_use]
    #[inline]
    pub fn required(self) -> bool {
        above_mask(word(self.record + 2)) == 1
    }

    /// The versions that have it, with this shape.
    #[must_use]
    #[inline]
    pub fn versions(self) -> Versions {
        mask(word(self.record + 2))
    }

    fn extra(self) -> Option<u32> {
        let extra = word(self.record + 3);
        (extra != u32::MAX).then(|| word(header::VALUES) + extra)
    }

    /// Its default, as JSON.
    #[must_use]
    pub fn default(self) -> Option<&'static str> {
        let text = string(word(self.extra()?));
        (!text.is_empty()).then_some(text)
    }

    /// The keys that tell the items of a list apart.
    #[must_use]
    pub fn list_map_keys(self) -> Option<&'static str> {
        let text = string(word(self.extra()? + 1));
        (!text.is_empty()).then_some(text)
    }

    /// The only values that the API server of `version` takes, if they are a closed set; none of them where
    /// any goes.
    pub fn values(self, version: Version) -> impl Iterator<Item = &'static str> {
        self.all_values()
            .filter(move |(_, versions)| versions.contains(version))
            .map(|(value, _)| value)
    }

    /// The values that some version takes, and the versions that do.
    pub fn all_values(self) -> impl Iterator<Item = (&'static str, Versions)> {
        let (start, count) = self
            .extra()
            .map_or((0, 0), |extra| (extra + 3, word(extra + 2)));
        (0..count).map(move |place| {
            let at = start + place * 2;
            (string(word(at)), mask(word(at + 1)))
        })
    }
}
