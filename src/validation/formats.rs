//! The formats of names and values. Source: `k8s.io/apimachinery/pkg/util/validation` and
//! `pkg/api/validation`, which the API server's checks use.

use std::net::IpAddr;

use crate::api::Version;
use crate::naming::{is_dns_name, is_dns_part, is_label_name};
use crate::schema::formats::{loose_cidr, loose_ip};
use crate::validation::versions::{
    Feature, LOOSE_SERVICE_NAMES, LOOSE_VARIABLE_NAMES, STRICT_ADDRESSES,
};

/// What a string must look like.
#[derive(Debug)]
pub(super) struct Format {
    /// Whether a string does.
    pub(super) fits: fn(&str) -> bool,
    /// What it takes, with an article.
    pub(super) takes: &'static str,
    /// A string that does.
    pub(super) example: &'static str,
    /// What holds in versions without a feature.
    before: Option<(&'static Feature, &'static Self)>,
}

impl Format {
    /// The format that servers of a version have in place of this one.
    pub(super) fn of(&self, version: Version) -> &Self {
        match self.before {
            Some((feature, older)) if !feature.is_in(version) => older,
            _ => self,
        }
    }
}

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident = $fits:expr, $takes:literal, $example:literal $(, before $feature:ident: $older:ident)?;)*) => {
        $($(#[$doc])* pub(super) static $name: Format = Format {
            fits: $fits, takes: $takes, example: $example, before: before!($($feature $older)?),
        };)*
    };
}

macro_rules! before {
    () => {
        None
    };
    ($feature:ident $older:ident) => {
        Some((&$feature, &$older))
    };
}

formats! {
    /// `IsDNS1123Label`
    DNS_LABEL = is_dns_label, "a DNS label: up to 63 lower-case letters, digits and `-`, with a letter or digit at both ends", "my-name";
    /// `IsDNS1035Label`
    DNS_1035_LABEL = is_dns_1035_label, "a DNS label that starts with a letter: up to 63 lower-case letters, digits and `-`", "my-name";
    /// `IsDNS1123Subdomain`
    DNS_SUBDOMAIN = is_dns_subdomain, "a DNS name: up to 253 lower-case letters, digits, `-` and `.`, with a letter or digit at both ends of each part", "my-name.example.com";
    /// `IsFullyQualifiedName`
    FULL_NAME = |text| is_dns_subdomain(text) && text.split('.').count() >= 3, "a DNS name of at least three parts", "check.example.com";
    /// `IsFullyQualifiedDomainName`
    DOMAIN_NAME = |text| {
        let text = text.strip_suffix('.').unwrap_or(text);
        text.len() <= 253 && text.contains('.') && text.split('.').all(is_dns_label)
    }, "a DNS name of at least two parts", "example.com";
    /// `IsWildcardDNS1123Subdomain`
    WILDCARD_SUBDOMAIN = |text| text.strip_prefix("*.").is_some_and(is_dns_subdomain) && text.len() <= 253, "a DNS name behind `*.`", "*.example.com";
    /// `IsQualifiedName`
    QUALIFIED_NAME = is_qualified_name, "a name of up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends; a DNS name and a slash may stand before it", "example.com/my-name";
    /// `IsValidLabelValue`
    LABEL_VALUE = is_label_value, "up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends", "my-value";
    /// `IsValidPortName`
    PORT_NAME = is_port_name, "up to 15 lower-case letters, digits and single `-`, at least one of them a letter", "http";
    /// `path.IsValidPathSegmentName`
    PATH_SEGMENT = is_path_segment, "a name that is neither `.` nor `..` and has no `/` or `%`", "my-name";
    /// `IsConfigMapKey`
    CONFIG_KEY = |text| {
        (1..=253).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
            && text != "." && !text.starts_with("..")
    }, "a key of up to 253 letters, digits, `-`, `_` and `.`, which is not `.` and does not start with `..`", "settings.yaml";
    /// `IsRelaxedEnvVarName`
    ENV_NAME = |text| !text.is_empty() && text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'='), "printable characters of ASCII other than `=`", "LOG_LEVEL", before LOOSE_VARIABLE_NAMES: STRICT_ENV_NAME;
    /// `IsEnvVarName`
    STRICT_ENV_NAME = |text| {
        text.starts_with(|c: char| c.is_ascii_alphabetic() || "-._".contains(c))
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
            && text != "." && !text.starts_with("..")
    }, "letters, digits, `-`, `_` and `.`, and no digit at the start", "LOG_LEVEL";
    /// `ValidateServiceName`
    SERVICE_NAME = is_dns_label, "a DNS label: up to 63 lower-case letters, digits and `-`, with a letter or digit at both ends", "my-name", before LOOSE_SERVICE_NAMES: DNS_1035_LABEL;
    /// `IsHTTPHeaderName`
    HEADER_NAME = |text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "the name of an HTTP header: letters, digits and `-`", "X-Forwarded-For";
    /// `IsCIdentifier`
    C_IDENTIFIER = |text| {
        text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    }, "letters, digits and `_`, and no digit at the start", "my_name";
    /// `IsValidIPForLegacyField`
    IP = |text| parse_ip(text).is_some(), "an IP address without leading zeros", "10.0.0.1", before STRICT_ADDRESSES: LOOSE_IP;
    /// `ParseIPSloppy`
    LOOSE_IP = |text| loose_ip(text).is_some(), "an IP address", "10.0.0.1";
    /// `IsValidIP`
    CANONICAL_IP = |text| parse_ip(text).is_some_and(|ip| ip.to_string() == text), "an IP address in its shortest form", "2001:db8::1";
    /// `IsValidCIDRForLegacyField`
    CIDR = |text| parse_cidr(text).is_some(), "a range of IP addresses, with zeros behind its prefix", "10.0.0.0/8", before STRICT_ADDRESSES: LOOSE_CIDR;
    /// `ParseCIDRSloppy`
    LOOSE_CIDR = |text| loose_cidr(text).is_some(), "a range of IP addresses", "10.0.0.0/8";
    /// `IsValidCIDR`
    CANONICAL_CIDR = |text| parse_cidr(text).is_some_and(|(ip, length)| format!("{ip}/{length}") == text), "a range of IP addresses in its shortest form", "2001:db8::/64";
}

