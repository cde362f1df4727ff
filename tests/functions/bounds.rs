//! What functions may take is bounded, whatever they are asked for.

use std::time::Instant;

use super::{render, render_with};
use podlint::helm::functions::Library;
use podlint::template::{FailureKind, Limits};

/// Less than a chart may take, so that the tests take little, too.
const FEW: Limits = Limits {
    steps: 2_000_000,
    depth: 100,
    bytes: 16 << 20,
};

#[test]
fn what_takes_too_much_is_stopped() {
    let mut faults = Vec::new();
    for template in [
        "{{ repeat 2000000000 \"abc\" }}",
        "{{ repeat 9223372036854775807 \"abc\" }}",
        "{{ until 2000000000 | len }}",
        "{{ untilStep 0 9223372036854775807 1 | len }}",
        "{{ untilStep 0 -9223372036854775807 -1 | len }}",
        "{{ seq 2000000000 | len }}",
        "{{ seq 0 1 9223372036854775807 | len }}",
        "{{ randAlphaNum 2000000000 | len }}",
        "{{ randAscii 2000000000 | len }}",
        "{{ randBytes 2000000000 | len }}",
        "{{ indent 2000000000 \"a\" }}",
        "{{ indent 9999 (repeat 100000 \"\\n\") }}",
        "{{ $x := \"aaaaaaaaaa\" }}{{ range until 40 }}{{ $x = printf \"%s%s\" $x $x }}{{ end }}",
        "{{ $x := \"aaaaaaaaaa\" }}{{ range until 40 }}{{ $x = replace \"a\" \"aaaa\" $x }}{{ end }}",
        "{{ $x := list 1 }}{{ range until 40 }}{{ $x = concat $x $x }}{{ end }}",
        "{{ $x := list 1 }}{{ range until 40 }}{{ $x = list $x $x }}{{ end }}{{ toJson $x }}",
        "{{ $x := list 1 }}{{ range until 40 }}{{ $x = list $x $x }}{{ end }}{{ toYaml $x }}",
        "{{ $x := list 1 }}{{ range until 40 }}{{ $x = list $x $x }}{{ end }}{{ toString $x }}",
        "{{ $x := list 1 }}{{ range until 40 }}{{ $x = list $x $x }}{{ end }}{{ deepCopy $x }}",
        "{{ $x := list 1 }}{{ range until 40 }}{{ $x = list $x $x }}{{ end }}{{ toToml (dict \"a\" $x) }}",
        "{{ $x := list 1 }}{{ $y := list 1 }}{{ range until 40 }}{{ $x = list $x $x }}{{ $y = list $y $y }}{{ end }}{{ deepEqual $x $y }}",
        "{{ $x := dict }}{{ range until 2000 }}{{ $x = dict \"a\" $x }}{{ end }}{{ toYaml $x }}",
        "{{ $x := dict }}{{ range until 2000 }}{{ $x = dict \"a\" $x }}{{ end }}{{ deepCopy $x }}",
        "{{ $x := dict }}{{ $_ := set $x \"a\" $x }}{{ toJson $x }}",
        "{{ $x := dict }}{{ $_ := set $x \"a\" $x }}{{ toYaml $x }}",
        "{{ $x := dict }}{{ $_ := set $x \"a\" $x }}{{ toToml $x }}",
        "{{ $x := dict }}{{ $_ := set $x \"a\" $x }}{{ quote $x }}",
        "{{ $x := dict }}{{ $_ := set $x \"a\" $x }}{{ merge (dict \"a\" (deepCopy $x)) $x }}",
        "{{ $x := dict }}{{ $y := dict }}{{ $_ := set $x \"a\" $x }}{{ $_ := set $y \"a\" $y }}{{ merge $x $y }}",
        "{{ regexMatch \"((a{100}){100}){100}\" \"a\" }}",
        "{{ range until 100 }}{{ derivePassword 1 \"long\" \"a\" \"b\" \"c\" }}{{ end }}",
        "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}",
        "{{ fromYaml (printf \"%s1%s\" (repeat 600 \"[\") (repeat 600 \"]\")) }}",
    ] {
        let start = Instant::now();
        let failure = render_with(&Library::default(), template, "", FEW).map(|text| text.len());
        let is_bound =
            matches!(&failure, Err(failure) if matches!(failure.kind, FailureKind::Bound(_)));
        if !is_bound || start.elapsed().as_secs() >= 30 {
            faults.push(format!("{template}: {failure:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn odd_arguments_are_no_panic() {
    let odd = [
        "-1",
        "9223372036854775807",
        "1.5",
        "\"é\"",
        "nil",
        "true",
        "(list 1 nil)",
        "(dict \"a\" nil)",
        "now",
        "(concat)",
        "(split \",\" \"a\")",
        "\"\\\\\"",
    ];
    for name in podlint::helm::functions::Library::names() {
        if matches!(name, "derivePassword" | "include" | "tpl") {
            continue;
        }
        for first in odd {
            for second in ["", "2", "\"b\"", "(list \"x\")", "-3"] {
                for third in ["", "\"ééé\"", "-7"] {
                    let template = format!("{{{{ {name} {first} {second} {third} }}}}");
                    let _ = render(&template, "");
                }
            }
        }
    }
}
