//! The modules of the library import only from those above them in `src/lib.rs`.

use std::path::{Path, PathBuf};

fn rust_files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules in the order of `lib.rs`.
fn modules(src: &Path) -> Vec<String> {
    let map = std::fs::read_to_string(src.join("lib.rs")).unwrap();
    map.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The crate's modules that a text names, with the line.
fn uses(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for rest in code.split("crate::").skip(1) {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            found.push((number + 1, rest[..end].to_owned()));
        }
    }
    found
}

#[test]
fn a_module_imports_only_from_those_above_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let order = modules(&src);
    assert!(
        order.len() > 5,
        "the map in lib.rs could not be read: {order:?}"
    );
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&src).unwrap();
        let module = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .replace(".rs", "");
        let Some(place) = order.iter().position(|name| *name == module) else {
            continue;
        };
        for (line, used) in uses(&std::fs::read_to_string(&file).unwrap()) {
            if order
                .iter()
                .position(|name| *name == used)
                .is_some_and(|other| other > place)
            {
                wrong.push(format!(
                    "{}:{line}: `{module}` uses `{used}`, which stands below it",
                    inside.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn uses_are_found_in_code_and_not_in_comments() {
    let text = "use crate::yaml::Tree; // crate::engine\nlet x = crate::source::Span::new(0, 1);";
    assert_eq!(
        uses(text),
        [(1, "yaml".to_owned()), (2, "source".to_owned())]
    );
}

#[test]
fn only_facts_and_pages_say_how_certain_something_is() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let may = ["diagnostic", "facts", "rules/page.rs"].map(|place| src.join(place));
    files.retain(|file| !may.iter().any(|place| file.starts_with(place)));
    let names = |text: &str| text.contains("Certainty::") || text.contains(".certainty =");
    let wrong = files
        .iter()
        .filter(|file| names(&std::fs::read_to_string(file).unwrap()));
    let wrong: Vec<_> = wrong.collect();
    assert!(files.len() > 100 && wrong.is_empty(), "{wrong:?}");
}

#[test]
fn rules_get_their_names_in_the_registry() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let may = ["registry.rs", "parameters.rs"]
            .iter()
            .any(|name| file.ends_with(name));
        assert!(
            may || !code.contains("RuleId::new("),
            "{}: a rule's name is given where a test looks for its page",
            file.display()
        );
    }
}

/// What asks the machine for something.
const OF_MACHINE: [&str; 16] = [
    "std::env::",
    "std::fs",
    "std::net::Tcp",
    "std::process",
    "std::thread",
    "Instant::now",
    "SystemTime",
    ".canonicalize()",
    ".exists()",
    ".is_dir()",
    ".is_file()",
    ".is_symlink()",
    "symlink_metadata",
    ".read_dir()",
    ".read_link()",
    "path::absolute",
];

/// The modules that lib.rs has only with the feature `cli`.
fn modules_of_program(src: &Path) -> Vec<String> {
    let map = std::fs::read_to_string(src.join("lib.rs")).unwrap();
    let lines: Vec<&str> = map.lines().collect();
    let of_program = lines
        .windows(2)
        .filter(|two| two[0] == "#[cfg(feature = \"cli\")]");
    let names = of_program.filter_map(|two| two[1].strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

#[test]
fn the_core_asks_its_host_and_not_the_machine() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let of_program = modules_of_program(&src);
    assert!(of_program.contains(&"disk".to_owned()), "{of_program:?}");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let is_core = |file: &&PathBuf| {
        let inside = file.strip_prefix(&src).unwrap().components().next();
        let first = inside
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .replace(".rs", "");
        first != "main" && !of_program.contains(&first)
    };
    let mut wrong = Vec::new();
    for file in files.iter().filter(is_core) {
        let text = std::fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let asked = OF_MACHINE.iter().filter(|asked| code.contains(**asked));
            wrong.extend(asked.map(|asked| format!("{}:{}: {asked}", file.display(), number + 1)));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
