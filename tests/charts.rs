//! Charts of our own, each for something that Helm does, against Helm's answers: `conformance/record/charts.py` asks it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use podlint::files::{Nothing, Reach, Texts};
use podlint::helm::{self, Given, Ground, How, KubeVersion, Request, Set};
use podlint::host::Alone;
use podlint::origin::{Made, ProblemKind, Rendering};

/// A file of `tests/data/charts`.
struct Case {
    name: String,
    files: Texts,
    /// Arguments, and what Helm says to them; nothing if it refuses them.
    answers: Vec<(String, Option<String>)>,
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let mut files = Texts::over(Arc::new(Nothing));
        let mut answers = Vec::new();
        let (mut name, mut section) = (None, String::new());
        for line in text.split_inclusive('\n').chain(["-- end --\n"]) {
            let Some(next) = line
                .strip_prefix("-- ")
                .and_then(|rest| rest.strip_suffix(" --\n"))
            else {
                section.push_str(line);
                continue;
            };
            match name.as_deref() {
                None | Some("args") => {}
                Some("helm") => answers = answers_in(&section),
                Some(path) => files.put(&Path::new("/").join(path), section.as_str()),
            }
            name = Some(next.to_owned());
            section.clear();
        }
        Self {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            files,
            answers,
        }
    }

    fn render(&self, arguments: &str) -> Rendering {
        let reach = Reach::everything();
        let ground = Ground {
            files: &self.files,
            reach: &reach,
            workers: &Alone,
        };
        helm::render(Path::new("/shop"), &request(arguments), ground)
    }
}

/// What Helm said to each line of arguments, which stands behind `#` where no object has begun.
fn answers_in(section: &str) -> Vec<(String, Option<String>)> {
    let mut answers: Vec<(String, Option<String>)> = Vec::new();
    for line in section.split_inclusive('\n') {
        let arguments = line.strip_prefix('#').map(str::trim);
        match arguments {
            Some(arguments) if arguments.is_empty() || arguments.starts_with('-') => {
                answers.push((arguments.to_owned(), Some(String::new())));
            }
            _ => match &mut answers.last_mut().unwrap().1 {
                answer if line == "refused\n" => *answer = None,
                Some(answer) => answer.push_str(line),
                None => panic!("{line}"),
            },
        }
    }
    answers
}

fn request(arguments: &str) -> Request {
    let mut request = Request {
        kubernetes: KubeVersion::parse("v1.36.0").unwrap(),
        ..Request::default()
    };
    let mut words = arguments.split(' ').filter(|word| !word.is_empty());
    while let Some(option) = words.next() {
        let value = words.next().unwrap();
        let mut set = |how| {
            let text = match how {
                How::File => value.replace('=', "=/"),
                _ => value.to_owned(),
            };
            request.set.push(Set {
                how,
                text,
                said_by: None,
            });
        };
        match option {
            "--set" => set(How::Typed),
            "--set-string" => set(How::Text),
            "--set-json" => set(How::Json),
            "--set-file" => set(How::File),
            "--set-literal" => set(How::Literal),
            "-f" => request.values.push(Given::File(Path::new("/").join(value))),
            "--kube-version" => request.kubernetes = KubeVersion::parse(value).unwrap(),
            "--api-versions" => {
                request.api_versions = value.split(',').map(str::to_owned).collect();
            }
            _ => panic!("{option}"),
        }
    }
    request
}

fn printed(rendering: &Rendering) -> String {
    let outputs = rendering.outputs.iter();
    let texts = outputs.map(|output| {
        let name = output.name.as_deref().unwrap();
        format!("---\n# Source: {name}\n{}\n", output.text.as_str())
    });
    texts.collect()
}

fn cases() -> Vec<Case> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/charts");
    let entries = std::fs::read_dir(directory).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| Case::read(path)).collect()
}

