//! What is no set of the parts of one run is not merged.

use std::fs;

use super::{merge, run, shards, tree};

/// What is said of a merge that is refused.
fn refused(folder: &std::path::Path, parts: &[String]) -> String {
    let run = merge(folder, parts, &[]);
    assert_eq!((&*run.printed, run.exit), ("", 2), "{run:?}");
    run.said
}

#[test]
fn parts_that_are_missing_or_there_twice() {
    let folder = tree::write("missing");
    let parts = shards(&folder, 7, &["k8s"]);
    let said = refused(&folder, &parts[1..]);
    assert_eq!(said, "podlint: the part of the shard 1/7 is missing\n");
    let said = refused(&folder, &parts[5..]);
    assert_eq!(
        said,
        "podlint: the parts of 5 shards are missing, 1/7, 2/7, 3/7 among them\n"
    );
    let twice = [&parts[..], &parts[..1]].concat();
    assert!(refused(&folder, &twice).contains(" are both the shard 1/7"));
    let none = folder.join("none.jsonl").to_str().unwrap().to_owned();
    assert!(refused(&folder, &[none]).contains("no such file or directory"));
}

#[test]
fn parts_of_different_runs() {
    let folder = tree::write("different");
    let other = tree::write("different-too");
    let parts = shards(&folder, 2, &["k8s"]);
    let of_others = shards(&other, 2, &["k8s", "--profile", "strict"]);
    let mixed = [parts[0].clone(), of_others[1].clone()];
    assert!(refused(&folder, &mixed).contains("are of different runs: `podlint check -- k8s`"));
    let more = shards(&other, 3, &["k8s"]);
    let mixed = [parts[0].clone(), more[1].clone()];
    assert!(refused(&folder, &mixed).contains("are of different runs"));
}

#[test]
fn parts_of_other_files_than_there_are() {
    let folder = tree::write("changed");
    let parts = shards(&folder, 2, &["k8s"]);
    let file = folder.join("k8s/web/service.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("webb", "web")).unwrap();
    let said = refused(&folder, &parts);
    assert!(
        said.contains("no part has k8s/web/service.yaml as there is here"),
        "{said}"
    );
    fs::write(&file, text).unwrap();
    assert_eq!(merge(&folder, &parts, &[]).exit, 1);
    fs::write(folder.join("podlint.toml"), "profile = \"strict\"\n").unwrap();
    let said = refused(&folder, &parts);
    assert!(said.contains("with other configuration files"), "{said}");
}

#[test]
fn parts_of_another_program_and_what_is_no_part() {
    let folder = tree::write("foreign");
    let parts = shards(&folder, 1, &["k8s"]);
    let text = fs::read_to_string(&parts[0]).unwrap();
    let said = |text: &str| {
        fs::write(&parts[0], text).unwrap();
        refused(&folder, &parts)
    };
    assert!(said("").contains("this is no partial result of podlint"));
    assert!(said("{\"version\":1}\n").contains("this is no partial result of podlint"));
    assert!(said(&text[..text.len() / 2]).contains("it is cut off, or has been changed"));
    assert!(said(&text.replacen("\"objects\":1", "\"objects\":2", 1)).contains("has been changed"));
    assert!(said(&text.replacen("\"format\":1", "\"format\":2", 1)).contains("its format is 2"));
}

#[test]
fn what_a_shard_is_not_asked_for() {
    let folder = tree::write("asking");
    let said = |arguments: &[&str]| {
        let run = run(&folder, &[&["check", "--shard", "1/2"], arguments].concat());
        assert_eq!((&*run.printed, run.exit), ("", 2), "{run:?}");
        run.said
    };
    assert!(said(&["k8s", "--baseline", "a.json"]).contains("cannot be used with"));
    assert!(said(&["k8s", "--output", "sarif=a.sarif"]).contains("podlint merge writes it"));
    assert!(said(&["-"]).contains("standard input"));
    let secret = said(&["k8s", "--set", "image=a,db.password=hunter2-correct-horse"]);
    assert!(
        secret.contains("--set=image=a,db.password gives a secret"),
        "{secret}"
    );
    assert!(!secret.contains("hunter2"), "{secret}");
    let run = run(&folder, &["check", "k8s", "--output", "part=a.jsonl"]);
    assert!(run.said.contains("--shard 1/4"), "{run:?}");
    assert!(!folder.join("a.jsonl").exists());
}
