//! Links in what is checked, and what stands in the place of `.gitignore` and `.ignore`: how far a run goes, what it
//! tells, and how its work grows.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use podlint::walk::{self, Found, Request, Step};

const MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

/// A directory with `k8s/good.yaml`.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("podlint-links-{}-{name}", std::process::id()));
    write(&folder.join("k8s/good.yaml"));
    folder
}

fn write(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, MAP).unwrap();
}

fn link(to: &str, at: &Path) {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    symlink(to, at).unwrap();
}

fn podlint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_podlint"));
    // A pipe that stays open: whoever reads from it waits for ever.
    let child = command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.unwrap();
    let _open = child.stdin.take();
    child.wait_with_output().unwrap()
}

/// What is found in these paths of a directory. All that is passed on is found, and once.
fn find(folder: &Path, paths: &[&str], trusted: &[&str]) -> Found {
    let below = |paths: &[&str]| paths.iter().map(|path| folder.join(path)).collect();
    let request = Request {
        paths: below(paths),
        trusted: below(trusted),
        ..Request::default()
    };
    let passed_on = Mutex::new(Vec::new());
    let found = walk::find(&request, &|step| {
        if let Step::File(file) = step {
            passed_on.lock().unwrap().push(file.path.clone());
        }
    });
    let mut passed_on = passed_on.into_inner().unwrap();
    passed_on.sort();
    let mut straight: Vec<PathBuf> = found
        .files
        .iter()
        .filter(|file| file.passed_on)
        .map(|file| file.path.clone())
        .collect();
    straight.sort();
    assert_eq!(passed_on, straight);
    found
}

/// The names of the files that were found, from `folder`.
fn names(folder: &Path, found: &Found) -> Vec<String> {
    let names = found
        .files
        .iter()
        .map(|file| file.path.strip_prefix(folder).unwrap());
    names
        .map(|name| name.to_str().unwrap().to_owned())
        .collect()
}

fn found(folder: &Path, paths: &[&str]) -> Vec<String> {
    names(folder, &find(folder, paths, &[]))
}

/// Of each directory all names are told, also those that are not looked at, and which are links.
#[cfg(unix)]
#[test]
fn what_is_in_a_directory_is_told() {
    let folder = folder("told");
    for file in ["k8s/.git/config", "k8s/a/Chart.yaml", "k8s/a/b/notes.txt"] {
        write(&folder.join(file));
    }
    link("nowhere", &folder.join("k8s/a/gone.yaml"));
    let told = Mutex::new(Vec::new());
    let request = Request {
        paths: vec![folder.join("k8s")],
        ..Request::default()
    };
    walk::find(&request, &|step| {
        if let Step::Directory(directory, names) = step {
            let directory = directory.strip_prefix(&folder).unwrap();
            let names = names.map(|(name, is_link)| {
                let path = directory.join(name).to_string_lossy().into_owned();
                path + if is_link { " ->" } else { "" }
            });
            told.lock().unwrap().extend(names);
        }
    });
    let mut told = told.into_inner().unwrap();
    told.sort();
    let expected = [
        "k8s/.git",
        "k8s/a",
        "k8s/a/Chart.yaml",
        "k8s/a/b",
        "k8s/a/b/notes.txt",
        "k8s/a/gone.yaml ->",
        "k8s/good.yaml",
    ];
    assert_eq!(told, expected);
}

/// Forty directories, each with two links to the next: as many ways to the last as there are numbers of 40 bits. The
/// system follows no more than 40 links in a path.
#[test]
fn a_directory_is_looked_into_once_however_many_ways_lead_to_it() {
    let folder = folder("ladder");
    for level in 0..40 {
        for way in ["a", "b"] {
            let at = folder.join(format!("k8s/d{level}/{way}"));
            link(&format!("../d{}", level + 1), &at);
        }
    }
    write(&folder.join("k8s/d40/m.yaml"));
    assert_eq!(
        found(&folder, &["k8s"]),
        ["k8s/d40/m.yaml", "k8s/good.yaml"]
    );
    // By links alone, since nothing else is looked into.
    for level in 0..=40 {
        fs::rename(
            folder.join(format!("k8s/d{level}")),
            folder.join(format!("k8s/.d{level}")),
        )
        .unwrap();
    }
    for level in 0..40 {
        for way in ["a", "b"] {
            let at = folder.join(format!("k8s/.d{level}/{way}"));
            fs::remove_file(&at).unwrap();
            link(&format!("../.d{}", level + 1), &at);
        }
    }
    link(".d2", &folder.join("k8s/start"));
    let way = format!("k8s/start/{}m.yaml", "a/".repeat(38));
    assert_eq!(found(&folder, &["k8s"]), ["k8s/good.yaml".to_owned(), way]);
    fs::remove_dir_all(&folder).unwrap();
}

