//! Configuration that is found on the way stays in its repository: what a branch says does not decide what is read
//! outside of it, or what of that is shown.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SECRET: &str = "hunter2";

/// A repository with a manifest that is whole and one of a custom kind, and beside it a directory `outside` with a schema
/// of that kind and with a secret.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("podlint-reach-{}-{name}", std::process::id()));
    write(
        &folder.join("repo/k8s/map.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
    );
    let thing = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec: {size: 1}\n";
    write(&folder.join("repo/k8s/thing.yaml"), thing);
    write(&folder.join("outside/crd.yaml"), &crd());
    write(
        &folder.join("outside/schema.json"),
        r#"{"properties": {"spec": {"required": ["colour"]}}}"#,
    );
    write(
        &folder.join("outside/secret"),
        &format!("root:{SECRET}:1\n{SECRET} = \"{SECRET}\"\n"),
    );
    write(
        &folder.join("outside/secret.toml"),
        &format!("kubernetes-version = \"{SECRET}\"\n"),
    );
    fs::create_dir(folder.join("repo/.git")).unwrap();
    folder
}

/// A definition by which the thing lacks something.
fn crd() -> String {
    let schema = "{type: object, properties: {spec: {type: object, required: [colour], properties: {size: {type: integer}, colour: {type: string}}}}}";
    format!(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: things.example.com}}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {{kind: Thing, plural: things}}\n  versions:\n  - {{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {schema}}}}}\n"
    )
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What a run in the repository says, and how it ends. No run shows the secret.
fn check(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    check_in(&folder.join("repo"), arguments)
}

fn check_in(directory: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(["check", "--quiet", "--format", "concise"])
        .args(arguments)
        .current_dir(directory)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    assert!(!said.contains(SECRET), "{said}");
    (said, output.status.code())
}

/// That the schema was used.
const LACKS: &str = "k8s/thing.yaml:4:1: error[missing-field] `spec` has no `colour`";

const OUTSIDE: &str = "neither in the repository nor trusted (--trust)";

