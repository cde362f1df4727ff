//! The formats of strings that the API server knows. Sources: `pkg/apiserver/validation/formats.go` of
//! `k8s.io/apiextensions-apiserver`, and `pkg/validation/strfmt` of `k8s.io/kube-openapi`.

mod address;
mod email;
mod hostname;
mod number;

pub(crate) use address::{loose_cidr, loose_ip};

use crate::api::Version;
use crate::cel::{is_base64, is_date_time, is_uuid};
use crate::date::Date;
use crate::naming::{is_dns_name, is_dns_part};
use crate::structural::is_duration;

/// A format.
struct Format {
    /// Its name, without dashes: they do not count.
    name: &'static str,
    /// Whether a text has it.
    fits: fn(&str) -> bool,
    /// What it takes.
    takes: &'static str,
}

const fn format(name: &'static str, fits: fn(&str) -> bool, takes: &'static str) -> Format {
    Format { name, fits, takes }
}

/// The formats, in order of their names.
static FORMATS: [Format; 26] = [
    format(
        "bsonobjectid",
        number::is_object_id,
        "24 hexadecimal digits",
    ),
    format("byte", is_base64, "base64"),
    format(
        "cidr",
        |text| loose_cidr(text).is_some(),
        "a range of addresses, like 10.0.0.0/8",
    ),
    format(
        "creditcard",
        number::is_credit_card,
        "the number of a credit card",
    ),
    format(
        "date",
        |text| Date::parse(text).is_some(),
        "a date, like 2026-01-31",
    ),
    format(
        "datetime",
        is_date_time,
        "a time, like 2026-01-31T12:00:00Z",
    ),
    format("duration", is_duration, "a duration, like 1h30m"),
    format(
        "email",
        email::is_email,
        "a mail address, like ann@example.com",
    ),
    format("hexcolor", number::is_hex_color, "a colour, like #ff8800"),
    format(
        "hostname",
        hostname::is_hostname,
        "the name of a host, like shop.example.com (without dots, no dashes)",
    ),
    format("ipv4", address::is_ipv4, "an IPv4 address, like 10.0.0.1"),
    format("ipv6", address::is_ipv6, "an IPv6 address, like fd00::1"),
    format(
        "isbn",
        |text| number::is_isbn10(text) || number::is_isbn13(text),
        "the number of a book, like 978-0321751041",
    ),
    format(
        "isbn10",
        number::is_isbn10,
        "the number of a book in 10 digits, like 0321751043",
    ),
    format(
        "isbn13",
        number::is_isbn13,
        "the number of a book in 13 digits, like 978-0321751041",
    ),
    format(
        "k8slongname",
        |text| text.len() <= 253 && is_dns_name(text),
        "parts of lowercase letters, digits and dashes with dots between them, like shop.example.com",
    ),
    format(
        "k8sshortname",
        |text| text.len() <= 63 && is_dns_part(text),
        "lowercase letters, digits and dashes, like shop-1",
    ),
    format(
        "mac",
        address::is_mac,
        "a hardware address, like 00:00:5e:00:53:01",
    ),
    format("password", |_| true, "any text"),
    format(
        "rgbcolor",
        number::is_rgb_color,
        "a colour, like rgb(255,136,0)",
    ),
    format(
        "ssn",
        number::is_ssn,
        "a social security number, like 111-22-3333",
    ),
    format(
        "uri",
        |text| crate::url::Url::check_request(text).is_ok(),
        "a URL with its scheme, like https://example.com, or a path from the root",
    ),
    format(
        "uuid",
        is_uuid,
        "a UUID, like 123e4567-e89b-12d3-a456-426614174000",
    ),
    format(
        "uuid3",
        |text| is_uuid_of(text, b'3'),
        "a UUID of version 3",
    ),
    format(
        "uuid4",
        |text| is_uuid_of(text, b'4'),
        "a UUID of version 4",
    ),
    format(
        "uuid5",
        |text| is_uuid_of(text, b'5'),
        "a UUID of version 5",
    ),
];

/// Those that are known from 1.35 on: they came with 1.34, and a server keeps to what the one before it knows as well.
const NEW: [&str; 2] = ["k8slongname", "k8sshortname"];

/// Those that mean the same in any schema of JSON.
const EVERYWHERE: [&str; 5] = ["date", "datetime", "ipv4", "ipv6", "uuid"];

/// Who holds texts against formats.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked {
    /// The API server of a version.
    ByServer(Version),
    /// Whoever reads schemas of JSON.
    ByAnyone,
}

impl Asked {
    /// Whether a text has a format; true where nobody asks for it.
    pub(crate) fn fits(self, format: &str, text: &str) -> bool {
        self.known(format).is_none_or(|known| (known.fits)(text))
    }

    /// Whether texts are held against a format.
    pub(crate) fn knows(self, format: &str) -> bool {
        self.known(format).is_some()
    }

    fn known(self, format: &str) -> Option<&'static Format> {
        named(format).filter(|known| match self {
            Self::ByServer(version) => version.minor() >= 35 || !NEW.contains(&known.name),
            Self::ByAnyone => EVERYWHERE.contains(&known.name),
        })
    }
}

/// The format of a name.
fn named(format: &str) -> Option<&'static Format> {
    let bare = format.replace('-', "");
    let at = FORMATS.binary_search_by_key(&&*bare, |known| known.name);
    at.ok().map(|at| &FORMATS[at])
}

/// What a format takes.
pub(crate) fn takes(format: &str) -> String {
    match named(format) {
        Some(known) => known.takes.to_owned(),
        None => format!("the format {format}"),
    }
}

/// A UUID of a version, and of the variant that has versions; that of version 3 is not asked for its variant.
fn is_uuid_of(text: &str, version: u8) -> bool {
    let digits: Vec<u8> = text.bytes().filter(|&byte| byte != b'-').collect();
    let is_variant = || version == b'3' || b"89abAB".contains(&digits[16]);
    is_uuid(text) && digits[12] == version && is_variant()
}

#[cfg(test)]
mod tests;
