//! Keys and certificates. Making them takes chance, a clock and a second each, so all get the same ones, which are valid until
//! 2120; the rendering tells so.

use std::rc::Rc;

use super::call::{Answer, Call, any, as_list, characters, text};
use super::encode::base64;
use super::print::printed;
use crate::origin::Text;
use crate::template::{Object, Refusal, Value};
use crate::yaml::decode_base64 as from_base64;

const RSA: &[u8] = include_bytes!("stand_ins/rsa.der");
const ECDSA: &[u8] = include_bytes!("stand_ins/ec.der");
const ED25519: &[u8] = include_bytes!("stand_ins/ed25519.der");
const DSA: &[u8] = include_bytes!("stand_ins/dsa.der");
const CERTIFICATE: &[u8] = include_bytes!("stand_ins/certificate.der");

/// Bytes as a block of PEM (RFC 7468).
fn pem(title: &str, bytes: &[u8]) -> String {
    let body = base64(bytes);
    let mut made = format!("-----BEGIN {title}-----\n");
    for line in body.as_bytes().chunks(64) {
        made.extend(line.iter().copied().map(char::from));
        made.push('\n');
    }
    made.push_str(&format!("-----END {title}-----\n"));
    made
}

/// The title and the bytes of the first block of PEM in a text.
fn from_pem(text: &str) -> Option<(&str, Vec<u8>)> {
    let start = text.find("-----BEGIN ")?;
    let (title, rest) = text[start + 11..].split_once("-----")?;
    let end = rest.find(&format!("-----END {title}-----"))?;
    let body: String = rest[..end].chars().filter(|c| !c.is_whitespace()).collect();
    Some((title, from_base64(&body)?))
}

/// A certificate with its key.
#[derive(Debug)]
struct Certificate {
    cert: Text,
    key: Text,
}

impl Certificate {
    fn value(cert: Text, key: Text) -> Value {
        Value::Object(Rc::new(Self { cert, key }))
    }

    /// The one that stands in for all, with a key that may be given.
    fn stand_in(key: Option<&Text>) -> Value {
        let cert = Text::made(pem("CERTIFICATE", CERTIFICATE));
        let key = key
            .cloned()
            .unwrap_or_else(|| Text::made(pem("RSA PRIVATE KEY", RSA)));
        Self::value(cert, key)
    }
}

impl Object for Certificate {
    fn type_name(&self) -> &'static str {
        "sprig.certificate"
    }

    fn field(&self, name: &str) -> Option<Value> {
        match name {
            "Cert" => Some(Value::Text(self.cert.clone())),
            "Key" => Some(Value::Text(self.key.clone())),
            _ => None,
        }
    }

    fn call(&self, _: &str, _: &[Value]) -> Option<Result<Value, String>> {
        None
    }

    fn printed(&self) -> Text {
        let mut text = Text::made("{");
        text.push(&self.cert);
        text.push_str(" ");
        text.push(&self.key);
        text.push_str("}");
        text
    }
}

/// `genPrivateKey`
pub(super) fn gen_private_key(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (title, bytes) = match characters(arguments, 0)? {
        "" | "rsa" => ("RSA PRIVATE KEY", RSA),
        "dsa" => ("DSA PRIVATE KEY", DSA),
        "ecdsa" => ("EC PRIVATE KEY", ECDSA),
        "ed25519" => ("PRIVATE KEY", ED25519),
        other => return Ok(Value::text(format!("Unknown type {other}"))),
    };
    call.draws();
    Ok(Value::text(pem(title, bytes)))
}

/// `genCA`
pub(super) fn gen_ca(_: &[Value], call: &Call<'_>) -> Answer {
    call.draws();
    Ok(Certificate::stand_in(None))
}

/// `genCAWithKey`
pub(super) fn gen_ca_with_key(arguments: &[Value], call: &Call<'_>) -> Answer {
    let key = text(arguments, 2)?;
    check_key(key.as_str()).map_err(|error| format!("parsing private key: {error}"))?;
    call.draws();
    Ok(Certificate::stand_in(Some(key)))
}

/// `genSelfSignedCert`
pub(super) fn gen_self_signed(arguments: &[Value], call: &Call<'_>) -> Answer {
    check_names(arguments, call)?;
    call.draws();
    Ok(Certificate::stand_in(None))
}

/// `genSelfSignedCertWithKey`
pub(super) fn gen_self_signed_with_key(arguments: &[Value], call: &Call<'_>) -> Answer {
    let key = text(arguments, 4)?;
    check_key(key.as_str()).map_err(|error| format!("parsing private key: {error}"))?;
    check_names(arguments, call)?;
    call.draws();
    Ok(Certificate::stand_in(Some(key)))
}