#[test]
fn a_configuration_names_what_is_in_its_repository() {
    let folder = folder("inside");
    write(&folder.join("repo/crds/things.yaml"), &crd());
    let absolute = folder.join("repo/crds");
    for location in [
        "crds",
        "./k8s/../crds/things.yaml",
        "../repo/crds",
        absolute.to_str().unwrap(),
    ] {
        write(
            &folder.join("repo/podlint.toml"),
            &format!("schema-locations = [{location:?}]\n"),
        );
        let (said, code) = check(&folder, &["k8s"]);
        assert!(
            said.contains(LACKS) && code == Some(1),
            "{location}: {said}"
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_configuration_names_nothing_outside_of_its_repository() {
    let folder = folder("outside");
    symlink("../../outside", folder.join("repo/k8s/linked")).unwrap();
    let absolute = folder.join("outside");
    let absolute = absolute.to_str().unwrap();
    let with_variables = format!("{absolute}/{{{{.Group}}}}/x.json");
    let directories = ["/", "/dev", "..", "../outside", "k8s/linked", absolute];
    let files = [
        "../outside/crd.yaml",
        "k8s/linked/crd.yaml",
        "../outside/{{.ResourceKind}}.json",
        "k8s/linked/{{.Group}}.json",
        &with_variables,
    ];
    let projects = directories.map(|directory| format!("project = {directory:?}\n"));
    let locations = directories.iter().chain(&files);
    let locations = locations.map(|location| format!("schema-locations = [{location:?}]\n"));
    for text in locations.chain(projects) {
        write(&folder.join("repo/podlint.toml"), &text);
        let (said, code) = check(&folder, &["k8s"]);
        assert!(
            said.contains(OUTSIDE) && !said.contains(LACKS),
            "{text}: {said}"
        );
        assert_eq!(code, Some(2));
    }
    // What whoever runs podlint says holds.
    write(
        &folder.join("repo/podlint.toml"),
        "schema-locations = [\"../outside\"]\n",
    );
    for arguments in [
        &["k8s", "--trust", "../outside"][..],
        &["k8s", "--trust", "/"],
        &[
            "k8s",
            "--no-config",
            "--schema-location",
            "../outside/crd.yaml",
        ],
    ] {
        let (said, code) = check(&folder, arguments);
        assert!(
            said.contains(LACKS) && code == Some(1),
            "{arguments:?}: {said}"
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Files that are named by hand may say more, unless they are in the repository themselves.
#[test]
fn a_configuration_that_is_named_is_whose_it_is() {
    let folder = folder("named");
    let text = "schema-locations = [\"../outside/crd.yaml\"]\n";
    write(&folder.join("ours.toml"), text);
    write(&folder.join("repo/ci/theirs.toml"), text);
    let (said, code) = check(&folder, &["k8s", "--config", "../ours.toml"]);
    assert!(said.contains(LACKS) && code == Some(1), "{said}");
    let (said, code) = check(&folder, &["k8s", "--config", "ci/theirs.toml"]);
    assert!(said.contains(OUTSIDE) && code == Some(2), "{said}");
    // Outside of a repository it is the working directory that counts, or the file's own.
    fs::remove_dir(folder.join("repo/.git")).unwrap();
    fs::rename(
        folder.join("repo/ci/theirs.toml"),
        folder.join("repo/podlint.toml"),
    )
    .unwrap();
    let (said, code) = check(&folder, &["k8s"]);
    assert!(
        said.contains("neither below the current directory nor trusted") && code == Some(2),
        "{said}"
    );
    let (said, code) = check_in(&folder, &["repo/k8s"]);
    assert!(said.contains(LACKS) && code == Some(1), "{said}");
    let (said, code) = check_in(&folder.join("outside"), &["../repo/k8s"]);
    assert!(
        said.contains("neither in its directory nor trusted") && code == Some(2),
        "{said}"
    );
    fs::remove_dir_all(&folder).unwrap();
}

/// Links, pipes and the like in the place of a configuration file.
#[test]
fn what_stands_in_the_place_of_a_configuration_is_read_with_care() {
    let folder = folder("places");
    let pipe = folder.join("repo/pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let out = |to: &str| format!("this is a link to {to}, which is {OUTSIDE}");
    for (to, told) in [
        ("../../outside/secret", out("../../outside/secret")),
        (
            "../../outside/secret.toml",
            out("../../outside/secret.toml"),
        ),
        ("/dev/zero", out("/dev/zero")),
        ("nowhere", "no such file or directory".to_owned()),
        ("../pipe", "this is a named pipe, and no file".to_owned()),
    ] {
        let at = folder.join("repo/k8s/podlint.toml");
        symlink(to, &at).unwrap();
        // It holds for what is below it, however that is reached.
        for paths in ["k8s", ".", "k8s/map.yaml"] {
            let ended = check(&folder, &[paths]);
            assert_eq!(
                ended,
                (format!("podlint: k8s/podlint.toml: {told}\n"), Some(2))
            );
        }
        fs::remove_file(&at).unwrap();
    }
    write(
        &folder.join("repo/podlint.toml"),
        &"#".repeat((1 << 20) + 1),
    );
    let ended = check(&folder, &["k8s"]);
    let told = "podlint: podlint.toml: more than 1 MiB is not read\n";
    assert_eq!(ended, (told.to_owned(), Some(2)));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_configuration_that_is_a_link_shows_nothing_of_what_it_leads_to() {
    let folder = folder("lines");
    fs::copy(folder.join("outside/secret.toml"), folder.join("repo/.env")).unwrap();
    let told = "line 1 is none of a configuration; this is a link, and the lines that it leads to are not shown";
    symlink(".env", folder.join("repo/podlint.toml")).unwrap();
    let ended = check(&folder, &["k8s"]);
    assert_eq!(ended, (format!("podlint: podlint.toml: {told}\n"), Some(2)));
    for to in [".env", "../outside/secret"] {
        symlink(to, folder.join("repo/named.toml")).unwrap();
        let ended = check(&folder, &["k8s", "--config", "named.toml"]);
        assert_eq!(ended, (format!("podlint: named.toml: {told}\n"), Some(2)));
        fs::remove_file(folder.join("repo/named.toml")).unwrap();
    }
    // One that is in order is used.
    write(&folder.join("repo/.env"), "ignore = [\"api\"]\n");
    write(
        &folder.join("repo/k8s/map.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A}\n",
    );
    assert_eq!(check(&folder, &["k8s"]), (String::new(), Some(0)));
    fs::remove_dir_all(&folder).unwrap();
}

/// What schemas refer to.
#[test]
fn references_of_schemas_stay_in_the_repository() {
    let folder = folder("references");
    let directory = folder.join("repo/schemas/example.com");
    write(
        &folder.join("repo/podlint.toml"),
        "schema-locations = [\"schemas\"]\n",
    );
    fs::create_dir_all(&directory).unwrap();
    fs::copy(
        folder.join("outside/schema.json"),
        folder.join("repo/other.json"),
    )
    .unwrap();
    symlink(
        "../../../outside/schema.json",
        directory.join("linked.json"),
    )
    .unwrap();
    let absolute = format!("file://{}", folder.join("outside/schema.json").display());
    // Whether they are in the repository, and whether they are schemas.
    for (to, is_inside, is_one) in [
        ("../../other.json", true, true),
        ("../../../outside/schema.json", false, true),
        (&*absolute, false, true),
        ("linked.json", false, true),
        ("../../../outside/secret", false, false),
        ("/dev/zero", false, false),
    ] {
        write(
            &directory.join("thing_v1.json"),
            &format!("{{\"$ref\": {to:?}}}"),
        );
        let (said, code) = check(&folder, &["k8s"]);
        assert_eq!(
            (said.contains(LACKS), said.contains(OUTSIDE)),
            (is_inside, !is_inside),
            "{to}: {said}"
        );
        assert_eq!(code, Some(if is_inside { 1 } else { 2 }));
        let (said, _) = check(&folder, &["k8s", "--trust", "../outside"]);
        assert_eq!(said.contains(LACKS), is_one, "{to}: {said}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Links among schemas.
#[test]
fn directories_of_schemas_are_looked_into_once_and_no_farther_than_the_repository() {
    let folder = folder("schemas");
    let schemas = folder.join("repo/schemas");
    write(
        &folder.join("repo/podlint.toml"),
        "schema-locations = [\"schemas\"]\n",
    );
    fs::create_dir(&schemas).unwrap();
    symlink("../../outside", schemas.join("d")).unwrap();
    let (said, code) = check(&folder, &["k8s"]);
    assert!(
        said.contains(OUTSIDE) && !said.contains(LACKS) && code == Some(2),
        "{said}"
    );
    let (said, code) = check(&folder, &["k8s", "--trust", "../outside"]);
    assert!(said.contains(LACKS) && code == Some(1), "{said}");
    // As many ways to the last as there are numbers of 40 bits.
    fs::remove_file(schemas.join("d")).unwrap();
    for level in 0..40 {
        let inside = schemas.join(format!("d{level}"));
        fs::create_dir(&inside).unwrap();
        for way in ["a", "b"] {
            symlink(format!("../d{}", level + 1), inside.join(way)).unwrap();
        }
    }
    write(&schemas.join("d40/crd.yaml"), &crd());
    let (said, code) = check(&folder, &["k8s"]);
    assert!(said.contains(LACKS) && code == Some(1), "{said}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_name_of_a_file_is_not_what_it_says() {
    let folder = std::env::temp_dir().join(format!("podlint-{}-named", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("podlint.toml"),
        "schema-locations = ['/etc/passwd']\n",
    )
    .unwrap();
    fs::write(folder.join("a.yaml"), "apiVersion: v1\nkind: Pod\n").unwrap();
    let (said, _) = check_in(&folder, &["."]);
    assert!(said.contains("`/etc/passwd`: this is neither"), "{said}");
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_kustomization_takes_what_is_outside_of_its_repository_only_if_that_is_trusted() {
    let folder = folder("overlays");
    write(
        &folder.join("outside/base/kustomization.yaml"),
        "resources: [map.yaml]\n",
    );
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndta: {}\n";
    write(&folder.join("outside/base/map.yaml"), map);
    let overlay = "resources: [../../outside/base]\n";
    write(&folder.join("repo/over/kustomization.yaml"), overlay);
    let (said, code) = check(&folder, &["over", "--show-skipped"]);
    assert!(said.contains("nor trusted (--trust)"), "{said}");
    assert_eq!(code, Some(2), "{said}");
    let trusted = ["over", "--trust", "../outside"];
    let (said, code) = check(&folder, &trusted);
    assert!(!said.contains("nor trusted"), "{said}");
    assert_eq!(
        code,
        Some(0),
        "what is found outside is not reported: {said}"
    );
    let (said, _) = check_in(&folder, &["repo/over", "outside", "--trust", "outside"]);
    assert!(
        said.contains("outside/base/map.yaml:4:1: error[unknown-field]"),
        "{said}"
    );
    let render = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_podlint"))
            .args(["render", "over"])
            .args(arguments)
            .current_dir(folder.join("repo"))
            .output()
            .unwrap();
        output.status.code()
    };
    assert_eq!(render(&[]), Some(2));
    assert_eq!(render(&trusted[1..]), Some(0));
    fs::remove_dir_all(folder).unwrap();
}
