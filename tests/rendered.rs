//! What is found in rendered texts is told where it was written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use podlint::engine::{
    By, Input, Key, Memory, Recalled, Renderer, Renders, Report, Session, Settings,
};
use podlint::files::{Nothing, Texts};
use podlint::host::Host;
use podlint::origin::{FileId, Made, Origin, Output, Place, ReadFile, Rendering, Step, Text};
use podlint::source::{LineIndex, Span};

const TEMPLATE: &str = "apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: {{ .Values.port }}
      targetPort: http
      protokol: TCP
  type: {{ .Values.type }}
";

const VALUES: &str = "port: 80\ntype: ClusterIPs\n";

const FILES: [(&str, &str); 2] = [
    ("shop/templates/service.yaml", TEMPLATE),
    ("shop/values.yaml", VALUES),
];

/// The text of the template with both values put in, as a renderer would give it.
fn rendered() -> Text {
    let mut text = Text::default();
    let mut rest = 0;
    for (action, value) in [
        ("{{ .Values.port }}", "80"),
        ("{{ .Values.type }}", "ClusterIPs"),
    ] {
        let at = TEMPLATE.find(action).unwrap();
        text.push(&taken(0, rest, at));
        let through = Arc::new(Step {
            action: place(0, at, at + action.len()),
            caller: None,
        });
        let start = VALUES.find(value).unwrap();
        text.write(&taken(1, start, start + value.len()), &through);
        rest = at + action.len();
    }
    text.push(&taken(0, rest, TEMPLATE.len()));
    text
}

fn place(file: u32, start: usize, end: usize) -> Place {
    Place {
        file: FileId(file),
        span: Span::new(start as u32, end as u32),
    }
}

fn taken(file: u32, start: usize, end: usize) -> Text {
    let text = &FILES[file as usize].1[start..end];
    let place = place(file, start, end);
    Text::from_place(
        text,
        Origin {
            place,
            made: Made::Taken,
        },
    )
}

fn renders(values: &str) -> Renders {
    let file = |(path, text): &(&str, &str)| ReadFile {
        path: Path::new(path).into(),
        text: Arc::from(*text),
        brought_by: None,
        is_template: path.contains("/templates/"),
        is_apart: false,
    };
    Renders {
        by: By {
            deliverer: None,
            renderer: Renderer::Helm,
            path: "shop".to_owned(),
            values: vec![values.to_owned()],
            are_named: false,
            release: Some("release-name".to_owned()),
        },
        rendering: Rendering {
            files: FILES.iter().map(file).collect(),
            outputs: vec![Output {
                file: FileId(0),
                name: None,
                text: rendered(),
            }],
            ..Rendering::default()
        },
    }
}

fn check(reported: &dyn Fn(&Path) -> bool) -> Report {
    let settings = Settings::default();
    let session = Session::new(&settings, &|_| ());
    let shown = |path: &Path| path.display().to_string();
    session.check_rendered(vec![renders("a.yaml"), renders("b.yaml")], reported, &shown);
    session.into_report()
}

/// `rule path:line`
fn places(report: &Report) -> Vec<String> {
    let place = |finding: &podlint::engine::Finding| {
        let primary = &finding.diagnostic.primary;
        let source = &report.sources[&primary.source];
        let line = LineIndex::new(&source.text).line(primary.span.start) + 1;
        format!("{} {}:{line}", finding.diagnostic.rule, source.path)
    };
    report.findings.iter().map(place).collect()
}

#[test]
fn findings_stand_where_a_person_would_change_them_and_once() {
    let report = check(&|_| true);
    assert_eq!(
        places(&report),
        [
            "unknown-field shop/templates/service.yaml:11",
            "unsupported-value shop/values.yaml:2"
        ]
    );
    assert_eq!(report.summary.objects, 1);
    let by = report.findings[0].rendered.as_ref().unwrap();
    assert_eq!(by.values, ["a.yaml"]);
}

#[test]
fn a_fix_changes_what_stands_in_the_template() {
    let report = check(&|_| true);
    let fix = report.findings[0].diagnostic.fix.as_ref().unwrap();
    let edit = &fix.edits[0];
    assert_eq!(edit.span.of(&report.sources[&edit.source].text), "protokol");
}

#[test]
fn only_what_is_in_the_files_that_are_reported_is_told() {
    let report = check(&|path| path.ends_with("values.yaml"));
    assert_eq!(places(&report), ["unsupported-value shop/values.yaml:2"]);
}

/// A memory that counts how often it is asked, and knows nothing.
#[derive(Default)]
struct Counting(AtomicUsize);

impl Memory for Counting {
    fn recall(&self, _: &Key, _: &str, _: bool) -> Recalled {
        self.0.fetch_add(1, Ordering::Relaxed);
        Recalled::NotKept
    }

    fn keep(&self, _: Key, _: &str, _: Option<String>) {}

    fn is_broken(&self, _: &Key, _: &str) {}
}

#[test]
fn texts_that_are_alike_are_judged_once() {
    for count in [1, 10, 100] {
        let settings = Settings::default();
        let counting = Counting::default();
        let session = Session::new(&settings, &|_| ()).remembering(Some(&counting));
        let all = (0..count).map(|at| renders(&format!("{at}.yaml")));
        let shown = |path: &Path| path.display().to_string();
        session.check_rendered(all.collect(), &|_| true, &shown);
        let report = session.into_report();
        assert_eq!(counting.0.into_inner(), 1, "{count} sets of values");
        assert_eq!(places(&report), places(&check(&|_| true)));
        assert_eq!(report.summary.objects, 1);
    }
}

#[test]
fn a_file_that_a_chart_prints_as_it_stands_is_judged_once() {
    const PATH: &str = "shop/crds/service.yaml";
    let text = TEMPLATE
        .replace("{{ .Values.port }}", "80")
        .replace("{{ .Values.type }}", "ClusterIP");
    let changed = format!("{text}---\n");
    for (printed, count) in [(&text, 1), (&changed, 2)] {
        let mut files = Texts::over(Arc::new(Nothing));
        files.put(Path::new(PATH), text.as_str());
        let settings = Settings {
            host: Host {
                files: Arc::new(files),
                ..Host::default()
            },
            ..Settings::default()
        };
        let counting = Counting::default();
        let session = Session::new(&settings, &|_| ()).remembering(Some(&counting));
        session.check(Input::File {
            path: PathBuf::from(PATH),
            shown: PATH.to_owned(),
            context: false,
            regular: true,
        });
        let mut renders = renders("a.yaml");
        renders.rendering.files[0].path = Path::new(PATH).into();
        renders.rendering.files[0].is_template = false;
        renders.rendering.files[0].text = Arc::from(printed.as_str());
        renders.rendering.outputs[0].text = Text::of_file(FileId(0), printed);
        let shown = |path: &Path| path.display().to_string();
        session.check_rendered(vec![renders], &|_| true, &shown);
        let report = session.into_report();
        assert_eq!(counting.0.into_inner(), count);
        assert_eq!(places(&report), [format!("unknown-field {PATH}:11")]);
        assert!(report.findings[0].rendered.is_some());
    }
}
