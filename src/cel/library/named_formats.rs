//! The formats, and what the API server says of a text that has not the format: expressions hand that on. Sources:
//! `k8s.io/apimachinery/pkg/util/validation`, `k8s.io/kube-openapi/pkg/validation/strfmt`.

use crate::date::Date;
use crate::naming::{is_dns_name, is_dns_part, is_label_name};
use crate::template::format::quote;
use crate::url::Url;

/// A format.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) name: &'static str,
    /// What is wrong with a text; nothing if it has the format.
    pub(super) faults: fn(&str) -> Vec<String>,
    /// How long the pattern is taken to be that the server tries.
    pub(super) pattern_length: u64,
}

const fn format(
    name: &'static str,
    pattern_length: u64,
    faults: fn(&str) -> Vec<String>,
) -> Format {
    Format {
        name,
        faults,
        pattern_length,
    }
}

/// The formats, in the order of their functions.
pub(super) static FORMATS: [Format; 13] = [
    format("dns1123Label", 30, dns_label),
    format("dns1123Subdomain", 60, dns_subdomain),
    format("dns1035Label", 30, dns_1035_label),
    format("qualifiedName", 60, qualified_name),
    format("dns1123LabelPrefix", 30, |text| dns_label(&prefix(text))),
    format("dns1123SubdomainPrefix", 60, |text| {
        dns_subdomain(&prefix(text))
    }),
    format("dns1035LabelPrefix", 30, |text| {
        dns_1035_label(&prefix(text))
    }),
    format("labelValue", 40, label_value),
    format("uri", 1103, uri),
    format("uuid", 70, |text| {
        unless(is_uuid(text), "does not match the UUID format")
    }),
    format("byte", 84, |text| unless(is_base64(text), "invalid base64")),
    format("date", 71, |text| unless(is_date(text), "invalid date")),
    format("datetime", 71, |text| {
        unless(is_date_time(text), "invalid datetime")
    }),
];

const LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const LABEL_1035: &str = "[a-z]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN: &str = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
const NAME: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

const ENDS: &str = "must start and end with an alphanumeric character";

fn unless(fits: bool, fault: &str) -> Vec<String> {
    if fits {
        Vec::new()
    } else {
        vec![fault.to_owned()]
    }
}

/// That a text does not match a pattern, with examples of what does.
fn unmatched(says: &str, pattern: &str, examples: &[&str]) -> String {
    let examples: Vec<_> = examples
        .iter()
        .map(|example| format!("'{example}', "))
        .collect();
    let examples = examples.join(" or ");
    format!("{says} (e.g. {examples}regex used for validation is '{pattern}')")
}

fn too_long(text: &str, most: usize, unit: &str) -> Option<String> {
    (text.len() > most).then(|| format!("must be no more than {most} {unit}"))
}

/// A prefix of a name, as a name: a `-` at its end is no fault.
fn prefix(text: &str) -> String {
    let at = text.len().saturating_sub(2);
    match text.len() > 1 && text.ends_with('-') {
        // What stands before the `-` is not looked at.
        true => String::from_utf8_lossy(&text.as_bytes()[..at]).into_owned() + "a",
        false => text.to_owned(),
    }
}

fn dns_label(text: &str) -> Vec<String> {
    let unmatched = || {
        if is_dns_name(text) {
            return "must not contain dots".to_owned();
        }
        let says = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and";
        unmatched(&format!("{says} {ENDS}"), LABEL, &["my-name", "123-abc"])
    };
    let fault = (!is_dns_part(text)).then(unmatched);
    too_long(text, 63, "characters")
        .into_iter()
        .chain(fault)
        .collect()
}

fn dns_1035_label(text: &str) -> Vec<String> {
    let fits = is_dns_part(text) && text.starts_with(|c: char| c.is_ascii_lowercase());
    let unmatched = || {
        let says = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an \
                    alphabetic character, and end with an alphanumeric character";
        unmatched(says, LABEL_1035, &["my-name", "abc-123"])
    };
    let fault = (!fits).then(unmatched);
    too_long(text, 63, "characters")
        .into_iter()
        .chain(fault)
        .collect()
}

fn dns_subdomain(text: &str) -> Vec<String> {
    let unmatched = || {
        let says = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and";
        unmatched(&format!("{says} {ENDS}"), SUBDOMAIN, &["example.com"])
    };
    let fault = (!is_dns_name(text)).then(unmatched);
    too_long(text, 253, "characters")
        .into_iter()
        .chain(fault)
        .collect()
}

