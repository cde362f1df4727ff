//! What stands in a manifest for a value that is filled in before Kubernetes sees it: the one place that knows.
//!
//! A finding on such a value says nothing, and is dropped; the rest of the object is judged.

use std::ops::Range;

use crate::source::occurrences;

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

/// Whether a comment stands for the value before it: `#{HOST}`, which a tool was to find in quotes, and what ytt
/// computes, `#@ data.values.host`.
#[must_use]
pub fn is_comment(comment: &str) -> bool {
    comment.starts_with("#@ ") || named(comment, "#{", "}").is_some()
}

/// How long what stands between marks may be. What is longer is text, and a search has an end.
pub const MOST: usize = 500;

/// The first pair of marks with what they hold, on one line.
#[must_use]
pub fn marked(value: &str) -> Option<Range<usize>> {
    if value.contains(['\n', '\r']) {
        return None;
    }
    // As sops writes what it has encrypted.
    if value.starts_with("ENC[") && value.ends_with(']') {
        return Some(0..value.len());
    }
    value.match_indices(OPENINGS).find_map(|(at, _)| {
        let rest = &value[at..];
        let length = opening(rest).or_else(|| format_field(rest));
        length.map(|length| at..at + length)
    })
}

/// The characters that marks open with.
const OPENINGS: [char; 9] = ['#', '$', '%', '(', '<', '@', '[', '_', '{'];

/// How long the marks are that a text opens with, with what they hold.
#[must_use]
pub fn opening(text: &str) -> Option<usize> {
    let mut pairs = PAIRS.iter();
    action(text)
        .or_else(|| pairs.find_map(|(open, close)| named(text, open, close)))
        .or_else(|| replaced(text))
        .or_else(|| variable(text))
        .or_else(|| by_hand(text))
        .or_else(|| repeated(text))
}

/// Marks on both sides of a name, of the tools that have them; the longer before those that they start with.
const PAIRS: [(&str, &str); 13] = [
    ("$$", "$$"),
    // Shells, envsubst, Flux; and Kustomize's variables.
    ("${", "}"),
    ("$((", "))"),
    ("$(", ")"),
    // Azure DevOps, Octopus; Concourse.
    ("#{", "}"),
    ("((", "))"),
    ("[[", "]]"),
    // Maven and autoconf; batch files; sed.
    ("@@", "@@"),
    ("@", "@"),
    ("%%", "%%"),
    ("%", "%"),
    ("__", "__"),
    ("{", "}"),
];

/// How long some marks around a name are that a text opens with.
fn named(text: &str, open: &str, close: &str) -> Option<usize> {
    let length = up_to(text.strip_prefix(open)?, close)?;
    let end = open.len() + length;
    is_name(&text[open.len()..end], open).then_some(end + close.len())
}

/// Where the first `close` of a text is.
fn up_to(text: &str, close: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(MOST)];
    occurrences(near, close).next()
}

/// Whether what stands within marks can be the name of what belongs there.
fn is_name(inside: &str, open: &str) -> bool {
    let is_first = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '.');
    let is_ident = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    let inside = match open {
        "#{" | "((" | "[[" => inside.trim(),
        _ => inside,
    };
    let starts = inside.starts_with(is_first);
    match open {
        // `${NAME:-default}` and the like may hold anything.
        "${" => starts || inside.starts_with('{'),
        // A mapping of one key in brackets looks alike, but for the capitals.
        "{" => {
            let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
            starts && inside.len() > 1 && inside.chars().all(is_capital)
        }
        "#{" | "((" | "[[" => starts && inside.chars().all(is_ident),
        _ => starts && inside.len() > 1 && inside.chars().all(is_ident),
    }
}

/// How long the action of Go, Jinja or ERB is that a text opens with.
#[must_use]
pub fn action(text: &str) -> Option<usize> {
    const ACTIONS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];
    ACTIONS.iter().find_map(|(open, close)| {
        let inside = up_to(text.strip_prefix(open)?, close)?;
        Some(open.len() + inside + close.len())
    })
}

