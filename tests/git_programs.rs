//! `--changed-since` in a repository whose configuration names programs wherever git takes one: none is run, nothing is
//! fetched, and what has changed is found all the same.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::programs::git;

/// Settings whose value is a program.
const PROGRAMS: [&str; 30] = [
    "filter.planted.clean",
    "filter.planted.smudge",
    "filter.planted.process",
    "diff.planted.textconv",
    "diff.planted.command",
    "diff.external",
    "merge.planted.driver",
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.gitProxy",
    "core.askPass",
    "core.alternateRefsCommand",
    "credential.helper",
    "gpg.program",
    "pager.diff",
    "pager.diff-index",
    "pager.cat-file",
    "pager.ls-files",
    "pager.rev-parse",
    "alias.rev-parse",
    "alias.merge-base",
    "alias.diff-index",
    "alias.ls-files",
    "alias.cat-file",
    "interactive.diffFilter",
    "uploadpack.packObjectsHook",
    "remote.origin.uploadpack",
    "submodule.planted.update",
];

const HOOKS: [&str; 12] = [
    "pre-commit",
    "post-checkout",
    "post-index-change",
    "post-rewrite",
    "pre-auto-gc",
    "reference-transaction",
    "fsmonitor-watchman",
    "query-watchman",
    "sendemail-validate",
    "pre-push",
    "update",
    "proc-receive",
];

fn done(folder: &Path, arguments: &[&str]) {
    let output = git(folder, arguments).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}

fn check(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(["check", "--quiet", "--format", "concise"])
        .args(arguments)
        .current_dir(folder)
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).unwrap(), output.status.code())
}

