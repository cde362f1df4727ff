//! What stands in a manifest for a value that is filled in before Kubernetes sees it: the one place that knows.
//!
//! A finding on such a value says nothing, and is dropped; the rest of the object is judged.

mod marks;
mod words;

pub use marks::{MOST, action, format_field, has_action, is_format_field, marked, opening};
use marks::{is_expression, named};
use words::{asks, is_slot};
pub use words::{is_slot_of_a_name, is_slot_of_a_word, is_variable};

/// What shows that a value is a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The marks of some tool or hand around a name: `${HOST}`, `{{ .host }}`, `<your-host>`, `__HOST__`.
    Marks,
    /// Words that ask for it: `REPLACE_ME`, `changeme`, `xxx`, `...`.
    Words,
    /// A name in capitals that says what belongs there, `HOST_NAME`, `BASE64_CERT`, or a word that may ask for it, `REPLACE`.
    /// As one of a closed set of values it may be a misspelling.
    Slot,
}

/// Whether a value, in quotes or bare, is a placeholder or holds one, and what shows it. A text of several lines, or of
/// several words around the placeholder, is none: scripts and sentences are full of such marks.
#[must_use]
pub fn sign(value: &str) -> Option<Sign> {
    let value = value.trim_matches(['"', '\'']);
    if is_expression(value) {
        return Some(Sign::Marks);
    }
    let mut rest = value;
    let mut is_marked = false;
    while let Some(marks) = marked(rest) {
        // What the tool leaves out around its marks.
        let before = match rest[marks.start..].starts_with("{{-") {
            true => rest[..marks.start].trim_end(),
            false => &rest[..marks.start],
        };
        if has_blank(before) {
            return None;
        }
        is_marked = true;
        let is_trimmed = rest[..marks.end].ends_with("-}}");
        rest = &rest[marks.end..];
        rest = if is_trimmed { rest.trim_start() } else { rest };
    }
    if is_marked {
        return (!has_blank(rest)).then_some(Sign::Marks);
    }
    if asks(value) {
        Some(Sign::Words)
    } else if is_slot(value) {
        Some(Sign::Slot)
    } else {
        None
    }
}

fn has_blank(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_whitespace())
}

/// Whether a value is one placeholder and nothing else.
#[must_use]
pub fn is_whole(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']);
    is_expression(value) || marked(value) == Some(0..value.len())
}

/// Whether a value is a placeholder, or holds one.
#[must_use]
pub fn is_placeholder(value: &str) -> bool {
    sign(value).is_some()
}

