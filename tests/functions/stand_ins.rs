//! What Helm draws by chance, or reads from a clock, is the same in each run, and told.

use super::{render, render_with};
use podlint::helm::functions::Library;
use podlint::source::Span;
use podlint::template::Limits;

#[test]
fn stand_ins_are_told_with_their_places() {
    let library = Library::default();
    let template =
        "a{{ randAlphaNum 8 }}{{ now | date \"2006\" }}{{ trim \"x\" }}{{ genCA \"a\" 5 | len }}";
    let _ = render_with(&library, "{{ uuidv4 }}", "", Limits::default());
    assert_eq!(library.drawn().len(), 1);
    let _ = render_with(&library, template, "", Limits::default());
    let drawn = library.drawn();
    let names: Vec<&str> = drawn.iter().map(|drawn| drawn.function.as_str()).collect();
    assert_eq!(names, ["randAlphaNum", "now", "genCA"]);
    let place = drawn[0].place.unwrap();
    assert!(place.span.contains(Span::new(4, 16)), "{place:?}");
    assert!(library.drawn().is_empty());
}

#[test]
fn stand_ins_are_the_same_each_time() {
    for template in [
        "{{ randAlphaNum 40 }}",
        "{{ randAscii 40 }}",
        "{{ randNumeric 40 }}",
        "{{ randBytes 40 }}",
        "{{ uuidv4 }}{{ uuidv4 }}",
        "{{ now }}",
        "{{ bcrypt \"a\" }}",
        "{{ genPrivateKey \"rsa\" }}",
        "{{ (genCA \"a\" 1).Cert }}",
        "{{ encryptAES \"a\" \"b\" }}",
        "{{ shuffle \"abc\" }}",
        "{{ randInt 1 9 }}",
    ] {
        let [one, other] = [(); 2].map(|()| render(template, "").unwrap());
        assert_eq!(one.as_str(), other.as_str());
    }
    let uuids = render("{{ uuidv4 }} {{ uuidv4 }}", "").unwrap();
    let (one, other) = uuids.as_str().split_once(' ').unwrap();
    assert_ne!(one, other);
}
