//! The pages of a directory.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::read;
use crate::files::{self, FileSystem, Most, Reach};
use crate::rules::Rule;
use crate::rules::page::PageFault;
use crate::source::{Span, reason};

/// More pages than this a directory may not have: each of their expressions is asked of every object.
const MOST_PAGES: usize = 500;

/// More is not read of a page.
const MOST: Most = Most::bytes(256 << 10);

/// Of how many faults of a page each is told.
const MOST_TOLD: usize = 20;

/// A page that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    /// The page, as reports call it.
    pub shown: String,
    /// Its text, as far as there is one.
    pub text: String,
    /// What is wrong with it; at least one.
    pub faults: Vec<PageFault>,
}

impl Faulty {
    fn whole(shown: String, message: impl Into<String>) -> Self {
        Self {
            shown,
            text: String::new(),
            faults: vec![PageFault::new(Span::default(), message)],
        }
    }
}

/// Reads the rules of a directory: every `.md` file in it but `README.md`, in order of name. `shown` is what reports call a
/// path.
///
/// # Errors
///
/// The directory cannot be read, or the first page that cannot be used.
pub fn read_directory(
    files: &dyn FileSystem,
    directory: &Path,
    reach: &Reach,
    shown: &dyn Fn(&Path) -> String,
) -> Result<Vec<Arc<Rule>>, Faulty> {
    let fail = |message: String| Faulty::whole(shown(directory), message);
    let listed = files
        .list(directory)
        .map_err(|error| fail(reason(&error)))?;
    let is_page = |path: &PathBuf| {
        let is_markdown = path.extension().is_some_and(|ending| ending == "md");
        let is_readme = path
            .file_stem()
            .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
        is_markdown && !is_readme
    };
    let mut pages: Vec<PathBuf> = listed.into_iter().map(|listed| listed.path).collect();
    pages.retain(is_page);
    pages.sort();
    if pages.len() > MOST_PAGES {
        return Err(fail(format!(
            "a directory has at most {MOST_PAGES} pages of rules"
        )));
    }
    if pages.is_empty() {
        return Err(fail(
            "there is no page of a rule, `NAME.md`, in it".to_owned(),
        ));
    }
    let read = |path: &PathBuf| page(files, path, reach, shown(path));
    pages.iter().map(read).collect()
}

fn page(
    files: &dyn FileSystem,
    path: &Path,
    reach: &Reach,
    shown: String,
) -> Result<Arc<Rule>, Faulty> {
    let bytes = files::read_found(files, path, reach, MOST).and_then(files::as_text);
    let text = match bytes {
        Ok(text) => text.trim_start_matches('\u{feff}').replace("\r\n", "\n"),
        Err(error) => return Err(Faulty::whole(shown, reason(&error))),
    };
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    match read(&name, &shown, &text) {
        Ok(rule) => Ok(Arc::new(rule)),
        // Who made the link need not be one who may read what it leads to.
        Err(_) if files.link(path).is_some() => {
            let message = "this is a link, and what it leads to is no page of a rule";
            Err(Faulty::whole(shown, message))
        }
        Err(mut faults) => {
            faults.truncate(MOST_TOLD);
            Err(Faulty {
                shown,
                text,
                faults,
            })
        }
    }
}