/// How long a name in braces is that a text opens with, as Python and others have it in formats: `{self.path}`. YAML reads
/// it as a mapping of one key where one may stand.
#[must_use]
pub fn format_field(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?;
    let inside = &inside[..up_to(inside, "}")?];
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_word = |word: &str| {
        let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
        word.starts_with(starts) && word.chars().all(is_part)
    };
    // `{environ[HOST]}`
    let is_name = |name: &str| match name.strip_suffix(']').and_then(|name| name.split_once('[')) {
        Some((name, key)) => is_word(name) && is_word(key),
        None => is_word(name),
    };
    let is_named = inside.len() > 1 && inside.split('.').all(is_name);
    is_named.then_some(inside.len() + 2)
}

/// Whether a text is a name in braces and nothing else.
#[must_use]
pub fn is_format_field(text: &str) -> bool {
    format_field(text) == Some(text.len())
}

/// Whether a line has an action.
#[must_use]
pub fn has_action(line: &str) -> bool {
    let mut starts = line.match_indices(['{', '<']);
    starts.any(|(at, _)| action(&line[at..]).is_some())
}

/// `${ROLE/#arn/role: arn}`, which YAML takes apart at the colon: the key that it makes of it.
fn replaced(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("${")?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = inside.find(|c| !is_part(c))?;
    (end > 0 && inside[end..].starts_with('/') && !inside.contains('}')).then_some(text.len())
}

/// `$HOST`, without braces: in capitals, since a dollar may stand before much else.
fn variable(text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let name = text.strip_prefix('$')?;
    let length = name.find(|c| !is_part(c)).unwrap_or(name.len());
    let starts = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
    starts.then_some(1 + length)
}

/// `<your host>`, as documentation has it.
fn by_hand(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let inside = &inside[..up_to(inside, ">")?];
    let is_part = |c: char| c.is_alphanumeric() || " _-.:/|,()'".contains(c);
    let is_named = inside.starts_with(char::is_alphabetic) && inside.chars().all(is_part);
    is_named.then_some(inside.len() + 2)
}

/// `%%%` and `@@@`, which a test or a script finds and replaces.
fn repeated(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|mark| "%@".contains(*mark))?;
    let length = text.len() - text.trim_start_matches(mark).len();
    (length > 2).then_some(length)
}

/// Whether a value is an expression of JMESPath in brackets, as chainsaw puts its value there: `($namespace)`,
/// `(join('-', ['web', $namespace]))`.
///
/// Source: <https://kyverno.github.io/chainsaw/latest/quick-start/resource-templating/>.
fn is_expression(value: &str) -> bool {
    let inside = value
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let inside = inside.filter(|inside| inside.len() <= MOST && !inside.contains(['\n', '\r']));
    inside.is_some_and(|inside| {
        let name = inside.strip_prefix('$').unwrap_or(inside);
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = name.find(|c| !is_part(c)).unwrap_or(name.len());
        let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_call = name[end..].starts_with('(') && name.ends_with(')');
        is_named && (name.len() < inside.len() || is_call)
    })
}

/// Words in capitals that ask for a value, among others.
const ASKING: [&str; 15] = [
    "CHANGE",
    "CHANGEME",
    "FILL",
    "FILLED",
    "FIXME",
    "INSERT",
    "OVERLAY",
    "OVERRIDDEN",
    "OVERRIDE",
    "PLACEHOLDER",
    "REPLACE",
    "REPLACED",
    "REPLACEME",
    "TODO",
    "YOUR",
];

/// What says in words that something else is to stand there.
const SAYING: [&str; 8] = [
    "comes here",
    "goes here",
    "to be filled",
    "to be replaced",
    "will be filled",
    "will be replaced",
    "replaced by",
    "replace with",
];

const SEPARATORS: [char; 3] = ['_', ' ', '-'];

