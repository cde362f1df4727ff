//! Certificate signing requests and trust bundles: `certificates.k8s.io`. Source:
//! `validateCertificateSigningRequest`, `ValidateClusterTrustBundleName`.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::{is_dns_label, is_dns_subdomain};
use crate::yaml::decode_base64;

/// The longest domain of a signer, and the longest name of one: a domain, a slash, a label, a dot and a domain.
const LONGEST_DOMAIN: usize = 253;
const LONGEST_SIGNER: usize = LONGEST_DOMAIN + 1 + 63 + 1 + LONGEST_DOMAIN;

const USAGES: [&str; 23] = [
    "signing",
    "digital signature",
    "content commitment",
    "key encipherment",
    "key agreement",
    "data encipherment",
    "cert sign",
    "crl sign",
    "encipher only",
    "decipher only",
    "any",
    "server auth",
    "client auth",
    "code signing",
    "email protection",
    "s/mime",
    "ipsec end system",
    "ipsec tunnel",
    "ipsec user",
    "timestamping",
    "ocsp signing",
    "microsoft sgc",
    "netscape sgc",
];

/// Checks an object of these kinds.
pub(super) fn check(check: &mut Check<'_, '_>) {
    match check.object.kind.as_ref() {
        "CertificateSigningRequest" => signing_request(check),
        "ClusterTrustBundle" => bundle_name(check),
        _ => {}
    }
}

/// The name of a bundle of a signer starts with the signer's.
fn bundle_name(check: &mut Check<'_, '_>) {
    let name = check.root().at(&["metadata", "name"]);
    let signer = check.root().at(&["spec", "signerName"]).text();
    let prefix = match signer.as_ref() {
        "" => String::new(),
        signer => format!("{}:", signer.replace('/', ":")),
    };
    let text = name.text();
    let fits = text.strip_prefix(&prefix).is_some_and(is_dns_subdomain);
    if !name.is_empty() && !fits {
        let takes = match prefix.as_str() {
            "" => "a DNS name".to_owned(),
            prefix => format!("`{prefix}` and a DNS name"),
        };
        check.invalid(name, &takes);
    }
}

fn signing_request(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    let request = spec.get("request");
    if request.is_text() && !is_request(&request.text()) {
        check.invalid(request, "base64 of a PEM block `CERTIFICATE REQUEST`");
    }
    let usages = spec.get("usages");
    if usages.is_empty() {
        check.required(usages, "usages: [client auth]");
    }
    for usage in usages.items() {
        if usage.is_text() && !USAGES.contains(&usage.text().as_ref()) {
            check.unsupported(usage, &USAGES);
        }
    }
    check.unique(usages.items());
    signer_name(check, spec.get("signerName"));
    check.range(spec.get("expirationSeconds"), 600, i64::MAX);
}

/// A PEM block whose content has the outer form of a request: a sequence of three parts. Its signature is
/// not checked.
fn is_request(text: &str) -> bool {
    let Some(pem) = decode_base64(text).and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return false;
    };
    let body = pem
        .split_once("-----BEGIN CERTIFICATE REQUEST-----")
        .and_then(|(_, rest)| rest.split_once("-----END CERTIFICATE REQUEST-----"));
    let der = body.and_then(|(body, _)| decode_base64(body.trim()));
    der.is_some_and(|der| der.first() == Some(&0x30) && der.len() > 64)
}

/// A domain, a slash and a path. Source: `ValidateSignerName`.
fn signer_name<'t>(check: &mut Check<'_, 't>, name: Field<'t>) {
    let text = name.text();
    if name.is_empty() {
        return check.required(name, "signerName: example.com/my-signer");
    }
    if text == "kubernetes.io/legacy-unknown" {
        return check.invalid(name, "a signer of this version of the API");
    }
    if text.matches('/').count() != 1 {
        return check.invalid(name, "a DNS name of at least two parts, a slash and a path");
    }
    let (domain, path) = text.split_once('/').unwrap_or_default();
    let parts: Vec<&str> = domain.split('.').collect();
    let domain_fits = parts.len() > 1 && parts.iter().all(|part| is_dns_label(part));
    if !domain_fits || !path.split('.').all(is_dns_subdomain) {
        check.invalid(name, "a DNS name of at least two parts, a slash and a path");
    }
    if domain.len() > LONGEST_DOMAIN {
        check.too_long(name, LONGEST_DOMAIN, "characters before the slash");
    }
    if text.len() > LONGEST_SIGNER {
        check.too_long(name, LONGEST_SIGNER, "characters");
    }
}
