//! Functions that Kubernetes adds to the language. Source: `k8s.io/apiserver/pkg/cel/library` and `cel-go/ext`, in the
//! versions that `k8s.io/apiserver/pkg/cel/environment` takes.

mod address;
mod amount;
mod authorizer;
mod bound;
mod cidr;
mod costs;
mod digits;
mod format;
mod formats;
mod ip;
mod json_patch;
mod list_costs;
mod lists;
mod more_lists;
mod named_formats;
mod quantity;
mod regex;
mod semver;
mod sets;
mod strings;
mod take;
mod traversal;
mod url;
mod version;
mod words;
mod written;

pub(crate) use named_formats::{is_base64, is_date_time, is_uuid};

use super::function::{Function, Overload};

/// The tables of the libraries that all expressions may use.
pub(super) static TABLES: &[&[Function]] = &[
    url::URLS,
    regex::REGEXES,
    lists::LISTS,
    authorizer::AUTHORIZERS,
    quantity::QUANTITIES,
    strings::STRINGS,
    sets::SETS_TABLE,
    ip::IPS,
    cidr::CIDRS,
    formats::FORMATS,
    semver::SEMVERS,
    more_lists::MORE_LISTS,
];

/// The table that expressions of mutating policies may use too.
pub(super) static JSON_PATCHES: &[Function] = json_patch::JSON_PATCHES;

/// Whether a row is of the library that makes lists of lists: it is of `cel-go`, which counts its costs by the overload
/// that is known before, and asks no overload for what it takes.
pub(super) fn makes_lists(row: &'static Overload) -> bool {
    let mut rows = more_lists::MORE_LISTS
        .iter()
        .flat_map(|function| function.overloads);
    rows.any(|other| std::ptr::eq(row, other))
}