#[test]
fn charts_are_rendered_as_helm_does() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases() {
        for (arguments, expected) in &case.answers {
            count += 1;
            let rendering = case.render(arguments);
            let found = match rendering.problems.is_empty() {
                true => Some(printed(&rendering)),
                false => None,
            };
            if found != *expected {
                let (name, problems) = (&case.name, &rendering.problems);
                let found = found.as_deref().unwrap_or("refused");
                let expected = expected.as_deref().unwrap_or("refused");
                wrong.push(format!(
                    "== {name} {arguments}\n{found}\n-- helm:\n{expected}\n{problems:?}"
                ));
            }
        }
    }
    assert!(count > 50, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_was_taken_over_stands_at_its_place() {
    let mut bytes = 0;
    for case in cases() {
        for (arguments, _) in &case.answers {
            let rendering = case.render(arguments);
            for output in &rendering.outputs {
                let mut start = 0;
                for run in output.text.runs() {
                    let part = &output.text.as_str()[start..run.end];
                    start = run.end;
                    let Some(origin) = run.origin.filter(|origin| origin.made == Made::Taken)
                    else {
                        continue;
                    };
                    let file = &rendering.files[origin.place.file.0 as usize];
                    assert_eq!(origin.place.span.of(&file.text), part, "{}", case.name);
                    bytes += part.len();
                }
            }
        }
    }
    assert!(bytes > 5_000, "{bytes}");
}

#[test]
fn what_helm_refuses_is_told_at_its_place() {
    let cases = cases();
    let case = |name: &str| cases.iter().find(|case| case.name == name).unwrap();
    for (name, arguments, kind, at) in [
        (
            "refused",
            "--set case=fail",
            ProblemKind::Refused,
            "fail \"this is asked for\"",
        ),
        (
            "refused",
            "--set case=nil",
            ProblemKind::Refused,
            ".Values.image.tag",
        ),
        ("refused", "--set case=yaml", ProblemKind::Refused, ""),
        ("schema", "--set mode=other", ProblemKind::Refused, ""),
        ("schema", "--set replicas=null", ProblemKind::Refused, ""),
        (
            "capabilities",
            "--kube-version v1.19.0",
            ProblemKind::NotChecked,
            ">=1.20.0-0",
        ),
    ] {
        let rendering = case(name).render(arguments);
        let [problem] = rendering.problems.as_slice() else {
            panic!("{name} {arguments}: {:?}", rendering.problems);
        };
        assert_eq!(problem.kind, kind, "{problem:?}");
        let place = problem.place.unwrap();
        let text = &rendering.files[place.file.0 as usize].text;
        assert!(place.span.of(text).contains(at), "{problem:?}");
    }
}

/// A rendering of files that are given by their names.
fn rendered(files: &[(&str, &str)], reach: &[&str]) -> Rendering {
    let mut texts = Texts::over(Arc::new(Nothing));
    for (path, text) in files {
        texts.put(Path::new(path), *text);
    }
    let reach = Reach::new("not in reach").and(&texts, reach.iter().map(Path::new));
    let ground = Ground {
        files: &texts,
        reach: &reach,
        workers: &Alone,
    };
    helm::render(Path::new("/r/shop"), &Request::default(), ground)
}

#[test]
fn a_dependency_that_is_not_there_is_named_and_the_rest_rendered() {
    let chart = "apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n\
                 - {name: common, version: 1.x.x, repository: https://charts.example.com}\n\
                 - {name: spare, version: 1.x.x, repository: '', condition: spare.enabled}\n";
    let files = [
        ("/r/shop/Chart.yaml", chart),
        ("/r/shop/values.yaml", "spare: {enabled: false}\n"),
        ("/r/shop/templates/a.yaml", "kind: A\n"),
        (
            "/r/shop/templates/b.yaml",
            "kind: {{ include \"common.kind\" . }}\n",
        ),
        (
            "/r/shop/templates/c.yaml",
            "kind: {{ include \"common.kind\" . }}\n",
        ),
        (
            "/r/shop/templates/d.yaml",
            "kind: {{ .Values.common.service.port }}\n",
        ),
    ];
    let rendering = rendered(&files, &["/r"]);
    let texts: Vec<_> = rendering
        .outputs
        .iter()
        .map(|output| output.text.as_str())
        .collect();
    assert_eq!(texts, ["kind: A"]);
    let [missing, unset, needing] = rendering.problems.as_slice() else {
        panic!("{:?}", rendering.problems);
    };
    assert_eq!(missing.kind, ProblemKind::NotChecked);
    assert_eq!(missing.place.unwrap().span.of(chart), "common");
    let help = missing.help.as_deref().unwrap();
    assert!(help.contains("helm dependency build /r/shop"), "{help}");
    // The chart that is not there may have set it.
    assert_eq!(unset.kind, ProblemKind::NotChecked);
    assert!(unset.message.contains("is not set"), "{unset:?}");
    assert_eq!(needing.kind, ProblemKind::NotChecked);
    assert!(needing.message.contains("1 more"), "{needing:?}");
}

#[test]
fn nothing_is_read_that_is_not_in_reach() {
    let chart = "apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n\
                 - {name: other, version: 1.x.x, repository: file://../../other}\n";
    let files = [
        ("/r/shop/Chart.yaml", chart),
        ("/r/shop/templates/a.yaml", "kind: A\n"),
        (
            "/other/Chart.yaml",
            "apiVersion: v2\nname: other\nversion: 1.0.0\n",
        ),
        ("/other/templates/a.yaml", "kind: Other\n"),
    ];
    let rendering = rendered(&files, &["/r"]);
    assert_eq!(rendering.outputs.len(), 1);
    assert!(
        rendering
            .files
            .iter()
            .all(|file| file.path.starts_with("/r"))
    );
    let place = rendering.problems[0].place.unwrap();
    assert_eq!(place.span.of(chart), "file://../../other");
    assert_eq!(rendered(&files, &["/"]).outputs.len(), 2);
}

#[test]
fn what_stops_by_itself_is_only_wrong_with_values_of_somebody() {
    let files = [
        (
            "/r/shop/Chart.yaml",
            "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
        ),
        (
            "/r/shop/templates/a.yaml",
            "kind: A\nname: {{ required \"a name, please\" .Values.names.first }}\n",
        ),
        ("/r/shop/values.yaml", "names: {}\n"),
    ];
    let [problem] = &*rendered(&files, &["/r"]).problems else {
        panic!();
    };
    assert_eq!(problem.kind, ProblemKind::NotChecked);
    assert!(problem.message.contains("a name, please"), "{problem:?}");
    let help = problem.help.as_deref().unwrap();
    assert!(help.contains("`names.first`"), "{help}");
}

#[test]
fn sets_of_values_are_those_that_lie_beside_by_habit() {
    let mut texts = Texts::over(Arc::new(Nothing));
    for name in [
        "values.yaml",
        "values-prod.yaml",
        "values.dev.yml",
        "valuesx.yaml",
        "values.schema.json",
        "ci/small-values.yaml",
        "ci/other.yaml",
        "environments/a.yaml",
        "environments/b/values.yaml",
        "environments/c/other.yaml",
    ] {
        texts.put(&Path::new("/r/shop").join(name), "");
    }
    let reach = Reach::everything();
    let ground = Ground {
        files: &texts,
        reach: &reach,
        workers: &Alone,
    };
    let sets = helm::value_sets(Path::new("/r/shop"), ground);
    let names: Vec<_> = sets.iter().map(|set| set.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "",
            "ci/small-values.yaml",
            "values-prod.yaml",
            "values.dev.yml",
            "environments/a.yaml",
            "environments/b/values.yaml",
        ]
    );
}