/// Every way to name what a link leads to, and which name it gets.
#[test]
fn a_file_is_found_once_and_by_its_own_name_if_it_has_one() {
    let folder = folder("names");
    write(&folder.join("k8s/sub/a.yaml"));
    write(&folder.join("k8s/.hidden/deep/b.yaml"));
    write(&folder.join("other/c.yaml"));
    link("sub", &folder.join("k8s/again"));
    link("good.yaml", &folder.join("k8s/again.yaml"));
    link(".", &folder.join("k8s/here"));
    link(".hidden/deep", &folder.join("k8s/z"));
    link(".hidden", &folder.join("k8s/y"));
    link(".hidden/deep/b.yaml", &folder.join("k8s/x.yaml"));
    link("../other", &folder.join("k8s/other"));
    link("k8s", &folder.join("to-k8s"));
    let inside = ["k8s/good.yaml", "k8s/sub/a.yaml", "k8s/x.yaml"];
    let with = |more: &str| {
        let mut all = inside.map(str::to_owned).to_vec();
        all.push(more.to_owned());
        all.sort();
        all
    };
    assert_eq!(found(&folder, &["k8s"]), inside);
    assert_eq!(
        found(&folder, &["k8s", "k8s/sub", "k8s/again", "k8s/good.yaml"]),
        inside
    );
    assert_eq!(
        found(&folder, &["k8s/good.yaml", "k8s/again", "k8s"]),
        ["k8s/again/a.yaml", "k8s/good.yaml", "k8s/x.yaml"]
    );
    assert_eq!(found(&folder, &["k8s", "other"]), with("other/c.yaml"));
    assert_eq!(found(&folder, &["other", "k8s"]), with("other/c.yaml"));
    assert_eq!(
        found(&folder, &["k8s", "k8s/other"]),
        with("k8s/other/c.yaml")
    );
    assert_eq!(
        names(&folder, &find(&folder, &["k8s"], &["other"])),
        with("k8s/other/c.yaml")
    );
    let through = inside.map(|name| format!("to-{name}"));
    assert_eq!(found(&folder, &["to-k8s"]), through);
    assert_eq!(found(&folder, &["to-k8s", "k8s"]), through);
    assert_eq!(
        found(&folder, &["k8s/again.yaml", "k8s/x.yaml"]),
        ["k8s/again.yaml", "k8s/x.yaml"]
    );
    fs::remove_dir_all(&folder).unwrap();
}

/// Where links lead that are not followed.
const ELSEWHERE: [&str; 9] = [
    "/",
    "/proc",
    "/sys",
    "/dev",
    "../outside",
    "nowhere",
    "../..",
    "round",
    "a/../../../outside",
];

/// Links that are called as manifests: where they lead, and what is told of them.
const NO_MANIFESTS: [(&str, &str, &str); 5] = [
    (
        "a",
        "../outside/a.yaml",
        "this is a link to ../outside/a.yaml, which is neither among what was named nor trusted (--trust)",
    ),
    (
        "b",
        "nowhere",
        "this is a link to nowhere, where nothing is",
    ),
    ("c", "c.yaml", "too many levels of symbolic links"),
    (
        "d",
        "/dev/zero",
        "this is a link to /dev/zero, which is neither among what was named nor trusted (--trust)",
    ),
    (
        "e",
        "l0/dev/null",
        "this is a link to l0/dev/null, which is neither among what was named nor trusted (--trust)",
    ),
];