/// Whether a value asks in words to be replaced.
fn asks(value: &str) -> bool {
    const ALONE: [&str; 9] = [
        "changeme",
        "fillme",
        "fixme",
        "placeholder",
        "replaceme",
        "tbd",
        "todo",
        "updateme",
        "…",
    ];
    let letters = || {
        let letters = value.bytes().filter(|byte| !b"_ -".contains(byte));
        letters.map(|letter| letter.to_ascii_lowercase())
    };
    let is_x = letters().nth(2).is_some() && letters().all(|letter| letter == b'x');
    let is_alone = ALONE.iter().any(|word| letters().eq(word.bytes()));
    let dotted = value.starts_with("...") || value.ends_with("...") || value.ends_with('…');
    let yours = ["your-", "your_"].iter().any(|start| {
        let start = value
            .get(..start.len())
            .filter(|own| own.eq_ignore_ascii_case(start));
        start.is_some()
    });
    let in_capitals = is_capital(value)
        && value.contains(SEPARATORS)
        && value.split(SEPARATORS).any(|word| ASKING.contains(&word));
    let in_words = value.contains(' ') && {
        let lower_case = value.to_ascii_lowercase();
        SAYING.iter().any(|saying| lower_case.contains(saying))
    };
    // `registry.example/[YOUR ALIAS]/shop`
    let mut words = value.split(|c: char| !c.is_alphanumeric());
    let yours = yours || words.any(|word| word == "YOUR");
    is_x || dotted || yours || in_words || in_capitals || is_alone
}

/// Words in capitals that end the name of what belongs there.
const SLOTS: [&str; 62] = [
    "ACCOUNT",
    "ADDR",
    "ADDRESS",
    "ARN",
    "BASE64",
    "BUCKET",
    "BUNDLE",
    "CA",
    "CAPACITY",
    "CERT",
    "CERTIFICATE",
    "CIDR",
    "CLASS",
    "CLUSTER",
    "COUNT",
    "CPU",
    "CREDENTIALS",
    "CREDS",
    "CRT",
    "DOMAIN",
    "ENDPOINT",
    "ENV",
    "ENVIRONMENT",
    "HOST",
    "HOSTNAME",
    "ID",
    "IMAGE",
    "IP",
    "ISSUER",
    "KEY",
    "LIMIT",
    "LOCATION",
    "MEMORY",
    "NAME",
    "NAMESPACE",
    "NUMBER",
    "PASSWORD",
    "PATH",
    "PEM",
    "PORT",
    "PREFIX",
    "PROJECT",
    "REGION",
    "REGISTRY",
    "REPLICAS",
    "REPO",
    "REPOSITORY",
    "REQUEST",
    "SECRET",
    "SIZE",
    "STORAGE",
    "SUBNET",
    "SUFFIX",
    "TAG",
    "TOKEN",
    "UID",
    "URL",
    "USER",
    "USERNAME",
    "UUID",
    "VERSION",
    "ZONE",
];

/// Whether a value is a name in capitals of at least two words, the last of which says what belongs there, alone or with
/// other words behind it, `APP_NAME-web`; or a word that may ask for it.
fn is_slot(value: &str) -> bool {
    let names = |value: &str| {
        let last = value.rsplit_once('_').map(|(_, last)| last);
        last.is_some_and(|last| SLOTS.contains(&last)) && is_capital(value)
    };
    names(value) || value.split(['-', '.', '/']).any(names) || ASKING.contains(&value)
}

/// Whether a value is a word in capitals that says what belongs there, `QUOTA`, where no word may stand.
#[must_use]
pub fn is_slot_of_a_word(value: &str) -> bool {
    matches!(value, "QUOTA" | "STORAGECLASS") || SLOTS.contains(&value)
}

/// Whether a value is a name in capitals, as variables have them: `NUM_NODES`.
#[must_use]
pub fn is_variable(value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    value.starts_with(|c: char| c.is_ascii_uppercase())
        && value.contains('_')
        && value.chars().all(is_part)
}

/// Whether a value is written in capitals.
fn is_capital(value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "_- ".contains(c);
    value.starts_with(|c: char| c.is_ascii_uppercase()) && value.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::{Sign, is_comment, sign};

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
        ] {
            assert_eq!(sign(value), Some(Sign::Words), "{value}");
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
            "***",
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
