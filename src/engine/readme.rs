//! What a repository says of itself in the first lines of its README.

use std::path::Path;

use crate::files::{FileSystem, Most, read_text, top};

const NAMES: [&str; 6] = [
    "README.md",
    "readme.md",
    "Readme.md",
    "README.adoc",
    "README.rst",
    "README",
];

/// How large a README is read, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// Its title and the first sentences: further down it may speak of anything.
const LINES: usize = 4;

/// Words for what is made to be shown or learnt from. An operator trains models, and a company learns: those say nothing.
const WORDS: [&str; 30] = [
    "book",
    "bootcamp",
    "bootcamps",
    "cka",
    "ckad",
    "cks",
    "course",
    "courses",
    "curriculum",
    "demo",
    "demoing",
    "demos",
    "demonstration",
    "demonstrations",
    "example",
    "examples",
    "exercise",
    "exercises",
    "kata",
    "katas",
    "lessons",
    "masterclass",
    "masterclasses",
    "playground",
    "sample",
    "samples",
    "tutorial",
    "tutorials",
    "workshop",
    "workshops",
];

/// Whether the repository that a directory is in is there to be shown or learnt from.
pub(super) fn is_of_demonstrations(files: &dyn FileSystem, directory: &Path) -> bool {
    let top = top(files, directory).unwrap_or_else(|| files.here());
    let read = |name: &&str| read_text(files, &top.join(name), Most::bytes(MOST_BYTES)).ok();
    let text = NAMES.iter().find_map(read);
    text.is_some_and(|text| says_so(&text))
}

fn says_so(text: &str) -> bool {
    // Marks, badges and pictures say nothing.
    let is_prose = |line: &&str| {
        let line = line.trim();
        line.chars().any(char::is_alphabetic) && !line.starts_with(['<', '[', '!', '|', ':'])
    };
    let mut words = { text.lines() }
        .filter(is_prose)
        .take(LINES)
        .flat_map(|line| line.split(|c: char| !c.is_alphanumeric()));
    words.any(|word| WORDS.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::says_so;

    #[test]
    fn a_repository_says_what_it_is_in_its_first_lines() {
        for text in [
            "# The Shop Book\n\nIts files.\n",
            "# shop\n\n[![build](https://ci.example)](https://ci.example)\nA selection of katas.\n",
            "# shop\nKubernetes playground\n",
            "# Shop\nThe repo is for the bootcamp\n",
            "# Preparing for the CKAD\n",
            "= Shop\n\nApplications for demoing a shop.\n",
        ] {
            assert!(says_so(text), "{text}");
        }
        for text in [
            "",
            "# Shop\n\nThe charts of a shop.\n\n## Usage\n\nInstall it.\n\nSee the examples.\n",
            "# Shop\n\n<!-- example -->\nTrains models by machine learning.\n",
        ] {
            assert!(!says_so(text), "{text}");
        }
    }
}
