//! What a URL says, part by part.

use std::net::{IpAddr, Ipv6Addr};

use super::Url;
use super::escape::{Part, escaped, unescaped};
use crate::template::format::quote;

impl Url {
    /// Reads a URL or a reference to one.
    ///
    /// # Errors
    ///
    /// What Go says of it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
        let mut url = Self::without_fragment(rest, false)?;
        url.fragment = unescaped(fragment, Part::Fragment)?;
        let is_usual = escaped(&url.fragment, Part::Fragment) == fragment;
        url.written_fragment = (!is_usual).then(|| fragment.to_owned());
        Ok(url)
    }

    /// Whether this is what a request can name: a URL with a scheme, or a path from the root. A `#` means nothing.
    ///
    /// # Errors
    ///
    /// What Go says of it.
    pub fn check_request(text: &str) -> Result<(), String> {
        Self::without_fragment(text, true).map(|_| ())
    }

    fn without_fragment(text: &str, of_request: bool) -> Result<Self, String> {
        if text.bytes().any(|byte| byte < b' ' || byte == 0x7F) {
            return Err("net/url: invalid control character in URL".to_owned());
        }
        if text.is_empty() && of_request {
            return Err("empty url".to_owned());
        }
        let mut url = Self::default();
        if text == "*" {
            url.path = text.into();
            return Ok(url);
        }
        let (scheme, rest) = scheme(text)?;
        url.scheme = scheme.to_ascii_lowercase();
        let rest = url.take_query(rest);
        if !rest.starts_with('/') {
            if !scheme.is_empty() {
                rest.clone_into(&mut url.opaque);
                return Ok(url);
            }
            if of_request {
                return Err("invalid URI for request".to_owned());
            }
            if rest
                .split('/')
                .next()
                .is_some_and(|first| first.contains(':'))
            {
                return Err("first path segment in URL cannot contain colon".to_owned());
            }
        }
        let has_scheme = !scheme.is_empty();
        let may_have_host = has_scheme || !of_request && !rest.starts_with("///");
        let mut path = rest;
        if let Some(behind) = rest.strip_prefix("//").filter(|_| may_have_host) {
            let end = behind.find('/').unwrap_or(behind.len());
            url.authority(&behind[..end])?;
            path = &behind[end..];
        } else {
            url.omits_host = has_scheme;
        }
        url.path = unescaped(path, Part::Path)?;
        let is_usual = escaped(&url.path, Part::Path) == path;
        url.written_path = (!is_usual).then(|| path.to_owned());
        Ok(url)
    }

    /// What stands before the query.
    fn take_query<'t>(&mut self, text: &'t str) -> &'t str {
        if let Some(before) = text
            .strip_suffix('?')
            .filter(|before| !before.contains('?'))
        {
            self.forces_query = true;
            return before;
        }
        let (before, query) = text.split_once('?').unwrap_or((text, ""));
        query.clone_into(&mut self.query);
        before
    }

    fn authority(&mut self, text: &str) -> Result<(), String> {
        let (user, host) = match text.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, text),
        };
        self.host = self.read_host(host)?;
        let Some(user) = user else { return Ok(()) };
        let may_stand = |c: char| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c);
        if !user.chars().all(may_stand) {
            return Err("net/url: invalid userinfo".to_owned());
        }
        let (name, password) = match user.split_once(':') {
            Some((name, password)) => (name, Some(password)),
            None => (user, None),
        };
        let mut says = escaped(&unescaped(name, Part::User)?, Part::User);
        if let Some(password) = password {
            says.push(':');
            says.push_str(&escaped(&unescaped(password, Part::User)?, Part::User));
        }
        self.userinfo = Some(says);
        Ok(())
    }

    fn read_host(&self, host: &str) -> Result<Vec<u8>, String> {
        match host.rfind('[') {
            Some(0) => return bracketed(host),
            Some(_) => return Err("invalid IP-literal".to_owned()),
            None => {}
        }
        // More than one colon may stand in what is no host of the web.
        let is_web = matches!(self.scheme.as_str(), "http" | "https");
        let colon = if is_web {
            host.find(':')
        } else {
            host.rfind(':')
        };
        check_port(colon.map_or("", |at| &host[at..]))?;
        unescaped(host, Part::Host)
    }
}

/// An IPv6 address in brackets, with a port behind it.
fn bracketed(host: &str) -> Result<Vec<u8>, String> {
    let Some(end) = host.rfind(']') else {
        return Err("missing ']' in host".to_owned());
    };
    let (inner, port) = (&host[1..end], &host[end + 1..]);
    check_port(port)?;
    let (before, zone) = inner.split_at(inner.find("%25").unwrap_or(inner.len()));
    let mut name = unescaped(before, Part::Host)?;
    name.extend(unescaped(zone, Part::Zone)?);
    check_address(&String::from_utf8_lossy(&name))?;
    Ok([b"[", name.as_slice(), b"]", port.as_bytes()].concat())
}

/// An address of IPv6, which may have a zone.
fn check_address(text: &str) -> Result<(), String> {
    let (address, zone) = match text.split_once('%') {
        Some((address, zone)) => (address, Some(zone)),
        None => (text, None),
    };
    if zone.is_none() && matches!(text.parse(), Ok(IpAddr::V4(_))) {
        return Err("invalid IP-literal".to_owned());
    }
    match address.parse::<Ipv6Addr>() {
        Ok(_) if zone != Some("") => Ok(()),
        _ => Err(format!("invalid host: {} is no IP address", quote(text))),
    }
}

fn scheme(text: &str) -> Result<(&str, &str), String> {
    for (at, c) in text.char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if at > 0 => {}
            ':' if at == 0 => return Err("missing protocol scheme".to_owned()),
            ':' => return Ok((&text[..at], &text[at + 1..])),
            _ => break,
        }
    }
    Ok(("", text))
}

fn check_port(behind: &str) -> Result<(), String> {
    let digits = behind.strip_prefix(':');
    let is_port = digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match is_port || behind.is_empty() {
        true => Ok(()),
        false => Err(format!("invalid port {} after host", quote(behind))),
    }
}