/// `genSignedCert`
pub(super) fn gen_signed(arguments: &[Value], call: &Call<'_>) -> Answer {
    check_signer(any(arguments, 4))?;
    check_names(arguments, call)?;
    call.draws();
    Ok(Certificate::stand_in(None))
}

/// `genSignedCertWithKey`
pub(super) fn gen_signed_with_key(arguments: &[Value], call: &Call<'_>) -> Answer {
    let key = text(arguments, 5)?;
    check_key(key.as_str()).map_err(|error| format!("parsing private key: {error}"))?;
    check_signer(any(arguments, 4))?;
    check_names(arguments, call)?;
    call.draws();
    Ok(Certificate::stand_in(Some(key)))
}

/// `buildCustomCert`
pub(super) fn build_custom_cert(arguments: &[Value], _: &Call<'_>) -> Answer {
    let (cert, key) = (text(arguments, 0)?, text(arguments, 1)?);
    let decoded = |of: &Text, what: &str| {
        let bytes =
            from_base64(of.as_str()).ok_or_else(|| format!("unable to decode base64 {what}"))?;
        Ok::<_, String>(String::from_utf8_lossy(&bytes).into_owned())
    };
    let (cert_says, key_says) = (decoded(cert, "certificate")?, decoded(key, "private key")?);
    check_certificate(&cert_says)?;
    check_key(&key_says).map_err(|error| format!("error parsing private key: {error}"))?;
    Ok(Certificate::value(
        cert.derive(&cert_says),
        key.derive(&key_says),
    ))
}

fn check_certificate(says: &str) -> Result<(), String> {
    let Some((_, bytes)) = from_pem(says) else {
        return Err("unable to decode certificate".to_owned());
    };
    match is_sequence(&bytes) {
        true => Ok(()),
        false => Err(
            "error parsing certificate: decodedCert.Bytes: x509: malformed certificate".to_owned(),
        ),
    }
}

fn check_signer(signer: &Value) -> Result<(), Refusal> {
    let Value::Object(signer) = signer else {
        let got = super::types::type_name(signer);
        return Err(Refusal::Failed(format!(
            "wrong type for value; expected sprig.certificate; got {got}"
        )));
    };
    let says = |field: &str| match signer.field(field) {
        Some(Value::Text(text)) => text.as_str().to_owned(),
        _ => String::new(),
    };
    check_certificate(&says("Cert"))?;
    check_key(&says("Key")).map_err(|error| format!("error parsing private key: {error}"))?;
    Ok(())
}

/// Whether a text may be a private key, as far as that shows from outside.
fn check_key(says: &str) -> Result<(), String> {
    let Some((title, bytes)) = from_pem(says) else {
        return Err("no PEM data in input".to_owned());
    };
    let Some(sort) = title.strip_suffix("PRIVATE KEY") else {
        return Err(format!("no private key data in PEM block of type {title}"));
    };
    let around = match sort.trim_end() {
        "" => "decoding PEM as PKCS#8",
        "RSA" => "parsing RSA private key from PEM",
        "EC" => "parsing EC private key from PEM",
        "DSA" => "parsing DSA private key from PEM",
        other => return Err(format!("invalid private key type {other}")),
    };
    match is_sequence(&bytes) {
        true => Ok(()),
        false => Err(format!("{around}: asn1: structure error: tags don't match")),
    }
}

/// Whether bytes are one sequence of ASN.1, as keys and certificates are.
fn is_sequence(bytes: &[u8]) -> bool {
    let (length, start) = match bytes {
        [0x30, length @ ..=0x7F, ..] => (usize::from(*length), 2),
        [0x30, 0x81, length, ..] => (usize::from(*length), 3),
        [0x30, 0x82, high, low, ..] => (usize::from(*high) << 8 | usize::from(*low), 4),
        _ => return false,
    };
    bytes.len() == start + length
}

/// The addresses and names that a certificate is for must be texts, and the former addresses.
fn check_names(arguments: &[Value], call: &Call<'_>) -> Result<(), Refusal> {
    let listed = |at: usize| as_list(any(arguments, at)).map(|list| list.borrow().to_vec());
    for ip in listed(1).unwrap_or_default() {
        let Value::Text(text) = &ip else {
            let says = printed(&ip, call)?;
            return Err(Refusal::Failed(format!(
                "error parsing ip: {} is not a string",
                says.as_str()
            )));
        };
        if text.as_str().parse::<std::net::IpAddr>().is_err() {
            return Err(Refusal::Failed(format!(
                "error parsing ip: {}",
                text.as_str()
            )));
        }
    }
    for name in listed(2).unwrap_or_default() {
        if !matches!(name, Value::Text(_)) {
            let says = printed(&name, call)?;
            let says = says.as_str();
            return Err(Refusal::Failed(format!(
                "error processing alternate dns name: {says} is not a string"
            )));
        }
    }
    Ok(())
}
