//! What is kept from run to run changes no report, and is only written where it is asked for.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Run, run, tree, whole};

const CHECK: [&str; 5] = ["check", "k8s", "--cache", "kept", "--format=json"];

fn packs(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.join("kept").read_dir().unwrap();
    let mut packs: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    packs.sort();
    packs
}

fn texts(folder: &Path) -> Vec<String> {
    let packs = packs(folder);
    packs
        .iter()
        .map(|pack| fs::read_to_string(pack).unwrap())
        .collect()
}

#[test]
fn a_run_that_remembers_says_the_same() {
    let folder = tree::write("kept");
    let plain = whole(&folder, &["k8s"], &["--format=json"]);
    assert!(!folder.join("kept").exists());
    assert_eq!(run(&folder, &CHECK), plain);
    let kept = texts(&folder);
    assert!(kept.concat().contains("\"judged\":{"));
    for secret in tree::SECRETS {
        assert!(!kept.concat().contains(secret), "{secret}");
    }
    assert_eq!(run(&folder, &CHECK), plain);
    // Nothing is new, so nothing is written.
    assert_eq!(texts(&folder), kept);
}

#[test]
fn what_changes_is_judged_anew() {
    let folder = tree::write("kept-changed");
    run(&folder, &CHECK);
    let before = texts(&folder);
    let file = folder.join("k8s/config/settings.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("name: settings,", "name: setings,")).unwrap();
    let told = run(&folder, &CHECK);
    assert_eq!(told, whole(&folder, &["k8s"], &["--format=json"]));
    // What else is in that pack is in the new one.
    let after = texts(&folder);
    let changed = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| before != after);
    assert_eq!(changed.count(), 1);
    // Other settings are no reason to forget.
    let strict = [&CHECK[..], &["--profile", "strict"]].concat();
    let told = run(&folder, &strict);
    assert_eq!(
        told,
        whole(&folder, &["k8s", "--profile", "strict"], &["--format=json"])
    );
    assert_eq!(
        run(&folder, &CHECK),
        whole(&folder, &["k8s"], &["--format=json"])
    );
}

#[test]
fn a_pack_that_is_broken_is_told_and_left_aside() {
    let folder = tree::write("kept-broken");
    let plain = run(&folder, &CHECK);
    let pack = packs(&folder).remove(0);
    let text = fs::read(&pack).unwrap();
    for broken in [&text[..text.len() / 2], b"\xFF\xFE", b"{}\n"] {
        fs::write(&pack, broken).unwrap();
        let Run {
            printed,
            said,
            exit,
        } = run(&folder, &CHECK);
        assert_eq!((&printed, exit), (&plain.printed, plain.exit));
        assert!(said.contains(" is left aside: "), "{said}");
        assert_eq!(run(&folder, &CHECK), plain);
    }
    // What is asked for that is no directory is told, too.
    fs::remove_dir_all(folder.join("kept")).unwrap();
    fs::write(folder.join("kept"), "").unwrap();
    let Run { printed, said, .. } = run(&folder, &CHECK);
    assert_eq!(printed, plain.printed);
    assert!(
        said.contains("--cache kept: it cannot be written"),
        "{said}"
    );
}
