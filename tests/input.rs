//! Inputs that cannot be read, have no end, change meanwhile, or are many or large: each is told, the rest is
//! checked, and the run ends.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use podlint::engine::{Input, run};
use podlint::machine;

/// A manifest with one finding.
const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: \"registry.example.com/a:1\"}]}\n";
const FOUND: &str = "k8s/good.yaml:2:7: advice[bare-pod] the pod `a` has no controller\n";

/// An empty directory with one good manifest in `k8s`.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("podlint-{}-{name}", std::process::id()));
    fs::create_dir_all(folder.join("k8s")).unwrap();
    fs::write(folder.join("k8s/good.yaml"), POD).unwrap();
    folder
}

#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    printed: String,
    said: String,
}

fn podlint(folder: &Path, arguments: &[&str]) -> Command {
    started(Path::new(env!("CARGO_BIN_EXE_podlint")), folder, arguments)
}

fn started(program: &Path, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = in_folder(program, folder);
    command
        .args(["check", "--quiet", "--format", "concise"])
        .args(arguments);
    command
}

fn in_folder(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs to the end. A run that does not come to one stops the tests, which then name this one.
fn end(command: &mut Command, stdin: &str) -> std::io::Result<Ended> {
    let mut child = command.spawn()?;
    if let Some(mut to) = child.stdin.take() {
        // A run may end without reading.
        drop(to.write_all(stdin.as_bytes()));
    }
    let output = child.wait_with_output()?;
    Ok(Ended {
        code: output.status.code(),
        printed: String::from_utf8(output.stdout).unwrap(),
        said: String::from_utf8(output.stderr).unwrap(),
    })
}

fn check(folder: &Path, arguments: &[&str]) -> Ended {
    end(&mut podlint(folder, arguments), "").unwrap()
}

/// The same as somebody who may not do everything. None if there is no way to be that: the test may be run by
/// somebody who may, and who cannot become another.
fn check_as_nobody(folder: &Path, arguments: &[&str]) -> Option<Ended> {
    let everything = fs::read(folder.join("secret.yaml")).is_ok();
    let mut command = podlint(folder, arguments);
    if everything {
        // Where nobody may read the binary a copy will do.
        let copy = folder.join("podlint");
        fs::copy(env!("CARGO_BIN_EXE_podlint"), &copy).unwrap();
        command = started(&copy, folder, arguments);
        command.uid(65_534);
    }
    match end(&mut command, "") {
        Err(error) if everything && error.kind() == std::io::ErrorKind::PermissionDenied => None,
        ended => Some(ended.unwrap()),
    }
}

fn forbid(path: &Path) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
}