#[test]
fn a_value_that_is_misspelt_is_told() {
    let values =
        "image:\n  repositry: nginx\n  tag: 1\nannotations: {hots: x}\nunused: 1\nport: 1\n";
    let files = [
        (
            "/r/shop/Chart.yaml",
            "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
        ),
        (
            "/r/shop/templates/a.yaml",
            "image: {{ .Values.image.repository }}:{{ .Values.image.tag }}\n\
             {{- with .Values.annotations }}\nannotations: {{ toYaml . | nindent 2 }}\n{{ .host }}{{ end }}\n\
             {{- if .Values.ports }}\n{{ .Values.port }}{{ end }}\n",
        ),
        ("/r/shop/values.yaml", values),
    ];
    let rendering = rendered(&files, &["/r"]);
    let [slip] = rendering.slips.as_slice() else {
        panic!("{:?}", rendering.slips);
    };
    assert_eq!(slip.place.span.of(values), "repositry");
    assert_eq!(slip.meant, "repository");
}

#[test]
fn a_chart_is_parsed_once_for_all_its_values() {
    let mut texts = Texts::over(Arc::new(Nothing));
    for (path, text) in [
        ("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n"),
        ("templates/a.yaml", "kind: {{ include \"kind\" . }}\n"),
        ("templates/b.yaml", "{{ if }}"),
        (
            "templates/_helpers.tpl",
            "{{ define \"kind\" }}{{ .Values.kind }}{{ end }}",
        ),
    ] {
        texts.put(&Path::new("/r/shop").join(path), text);
    }
    let reach = Reach::everything();
    let ground = Ground {
        files: &texts,
        reach: &reach,
        workers: &Alone,
    };
    let chart = helm::Chart::load(Path::new("/r/shop"), ground);
    for count in 1..20 {
        let set = Set {
            how: How::Typed,
            text: format!("kind=K{count}"),
            said_by: None,
        };
        let request = Request {
            set: vec![set],
            ..Request::default()
        };
        let rendering = chart.render(&request, ground);
        assert_eq!(
            rendering.outputs[0].text.as_str(),
            format!("kind: K{count}")
        );
        // What cannot be parsed is told each time.
        assert_eq!(rendering.problems.len(), 1);
        assert_eq!(chart.parsed(), 3, "{count} sets of values");
    }
}
