//! Which rows an image's name may match, so that few of some hundreds are looked at.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Software, software};

/// Rows by the last part of the paths that they name, and those that leave it open; each in the table's order.
struct Index {
    named: HashMap<&'static str, Vec<(usize, &'static Software)>>,
    open: Vec<(usize, &'static Software)>,
}

/// The rows that may match an image whose path ends in `base`, in the order in which they are tried.
pub(in crate::facts) fn candidates(base: &str) -> Vec<&'static Software> {
    static INDEX: OnceLock<Index> = OnceLock::new();
    let index = INDEX.get_or_init(Index::build);
    let mut rows = index.named.get(base).cloned().unwrap_or_default();
    rows.extend(&index.open);
    rows.sort_by_key(|(at, _)| *at);
    rows.dedup_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| row).collect()
}

impl Index {
    fn build() -> Self {
        let mut index = Self {
            named: HashMap::new(),
            open: Vec::new(),
        };
        for (at, row) in software().enumerate() {
            for pattern in row.images {
                let path = pattern.split(':').next().unwrap_or(pattern);
                let base = path.rsplit('/').next().unwrap_or(path);
                if base.contains('*') {
                    index.open.push((at, row));
                } else {
                    index.named.entry(base).or_default().push((at, row));
                }
            }
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_that_may_match_is_left_out() {
        for row in software() {
            for pattern in row.images {
                let path = pattern.split(':').next().unwrap();
                let base = path.rsplit('/').next().unwrap().replace('*', "x");
                let found = candidates(&base);
                assert!(
                    found.iter().any(|other| std::ptr::eq(*other, row)),
                    "{pattern}"
                );
                assert!(found.len() < 100, "{base}");
            }
        }
    }
}
