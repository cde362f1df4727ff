//! Texts made to break a reader: each check ends without a defect. How much work they take, and how that grows with
//! them, is counted in instructions by `benches/process/growth.py`; a clock would count what else the machine does.

use std::path::Path;
use std::sync::Arc;

use podlint::config::File;
use podlint::engine::{Input, Report, Settings, check_text, run};
use podlint::files::Reach;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: c\n    image: \"i:1\"\n";

/// Checks one input, within a thread's usual stack.
fn check(name: &str, bytes: impl Into<Vec<u8>>) -> Report {
    let input = Input::Bytes {
        shown: format!("{name}.yaml"),
        bytes: bytes.into(),
    };
    let checked = std::thread::spawn(|| run(vec![input], &Settings::default(), &|_| ()));
    let report = checked.join().unwrap();
    assert!(report.defects.is_empty(), "{name}: a defect");
    report
}

/// Whether the text was refused as such.
fn is_refused(report: &Report) -> bool {
    let mut findings = report.findings.iter();
    findings.any(|finding| finding.diagnostic.rule.name() == "syntax")
}

#[test]
fn of_findings_without_end_some_are_kept_and_that_is_told() {
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n";
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: A}\n---\n";
    let keys = |value: &str| -> String {
        (0..30_000)
            .map(|at| format!("  k{at}: {value}\n"))
            .collect()
    };
    for (name, text) in [
        ("equal keys", format!("{map}{}", "  a: b\n".repeat(30_000))),
        ("values of another type", format!("{map}{}", keys("1"))),
        (
            "fields that are none",
            format!("{}spec:\n{}", pod.replace("---\n", ""), keys("b")),
        ),
        (
            "names misspelt in items",
            format!(
                "{}spec:\n  containers:\n  - env:\n{}",
                pod.replace("---\n", ""),
                "    - {nome: a}\n".repeat(15_000)
            ),
        ),
        ("documents", "kind: A\nspec: b: c\n---\n".repeat(110_000)),
        ("objects", pod.repeat(110_000)),
    ] {
        let source_len = text.len();
        let report = check(name, text);
        // Rules add one each to what is kept of a document, and those on all objects to what is kept of a file.
        let is_most = matches!(report.findings.len(), 10_000..10_010 | 100_000..100_010);
        assert!(is_most, "{name}: {}", report.findings.len());
        // The first ten of fifteen or thirty thousand, more or less of one length.
        let places = report
            .findings
            .iter()
            .map(|found| found.diagnostic.primary.span.start);
        let last = places.max().unwrap_or_default() as usize;
        assert!(
            last < source_len / 4 * 3 || report.findings.len() == 100_000,
            "{name}: {last}"
        );
        let mut problems = report.problems();
        let told =
            problems.any(|problem| problem.contains("more than 10000 findings in a document"));
        assert!(told, "{name}");
    }
}

/// Of names that nobody knows, and of faults in a configuration, some are told each and the rest by their number.
#[test]
fn of_names_without_end_some_are_told_and_how_many_are_not() {
    let names = |one: &dyn Fn(u32) -> String| -> Vec<String> { (0..100_000).map(one).collect() };
    let unknown = names(&|at| format!("rule{at}")).join(", ");
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a";
    for text in [
        format!("# podlint: ignore[{unknown}] why\n{map}}}\n"),
        format!("{map}, annotations: {{podlint/ignore: \"{unknown} why\"}}}}\n"),
    ] {
        let report = check("unknown", text);
        let found = report.findings.iter().map(|found| &found.diagnostic);
        let told: Vec<_> = found
            .filter(|found| found.rule.name() == "unknown-suppression")
            .collect();
        assert_eq!(told.len(), 51);
        assert!(
            told.iter()
                .any(|found| found.message.starts_with("99950 more names here"))
        );
    }
    let known = ["unknown-field"; 100_000].join(", ");
    let fields: String = (0..5_000).map(|at| format!("    field{at}: 1\n")).collect();
    let report = check(
        "known",
        format!("# podlint: ignore-file[{known}] why\n{POD}{fields}"),
    );
    assert_eq!(report.summary.suppressed, 5_000);
    let files = "# podlint: ignore-file[unknown-field] why\n".repeat(20_000);
    let report = check("files", format!("{files}{POD}{fields}"));
    assert_eq!(report.summary.suppressed, 5_000);
    for text in [
        names(&|at| format!("key{at} = 1\n")).concat(),
        format!("ignore = {:?}", names(&|at| format!("rule{at}"))),
    ] {
        let file = File::read(String::new(), text, Path::new("/"), Reach::everything());
        let problems = file.unwrap_err().problems;
        assert_eq!(problems.len(), 51);
        assert!(
            problems[50]
                .message
                .starts_with("99950 more things are wrong")
        );
    }
    let globs = format!("exclude = {:?}", names(&|at| format!("d{at}/**")));
    let file = File::read(String::new(), globs, Path::new("/"), Reach::everything());
    let problems = file.unwrap_err().problems;
    assert_eq!(
        problems[0].message,
        "a file has at most 2000 globs and patterns"
    );
}

