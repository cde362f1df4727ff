//! Templates are programs: what they may take is bounded, on the stack that a thread has by default.

use std::rc::Rc;

use podlint::origin::Text;
use podlint::template::{Bound, Budget, Engine, FailureKind, Limits, Missing, Templates, Value};

use super::functions::Host;

fn bound(text: &str, limits: Limits) -> Option<Bound> {
    let budget = Budget::new(limits);
    let engine = Engine {
        functions: &Host,
        budget: &budget,
        missing: Missing::Zero,
    };
    let mut templates = Templates::new();
    let parsed = templates.parse("main", &Text::made(text), &Host);
    let done = parsed.and_then(|()| engine.execute(&Rc::new(templates), "main", &Value::int(1)));
    match done.map_err(|failure| failure.kind) {
        Err(FailureKind::Bound(bound)) => Some(bound),
        Err(kind) => panic!("{kind:?}"),
        Ok(_) => None,
    }
}

#[test]
fn templates_that_call_themselves_without_end_are_stopped() {
    for call in [
        "{{ template \"a\" . }}",
        "{{ include \"a\" . }}",
        "{{ if true }}{{ with 1 }}{{ range 2 }}{{ include \"a\" . }}{{ end }}{{ end }}{{ end }}",
        "{{ tpl \"{{ include `a` . }}\" . }}",
        "{{ $x := (echo (echo (echo (include \"a\" .)))) }}{{ $x }}",
    ] {
        let text = format!("{{{{ define \"a\" }}}}{call}{{{{ end }}}}{{{{ include \"a\" . }}}}");
        assert_eq!(
            bound(&text, Limits::default()),
            Some(Bound::Depth),
            "{text}"
        );
    }
}

#[test]
fn deep_texts_are_stopped() {
    let deep = |before: &str, behind: &str| {
        let text = format!("{}{}{}", before.repeat(100_000), 1, behind.repeat(100_000));
        bound(&text, Limits::default())
    };
    let parens = format!("{{{{ {}1{} }}}}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(bound(&parens, Limits::default()), Some(Bound::Depth));
    assert_eq!(deep("{{ if 1 }}", "{{ end }}"), Some(Bound::Depth));
    assert_eq!(deep("{{ range 1 }}", "{{ end }}"), Some(Bound::Depth));
    assert_eq!(deep("{{ block \"a\" 1 }}", "{{ end }}"), Some(Bound::Depth));
    let chain = format!(
        "{{{{ if 0 }}}}{}{{{{ end }}}}",
        "{{ else if 0 }}".repeat(100_000)
    );
    assert_eq!(bound(&chain, Limits::default()), None);
    let fields = format!("{{{{ (1){} }}}}", ".a".repeat(100_000));
    let many = std::panic::catch_unwind(|| bound(&fields, Limits::default()));
    assert!(many.is_err(), "a field of a number is an error");
}

#[test]
fn as_deep_as_it_may_go_fits_the_stack() {
    let depth = Limits::default().depth as usize - 1;
    for (before, behind) in [("{{ if 1 }}", "{{ end }}"), ("{{ range 1 }}", "{{ end }}")] {
        let count = 90;
        let body = format!("{}{}", before.repeat(count), behind.repeat(count));
        assert_eq!(bound(&body, Limits::default()), None);
    }
    let nested = (0..depth).map(|number| {
        let next = number + 1;
        format!("{{{{ define \"t{number}\" }}}}{{{{ include \"t{next}\" . }}}}{{{{ end }}}}")
    });
    let text = nested.collect::<String>();
    let last = format!("{{{{ define \"t{}\" }}}}end{{{{ end }}}}", depth - 1);
    let text = format!("{text}{last}{{{{ include \"t0\" . }}}}");
    let text = text.replacen(
        &format!("{{{{ define \"t{}\" }}}}{{{{ include", depth - 1),
        "{{ define \"x\" }}{{ include",
        1,
    );
    assert_eq!(bound(&text, Limits::default()), None);
}

#[test]
fn steps_and_bytes_are_counted() {
    let few = Limits {
        steps: 10_000,
        ..Limits::default()
    };
    assert_eq!(
        bound("{{ range 1000000000 }}{{ end }}", few),
        Some(Bound::Steps)
    );
    assert_eq!(bound("{{ range 9000 }}x{{ end }}", few), Some(Bound::Steps));
    let short = Limits {
        bytes: 1000,
        ..Limits::default()
    };
    assert_eq!(
        bound("{{ range 1001 }}x{{ end }}", short),
        Some(Bound::Bytes)
    );
    assert_eq!(
        bound(
            "{{ $x := printf \"%500d\" 1 }}{{ $x }}{{ $x }}{{ $x }}",
            short
        ),
        Some(Bound::Bytes)
    );
    let wide = format!("{{{{ printf \"{}\" 1 }}}}", "%1000000[1]d".repeat(1000));
    assert_eq!(bound(&wide, Limits::default()), Some(Bound::Bytes));
}