fn qualified_name(text: &str) -> Vec<String> {
    let says = format!("must consist of alphanumeric characters, '-', '_' or '.', and {ENDS}");
    let unmatched = || unmatched(&says, NAME, &["MyName", "my.name", "123-abc"]);
    let (domain, name) = match text.split_once('/') {
        Some((_, name)) if name.contains('/') => {
            return vec![format!(
                "a valid label key {} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
                unmatched()
            )];
        }
        Some((domain, name)) => (Some(domain), name),
        None => (None, text),
    };
    let of_domain = match domain {
        None => Vec::new(),
        Some("") => vec!["must be non-empty".to_owned()],
        Some(domain) => dns_subdomain(domain),
    };
    let empty = name.is_empty().then(|| "must be non-empty".to_owned());
    let of_name = empty.into_iter().chain(too_long(name, 63, "bytes"));
    let of_name = of_name.chain((!is_label_name(name)).then(unmatched));
    let of_domain = of_domain
        .into_iter()
        .map(|fault| format!("prefix part {fault}"));
    of_domain
        .chain(of_name.map(|fault| format!("name part {fault}")))
        .collect()
}

fn label_value(text: &str) -> Vec<String> {
    let fits = text.is_empty() || is_label_name(text);
    let unmatched = || {
        let says = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and";
        let pattern = format!("({NAME})?");
        unmatched(
            &format!("{says} {ENDS}"),
            &pattern,
            &["MyValue", "my_value", "12345"],
        )
    };
    let fault = (!fits).then(unmatched);
    too_long(text, 63, "bytes")
        .into_iter()
        .chain(fault)
        .collect()
}

fn uri(text: &str) -> Vec<String> {
    let error = Url::check_request(text).err();
    let quoted = quote(text);
    error
        .map(|error| format!("parse {quoted}: {error}"))
        .into_iter()
        .collect()
}

/// Parts of hexadecimal digits, with a dash between them or none.
pub(crate) fn is_uuid(text: &str) -> bool {
    let mut rest = Some(text);
    for (index, length) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        rest = rest.and_then(|rest| {
            let rest = rest.strip_prefix('-').filter(|_| index > 0).unwrap_or(rest);
            let (part, behind) = rest.split_at_checked(length)?;
            part.bytes()
                .all(|byte| byte.is_ascii_hexdigit())
                .then_some(behind)
        });
    }
    rest == Some("")
}

pub(crate) fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || b"+/".contains(&byte);
    let whole = text.len().is_multiple_of(4) && text.len() - digits.len() < 3;
    whole && !text.is_empty() && digits.bytes().all(is_digit)
}

fn is_date(text: &str) -> bool {
    Date::parse(text).is_some()
}

/// What stands behind a second `t` is not looked at.
pub(crate) fn is_date_time(text: &str) -> bool {
    let text = text.to_lowercase();
    let mut parts = text.split('t');
    let date = parts.next().is_some_and(is_date);
    date && parts.next().is_some_and(is_time)
}

/// `23:59:59`, a fraction, and `z` or an offset.
fn is_time(text: &str) -> bool {
    let Some((time, rest)) = text.split_at_checked(8) else {
        return false;
    };
    let number = |at: usize, most: &str| {
        let digits = &time.as_bytes()[at..at + 2];
        digits.iter().all(u8::is_ascii_digit) && digits <= most.as_bytes()
    };
    let colons = time.as_bytes()[2] == b':' && time.as_bytes()[5] == b':';
    let is_well = colons && number(0, "23") && number(3, "59") && number(6, "59");
    let is_end = |end: &str| end == "z" || is_offset(end);
    is_well && (is_end(rest) || behind_fraction(rest).is_some_and(is_end))
}

/// What stands behind a character, whichever it is, and digits.
fn behind_fraction(text: &str) -> Option<&str> {
    let mut behind = text.chars();
    let first = behind.next().filter(|&first| first != '\n');
    let end = behind
        .as_str()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    first
        .filter(|_| end.len() < behind.as_str().len())
        .map(|_| end)
}

/// `+02:00`
fn is_offset(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else {
        return false;
    };
    offset.len() == 5
        && offset.bytes().enumerate().all(|(at, byte)| match at {
            2 => byte == b':',
            _ => byte.is_ascii_digit(),
        })
}
