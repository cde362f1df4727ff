//! What `--fix` leaves of files: each gets its own text and keeps all else that it has, or it is left alone and told.
#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// An empty directory with an empty directory `k8s` in it.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("podlint-fixed-{}-{name}", std::process::id()));
    fs::create_dir_all(folder.join("k8s")).unwrap();
    folder
}

/// A manifest with something to fix.
fn old(name: &str) -> String {
    format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata: {{a: 1}}\n")
}

/// The same, fixed.
fn new(name: &str) -> String {
    old(name).replace("a: 1}", "a: \"1\"}")
}

struct Ended {
    code: Option<i32>,
    said: String,
}

fn podlint(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    Ended {
        code: output.status.code(),
        said: String::from_utf8(output.stderr).unwrap(),
    }
}

fn fix(folder: &Path, paths: &[impl AsRef<OsStr>]) -> Ended {
    let mut arguments: Vec<&OsStr> = ["check", "--fix", "--quiet"].map(OsStr::new).to_vec();
    arguments.extend(paths.iter().map(AsRef::as_ref));
    podlint(folder, &arguments)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn names(folder: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<OsString> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}

/// Names that are no UTF-8 are all shown alike.
#[test]
fn files_that_are_called_alike_keep_their_own_texts() {
    let folder = folder("alike");
    let file = |number: u8| {
        folder
            .join("k8s")
            .join(OsStr::from_bytes(&[b'm', number, b'.', b'y', b'm', b'l']))
    };
    if fs::write(file(0xff), "").is_err() {
        // On this system names are text.
        return;
    }
    let numbers = || 0xf0..=0xff;
    for number in numbers() {
        fs::write(file(number), old(&format!("n{number}"))).unwrap();
    }
    let ended = fix(&folder, &["k8s"]);
    assert_eq!((ended.code, &*ended.said), (Some(0), ""));
    for number in numbers() {
        assert_eq!(read(&file(number)), new(&format!("n{number}")));
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Links out of what is named, to files that may be named by another path.
#[test]
fn what_a_link_leads_to_is_fixed_only_where_it_is_named() {
    let folder = folder("links");
    let outside = folder.join("outside");
    fs::create_dir_all(&outside).unwrap();
    fs::create_dir(folder.join("k8s/.hidden")).unwrap();
    let start = |file: &Path| fs::write(file, old("a")).unwrap();
    let files = [
        outside.join("a.yaml"),
        folder.join("k8s/.hidden/b.yaml"),
        folder.join("k8s/c.yaml"),
    ];
    symlink("../outside/a.yaml", folder.join("k8s/a.yaml")).unwrap();
    symlink("../outside", folder.join("k8s/d")).unwrap();
    symlink(".hidden/b.yaml", folder.join("k8s/b.yaml")).unwrap();
    symlink("k8s/a.yaml", folder.join("to-a.yaml")).unwrap();
    symlink("k8s", folder.join("to-k8s")).unwrap();
    // Which of the three files are fixed.
    for (paths, fixed) in [
        (&["k8s"][..], [false, true, true]),
        (&["to-k8s"], [false, true, true]),
        (&["k8s/a.yaml", "k8s/c.yaml"], [false, false, true]),
        (&["to-a.yaml"], [false, false, false]),
        (&["k8s/b.yaml"], [false, false, false]),
        (&["k8s/b.yaml", "k8s"], [false, true, true]),
        (&["to-a.yaml", "outside/a.yaml"], [true, false, false]),
        (&["k8s", "outside"], [true, true, true]),
        (&["k8s/d"], [true, false, false]),
        (&["k8s/d/a.yaml"], [true, false, false]),
    ] {
        files.iter().for_each(|file| start(file));
        let ended = fix(&folder, paths);
        let is_fixed = files.each_ref().map(|file| read(file) == new("a"));
        assert_eq!(is_fixed, fixed, "{paths:?}: {}", ended.said);
        for (file, fixed) in files.iter().zip(fixed) {
            assert!(fixed || read(file) == old("a"), "{file:?}");
        }
        let links = ["k8s/a.yaml", "k8s/b.yaml", "k8s/d", "to-a.yaml", "to-k8s"];
        assert!(links.iter().all(|link| folder.join(link).is_symlink()));
        let left = ended
            .said
            .contains(", which is not among what was named; it was not fixed\n");
        let is_link = |path: &str| path.ends_with(".yaml") && folder.join(path).is_symlink();
        if paths.iter().all(|path| is_link(path)) {
            assert!(left && ended.code == Some(2), "{paths:?}: {}", ended.said);
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn converted_suppressions_are_not_written_through_links() {
    let folder = folder("convert");
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    ignore-check.kube-linter.io/run-as-non-root: why\n    ignore-check.kube-linter.io/host-network: why\n";
    fs::write(folder.join("victim.yaml"), text).unwrap();
    symlink("../victim.yaml", folder.join("k8s/a.yaml")).unwrap();
    for path in ["k8s", "k8s/a.yaml"] {
        podlint(&folder, &["suppressions", "convert", "--write", path]);
        assert_eq!(read(&folder.join("victim.yaml")), text);
    }
    podlint(
        &folder,
        &["suppressions", "convert", "--write", "victim.yaml"],
    );
    assert_ne!(read(&folder.join("victim.yaml")), text);
    fs::remove_dir_all(&folder).unwrap();
}

/// Whoever made a link in the repository does not decide where a report goes.
#[test]
fn reports_are_not_written_out_of_the_repository_through_links() {
    let folder = folder("reports");
    let (repo, outside) = (folder.join("repo"), folder.join("outside"));
    fs::create_dir_all(repo.join(".git")).unwrap();
    fs::create_dir_all(repo.join("reports")).unwrap();
    fs::create_dir_all(&outside).unwrap();
    fs::write(repo.join("a.yaml"), old("a")).unwrap();
    fs::write(outside.join("victim"), "kept").unwrap();
    symlink("../outside/victim", repo.join("link.json")).unwrap();
    symlink("../outside", repo.join("out")).unwrap();
    symlink("reports/latest.json", repo.join("latest.json")).unwrap();
    fs::write(repo.join("reports/latest.json"), "").unwrap();
    let report = |file: &str| {
        podlint(
            &repo,
            &[
                "check",
                "a.yaml",
                "--exit-zero",
                &format!("--output=json={file}"),
            ],
        )
    };
    let baseline = |file: &str| podlint(&repo, &["baseline", "write", "--file", file, "a.yaml"]);
    for file in ["link.json", "out/victim", "out/new", "../repo/link.json"] {
        for ended in [report(file), baseline(file)] {
            assert_eq!(ended.code, Some(2), "{file}: {}", ended.said);
        }
        assert_eq!(names(&outside), ["victim"]);
        assert_eq!(read(&outside.join("victim")), "kept");
    }
    for file in ["latest.json", "new.json", "../outside/new", "/dev/stdout"] {
        let ended = report(file);
        assert_eq!(ended.code, Some(0), "{file}: {}", ended.said);
    }
    assert!(repo.join("latest.json").is_symlink());
    assert!(read(&repo.join("reports/latest.json")).contains("summary"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_file_with_another_name_is_left_alone() {
    let folder = folder("hard-link");
    let (here, there) = (folder.join("k8s/a.yaml"), folder.join("elsewhere"));
    fs::write(&here, old("a")).unwrap();
    fs::hard_link(&here, &there).unwrap();
    let ended = fix(&folder, &["k8s"]);
    let sentence = "podlint: k8s/a.yaml: it has another name, a hard link, which would keep the old text; it was not fixed\n";
    assert_eq!((ended.code, &*ended.said), (Some(2), sentence));
    assert_eq!((read(&here), read(&there)), (old("a"), old("a")));
    assert_eq!(fs::metadata(&here).unwrap().nlink(), 2);
    fs::remove_file(&there).unwrap();
    assert_eq!(fix(&folder, &["k8s"]).code, Some(0));
    assert_eq!(read(&here), new("a"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn permissions_and_owner_stay() {
    let folder = folder("owner");
    let file = folder.join("k8s/a.yaml");
    let mut kept = Vec::new();
    // The owner can be another's only where one may give files away.
    for (mode, owner) in [
        (0o600, None),
        (0o664, None),
        (0o755, None),
        (0o640, Some(1234)),
        (0o4755, Some(1234)),
    ] {
        fs::write(&file, old("a")).unwrap();
        if std::os::unix::fs::chown(&file, owner, owner).is_err() {
            continue;
        }
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let before = fs::metadata(&file).unwrap();
        let ended = fix(&folder, &["k8s"]);
        assert_eq!((ended.code, &*ended.said), (Some(0), ""));
        let after = fs::metadata(&file).unwrap();
        let has = |file: &fs::Metadata| (file.mode(), file.uid(), file.gid());
        assert_eq!(has(&after), has(&before));
        assert_eq!(read(&file), new("a"));
        kept.push(mode);
        fs::remove_file(&file).unwrap();
    }
    assert!(kept.len() >= 3);
    fs::remove_dir_all(&folder).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn extended_attributes_and_access_lists_stay() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let folder = folder("attributes");
    let (directory, file) = (folder.join("k8s"), folder.join("k8s/a.yaml"));
    // The owner reads and writes, user 1 and the group read: version, then tag, permissions and identifier of each.
    let mut list = vec![2, 0, 0, 0];
    for (tag, may, id) in [
        (1_u16, 6_u16, u32::MAX),
        (2, 4, 1),
        (4, 4, u32::MAX),
        (16, 4, u32::MAX),
        (32, 0, u32::MAX),
    ] {
        list.extend(tag.to_le_bytes());
        list.extend(may.to_le_bytes());
        list.extend(id.to_le_bytes());
    }
    let set =
        |path: &Path, name: &str, value: &[u8]| setxattr(path, name, value, XattrFlags::empty());
    let get = |name: &str| {
        let mut value = vec![0; 4096];
        getxattr(&file, name, &mut *value).map(|end| value[..end].to_vec())
    };
    fs::write(&file, old("a")).unwrap();
    if set(&file, "user.note", b"kept").is_err() {
        // The file system has none.
        return;
    }
    set(&file, "user.empty", b"").unwrap();
    let has_lists = set(&file, "system.posix_acl_access", &list).is_ok();
    let mode = fs::metadata(&file).unwrap().mode();
    let ended = fix(&folder, &["k8s"]);
    assert_eq!((ended.code, &*ended.said), (Some(0), ""));
    assert_eq!(read(&file), new("a"));
    assert_eq!(get("user.note").unwrap(), b"kept");
    assert_eq!(get("user.empty").unwrap(), b"");
    assert_eq!(fs::metadata(&file).unwrap().mode(), mode);
    if has_lists {
        assert_eq!(get("system.posix_acl_access").unwrap(), list);
        // What the directory gives to new files is nothing that the old one had.
        let other = folder.join("k8s/b.yaml");
        fs::write(&other, old("a")).unwrap();
        set(&directory, "system.posix_acl_default", &list).unwrap();
        assert_eq!(fix(&folder, &["k8s"]).code, Some(0));
        let mut value = vec![0; 4096];
        let given = getxattr(&other, "system.posix_acl_access", &mut *value);
        assert!(given.is_err(), "{given:?}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Files that a run which was broken off has left, by whatever process.
#[test]
fn leftovers_hinder_nothing_and_stay() {
    let folder = folder("leftovers");
    fs::write(folder.join("k8s/a.yaml"), old("a")).unwrap();
    for number in 0..=2000 {
        fs::write(folder.join(format!("k8s/.a.yaml.{number}.tmp")), "left").unwrap();
    }
    let before = names(&folder.join("k8s"));
    let ended = fix(&folder, &["k8s"]);
    assert_eq!((ended.code, &*ended.said), (Some(0), ""));
    assert_eq!(read(&folder.join("k8s/a.yaml")), new("a"));
    assert_eq!(names(&folder.join("k8s")), before);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn files_with_the_longest_names_are_fixed() {
    let folder = folder("long");
    let lengths = || (15..=255_usize).rev().step_by(10);
    let file = |length: usize| {
        folder
            .join("k8s")
            .join(format!("{}.yaml", "n".repeat(length - 5)))
    };
    for length in lengths() {
        fs::write(file(length), old("a")).unwrap();
    }
    let ended = fix(&folder, &["k8s"]);
    assert_eq!((ended.code, &*ended.said), (Some(0), ""));
    assert!(lengths().all(|length| read(&file(length)) == new("a")));
    fs::remove_dir_all(&folder).unwrap();
}
