//! The formats of strings that the API server knows. Source: `pkg/validation/strfmt` of
//! `k8s.io/kube-openapi`. It ignores others, and so do we.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::scalars::{is_base64, is_time};

/// A format: its name, its test, and what it takes.
type Format = (&'static str, fn(&str) -> bool, &'static str);

const FORMATS: [Format; 8] = [
    ("byte", is_bytes, "base64"),
    ("cidr", is_cidr, "a range of addresses, like 10.0.0.0/8"),
    ("date", is_date, "a date, like 2026-01-31"),
    (
        "date-time",
        is_date_time,
        "a time, like 2026-01-31T12:00:00Z",
    ),
    ("duration", is_duration, "a duration, like 1h30m"),
    ("ipv4", is_ipv4, "an IPv4 address, like 10.0.0.1"),
    ("ipv6", is_ipv6, "an IPv6 address, like fd00::1"),
    (
        "uuid",
        is_uuid,
        "a UUID, like 123e4567-e89b-12d3-a456-426614174000",
    ),
];

/// Whether a text has a format; true where the API server does not know it, or reads it so that little is refused.
pub(crate) fn fits(format: &str, text: &str) -> bool {
    let known = FORMATS.iter().find(|(name, ..)| *name == format);
    known.is_none_or(|(_, fits, _)| fits(text))
}

/// What a format takes.
pub(crate) fn takes(format: &str) -> String {
    FORMATS
        .iter()
        .find(|(name, ..)| *name == format)
        .map_or_else(
            || format!("the format {format}"),
            |(.., takes)| (*takes).to_owned(),
        )
}

/// Nothing is no base64, as the API server has it.
fn is_bytes(text: &str) -> bool {
    !text.is_empty() && is_base64(text)
}

fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

fn is_cidr(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, bits)| {
        let most = if is_ipv4(address) { 32 } else { 128 };
        let is_address = is_ipv4(address) || is_ipv6(address);
        is_address && bits.len() < 4 && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
    })
}

fn is_date_time(text: &str) -> bool {
    is_time(&text.to_ascii_uppercase())
}

fn is_date(text: &str) -> bool {
    is_time(&format!("{text}T00:00:00Z"))
}

/// With or without dashes, as the API server has it.
fn is_uuid(text: &str) -> bool {
    let bare: String = text.split('-').collect();
    bare.len() == 32 && bare.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A sum of numbers with units: those of Go, or written out, as in `2 days`.
fn is_duration(text: &str) -> bool {
    const SHORT: [&str; 13] = [
        "ns", "us", "µs", "μs", "ms", "s", "m", "h", "hr", "d", "w", "wk", "min",
    ];
    const LONG: [&str; 8] = [
        "nano", "micro", "milli", "sec", "min", "hour", "day", "week",
    ];
    let mut rest = text.trim_start_matches(['+', '-']);
    if rest == "0" {
        return true;
    }
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    while !rest.is_empty() {
        let behind = rest.trim_start_matches(is_digit);
        let number = &rest[..rest.len() - behind.len()];
        let behind = behind.trim_start();
        let next = behind.trim_start_matches(char::is_alphabetic);
        let unit = behind[..behind.len() - next.len()].to_lowercase();
        let is_unit =
            SHORT.contains(&unit.as_str()) || LONG.iter().any(|long| unit.starts_with(long));
        if !is_unit || number.parse::<f64>().is_err() {
            return false;
        }
        rest = next.trim_start();
    }
    !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{FORMATS, fits, takes};

    #[test]
    fn formats_are_those_of_the_api_server() {
        let (good, bad) = (
            [
                ("byte", "aGVsbG8="),
                ("cidr", "10.0.0.0/8"),
                ("cidr", "fd00::/64"),
                ("date", "2026-01-31"),
                ("date-time", "2026-01-31T12:00:00Z"),
                ("duration", "1h30m"),
                ("duration", "1.5s"),
                ("duration", "0"),
                ("duration", "-2h"),
                ("duration", "2 days"),
                ("ipv4", "10.0.0.1"),
                ("ipv6", "::1"),
                ("uuid", "123e4567-e89b-12d3-a456-426614174000"),
                ("uuid", "123e4567e89b12d3a456426614174000"),
            ],
            [
                ("byte", ""),
                ("byte", "hello"),
                ("cidr", "10.0.0.0"),
                ("cidr", "10.0.0.0/33"),
                ("date", "31.1.2026"),
                ("date-time", "2026-01-31"),
                ("duration", "soon"),
                ("duration", ""),
                ("duration", "5"),
                ("duration", "5 parsecs"),
                ("ipv4", "10.0.0.256"),
                ("ipv6", "10.0.0.1"),
                ("uuid", "123e4567"),
            ],
        );
        for (name, text) in good {
            assert!(fits(name, text), "{name}: {text}");
        }
        for (name, text) in bad {
            assert!(!fits(name, text), "{name}: {text}");
        }
        assert!(FORMATS.is_sorted_by_key(|(name, ..)| *name));
        assert!(fits("email", "nobody"));
        assert_eq!(takes("duration"), "a duration, like 1h30m");
    }
}