/// What is not followed is told: as a problem where it is called as a manifest, and as skipped where it need not be one.
#[test]
fn a_link_that_leads_elsewhere_is_told() {
    let folder = folder("told");
    write(&folder.join("outside/a.yaml"));
    for (number, to) in ELSEWHERE.iter().enumerate() {
        link(to, &folder.join(format!("k8s/l{number}")));
    }
    link("l7", &folder.join("k8s/round"));
    for (name, to, _) in NO_MANIFESTS {
        link(to, &folder.join(format!("k8s/{name}.yaml")));
    }
    // These cannot be manifests, wherever they lead.
    link("/dev/null", &folder.join("k8s/null"));
    link("../outside/a.yaml", &folder.join("k8s/a.txt"));
    let mut skipped: Vec<String> = (0..ELSEWHERE.len())
        .map(|number| format!("k8s/l{number}"))
        .collect();
    skipped.push("k8s/round".to_owned());
    let told = NO_MANIFESTS.map(|(name, _, why)| format!("podlint: k8s/{name}.yaml: {why}\n"));
    let ended = podlint(&folder, &["check", "k8s", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
    let of_links = |skipped: &&serde_json::Value| skipped["reason"] == "link";
    let list = report["summary"]["skipped"].as_array().unwrap().iter();
    let list: Vec<&str> = list
        .filter(of_links)
        .map(|skipped| skipped["path"].as_str().unwrap())
        .collect();
    assert_eq!(list, skipped);
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.starts_with(&told.concat()), "{said}");
    assert_eq!(
        (ended.status.code(), &report["summary"]["files"]),
        (Some(2), &1.into())
    );
    fs::remove_dir_all(&folder).unwrap();
}

/// A link that the user names is followed, but not into what the system only shows as files.
#[test]
fn a_link_that_is_named_is_followed() {
    let folder = folder("named");
    write(&folder.join("outside/a.yaml"));
    link("../outside/a.yaml", &folder.join("k8s/a.yaml"));
    link("../outside", &folder.join("k8s/d"));
    assert_eq!(found(&folder, &["k8s/a.yaml"]), ["k8s/a.yaml"]);
    assert_eq!(found(&folder, &["k8s/d"]), ["k8s/d/a.yaml"]);
    fs::remove_dir_all(&folder).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_system_shows_as_files_is_read_where_it_is_named_and_through_no_link() {
    let folder = folder("system");
    link("/proc/self/environ", &folder.join("k8s/e.yaml"));
    link("/proc/self", &folder.join("k8s/p"));
    for path in ["k8s/e.yaml", "k8s/p/environ"] {
        let ended = podlint(&folder, &["check", path]);
        let told = format!("podlint: {path}: this is a link into the system, and no file\n");
        assert_eq!(String::from_utf8(ended.stderr).unwrap(), told);
        assert_eq!((ended.status.code(), ended.stdout.len()), (Some(2), 0));
    }
    let ended = podlint(&folder, &["check", "/proc/self/environ"]);
    assert!(!String::from_utf8(ended.stderr).unwrap().contains("no file"));
    fs::remove_dir_all(&folder).unwrap();
}

/// What stands in the place of a list of patterns.
enum Put {
    Text(String),
    Link(&'static str),
    Pipe,
}

impl Put {
    fn at(&self, path: &Path) {
        match self {
            Self::Text(text) => fs::write(path, text).unwrap(),
            Self::Link(to) => symlink(to, path).unwrap(),
            Self::Pipe => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        }
    }
}

const PATTERN: &str = "left-out.yaml\n";

/// Puts something in the place of either list, with a file beside that it may leave out: what is told, and whether the
/// file is left out.
fn with_lists(test: &str, put: &Put) -> [(String, Option<i32>, bool); 2] {
    let folder = folder(test);
    write(&folder.join("k8s/left-out.yaml"));
    fs::write(folder.join("list"), PATTERN).unwrap();
    fs::write(folder.join("k8s/list"), PATTERN).unwrap();
    let ends = [".gitignore", ".ignore"].map(|name| {
        let at = folder.join("k8s").join(name);
        put.at(&at);
        let ended = podlint(&folder, &["check", "k8s", "--quiet"]);
        let is_left_out = found(&folder, &["k8s"]) == ["k8s/good.yaml"];
        fs::remove_file(&at).unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        (said.replace(name, "LIST"), ended.status.code(), is_left_out)
    });
    fs::remove_dir_all(&folder).unwrap();
    ends
}

#[test]
fn lists_of_patterns_are_read() {
    for put in [
        Put::Text(PATTERN.to_owned()),
        Put::Text("\u{feff}left-out.yaml\r\n".to_owned()),
        Put::Text(format!("[\n{{\n{PATTERN}")),
        Put::Text(format!("{PATTERN}{}", "x".repeat(10_000))),
        Put::Text(PATTERN.repeat(9_000)),
        Put::Link("list"),
    ] {
        for (said, code, is_left_out) in with_lists("lists", &put) {
            assert_eq!((&*said, code, is_left_out), ("", Some(0), true));
        }
    }
}

/// What may not be read as one is told, the rest is checked, and the run ends.
#[test]
fn what_stands_in_the_place_of_a_list_is_read_with_care() {
    let out = |to: &str| {
        format!("this is a link to {to}, which is neither in the repository nor trusted (--trust)")
    };
    let rows = [
        (
            Put::Text(PATTERN.repeat(10_001)),
            "with it more than 10000 patterns would hold at once".to_owned(),
        ),
        (
            Put::Text("x".repeat((1 << 20) + 1)),
            "more than 1 MiB is not read".to_owned(),
        ),
        (Put::Link("/dev/zero"), out("/dev/zero")),
        (Put::Link("../list"), out("../list")),
        (Put::Link("nowhere"), "no such file or directory".to_owned()),
        (Put::Pipe, "this is a named pipe, and no file".to_owned()),
    ];
    for (put, why) in rows {
        for (said, code, is_left_out) in with_lists("careful", &put) {
            assert_eq!(said, format!("podlint: k8s/LIST: {why}\n"));
            assert_eq!((code, is_left_out), (Some(2), false));
        }
    }
    for (said, code, is_left_out) in with_lists("careful", &Put::Link("/dev/stdin")) {
        assert!(said.starts_with("podlint: k8s/LIST: "), "{said}");
        assert_eq!((code, is_left_out), (Some(2), false));
    }
}

/// What holds where, as git and other tools understand it.
#[test]
fn patterns_hold_from_their_directory_down() {
    let folder = folder("patterns");
    fs::create_dir(folder.join(".git")).unwrap();
    for name in [
        "a",
        "b",
        "sub/a",
        "sub/b",
        "sub/deep/a",
        "sub/deep/c",
        "gone/a",
        "kept/a",
    ] {
        write(&folder.join(format!("k8s/{name}.yaml")));
    }
    write(&folder.join("k8s/.hidden/gone/a.yaml"));
    link(".hidden/gone", &folder.join("k8s/linked"));
    let names = [
        "good",
        "a",
        "b",
        "sub/a",
        "sub/b",
        "sub/deep/a",
        "sub/deep/c",
        "gone/a",
        "kept/a",
        "linked/a",
    ];
    let lists = |lists: &[(&str, &str)]| -> BTreeSet<&str> {
        for (list, text) in lists {
            fs::write(folder.join(list), text).unwrap();
        }
        let found = found(&folder, &["k8s"]);
        for (list, _) in lists {
            fs::remove_file(folder.join(list)).unwrap();
        }
        let is_gone = |name: &&str| !found.contains(&format!("k8s/{name}.yaml"));
        names.into_iter().filter(is_gone).collect()
    };
    let set = |names: &[&'static str]| -> BTreeSet<&str> { names.iter().copied().collect() };
    assert_eq!(lists(&[]), set(&[]));
    assert_eq!(
        lists(&[("k8s/.gitignore", "a.yaml\n")]),
        set(&["a", "sub/a", "sub/deep/a", "gone/a", "kept/a", "linked/a"])
    );
    assert_eq!(
        lists(&[("k8s/.gitignore", "/a.yaml\n# b.yaml\n")]),
        set(&["a"])
    );
    assert_eq!(
        lists(&[("k8s/.gitignore", "gone/\nlinked/\n")]),
        set(&["gone/a", "linked/a"])
    );
    assert_eq!(
        lists(&[("k8s/.gitignore", "sub/deep/*\n!sub/deep/c.yaml\n")]),
        set(&["sub/deep/a"])
    );
    assert_eq!(
        lists(&[
            ("k8s/.gitignore", "a.yaml\n"),
            ("k8s/sub/.gitignore", "!a.yaml\n")
        ]),
        set(&["a", "gone/a", "kept/a", "linked/a"])
    );
    assert_eq!(
        lists(&[
            ("k8s/sub/.gitignore", "*.yaml\n"),
            ("k8s/.ignore", "!c.yaml\n")
        ]),
        set(&["sub/a", "sub/b", "sub/deep/a"])
    );
    assert_eq!(
        lists(&[(".gitignore", "k8s/b.yaml\n/a.yaml\n")]),
        set(&["b"])
    );
    assert_eq!(
        lists(&[(".gitignore", "b.yaml\n"), ("k8s/.gitignore", "!b.yaml\n")]),
        set(&[])
    );
    fs::remove_dir_all(&folder).unwrap();
}
