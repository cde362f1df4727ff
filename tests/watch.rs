//! What is watched: after whatever happens to the files of a project, it is judged as if for the first time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use podlint::config::Flags;
use podlint::engine::Report;
use podlint::host::Host;
use podlint::machine;
use podlint::project::{By, Named, News, Noted, Prepared, Project, Sought, Wanted, Watch};

const WEB: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/web:1\n          ports: [{name: http, containerPort: 8080}]\n";
const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80, targetPort: http}]\n";

/// A project in a folder of its own, and whoever looks at it.
struct Watched {
    folder: PathBuf,
    project: Project<'static>,
    watch: Watch,
}

impl Watched {
    fn of(name: &str, files: &[(&str, &str)]) -> Self {
        let name = format!("podlint-watch-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        drop(fs::remove_dir_all(&folder));
        for (name, text) in files {
            write(&folder, name, text);
        }
        let (project, watch) = judged(&folder);
        let mut watched = Self {
            folder,
            project,
            watch,
        };
        watched.watch.know(&watched.project.report());
        assert_eq!(watched.news(), News::default());
        watched
    }

    fn news(&self) -> News {
        self.watch.news(&self.project)
    }

    /// Takes in what has happened; the findings are those of a project that is judged for the first time.
    fn follow(&mut self) -> (News, Vec<String>) {
        let news = self.news();
        match news.settings {
            true => (self.project, self.watch) = judged(&self.folder),
            false => self.project.follow(&news, &[]),
        }
        let report = self.project.report();
        self.watch.know(&report);
        let found = findings(&report);
        assert_eq!(found, findings(&judged(&self.folder).0.report()));
        assert_eq!(self.news(), News::default());
        (news, found)
    }

    /// What of the news is said by name.
    fn names(&self, news: &News) -> Vec<String> {
        let names = news.changed.iter();
        let names = names.map(|path| path.strip_prefix(&self.folder).unwrap_or(path));
        names.map(|path| path.display().to_string()).collect()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn judged(folder: &Path) -> (Project<'static>, Watch) {
    let noted = Arc::new(Noted::default());
    let prepared = Prepared::of(Wanted {
        host: Host {
            files: Arc::clone(&noted) as _,
            ..machine::host()
        },
        named: Named::of(vec![folder.to_owned()], None),
        here: PathBuf::new(),
        flags: Flags::default(),
        sought: Sought::Around,
        exclude: &[],
        own: Vec::new(),
        project: None,
    });
    let project = prepared
        .unwrap()
        .check(By::default(), &[], &|_| ())
        .unwrap();
    (project, Watch::of(noted))
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn findings(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    let findings = findings.map(|finding| {
        let found = &finding.diagnostic;
        format!("{} {}", found.rule.name(), found.message)
    });
    findings.collect()
}

fn has(found: &[String], rule: &str) -> bool {
    found.iter().any(|finding| finding.starts_with(rule))
}

#[test]
fn a_file_that_changes_is_judged_again_with_what_refers_to_it() {
    let files = [("k8s/web.yaml", WEB), ("k8s/service.yaml", SERVICE)];
    let mut watched = Watched::of("changed", &files);
    let renamed = WEB.replace("name: http,", "name: web,");
    write(&watched.folder, "k8s/web.yaml", &renamed);
    let (news, found) = watched.follow();
    assert_eq!(watched.names(&news), ["k8s/web.yaml"]);
    assert!(!news.settings && !news.found, "{news:?}");
    assert!(has(&found, "unresolved-port-name"), "{found:?}");
    write(&watched.folder, "k8s/web.yaml", WEB);
    let (_, found) = watched.follow();
    assert!(!has(&found, "unresolved-port-name"), "{found:?}");
}

#[test]
fn files_come_and_go() {
    let mut watched = Watched::of("found", &[("k8s/web.yaml", WEB)]);
    let faulty = WEB.replace("image:", "imge:");
    write(&watched.folder, "k8s/later/faulty.yaml", &faulty);
    let (news, found) = watched.follow();
    assert!(news.found && !news.settings, "{news:?}");
    assert!(has(&found, "unknown-field"), "{found:?}");
    write(&watched.folder, ".gitignore", "later\n");
    assert!(!has(&watched.follow().1, "unknown-field"));
    fs::remove_file(watched.folder.join(".gitignore")).unwrap();
    assert!(has(&watched.follow().1, "unknown-field"));
    fs::remove_file(watched.folder.join("k8s/later/faulty.yaml")).unwrap();
    let (news, found) = watched.follow();
    assert!(news.found, "{news:?}");
    assert!(!has(&found, "unknown-field"), "{found:?}");
}

#[test]
fn other_settings_are_other_settings_wherever_they_stand() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, imge: a}]\n";
    let mut watched = Watched::of("settings", &[("k8s/a.yaml", pod)]);
    let above = "ignore = [\"unknown-field\"]\n";
    write(&watched.folder, "podlint.toml", above);
    let (news, found) = watched.follow();
    assert!(news.settings && !has(&found, "unknown-field"), "{found:?}");
    write(&watched.folder, "k8s/podlint.toml", "ignore = []\n");
    assert!(watched.follow().0.settings);
    fs::remove_file(watched.folder.join("podlint.toml")).unwrap();
    let (news, found) = watched.follow();
    assert!(news.settings && has(&found, "unknown-field"), "{found:?}");
}

#[test]
fn schemas_are_settings_and_helpers_of_charts_are_not() {
    let crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec:\n  group: example.com\n  names: {kind: Shop, plural: shops, singular: shop, listKind: ShopList}\n  scope: Namespaced\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}\n";
    let shop = "apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\nspec: {size: big}\n";
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: { {{- include \"data\" . }} }\n";
    let mut watched = Watched::of(
        "schemas",
        &[
            (
                "podlint.toml",
                "schema-locations = [\"schemas/shop.crd\"]\n",
            ),
            ("schemas/shop.crd", crd),
            ("k8s/shop.yaml", shop),
            (
                "chart/Chart.yaml",
                "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
            ),
            ("chart/templates/map.yaml", map),
            (
                "chart/templates/_helpers.tpl",
                "{{ define \"data\" }}a: b{{ end }}\n",
            ),
        ],
    );
    let of_strings = crd.replace("type: integer", "type: string");
    assert!(has(&findings(&watched.project.report()), "wrong-type"));
    write(&watched.folder, "schemas/shop.crd", &of_strings);
    let (news, found) = watched.follow();
    assert!(news.settings && !has(&found, "wrong-type"), "{found:?}");
    let number = "{{ define \"data\" }}a: 12345{{ end }}\n";
    write(&watched.folder, "chart/templates/_helpers.tpl", number);
    let (news, found) = watched.follow();
    assert_eq!(watched.names(&news), ["chart/templates/_helpers.tpl"]);
    assert!(
        !news.settings && has(&found, "wrong-type"),
        "{news:?} {found:?}"
    );
}
