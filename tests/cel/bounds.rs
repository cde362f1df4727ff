//! However an expression is made, it ends soon, and takes little memory and stack.

use std::sync::Arc;
use std::time::Instant;

use podlint::cel::{Environment, Error, ErrorKind};

use super::properties;
use super::variables::{environment, values};

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    [&*open.repeat(depth), inner, &*close.repeat(depth)].concat()
}

fn failure(text: &str) -> Error {
    let program = environment().compile(text).unwrap();
    let values = values();
    program.evaluate(&values, 1_000_000).value.unwrap_err()
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for (open, inner, close) in [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("!(", "b", ")"),
        ("dyn(", "1", ")"),
        ("{1: [", "1", "]}"),
        ("b ? i : (", "i", ")"),
        ("li[", "0", "]"),
        ("li.map(e, ", "e", ")"),
        ("", "md", ".a"),
    ] {
        let text = nested(open, inner, close, 260);
        let faults = environment().compile(&text).unwrap_err();
        assert!(
            faults[0].message.contains("nested deeper"),
            "{open}: {faults:?}"
        );
    }
    let faults = environment().compile(&"1+".repeat(60_000)).unwrap_err();
    assert!(
        faults[0].message.contains("100000 are allowed"),
        "{faults:?}"
    );
}

#[test]
fn what_is_as_deep_as_it_may_be_fits_on_a_small_stack() {
    let deep = || {
        for (open, inner, close) in [
            ("[", "1", "]"),
            ("dyn(", "1", ")"),
            ("[!dyn(", "b", ")]"),
            ("{1: [", "1", "]}"),
            ("li.all(e, ", "b", ")"),
            ("oi.optMap(e, ", "i", ")"),
            ("1 + (", "1", ")"),
        ] {
            for depth in [20, 60, 120, 249] {
                properties::hold(&nested(open, inner, close, depth));
            }
        }
        properties::hold(&["b"; 20_000].join(" && "));
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(deep).unwrap().join().unwrap();
}

#[test]
fn what_costs_too_much_ends() {
    for text in [
        "li.all(a, li.all(b, li.all(c, li.all(d, li.all(e, li.all(f, li.all(g, li.all(h, li.all(k, true)))))))))",
        "li.map(a, li.map(b, li.map(c, li.map(d, li.map(e, li.map(f, li.map(g, li.map(h, s))))))))",
    ] {
        assert_eq!(failure(text).kind, ErrorKind::Cost, "{text}");
        // Nothing absorbs it.
        let absorbed = format!("size({text} ? 'a' : 'b') == 1 || true");
        if let Ok(program) = environment().compile(&absorbed) {
            let values = values();
            let outcome = program.evaluate(&values, 1_000_000);
            assert_eq!(outcome.value.unwrap_err().kind, ErrorKind::Cost, "{text}");
        }
    }
}

#[test]
fn what_costs_nothing_ends_too() {
    let start = Instant::now();
    let many = format!("[{}]", ["1"; 2000].join(", "));
    let text = format!("{many}.filter(a, {many}.filter(b, {many}.filter(c, false) == []) == [])");
    let error = failure(&text);
    assert_eq!(error.kind, ErrorKind::Cost, "{error}");
    let doubled = "optional.of([1, 2])".to_owned() + &".optMap(l, l + l)".repeat(19);
    let error = environment().compile(&doubled).map(|program| {
        let values = values();
        program.evaluate(&values, u64::MAX).value.map(|_| ())
    });
    assert!(
        matches!(
            error,
            Err(_)
                | Ok(Err(Error {
                    kind: ErrorKind::Cost,
                    ..
                }))
        ),
        "{error:?}"
    );
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn the_text_of_any_program_is_read_or_refused() {
    let environment = Environment {
        variables: Arc::new([]),
        ..environment()
    };
    for text in [
        "",
        " ",
        "\u{0}",
        "'",
        "b'",
        "r'''",
        "\"\\",
        "0x",
        "1e",
        "`",
        "`a",
        "//",
        "a.",
        ".",
        "?",
        "\u{1F600}",
    ] {
        assert!(environment.compile(text).is_err(), "{text:?}");
        properties::hold(text);
    }
}