/// Whether a comment stands for the value before it: `#{HOST}`, which a tool was to find in quotes, what ytt
/// computes, `#@ data.values.host`, and what asks a reader for it, `# Replace with the name of your image`.
#[must_use]
pub fn is_comment(comment: &str) -> bool {
    const ASKING: [&str; 10] = [
        "add", "change", "enter", "fill", "fixme", "insert", "put", "replace", "set", "your",
    ];
    let mut words = comment.trim_start_matches(['#', ' ', '<']).split(' ');
    let asks = |word: &str| {
        let word = word.trim_end_matches([':', ',']).to_ascii_lowercase();
        ASKING.contains(&&*word)
    };
    comment.starts_with("#@ ")
        || named(comment, "#{", "}").is_some()
        || words.next().is_some_and(asks) && words.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::{Sign, is_comment, is_slot_of_a_name, sign};

    #[test]
    fn placeholders_are_known_by_marks_words_or_what_they_name() {
        for (value, by) in [
            ("${HOST}", Sign::Marks),
            ("\"${HOST:-a b}\"", Sign::Marks),
            ("web-${ENV}.example.com", Sign::Marks),
            ("$HOST", Sign::Marks),
            ("web.$DOMAIN", Sign::Marks),
            ("$(host-name)", Sign::Marks),
            ("{{ .Values.host }}", Sign::Marks),
            ("{{ .a }}-{{ .b }}", Sign::Marks),
            ("A.B.C.D", Sign::Words),
            ("***", Sign::Words),
            ("sample_access_key", Sign::Words),
            ("APP_NAME-web", Sign::Slot),
            ("1 {{- /* one is enough */}}", Sign::Marks),
            ("{{ .a -}} .example.com", Sign::Marks),
            ("{{ printf \"%s-%s\" .a .b | quote }}", Sign::Marks),
            ("{% if a %}", Sign::Marks),
            ("<%= host %>", Sign::Marks),
            ("@host@", Sign::Marks),
            ("web-$$name$$", Sign::Marks),
            ("a:@project.version@", Sign::Marks),
            ("%HOST%", Sign::Marks),
            ("__HOST__.example.com", Sign::Marks),
            ("#{Host}#", Sign::Marks),
            ("((host))", Sign::Marks),
            ("{PREFIX}.16", Sign::Marks),
            ("<your-host>", Sign::Marks),
            ("registry.<your domain>", Sign::Marks),
            ("ENC[AES256_GCM,data:a+b=,type:str]", Sign::Marks),
            ("{self.path}", Sign::Marks),
            ("{name}-admin", Sign::Marks),
            ("{environ[HOST]}", Sign::Marks),
            ("%%%", Sign::Marks),
            ("@@@@", Sign::Marks),
            ("shop-%%%.example.com", Sign::Marks),
            ("($namespace)", Sign::Marks),
            ("(join('-', ['cross', $namespace]))", Sign::Marks),
            ("${ROLE/#arn/example.com/role-arn", Sign::Marks),
            ("PV_NAME", Sign::Slot),
            ("TLS_CRT", Sign::Slot),
            ("REPLACE", Sign::Slot),
            ("BASE64_CREDS", Sign::Slot),
        ] {
            assert_eq!(sign(value), Some(by), "{value}");
        }
    }

    #[test]
    fn words_that_ask_for_a_value_stand_for_one() {
        for value in [
            "to be replaced by the test",
            "will be filled in by kustomize",
            "REPLACE_ME",
            "registry.example/[YOUR ALIAS]/shop",
            "registry.example/YOUR ID/shop",
            "-- your certificate comes here --",
            "REPLACE_COMPLETIONS",
            "AUTOMATIC_REPLACE",
            "FILLED BY THE OPERATOR",
            "CHANGE-ME",
            "change_me",
            "changeme",
            "TODO",
            "xxx",
            "XXXX",
            "...",
            "...base64 encoded data...",
            "YOUR_DOMAIN",
            "your_domain",
            "x.x.x.x/16",
            "10.X.X.X",
        ] {
            assert_eq!(sign(value), Some(Sign::Words), "{value}");
        }
    }

    #[test]
    fn words_in_capitals_stand_for_names() {
        for value in [
            "NAME",
            "NAMESPACE",
            "APP-tls",
            "NAME-nightly",
            "from-IP2",
            "shop.DOMAIN.COM",
            "APP.MYDOMAIN.ORG",
        ] {
            assert!(is_slot_of_a_name(value), "{value}");
        }
        for value in [
            "",
            "APP",
            "WEB",
            "COM",
            "shop",
            "Shop-tls",
            "WEB-tls",
            "shop.Domain.com",
            "MY_APP",
            "shop.COM",
        ] {
            assert!(!is_slot_of_a_name(value), "{value}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for value in [
            "",
            "$",
            "$5",
            "a$b",
            "$host",
            "${",
            "50%",
            "%%",
            "---",
            "10%-20%",
            "a@b",
            "a@example.com",
            "__",
            "____",
            "my_app",
            "My_App",
            "MY_APP",
            "WEB",
            "HOSTNAME",
            "Replace",
            "replace",
            "Always",
            "{a}",
            "{app: web}",
            "<",
            "a < b > c",
            "<-",
            "xx",
            "nginx",
            "example.com",
            "sh -c 'echo $HOST'",
            "until nc -z ${HOST} 80; do sleep 1; done",
            "a\n${HOST}\nb",
            "TCP",
            "HTTP_PROXY",
            "1 {{ .a }}",
            "APP_NAME web",
            "HTTP_PROXY-web",
            "(optional)",
            "(see docs)",
            "(a) and (b)",
            "(1 + 2)",
            "1.x.x",
            "10.0.0.0/8",
        ] {
            assert_eq!(sign(value), None, "{value}");
        }
    }

    #[test]
    fn a_comment_may_stand_for_the_value() {
        for comment in ["#{HOST}", "#{ HOST }", "#@ data.values.host"] {
            assert!(is_comment(comment), "{comment}");
        }
        for comment in ["# {HOST}", "#", "#!", "# host", "#{"] {
            assert!(!is_comment(comment), "{comment}");
        }
    }
}