/// What holds containers against each other is done for as many as pods have, and the rest is told.
#[test]
fn of_a_crowded_pod_the_fields_are_checked_and_that_is_told() {
    let told = |report: &Report| {
        let mut problems = report.problems();
        problems.any(|problem| problem.contains("a pod has more than 128 containers"))
    };
    let rules = |report: &Report| -> Vec<&str> {
        let found = report.findings.iter();
        found.map(|found| found.diagnostic.rule.name()).collect()
    };
    let port = ", ports: [{containerPort: 80}]";
    let mount = ", volumeMounts: [{name: v, mountPath: /v}]";
    let pod = |containers: usize, more: &str| {
        let start = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n";
        let one = |at| format!("  - {{name: c{at}, image: \"i:1\"{more}}}\n");
        let items: String = (0..containers).map(one).collect();
        format!("{start}{items}")
    };
    let most = check("most", pod(128, port));
    assert!(!told(&most));
    assert!(rules(&most).contains(&"duplicate-container-port"));
    let crowded = check("crowded", pod(129, &format!("{port}{mount}")));
    assert!(told(&crowded));
    let found = rules(&crowded);
    assert!(!found.contains(&"duplicate-container-port"));
    let undeclared = found.iter().filter(|rule| **rule == "undeclared-volume");
    assert_eq!(undeclared.count(), 129);
    let variables = "{name: A, value: b}, ".repeat(2_001);
    assert!(told(&check(
        "told",
        pod(1, &format!(", env: [{variables}]"))
    )));
}

#[test]
fn depth_ends_with_a_fault() {
    let object = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.b.c}\nspec: ";
    for piece in ["[", "{a: ", "- ", "? ", "a: ", "- - ", "!t [", "[{a: "] {
        let text = piece.repeat(100_000);
        check("deep", text.clone());
        let json = format!("{{\"apiVersion\": \"v1\", \"kind\": \"List\", \"a\": {text}");
        assert!(is_refused(&check("deep in JSON", json)), "{piece:?}");
        assert!(
            is_refused(&check("deep in an object", format!("{object}{text}"))),
            "{piece:?}"
        );
    }
}

/// What is deep and allowed, where an object may nest without end.
#[test]
fn depth_within_the_limit_is_walked() {
    let levels = 9_000;
    let object = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: as.b.c}\nspec:\n  group: b.c\n  scope: Namespaced\n  names: {plural: as, kind: A}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema: {openAPIV3Schema: ";
    for (open, close) in [
        ("{type: object, properties: {a: ", "}}"),
        ("{type: array, items: ", "}"),
        ("{type: object, additionalProperties: ", "}"),
        ("{not: ", "}"),
        ("{allOf: [", "]}"),
        ("[", "]"),
    ] {
        let times = levels / open.matches(['{', '[']).count();
        let text = format!(
            "{object}{}{{type: string}}{}}}\n",
            open.repeat(times),
            close.repeat(times)
        );
        check("deep schema", text);
    }
    let value = format!("{}x{}", "[".repeat(levels), "]".repeat(levels));
    check("deep value", POD.replace("\"i:1\"", &value));
    check(
        "deep list",
        format!("apiVersion: v1\nkind: List\nitems: {value}\n"),
    );
    let lists = "{apiVersion: v1, kind: List, items: [".repeat(levels / 2);
    check(
        "lists of lists",
        format!("{lists}{}", "]}".repeat(levels / 2)),
    );
}

#[test]
fn aliases_do_not_grow() {
    let mut bomb = "apiVersion: v1\nkind: List\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for at in 1..30 {
        let aliases = vec![format!("*a{}", at - 1); 10].join(",");
        bomb.push_str(&format!("a{at}: &a{at} [{aliases}]\n"));
    }
    assert!(is_refused(&check("bomb", bomb)));
    let mut merges = "m0: &m0 {k0: v}\n".to_owned();
    for at in 1..3_000 {
        merges.push_str(&format!("m{at}: &m{at}\n  <<: *m{}\n  k{at}: v\n", at - 1));
    }
    check("merges", format!("{merges}{POD}"));
    let wide = "  - *a\n".repeat(20_000);
    check("many aliases", format!("{POD}x: &a {{b: c}}\ny:\n{wide}"));
    let anchors: String = (0..20_000)
        .map(|at| format!("- &a{at} x\n- *a{at}\n"))
        .collect();
    check("many anchors", anchors);
    let pairs = "*a : b, !t c: d, &b e: f,".repeat(20_000);
    check("pairs of aliases", format!("a: &a b\nc: [{pairs}]\n"));
    check("itself", "a: &a [*a]\nb: {<<: *b}\nc: &c *c\n&d e: *d\n");
}

