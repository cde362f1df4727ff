//! What an editor needs of the engine: texts that stand for files, and reports that share what has not changed.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use podlint::engine::{Input, Report, Session, Settings, run};
use podlint::files::{FileSystem, Identity, Listed, Most, Nothing, Texts};
use podlint::host::Host;

/// Files that count how often each is read.
#[derive(Debug)]
struct Counting {
    texts: Mutex<Texts>,
    read: Mutex<BTreeMap<PathBuf, usize>>,
}

impl Counting {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            texts: Mutex::new(Texts::over(Arc::new(Nothing))),
            read: Mutex::default(),
        })
    }

    fn put(&self, path: &str, text: &str) {
        self.texts.lock().unwrap().put(Path::new(path), text);
    }

    /// How often each file was read since this was asked last.
    fn taken(&self) -> BTreeMap<PathBuf, usize> {
        std::mem::take(&mut self.read.lock().unwrap())
    }
}

impl FileSystem for Counting {
    fn here(&self) -> PathBuf {
        self.texts.lock().unwrap().here()
    }

    fn exists(&self, path: &Path) -> bool {
        self.texts.lock().unwrap().exists(path)
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.texts.lock().unwrap().is_directory(path)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        self.texts.lock().unwrap().link(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.texts.lock().unwrap().resolve(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<Listed>> {
        self.texts.lock().unwrap().list(directory)
    }

    fn identity(&self, directory: &Path) -> io::Result<Identity> {
        self.texts.lock().unwrap().identity(directory)
    }

    fn read(&self, path: &Path, most: Most) -> io::Result<Vec<u8>> {
        let mut read = self.read.lock().unwrap();
        *read.entry(path.to_owned()).or_default() += 1;
        self.texts.lock().unwrap().read(path, most)
    }
}

const PATCH: &str =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n";
const KUSTOMIZATION: &str = "resources: [web.yaml, service.yaml]\npatches: [{path: patch.yaml}]\n";
const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80, targetPort: web}]\n";

fn deployment(port: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  selector: {{matchLabels: {{app: web}}}}\n  template:\n    metadata: {{labels: {{app: web}}}}\n    spec:\n      containers:\n        - {{name: web, image: \"web:1\", ports: [{{name: {port}, containerPort: 8080}}]}}\n"
    )
}

fn file(name: &str) -> Input {
    let path = PathBuf::from("/k8s").join(name);
    Input::File {
        shown: path.display().to_string(),
        path,
        context: false,
        regular: true,
    }
}

fn settings(files: &Arc<Counting>) -> Settings {
    Settings {
        host: Host {
            files: Arc::clone(files) as Arc<dyn FileSystem>,
            ..Host::default()
        },
        ..Settings::default()
    }
}

/// What a report says, and where.
fn said(report: &Report) -> Vec<String> {
    let findings = report.findings.iter().map(|finding| &finding.diagnostic);
    findings
        .map(|found| {
            let source = &report.sources[&found.primary.source];
            let place = found.primary.span.of(&source.text);
            format!(
                "{}: {}: {place}: {}",
                source.path, found.rule, found.message
            )
        })
        .collect()
}

#[test]
fn a_file_that_changes_is_read_alone_and_the_report_is_that_of_a_run() {
    let files = Counting::new();
    files.put("/k8s/web.yaml", &deployment("web"));
    files.put("/k8s/service.yaml", SERVICE);
    files.put("/k8s/patch.yaml", PATCH);
    files.put("/k8s/kustomization.yaml", KUSTOMIZATION);
    let settings = settings(&files);
    let names = [
        "web.yaml",
        "service.yaml",
        "patch.yaml",
        "kustomization.yaml",
    ];
    let inputs = || names.map(file).to_vec();
    let session = Session::new(&settings, &|_| ());
    session.check_all(inputs());
    assert!(
        said(&session.report()).is_empty(),
        "{:?}",
        said(&session.report())
    );
    files.taken();

    // The port's name goes: the Service, whose file is as it was, sends to what is not there.
    files.put("/k8s/web.yaml", &deployment("http"));
    session.check_again(file("web.yaml"));
    assert_eq!(files.taken(), [(PathBuf::from("/k8s/web.yaml"), 1)].into());
    let now = session.report();
    assert_eq!(said(&now), said(&run(inputs(), &settings, &|_| ())));
    assert_eq!(said(&now).len(), 1, "{:?}", said(&now));
    assert!(said(&now)[0].starts_with("/k8s/service.yaml: unresolved-port-name: web: "));

    // The kustomization no longer names the patch, which counts again as what it is.
    files.put(
        "/k8s/kustomization.yaml",
        "resources: [web.yaml, service.yaml, patch.yaml]\n",
    );
    session.check_again(file("kustomization.yaml"));
    let now = said(&session.report());
    assert_eq!(now, said(&run(inputs(), &settings, &|_| ())));
    assert!(
        now.iter()
            .any(|line| line.starts_with("/k8s/patch.yaml: missing-field")),
        "{now:?}"
    );

    // And all is as before once both are.
    files.put("/k8s/web.yaml", &deployment("web"));
    files.put("/k8s/kustomization.yaml", KUSTOMIZATION);
    session.check_again(file("web.yaml"));
    session.check_again(file("kustomization.yaml"));
    assert!(said(&session.report()).is_empty());
}

#[test]
fn a_text_that_is_not_saved_stands_for_its_file_also_where_others_look_at_it() {
    let mut texts = Texts::over(Arc::new(Nothing));
    texts.put(Path::new("/k8s/overlay/kustomization.yaml"), KUSTOMIZATION);
    texts.put(Path::new("/k8s/overlay/patch.yaml"), PATCH);
    let settings = Settings {
        host: Host {
            files: Arc::new(texts),
            ..Host::default()
        },
        ..Settings::default()
    };
    let report = run(vec![file("overlay/patch.yaml")], &settings, &|_| ());
    assert!(said(&report).is_empty(), "{:?}", said(&report));
    assert_eq!(report.summary.skipped.len(), 1);
}

/// A CRD whose objects have a number of at most so much.
fn crd(most: usize) -> String {
    let number = format!("{{type: integer, maximum: {most}}}");
    let schema = format!(
        "{{type: object, properties: {{spec: {{type: object, properties: {{number: {number}}}}}}}}}"
    );
    format!(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: things.example.com}}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {{kind: Thing, plural: things, singular: thing, listKind: ThingList}}\n  versions:\n  - {{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {schema}}}}}\n"
    )
}

