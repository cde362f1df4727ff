//! Which files one of several runs takes that share a tree.
//!
//! What lies below one directory at the top stays together, and a chart or an overlay is never split: most of what files say of
//! each other is said there. Where a file goes hangs on its path alone, so that each run knows it without the others.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::sha2::sha256;
use crate::walk::{File, Found};

/// How many runs may share a tree.
const MOST: u32 = 10_000;

/// The files that make a directory a whole: a chart, or an overlay.
const WHOLE: [&str; 4] = [
    "Chart.yaml",
    "kustomization.yaml",
    "kustomization.yml",
    "Kustomization",
];

/// One of several shares, as people count: `3/16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// From 1.
    pub number: u32,
    /// How many there are.
    pub count: u32,
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/');
        let numbers = parts.and_then(|(number, count)| {
            Some((number.parse::<u32>().ok()?, count.parse::<u32>().ok()?))
        });
        match numbers {
            Some((_, count)) if count > MOST => Err(format!("there are at most {MOST} shards")),
            // Who counts from 0 has no last one.
            Some((0, count)) if count > 0 => Ok(Self {
                number: count,
                count,
            }),
            Some((number, count)) if (1..=count).contains(&number) => Ok(Self { number, count }),
            Some((_, count)) if count > 0 => {
                Err(format!("shards count from 1/{count} to {count}/{count}"))
            }
            _ => Err("a shard is a number and how many there are: 3/16".to_owned()),
        }
    }
}

impl Shard {
    /// Leaves out the files that other shards take.
    pub fn keep(self, found: &mut Found) {
        let top = top(&found.files);
        found
            .files
            .retain(|file| self.takes(unit(&file.shown, &top)));
    }

    /// Whether it takes what is below a directory at the top.
    fn takes(self, unit: &str) -> bool {
        let [a, b, c, d, ..] = sha256(unit.as_bytes());
        u32::from_be_bytes([a, b, c, d]) % self.count == self.number - 1
    }
}

/// The directory that all files are in and that branches first, with a `/` behind it; none if it is a whole itself.
fn top(files: &[File]) -> Option<String> {
    let mut directories = files.iter().map(|file| directory(&file.shown));
    let first = directories.next()?;
    let common = directories.fold(first, common);
    let is_whole = |file: &File| {
        let name = Path::new(&file.shown).file_name();
        directory(&file.shown) == common
            && WHOLE
                .iter()
                .any(|whole| name.is_some_and(|name| name == *whole))
    };
    (!files.iter().any(is_whole)).then(|| common.to_owned())
}

/// The directory of a file, with a `/` behind it.
fn directory(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// The directory that two have in common.
fn common<'p>(one: &'p str, other: &str) -> &'p str {
    let same = one
        .split_inclusive('/')
        .zip(other.split_inclusive('/'))
        .take_while(|(one, other)| one == other);
    let length = same.map(|(part, _)| part.len()).sum();
    &one[..length]
}

/// What is kept together with a file: what it is in below the top.
fn unit<'p>(path: &'p str, top: &Option<String>) -> &'p str {
    let Some(top) = top else { return "" };
    let below = &path[top.len()..];
    let end = below.find('/').unwrap_or(below.len());
    &path[..top.len() + end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(paths: &[&str]) -> Vec<String> {
        let files = paths.iter().map(|path| File {
            path: path.into(),
            shown: (*path).to_owned(),
            found_in: Some(0),
            passed_on: false,
        });
        let files: Vec<File> = files.collect();
        let top = top(&files);
        let units = files.iter().map(|file| unit(&file.shown, &top).to_owned());
        units.collect()
    }

    #[test]
    fn a_tree_is_split_where_it_first_branches() {
        assert_eq!(
            units(&[
                "k8s/apps/a/x.yaml",
                "k8s/apps/a/y.yaml",
                "k8s/apps/b/x.yaml",
                "k8s/apps/c.yaml"
            ]),
            ["k8s/apps/a", "k8s/apps/a", "k8s/apps/b", "k8s/apps/c.yaml"]
        );
        assert_eq!(
            units(&["a/x.yaml", "b/x.yaml", "ab/x.yaml"]),
            ["a", "b", "ab"]
        );
        assert_eq!(units(&["a/x.yaml"]), ["a/x.yaml"]);
        assert_eq!(units(&["./a/x.yaml", "./b.yaml"]), ["./a", "./b.yaml"]);
    }

    #[test]
    fn no_chart_and_no_overlay_is_split() {
        for whole in ["Chart.yaml", "kustomization.yaml"] {
            let whole = format!("shop/{whole}");
            let paths = [&*whole, "shop/templates/a.yaml", "shop/crds/b.yaml"];
            assert_eq!(units(&paths), ["", "", ""]);
        }
        assert_eq!(
            units(&[
                "c/shop/Chart.yaml",
                "c/shop/templates/a.yaml",
                "c/web/Chart.yaml"
            ]),
            ["c/shop", "c/shop", "c/web"]
        );
    }

    #[test]
    fn each_file_is_in_one_shard() {
        for count in [1, 2, 7, 16] {
            let takers = |unit: &str| {
                let all = (1..=count).map(|number| Shard { number, count });
                all.filter(|shard| shard.takes(unit)).count()
            };
            assert!(
                ["a", "b", "k8s/apps/a", ""]
                    .iter()
                    .all(|unit| takers(unit) == 1)
            );
        }
    }

    #[test]
    fn a_shard_is_one_of_several() {
        assert_eq!(
            "3/16".parse(),
            Ok(Shard {
                number: 3,
                count: 16
            })
        );
        assert_eq!("0/16".parse(), "16/16".parse::<Shard>());
        for wrong in ["", "3", "0/0", "5/4", "1/0", "a/b", "-1/4", "1/99999999"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