#[test]
fn size_is_no_fault() {
    let mega = 20 << 20;
    check("one scalar", format!("{POD}x: {}\n", "y".repeat(mega)));
    check(
        "one quoted scalar",
        format!("{POD}x: \"{}\"\n", "\\n".repeat(mega / 16)),
    );
    check(
        "one block scalar",
        format!("{POD}x: |+\n{}", "  y\n\n".repeat(mega / 80)),
    );
    check(
        "one line",
        format!("{POD}x: [{}]\n", "y,".repeat(mega / 64)),
    );
    check("one comment", format!("{POD}#{}\n", "y".repeat(mega / 8)));
    check("separators", "---\n".repeat(1_000_000));
    check("documents", "---\na: b\n".repeat(20_000));
    check(
        "keys",
        (0..100_000)
            .map(|at| format!("k{at}: v\n"))
            .collect::<String>(),
    );
    check("kept breaks", "- |+\n\n".repeat(100_000));
    check("tabs", "a:\n\tb\n".repeat(40_000));
    check("quotes", "- \"\n".repeat(100_001));
    check("pairs", format!("[{}]", "a: b,".repeat(100_000)));
}

/// Such a text is shared out among threads.
#[test]
fn a_large_file_is_reported_in_its_order() {
    let count = 20_000;
    let wrong = |at: u32| {
        let comment = "# podlint: ignore[invalid-value] a name that is wanted";
        let comment = if at.is_multiple_of(10) {
            comment
        } else {
            "# a comment"
        };
        format!("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  {comment}\n  name: Wrong_{at}\n")
    };
    let text = (0..count).map(wrong).collect::<Vec<_>>().join("---\n");
    assert!(text.len() > 1 << 20, "too small to be shared out");
    let report = check("large", text);
    let found = report.findings.iter();
    let documents: Vec<u32> = found.map(|found| found.diagnostic.document).collect();
    let expected: Vec<u32> = (0..count).filter(|at| !at.is_multiple_of(10)).collect();
    assert_eq!(documents, expected);
    assert_eq!(report.summary.documents, count as usize);
    assert_eq!(report.summary.suppressed, count as usize / 10);
}

/// What there is in a report: of each finding what it is on, the rule, and the text that it shows.
fn told(report: &Report) -> Vec<(String, &'static str, String)> {
    let told = report.findings.iter().map(|found| {
        let found = &found.diagnostic;
        let source = &report.sources[&found.primary.source];
        let name = found
            .object
            .as_ref()
            .and_then(|object| object.name.as_deref());
        let shown = found.primary.span.of(&source.text).trim_end();
        (
            name.unwrap_or_default().to_owned(),
            found.rule.name(),
            shown.to_owned(),
        )
    });
    told.collect()
}

/// A large List is read some items at a time, however it is written.
#[test]
fn a_large_list_says_what_its_items_say_alone() {
    let object = |at: u32| {
        let port = if at.is_multiple_of(3) { "80" } else { "none" };
        let comment = if port == "none" && at.is_multiple_of(7) {
            "# podlint: ignore[wrong-type] it is wanted"
        } else {
            ""
        };
        let note = "long ".repeat(100);
        format!(
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: s{at}\n  annotations: {{note: {note}}}\n\
             spec:\n  ports:\n  - port: {port} {comment}\n"
        )
    };
    let objects: Vec<String> = (0..2_100).map(object).collect();
    let alone = check("documents", objects.join("---\n"));
    assert_eq!(alone.findings.len(), 1_200);
    assert_eq!(alone.summary.suppressed, 200);
    let listed = |indent: &str, end: &str| {
        let item = |object: &String| {
            let lines = object.trim_end().replace('\n', &format!("\n{indent}  "));
            format!("{indent}- {lines}\n")
        };
        let items: String = objects.iter().map(item).collect();
        format!("apiVersion: v1\nitems:\n{items}{end}kind: List\n")
    };
    // Where a string looks like the start of an item, all is read at once.
    let string =
        "- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: c}\n  data: {a: \"\n- b\"}\n";
    for (list, more) in [
        (listed("", ""), 0),
        (listed("  ", ""), 0),
        (listed("", string), 1),
        (format!("--- # a List\n{}", listed("", "")), 0),
    ] {
        assert!(list.len() > 1 << 20, "too small to be read in parts");
        let report = check("list", list);
        assert_eq!(told(&report), told(&alone));
        assert_eq!(report.summary.objects, objects.len() + more);
        assert_eq!(report.summary.documents, 1);
        assert_eq!(report.summary.suppressed, alone.summary.suppressed);
    }
}