pub(super) fn is_dns_label(text: &str) -> bool {
    text.len() <= 63 && is_dns_part(text)
}

pub(super) fn is_dns_1035_label(text: &str) -> bool {
    is_dns_label(text) && text.starts_with(|c: char| c.is_ascii_lowercase())
}

pub(super) fn is_dns_subdomain(text: &str) -> bool {
    text.len() <= 253 && is_dns_name(text)
}

fn is_name(text: &str) -> bool {
    text.len() <= 63 && is_label_name(text)
}

pub(super) fn is_qualified_name(text: &str) -> bool {
    match text.split_once('/') {
        Some((domain, name)) => is_dns_subdomain(domain) && is_name(name),
        None => is_name(text),
    }
}

pub(super) fn is_label_value(text: &str) -> bool {
    text.is_empty() || is_name(text)
}

pub(super) fn is_port_name(text: &str) -> bool {
    text.len() <= 15
        && is_dns_part(text)
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
        && !text.contains("--")
}

pub(super) fn is_path_segment(text: &str) -> bool {
    text != "." && text != ".." && !text.contains(['/', '%'])
}

/// An IP address: no leading zeros, which some read as octal, and no IPv4 address within an IPv6 one. Older
/// API servers take both and warn.
pub(super) fn parse_ip(text: &str) -> Option<IpAddr> {
    let ip: IpAddr = text.parse().ok()?;
    match ip {
        IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some() => None,
        ip => Some(ip),
    }
}

/// A range of IP addresses: the first of them, and how many bits they share.
pub(super) fn parse_cidr(text: &str) -> Option<(IpAddr, u8)> {
    let (ip, length) = text.split_once('/')?;
    let ip = parse_ip(ip)?;
    let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    let short = length == "0" || !length.starts_with('0');
    let bits: u8 = Some(length).filter(|_| digits && short)?.parse().ok()?;
    let rest_is_zero = match ip {
        IpAddr::V4(ip) => u32::from(ip).checked_shl(bits.into()).unwrap_or(0) == 0 && bits <= 32,
        IpAddr::V6(ip) => u128::from(ip).checked_shl(bits.into()).unwrap_or(0) == 0 && bits <= 128,
    };
    rest_is_zero.then_some((ip, bits))
}
