use super::{Asked, FORMATS, takes};
use crate::api::Version;

#[test]
fn names_are_in_order_and_without_dashes() {
    assert!(FORMATS.is_sorted_by_key(|format| format.name));
    assert!(FORMATS.iter().all(|format| !format.name.contains('-')));
    assert_eq!(takes("duration"), "a duration, like 1h30m");
    assert_eq!(takes("int-or-string"), "the format int-or-string");
}

#[test]
fn versions_know_formats_and_dashes_do_not_count() {
    let of = |minor| Asked::ByServer(Version::parse(minor).unwrap());
    assert!(of("1.34").fits("k8s-short-name", "A"));
    assert!(!of("1.35").fits("k8s-short-name", "A"));
    assert!(!of("1.35").fits("date--time", "soon"));
    assert!(of("1.35").fits("int-or-string", "soon"));
    assert!(!of("1.30").knows("regex") && of("1.30").knows("date-time"));
    // A length of time is written otherwise in schemas of JSON.
    assert!(Asked::ByAnyone.fits("duration", "P1D"));
    assert!(!Asked::ByAnyone.fits("date", "tomorrow"));
}

/// Texts by hand and by chance, with what the validators of `k8s.io/kube-openapi` say of them.
#[test]
fn texts_have_the_formats_that_the_api_server_finds() {
    let rows = include_str!("../../../tests/data/formats.jsonl");
    let newest = Asked::ByServer(Version::newest());
    let mut unlike = Vec::new();
    for row in rows.lines() {
        let (format, text, fits): (String, String, bool) = serde_json::from_str(row).unwrap();
        if newest.fits(&format, &text) != fits {
            unlike.push((format, text, fits));
        }
    }
    assert!(rows.lines().count() > 1000);
    assert!(unlike.is_empty(), "{}: {unlike:#?}", unlike.len());
}