fn pod(name: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec: {{containers: [{{name: a, image: \"registry.example.com/a:1\"}}]}}\n"
    )
}

/// A repository with a commit of five pods; none where there is no git.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn repository(name: &str) -> Option<PathBuf> {
    let folder = std::env::temp_dir().join(format!("podlint-git-{}-{name}", std::process::id()));
    fs::create_dir_all(folder.join("repo")).unwrap();
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git on this machine");
        return None;
    }
    let repo = folder.join("repo");
    done(&repo, &["init", "--quiet"]);
    for name in ["a", "b", "c", "d", "e"] {
        fs::write(repo.join(format!("{name}.yaml")), pod(name)).unwrap();
    }
    done(&repo, &["add", "--all"]);
    done(&repo, &["commit", "--quiet", "--message", "a"]);
    Some(folder)
}

/// Puts a program in every place. Each leaves a file in `ran` that bears its name.
fn plant(folder: &Path) {
    let (repo, ran) = (folder.join("repo"), folder.join("ran"));
    fs::create_dir_all(&ran).unwrap();
    fs::write(
        repo.join(".gitattributes"),
        "*.yaml filter=planted diff=planted merge=planted ident\n",
    )
    .unwrap();
    let touch = |name: &str| format!("touch '{}'; cat", ran.join(name).display());
    let included = folder.join("included");
    for (number, key) in PROGRAMS.iter().enumerate() {
        let value = match key.starts_with("alias.") || key.starts_with("submodule.") {
            true => format!("!{}", touch(key)),
            false => touch(key),
        };
        // Half of them by way of another file.
        if number % 2 == 0 {
            done(&repo, &["config", key, &value]);
        } else {
            done(
                &repo,
                &["config", "--file", included.to_str().unwrap(), key, &value],
            );
        }
    }
    done(
        &repo,
        &["config", "include.path", included.to_str().unwrap()],
    );
    done(&repo, &["config", "filter.planted.required", "true"]);
    for directory in [repo.join(".git/hooks"), folder.join("hooks")] {
        fs::create_dir_all(&directory).unwrap();
        for hook in HOOKS {
            let file = directory.join(hook);
            fs::write(&file, format!("#!/bin/sh\n{} </dev/null\n", touch(hook))).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}

fn ran(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("ran")).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn no_program_of_the_repository_is_run() {
    let Some(folder) = repository("programs") else {
        return;
    };
    let repo = folder.join("repo");
    plant(&folder);
    // Touched, changed, staged, gone, new, and a link.
    for name in ["a", "b"] {
        fs::write(repo.join(format!("{name}.yaml")), pod(name)).unwrap();
    }
    fs::write(repo.join("c.yaml"), pod("c") + "# c\n").unwrap();
    fs::remove_file(repo.join("d.yaml")).unwrap();
    fs::write(repo.join("new.yaml"), pod("new")).unwrap();
    symlink("e.yaml", repo.join("f.yaml")).unwrap();
    for hooks in [None, Some(folder.join("hooks"))] {
        if let Some(hooks) = hooks {
            done(
                &repo,
                &["config", "core.hooksPath", hooks.to_str().unwrap()],
            );
        }
        drop(fs::remove_dir_all(folder.join("ran")));
        fs::create_dir(folder.join("ran")).unwrap();
        for paths in [".", "c.yaml"] {
            let (said, code) = check(&repo, &["--changed-since", "HEAD", paths]);
            assert!(
                said.contains("c.yaml:2:7: advice[bare-pod]") && code == Some(0),
                "{said}"
            );
            assert_eq!(said.contains("new.yaml:2:7"), paths == ".", "{said}");
            assert!(
                !said.contains("a.yaml") && !said.contains("e.yaml"),
                "{said}"
            );
        }
        assert_eq!(ran(&folder), Vec::<String>::new());
    }
    // They are where git would run them.
    drop(git(&repo, &["status"]).unwrap());
    drop(git(&repo, &["diff", "HEAD"]).unwrap());
    assert!(ran(&folder).len() >= 2, "{:?}", ran(&folder));
    fs::remove_dir_all(folder).unwrap();
}

/// Lines that git ends otherwise in the work tree are the same lines.
#[test]
fn ends_of_lines_are_no_change() {
    let Some(folder) = repository("lines") else {
        return;
    };
    let repo = folder.join("repo");
    fs::write(repo.join(".gitattributes"), "*.yaml text eol=crlf\n").unwrap();
    for name in ["a", "b"] {
        fs::write(
            repo.join(format!("{name}.yaml")),
            pod(name).replace('\n', "\r\n"),
        )
        .unwrap();
    }
    fs::write(
        repo.join("c.yaml"),
        pod("c").replace('\n', "\r\n") + "# c\r\n",
    )
    .unwrap();
    let (said, _) = check(&repo, &["--changed-since", "HEAD"]);
    assert!(said.starts_with("c.yaml:2:7: advice[bare-pod]"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    fs::remove_dir_all(folder).unwrap();
}

/// What a partial clone lacks is not fetched, by no program, and told; the rest is compared.
#[test]
fn a_partial_clone_fetches_nothing() {
    let Some(folder) = repository("partial") else {
        return;
    };
    let repo = folder.join("repo");
    done(&repo, &["config", "uploadpack.allowFilter", "true"]);
    fs::write(repo.join("a.yaml"), pod("a") + "# a\n").unwrap();
    done(&repo, &["commit", "--quiet", "--all", "--message", "b"]);
    let url = format!("file://{}", repo.display());
    done(
        &folder,
        &["clone", "--quiet", "--filter=blob:none", &url, "clone"],
    );
    let clone = folder.join("clone");
    let lacks = || {
        let list = git(
            &clone,
            &["rev-list", "--objects", "--missing=print", "HEAD"],
        )
        .unwrap();
        let list = String::from_utf8(list.stdout).unwrap();
        list.lines().filter(|line| line.starts_with('?')).count()
    };
    assert_eq!(lacks(), 1);
    fs::write(clone.join("b.yaml"), pod("b") + "# b\n").unwrap();
    let touch = format!("touch '{}'", folder.join("ran").display());
    done(&clone, &["config", "core.sshCommand", &touch]);
    done(
        &clone,
        &[
            "config",
            "remote.origin.uploadpack",
            &format!("{touch}; git-upload-pack"),
        ],
    );
    for url in [&*url, "ssh://host.example.com/a", "ext::sh -c touch% ran"] {
        done(&clone, &["config", "remote.origin.url", url]);
        let (said, code) = check(&clone, &["--changed-since", "HEAD~1"]);
        let told = "podlint: a.yaml: git does not have here what it was; `git diff` with that commit fetches it\n";
        assert!(said.contains(told) && code == Some(2), "{said}");
        for found in [
            "a.yaml:2:7: advice[bare-pod]",
            "b.yaml:2:7: advice[bare-pod]",
        ] {
            assert!(said.contains(found), "{said}");
        }
        assert_eq!(said.lines().count(), 3, "{said}");
        assert_eq!((lacks(), folder.join("ran").exists()), (1, false));
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Git reads no repository of another user, which a CI job's container often has.
#[test]
fn a_repository_of_another_user_is_told() {
    let Some(folder) = repository("owner") else {
        return;
    };
    let repo = folder.join("repo");
    // Only who may give files away can try it.
    let given = |path: &Path| std::os::unix::fs::chown(path, Some(1234), Some(1234));
    if given(&repo).is_ok() && given(&repo.join(".git")).is_ok() {
        let (said, code) = check(&repo, &["--changed-since", "HEAD"]);
        assert!(said.contains("belongs to another user"), "{said}");
        assert_eq!(code, Some(2));
    }
    fs::remove_dir_all(&folder).unwrap();
}
