//! Texts that look like a key or a token, wherever they stand and whatever they are called.

use std::ops::Range;

/// How the tokens of well-known services begin, and how long they are at least.
const PREFIXES: [(&str, usize); 71] = [
    ("AGE-SECRET-KEY-", 30),
    ("AIza", 35),
    ("AKIA", 20),
    ("ASIA", 20),
    ("ATATT3", 40),
    ("ATBB", 28),
    ("EAAC", 40),
    ("GOCSPX-", 30),
    ("GR1348941", 25),
    ("LTAI", 20),
    ("NRAK-", 20),
    ("NRII-", 20),
    ("PMAK-", 40),
    ("SG.", 40),
    ("atlasv1", 40),
    ("dckr_oat_", 20),
    ("dckr_pat_", 20),
    ("doo_v1_", 40),
    ("dop_v1_", 40),
    ("dp.pt.", 40),
    ("dt0c01.", 60),
    ("eyJ", 40),
    ("figd_", 30),
    ("gho_", 30),
    ("ghp_", 30),
    ("ghr_", 30),
    ("ghs_", 30),
    ("ghu_", 30),
    ("github_pat_", 30),
    ("glagent-", 20),
    ("glc_", 30),
    ("gldt-", 20),
    ("glft-", 20),
    ("glimt-", 20),
    ("gloas-", 20),
    ("glpat-", 20),
    ("glptt-", 20),
    ("glrt-", 20),
    ("glsa_", 30),
    ("glsoat-", 20),
    ("gsk_", 40),
    ("hf_", 30),
    ("hvb.", 24),
    ("hvs.", 24),
    ("lin_api_", 30),
    ("npm_", 36),
    ("nvapi-", 40),
    ("pypi-", 30),
    ("r8_", 30),
    ("rk_live_", 20),
    ("rk_test_", 20),
    ("rubygems_", 40),
    ("sbp_", 40),
    ("sgp_", 40),
    ("shpat_", 30),
    ("shpca_", 30),
    ("shppa_", 30),
    ("shpss_", 30),
    ("sk-", 24),
    ("sk_live_", 20),
    ("sk_test_", 20),
    ("sntrys_", 40),
    ("sntryu_", 40),
    ("sq0atp-", 20),
    ("sq0csp-", 20),
    ("tskey-", 24),
    ("whsec_", 24),
    ("xapp-", 20),
    ("xkeysib-", 40),
    ("xox", 20),
    ("ya29.", 30),
];

/// No token is shorter than this, and most words are.
const SHORTEST: usize = 20;

/// Those that go on with so many hexadecimal digits.
const BEFORE_HEX: [(&str, usize); 3] = [("dapi", 32), ("key-", 32), ("pul-", 40)];

/// Addresses that let in whoever knows what follows.
const DOORS: [&str; 3] = [
    "hooks.slack.com/services/",
    "discord.com/api/webhooks/",
    "office.com/webhook/",
];

/// How base64 of what is public begins: certificates in PEM and DER, public keys of SSH.
const PUBLIC: [&str; 4] = [
    "LS0tLS1CRUdJTiBDRVJU",
    "LS0tLS1CRUdJTiBQVUJM",
    "MII",
    "AAAA",
];

/// How digests begin that are written in base64.
const DIGESTS: [&str; 3] = ["sha256-", "sha384-", "sha512-"];

/// How base64 of PEM begins.
const PEM: &str = "LS0tLS1CRUdJTi";

/// A random text has letters of both cases and digits mixed: so many of its neighbours are of different kinds, a
/// capital before a small letter apart, with which words start.
const MIXED: f64 = 0.25;
/// Shorter texts are names as often as not.
const LEAST: usize = 24;

/// Finds what looks like a key or a token in a run of characters without blanks and quotes, of which one part may be
/// assigned to another with `=`.
pub(super) fn find(run: &str, mut found: impl FnMut(Range<usize>)) {
    for door in DOORS {
        if let Some(at) = run.find(door) {
            return found(at + door.len()..run.len());
        }
    }
    let padding = run.len() - run.trim_end_matches('=').len();
    let mut at = 0;
    for part in run[..run.len() - padding].split('=') {
        let start = part.len() - part.trim_start_matches(['-', '.', '/', '_']).len();
        let bare = &part[start..];
        if is_token(bare) || is_random(bare) {
            found(at + start..at + part.len());
        }
        at += part.len() + 1;
    }
}

