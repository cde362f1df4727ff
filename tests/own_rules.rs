//! Rules that people write: the pages that stand here as examples, and what is said of pages that cannot be used.

use std::path::Path;

use podlint::examples::run_written;
use podlint::files::{Reach, shown};
use podlint::machine;
use podlint::rules::{Faulty, Registry, read_directory};

fn read(directory: &Path) -> Result<Registry, Faulty> {
    let host = machine::host();
    let rules = read_directory(&*host.files, directory, &Reach::everything(), &shown);
    rules.map(Registry::with)
}

fn examples() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/rules")
}

#[test]
fn the_pages_that_stand_as_examples_are_true() {
    let rules = read(&examples()).unwrap();
    assert_eq!(rules.written().len(), 3);
    let settings = machine::settings().by(rules);
    for rule in settings.rules().written() {
        assert_eq!(run_written(rule, &settings), Vec::<String>::new());
    }
}

/// What an example claims is held against what is found: a page with other marks is not true.
#[test]
fn a_page_that_claims_something_else_is_not_true() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-rules-untrue");
    drop(std::fs::remove_dir_all(&directory));
    std::fs::create_dir_all(&directory).unwrap();
    let text = std::fs::read_to_string(examples().join("image-of-our-registry.md")).unwrap();
    let untrue = text
        .replace("image: busybox:1.37 # flagged", "image: busybox:1.37")
        .replace(
            "image: registry.example.com/report:3\n```\n\n## Output",
            "image: registry.example.com/report:3 # flagged\n```\n\n## Output",
        );
    std::fs::write(directory.join("untrue.md"), untrue).unwrap();
    let settings = machine::settings().by(read(&directory).unwrap());
    let wrong = run_written(&settings.rules().written()[0], &settings);
    let line = |what: &str| wrong.iter().filter(|line| line.contains(what)).count();
    assert_eq!(line("untrue.md:35: finds `untrue`"), 1, "{wrong:#?}");
    assert_eq!(
        line("untrue.md:38: does not find `untrue`"),
        1,
        "{wrong:#?}"
    );
    assert_eq!(line("*Output* is not"), 1, "{wrong:#?}");
}

/// The guide shows what the pages say.
#[test]
fn the_guide_shows_a_page_as_it_is() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/own-rules.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let page = std::fs::read_to_string(examples().join("image-of-our-registry.md")).unwrap();
    let front = page.split("---\n").nth(1).unwrap();
    assert!(guide.contains(front), "{front}");
    for page in std::fs::read_dir(examples()).unwrap() {
        let name = page.unwrap().file_name().into_string().unwrap();
        assert!(
            guide.contains(&format!("../examples/rules/{name}")),
            "{name}"
        );
    }
}

/// Code scanning shows of a rule that somebody has written what it shows of ours: its page, and where it found something.
#[test]
fn reports_for_code_scanning_have_the_page() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-rules-sarif");
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(folder.join("lint")).unwrap();
    let page = "image-of-our-registry";
    let lint = format!("lint/{page}.md");
    std::fs::copy(examples().join(format!("{page}.md")), folder.join(lint)).unwrap();
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: nginx}]}\n";
    std::fs::write(folder.join("podlint.toml"), "rule-locations = [\"lint\"]\n").unwrap();
    std::fs::write(folder.join("pod.yaml"), pod).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_podlint"))
        .args(["check", "--format", "sarif", "--select", page])
        .current_dir(&folder)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let run = &report["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["id"] == page).unwrap();
    let help = rule["help"]["markdown"].as_str().unwrap();
    assert!(help.contains("Images from elsewhere"), "{help}");
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], page);
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "pod.yaml");
    assert_eq!(place["region"]["startLine"], 4);
}