const THING: &str =
    "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec: {number: 7}\n";

#[test]
fn a_custom_resource_is_judged_by_the_crd_of_its_run_wherever_that_stands() {
    let files = Counting::new();
    let settings = settings(&files);
    files.put("/k8s/a.yaml", THING);
    files.put("/k8s/b.yaml", &crd(5));
    let found = "/k8s/a.yaml: invalid-value: 7: `number` takes 5 or less, not 7";
    for order in [["a.yaml", "b.yaml"], ["b.yaml", "a.yaml"]] {
        let report = run(order.map(file).to_vec(), &settings, &|_| ());
        assert_eq!(said(&report), [found], "{order:?}");
    }

    // Where it is not seen that it is one, the same is found.
    files.put(
        "/k8s/a.yaml",
        r#"{"apiVersion": "example.com/v1", "kind": "Thing", "metadata": {"name": "a"}, "spec": {"number": 7}}"#,
    );
    let inputs = ["a.yaml", "b.yaml"].map(file).to_vec();
    assert_eq!(said(&run(inputs.clone(), &settings, &|_| ())), [found]);

    // Another CRD, or a second one, counts from then on.
    files.put("/k8s/a.yaml", THING);
    let session = Session::new(&settings, &|_| ());
    session.check_all(inputs);
    assert_eq!(said(&session.report()), [found]);
    files.put("/k8s/b.yaml", &crd(6));
    session.check_again(file("b.yaml"));
    assert_eq!(said(&session.report()), [found.replace('5', "6")]);
    files.put("/k8s/b.yaml", &crd(7));
    session.check_again(file("b.yaml"));
    assert!(said(&session.report()).is_empty());
    files.put("/k8s/c.yaml", &crd(5));
    session.check_all(vec![file("c.yaml")]);
    let now = said(&session.report());
    assert_eq!(now.len(), 1, "{now:?}");
    assert!(
        now[0].starts_with("/k8s/a.yaml: differing-crds: 7: "),
        "{now:?}"
    );
}