/// Whether a text is the key or the token of a known service.
pub(super) fn is_token(text: &str) -> bool {
    if text.len() < SHORTEST {
        return false;
    }
    if text.starts_with(PEM) && text.len() >= LEAST {
        return !PUBLIC.iter().any(|start| text.starts_with(start));
    }
    let is_hex = |(start, digits): &(&str, usize)| {
        let rest = text.strip_prefix(start).unwrap_or_default();
        rest.len() == *digits && rest.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    // Most words begin like few of them.
    let first = text.as_bytes().first();
    let mut prefixes = PREFIXES
        .iter()
        .filter(|(start, _)| start.as_bytes().first() == first);
    BEFORE_HEX.iter().any(is_hex)
        || prefixes.any(|(start, least)| {
            text.len() >= *least && text.starts_with(start) && is_plausible(start, text)
        })
}

/// What a token has besides its beginning.
fn is_plausible(start: &str, text: &str) -> bool {
    match start {
        "eyJ" => text.matches('.').count() == 2,
        "AKIA" | "ASIA" => {
            text.len() == 20
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        }
        "xox" => text.as_bytes().get(4) == Some(&b'-'),
        _ => {
            text.bytes().any(|byte| byte.is_ascii_digit())
                || text.bytes().any(|byte| byte.is_ascii_uppercase())
        }
    }
}

/// Whether a text is as mixed as only chance makes it. Digests and UIDs have no capitals.
fn is_random(text: &str) -> bool {
    if text.len() < LEAST {
        return false;
    }
    let count = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
    let (small, capital) = (count(u8::is_ascii_lowercase), count(u8::is_ascii_uppercase));
    let digits = count(u8::is_ascii_digit);
    let mut public = PUBLIC.iter().chain(&DIGESTS);
    if public.any(|start| text.starts_with(start)) {
        return false;
    }
    let changes = text
        .as_bytes()
        .windows(2)
        .filter(|pair| match (kind(pair[0]), kind(pair[1])) {
            (Some(Kind::Capital), Some(Kind::Small)) => false,
            (Some(before), Some(after)) => before != after,
            _ => false,
        });
    let is_mixed = small.min(capital).min(digits) >= 2;
    is_mixed && changes.count() as f64 >= MIXED * text.len() as f64
        || small.min(capital).min(digits) >= 1 && is_of_aws(text)
}

/// A secret key of AWS has 40 characters of base64.
fn is_of_aws(text: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'/' || byte == b'+';
    text.len() == 40 && text.bytes().all(is_base64) && text.contains(['/', '+'])
}

#[derive(PartialEq, Eq)]
enum Kind {
    Small,
    Capital,
    Digit,
}

fn kind(byte: u8) -> Option<Kind> {
    match byte {
        b'a'..=b'z' => Some(Kind::Small),
        b'A'..=b'Z' => Some(Kind::Capital),
        b'0'..=b'9' => Some(Kind::Digit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BEFORE_HEX, LEAST, PREFIXES, SHORTEST, find};

    #[test]
    fn no_token_is_shorter_than_the_shortest() {
        let prefixed = PREFIXES.iter().map(|&(_, least)| least);
        let hex = BEFORE_HEX
            .iter()
            .map(|(start, digits)| start.len() + digits);
        let least = prefixed.chain(hex).chain([LEAST]).min();
        assert_eq!(least, Some(SHORTEST));
    }

    fn found(run: &str) -> Vec<&str> {
        let mut all = Vec::new();
        find(run, |range| all.push(&run[range]));
        all
    }

    #[test]
    fn tokens_are_found_behind_what_they_are_given_to() {
        let token = format!("ghp_{}", "Ab1".repeat(12));
        assert_eq!(found(&format!("--token={token}")), [&*token]);
        assert_eq!(found("AKIAABCDEFGHIJKLMNOP"), ["AKIAABCDEFGHIJKLMNOP"]);
        assert_eq!(
            found("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            ["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"]
        );
        assert_eq!(
            found("https://hooks.slack.com/services/T0/B0/x"),
            ["T0/B0/x"]
        );
        assert_eq!(
            found("LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ==").len(),
            1
        );
    }

    #[test]
    fn tokens_of_services_are_known_by_their_beginnings() {
        let digits = "4f9a1c7be02d85f36a1940bc7de8f215";
        for start in ["key-", "dapi", "shpss_", "glc_a"] {
            let token = format!("{start}{digits}");
            assert_eq!(found(&token), [&*token]);
        }
        for name in [
            "key-rotation-of-the-cluster-issuer",
            "dapi-server-in-the-shop-ns",
            "hf_models_of_the_shop",
        ] {
            assert_eq!(found(name), [""; 0]);
        }
    }

    #[test]
    fn digests_uids_certificates_and_names_are_none() {
        for run in [
            "registry.example.com/team/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "123e4567-e89b-12d3-a456-426614174000",
            "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUR4ekNDQXErZ0F3SUJBZ0lV",
            "MIIDxzCCAq+gAwIBAgIUYd1Kh3pX2mQn8S5vR0LtZc9WbE4wDQYJKoZIhvcNAQEL",
            "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg",
            "io.strimzi.kafka.EnvVarConfigProvider2ForSecretsV1Beta2",
            "/opt/apache-tomcat-9.0.54/webapps/ROOT/WEB-INF/classes",
            "kubernetes.io/dockerconfigjson",
            "-Dcom.sun.management.jmxremote.ssl.need.client.auth=false",
        ] {
            assert_eq!(found(run), [""; 0], "{run}");
        }
    }
}
