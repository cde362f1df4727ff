//! The functions that work on URLs.

use std::collections::BTreeMap;

use super::call::{Answer, Call, map, text};
use super::types::kind;
use crate::origin::Text;
use crate::template::format::quote;
use crate::template::{Key, Map, Refusal, Value};
use crate::url::Url;

/// `urlParse`
pub(super) fn url_parse(arguments: &[Value], _: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    let url = Url::parse(of.as_str()).map_err(|error| {
        Refusal::Failed(format!(
            "unable to parse url: parse {}: {error}",
            quote(of.as_str())
        ))
    })?;
    let fragment = String::from_utf8_lossy(&url.fragment);
    let parts = [
        ("scheme", url.scheme.as_str()),
        ("host", &url.host()),
        ("hostname", &url.hostname()),
        ("path", &url.path()),
        ("query", &url.query),
        ("opaque", &url.opaque),
        ("fragment", &fragment),
        ("userinfo", url.userinfo.as_deref().unwrap_or_default()),
    ];
    let value = |says: &str| {
        // A part that is written so is taken from there.
        let at = of.as_str().find(says).filter(|_| !says.is_empty());
        Value::Text(at.map_or_else(|| of.derive(says), |at| of.slice(at, at + says.len())))
    };
    let parts = parts
        .into_iter()
        .map(|(key, says)| (Key::from(key), value(says)));
    Ok(Value::map(parts.collect::<BTreeMap<_, _>>()))
}

/// `urlJoin`
pub(super) fn url_join(arguments: &[Value], _: &Call<'_>) -> Answer {
    let parts = map(arguments, 0)?.unwrap_or_default();
    let mut url = Url::default();
    url.scheme = get(&parts, "scheme")?;
    url.host = get(&parts, "host")?.into();
    url.path = get(&parts, "path")?.into();
    url.query = get(&parts, "query")?;
    url.opaque = get(&parts, "opaque")?;
    url.fragment = get(&parts, "fragment")?.into();
    let userinfo = get(&parts, "userinfo")?;
    if !userinfo.is_empty() {
        let whole = format!("proto://{userinfo}@host");
        let parsed = Url::parse(&whole).map_err(|error| {
            let whole = quote(&whole);
            Refusal::Failed(format!(
                "unable to parse userinfo in dict: parse {whole}: {error}"
            ))
        })?;
        url.userinfo = parsed.userinfo;
    }
    let origin = parts.borrow().values().find_map(|part| match part {
        Value::Text(text) if text.place().is_some() => Some(text.clone()),
        _ => None,
    });
    let origin = origin.unwrap_or_else(|| Text::made(" "));
    Ok(Value::Text(origin.derive(&url.to_string())))
}

fn get(parts: &Map, key: &str) -> Result<String, Refusal> {
    match parts.borrow().get(key) {
        None => Ok(String::new()),
        Some(Value::Text(text)) => Ok(text.as_str().to_owned()),
        Some(other) => Err(Refusal::Failed(format!(
            "unable to parse {key} key, must be of type string, but {} found",
            kind(other)
        ))),
    }
}