/// What is misspelt in a large file hides nothing of the object that it is in, and what a pod mounts may stand far from it.
#[test]
fn documents_of_a_large_file_know_of_each_other() {
    let misspelt =
        "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {prots: [{port: 0}]}\n---\n";
    let count = 14_000;
    let containers = "{name: f, image: 'nginx:1.27', volumeMounts: [{name: conf, mountPath: /etc/nginx/conf.d}]}, \
        {name: g, image: 'acme/b:1', command: [uvicorn, --port, '8080', --host, 0.0.0.0, b]}";
    let pod = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\n\
         spec: {{containers: [{containers}], volumes: [{{name: conf, configMap: {{name: conf}}}}]}}\n---\n"
    );
    let config_map =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {f: 'listen 8080;'}\n";
    let text = pod + &misspelt.repeat(count) + config_map;
    assert!(text.len() > 1 << 20, "too small to be shared out");
    let report = check("misspelt", text);
    let findings = report.findings.iter();
    let rules: Vec<&str> = findings.map(|found| found.diagnostic.rule.name()).collect();
    let told = |rule: &str| rules.iter().filter(|&&other| other == rule).count();
    assert_eq!(told("unknown-field"), count);
    assert_eq!(told("invalid-value"), count);
    assert_eq!(told("implied-port-conflict"), 1);
}

#[test]
fn faults_in_masses_are_told() {
    let pods = format!("{POD}    unknown: field\n---\n").repeat(1_000);
    assert!(check("pods", pods).findings.len() >= 1_000);
    let same: String = "same: key\n".repeat(1_500);
    check("one key", format!("{POD}{same}"));
    let containers = "  - {name: c, image: \"i:1\", ports: [{containerPort: 80}]}\n".repeat(400);
    check("containers", format!("{POD}{containers}"));
}

#[test]
fn bytes_of_every_kind_are_read() {
    let all: Vec<u8> = (0..=255).collect();
    check("all bytes", all.clone());
    for byte in 0..=255_u8 {
        for text in ["a: ", "\"", "- |\n  ", "# ", "&", "!", "{a: "] {
            check("one byte", [text.as_bytes(), &[byte], b"\n"].concat());
        }
    }
    let middle = POD.replace("name: p", "name: \u{FEFF}p").into_bytes();
    check(
        "mark",
        [&b"\xEF\xBB\xBF"[..], &middle, b"---\n\xEF\xBB\xBF", &middle].concat(),
    );
    let wide = |big: bool| -> Vec<u8> {
        let halves = POD.encode_utf16();
        let pairs = halves.flat_map(|half| {
            if big {
                half.to_be_bytes()
            } else {
                half.to_le_bytes()
            }
        });
        let mark = if big { [0xFE, 0xFF] } else { [0xFF, 0xFE] };
        mark.into_iter().chain(pairs).collect()
    };
    check("UTF-16", wide(false));
    check("UTF-16, the other way", wide(true));
    check("half a pair", &wide(true)[..33]);
    check("returns", POD.replace('\n', "\r"));
    check("nulls", POD.replace("i:1", "i\0:1"));
    for text in [
        "{\"a\": \"\\ud800\"}",
        "{\"a\": \"\\udc00\\ud800\"}",
        "{\"a\": \"\\ud83d\\u\"}",
        "{\"\\ud83d\\ude00\": 1}",
        "{\"a\": \"\\ud800\\ud800\\udc00\"}",
        "a: \"\\ud800\"\n",
        "a: \"\\U00110000\"\n",
    ] {
        check("surrogates", text);
    }
}

/// Seeds that end at any byte, in the middle of characters too.
#[test]
fn what_is_cut_off_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/seeds");
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for end in (0..bytes.len()).step_by(197) {
            check("cut", &bytes[..end]);
            check("cut at the start", &bytes[end..]);
        }
    }
}

#[test]
fn findings_of_one_object_share_what_it_is_called() {
    let fields: String = (0..9).map(|at| format!("  field{at}: 1\n")).collect();
    let text = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  container: []\n{fields}"
    );
    let findings = check_text("a.yaml", &text, &Settings::default());
    let mut objects = findings
        .iter()
        .filter_map(|finding| finding.diagnostic.object.as_ref());
    let first = objects.next().unwrap();
    assert!(objects.clone().count() > 8);
    assert!(
        objects.all(|object| Arc::ptr_eq(first, object)),
        "{findings:?}"
    );
}