#[test]
fn what_may_not_be_read_is_told() {
    let folder = folder("forbidden");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    for name in ["secret.yaml", "k8s/secret.yaml"] {
        fs::write(folder.join(name), POD).unwrap();
        forbid(&folder.join(name));
    }
    fs::create_dir(folder.join("k8s/closed")).unwrap();
    forbid(&folder.join("k8s/closed"));
    let ended = check_as_nobody(&folder, &["k8s", "secret.yaml"]);
    fs::set_permissions(folder.join("k8s/closed"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let Some(ended) = ended else {
        // Whoever runs this may do everything, and can be nobody else.
        return;
    };
    assert_eq!((ended.code, &*ended.printed), (Some(2), FOUND), "{ended:?}");
    for path in ["k8s/closed", "k8s/secret.yaml", "secret.yaml"] {
        let sentence = format!("podlint: {path}: permission denied\n");
        assert!(ended.said.contains(&sentence), "{ended:?}");
    }
}

#[test]
fn what_has_no_end_is_not_waited_for() {
    let folder = folder("endless");
    for name in ["pipe", "k8s/pipe.yaml"] {
        let made = Command::new("mkfifo").arg(folder.join(name)).status();
        assert!(made.unwrap().success());
    }
    let socket = UnixListener::bind(folder.join("socket")).unwrap();
    let linked = folder.join("k8s/linked.yaml");
    std::os::unix::fs::symlink("/dev/zero", linked).unwrap();
    let ended = check(&folder, &["k8s"]);
    let sentence = "podlint: k8s/linked.yaml: this is a link to /dev/zero, which is neither among what was named nor trusted (--trust)\n";
    assert_eq!(
        (ended.code, &*ended.printed, &*ended.said),
        (Some(2), FOUND, sentence)
    );
    let named = [
        "k8s/good.yaml",
        "pipe",
        "socket",
        "/dev/zero",
        "k8s/pipe.yaml",
    ];
    let ended = check(&folder, &named);
    assert_eq!((ended.code, &*ended.printed), (Some(2), FOUND));
    for (path, what) in [
        ("pipe", "a named pipe"),
        ("socket", "a socket"),
        ("/dev/zero", "a device"),
        ("k8s/pipe.yaml", "a named pipe"),
    ] {
        let sentence = format!("podlint: {path}: this is {what}, and no file\n");
        assert!(ended.said.contains(&sentence), "{ended:?}");
    }
    let custom = "apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\n";
    fs::write(folder.join("k8s/z.yaml"), custom).unwrap();
    for command in ["pod", "split"] {
        let mut program = in_folder(Path::new(env!("CARGO_BIN_EXE_podlint")), &folder);
        let ended = end(program.args([command, "pipe"]), "").unwrap();
        let sentence = "podlint: pipe: this is a named pipe, and no file\n";
        assert_eq!((ended.code, &*ended.said), (Some(2), sentence));
    }
    for option in ["--baseline", "--schema-location"] {
        let ended = check(&folder, &["k8s", option, "pipe"]);
        let sentence = "pipe: this is a named pipe, and no file\n";
        assert!(
            ended.code == Some(2) && ended.said.ends_with(sentence),
            "{ended:?}"
        );
    }
    drop(socket);
    fs::remove_dir_all(&folder).unwrap();
}

/// A pipe that is open at its other end is read, as `podlint check <(helm template .)` has it.
#[test]
fn an_open_pipe_is_read() {
    let folder = folder("open");
    for name in ["/dev/stdin", "/dev/fd/0", "-"] {
        let mut command = podlint(&folder, &[name]);
        let ended = end(command.stdin(Stdio::piped()), POD).unwrap();
        assert_eq!((ended.code, &*ended.said), (Some(0), ""), "{name}");
        assert!(
            ended
                .printed
                .ends_with(":2:7: advice[bare-pod] the pod `a` has no controller\n")
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_is_no_text_does_not_hide_the_rest() {
    let folder = folder("bytes");
    fs::write(
        folder.join("k8s/a.yaml"),
        [POD.as_bytes(), b"x: \xFF\xFE\n"].concat(),
    )
    .unwrap();
    fs::write(folder.join("k8s/b.yaml"), [0, 159, 146, 150]).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("k8s/gone.yaml")).unwrap();
    let ended = check(&folder, &["k8s"]);
    let sentence = "podlint: k8s/gone.yaml: this is a link to nowhere, where nothing is\n";
    assert_eq!((ended.code, &*ended.said), (Some(2), sentence), "{ended:?}");
    assert!(ended.printed.ends_with(FOUND));
    for place in [
        "k8s/a.yaml:2:7: advice[bare-pod]",
        "k8s/a.yaml:5:4: error[syntax]",
        "k8s/b.yaml:1:2: error[syntax]",
    ] {
        assert!(ended.printed.contains(place), "{place}: {ended:?}");
    }
    let ended = check(&folder, &["k8s/good.yaml", "k8s/gone.yaml"]);
    assert_eq!((ended.code, &*ended.printed), (Some(2), FOUND));
    assert!(
        ended
            .said
            .starts_with("podlint: k8s/gone.yaml: no such file or directory"),
        "{ended:?}"
    );
    fs::remove_dir_all(&folder).unwrap();
}

/// A file that was found and is gone before it is read.
#[test]
fn what_vanishes_is_told() {
    let file = |shown: &str, path: &Path| Input::File {
        path: path.to_owned(),
        shown: shown.to_owned(),
        context: false,
        regular: false,
    };
    let folder = folder("vanished");
    let inputs = vec![
        file("gone.yaml", &folder.join("gone.yaml")),
        file("good.yaml", &folder.join("k8s/good.yaml")),
        file("now-a-directory.yaml", &folder.join("k8s")),
    ];
    let report = run(inputs, &machine::settings(), &|_| ());
    let told: Vec<String> = report.problems().collect();
    assert_eq!(
        told,
        [
            "gone.yaml: no such file or directory",
            "now-a-directory.yaml: is a directory"
        ]
    );
    assert_eq!(report.findings.len(), 1);
    fs::remove_dir_all(&folder).unwrap();
}

/// Files that are written, cut, removed and replaced all the time.
#[test]
fn what_changes_meanwhile_is_read_as_it_is() {
    let folder = folder("changing");
    let stop = AtomicBool::new(false);
    let file = folder.join("k8s/a.yaml");
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let long = format!("{POD}---\n").repeat(500);
            for turn in 0_usize.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let end = turn * 97 % long.len();
                let done = match turn % 3 {
                    0 => fs::write(&file, &long[..end]),
                    1 => fs::write(&file, &long),
                    _ => fs::remove_file(&file),
                };
                drop(done);
            }
        });
        for _ in 0..15 {
            let ended = check(&folder, &["k8s"]);
            assert!(matches!(ended.code, Some(0..=2)), "{ended:?}");
            let gone = "podlint: k8s/a.yaml: no such file or directory\n";
            assert_eq!(ended.code == Some(2), ended.said == gone, "{ended:?}");
            assert!(ended.printed.ends_with(FOUND), "{ended:?}");
        }
        stop.store(true, Ordering::Relaxed);
    });
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn ten_thousand_files_are_checked() {
    let folder = folder("many");
    for number in 0..10_000 {
        let inside = folder.join(format!("k8s/{}", number / 100));
        fs::create_dir_all(&inside).unwrap();
        fs::write(inside.join(format!("{number}.yaml")), POD).unwrap();
    }
    let ended = check(&folder, &["k8s"]);
    assert_eq!((ended.code, &*ended.said), (Some(0), ""));
    assert_eq!(ended.printed.lines().count(), 10_001);
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_file_of_a_hundred_megabytes_is_checked() {
    let folder = folder("large");
    let line = format!("    {}\n", "x".repeat(95));
    let text = line.repeat(100_000_000 / line.len());
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  text: |\n";
    fs::write(folder.join("large.yaml"), format!("{head}{text}---\n{POD}")).unwrap();
    let ended = check(&folder, &["k8s", "large.yaml"]);
    assert_eq!((ended.code, &*ended.said), (Some(1), ""), "{ended:?}");
    let last = format!(
        "large.yaml:{}:7: advice[bare-pod]",
        100_000_000 / line.len() + 8
    );
    assert!(
        ended.printed.contains(FOUND) && ended.printed.contains(&last),
        "{ended:?}"
    );
    fs::remove_dir_all(&folder).unwrap();
}

/// A file of which nothing is kept on the disk, and that is larger than what is read.
#[test]
fn a_file_that_is_too_large_is_told() {
    let folder = folder("too-large");
    let file = fs::File::create(folder.join("k8s/huge.yaml")).unwrap();
    file.set_len((512 << 20) + 1).unwrap();
    let ended = check(&folder, &["k8s"]);
    assert_eq!((ended.code, &*ended.printed), (Some(2), FOUND));
    assert_eq!(
        ended.said,
        "podlint: k8s/huge.yaml: more than 512 MiB is not read; split it, or let --max-file-size be more\n"
    );
    file.set_len(1025).unwrap();
    for (most, code) in [("1KiB", 2), ("1026", 0)] {
        let ended = check(&folder, &["k8s", "--max-file-size", most]);
        assert_eq!(ended.code, Some(code), "{most}: {ended:?}");
        let told = ended
            .said
            .contains("huge.yaml: more than 1 KiB is not read");
        assert_eq!(told, code == 2, "{most}: {ended:?}");
    }
    let mut command = podlint(&folder, &["-", "--max-file-size", "100"]);
    let ended = end(command.stdin(Stdio::piped()), POD).unwrap();
    assert_eq!((ended.code, &*ended.printed), (Some(2), ""));
    assert_eq!(
        ended.said,
        "podlint: standard input: more than 100 bytes is not read; split it, or let --max-file-size be more\n"
    );
    fs::remove_dir_all(&folder).unwrap();
}

/// Links that lead back to where they stand, which is no problem, and to each other, which is told.
#[test]
fn links_that_go_round_are_followed_to_no_end() {
    let folder = folder("round");
    for (to, name) in [(".", "here"), ("b", "a"), ("a", "b"), ("c.yaml", "c.yaml")] {
        std::os::unix::fs::symlink(to, folder.join("k8s").join(name)).unwrap();
    }
    for paths in [["k8s", "k8s/here"], ["k8s/good.yaml", "k8s/c.yaml"]] {
        let ended = check(&folder, &paths);
        assert_eq!((ended.code, &*ended.printed), (Some(2), FOUND), "{ended:?}");
        let round = "podlint: k8s/c.yaml: too many levels of symbolic links\n";
        assert!(ended.said.contains(round), "{ended:?}");
    }
    fs::remove_dir_all(&folder).unwrap();
}
