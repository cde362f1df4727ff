//! What Go says of the same texts.

use super::Url;

#[test]
fn urls_are_read_and_written_as_go_does() {
    for (text, says) in [
        (
            "HTTPS://me:pa%3Ass@example.com:80/a%2Fb?c=1#d",
            "https://me:pa%3Ass@example.com:80/a%2Fb?c=1#d",
        ),
        ("mailto:me@example.com", "mailto:me@example.com"),
        ("/a b?x y", "/a%20b?x y"),
        ("//host", "//host"),
        ("///a", "///a"),
        ("file:/etc", "file:/etc"),
        ("file:///etc", "file:///etc"),
        (
            "http://[fe80::1%25en0]:8080/",
            "http://[fe80::1%25en0]:8080/",
        ),
        ("http://h?", "http://h?"),
        ("http://h/[x]!", "http://h/[x]!"),
    ] {
        assert_eq!(Url::parse(text).unwrap().to_string(), says, "{text}");
    }
}

#[test]
fn what_is_no_url_is_refused() {
    for text in [
        ":x",
        "a:b:c/\u{1}",
        "http://h:1:2/",
        "http://[::1",
        "http://[::1]a",
        "http://[1.2.3.4]/",
        "http://a[::1]/",
        "http://a b/",
        "http://%41/",
        "http://h:x/",
        "/%zz",
        "1:2/3",
        "http://a\"{/",
    ] {
        assert!(Url::parse(text).is_err(), "{text}");
    }
    for text in ["", "a/b", "www.example.com", "#a", "?a"] {
        assert!(Url::check_request(text).is_err(), "{text}");
    }
    for text in ["*", "/", "/a#b", "a:", "http:", "//h", "http://x:/"] {
        assert!(Url::check_request(text).is_ok(), "{text}");
    }
}

#[test]
fn parts_are_told_apart() {
    let url = Url::parse("http://[::1]:80/%E4?a=1&b=%20+&a=2&c;d&%zz&=&e").unwrap();
    assert_eq!(
        (&*url.host(), &*url.hostname(), &*url.port()),
        ("[::1]:80", "::1", "80")
    );
    assert_eq!(url.escaped_path(), "/%E4");
    let pairs = url.query_pairs();
    let said = |key: &str| {
        pairs[key.as_bytes()]
            .iter()
            .map(|value| String::from_utf8_lossy(value))
            .collect::<Vec<_>>()
    };
    assert_eq!(pairs.len(), 4);
    assert_eq!(
        (said("a"), said("b"), said("e")),
        (
            vec!["1".into(), "2".into()],
            vec!["  ".into()],
            vec!["".into()]
        )
    );
}
