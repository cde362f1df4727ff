//! URLs, as Go's package `net/url` reads and writes them.

use crate::template::format::quote;

/// The parts of a URL.
#[derive(Debug, Default)]
pub(super) struct Url {
    pub(super) scheme: String,
    pub(super) opaque: String,
    pub(super) userinfo: String,
    pub(super) host: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) forces_query: bool,
    pub(super) fragment: String,
}

/// The host without its port.
pub(super) fn hostname(host: &str) -> &str {
    if let Some(inner) = host.strip_prefix('[') {
        return inner.split(']').next().unwrap_or(inner);
    }
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

impl Url {
    /// Reads a URL.
    ///
    /// # Errors
    ///
    /// What Go says of it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.bytes().any(|byte| byte < b' ' || byte == 0x7F) {
            return Err("net/url: invalid control character in URL".to_owned());
        }
        let mut url = Self::default();
        let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
        url.fragment = unescaped(fragment, Part::Fragment)?;
        if rest == "*" {
            url.path = "*".to_owned();
            return Ok(url);
        }
        let (scheme, rest) = scheme(rest)?;
        url.scheme = scheme.to_lowercase();
        let rest = match rest.strip_suffix('?') {
            Some(before) if !before.contains('?') => {
                url.forces_query = true;
                before
            }
            _ => {
                let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
                url.query = query.to_owned();
                before
            }
        };
        if !rest.starts_with('/') {
            if !scheme.is_empty() {
                url.opaque = rest.to_owned();
                return Ok(url);
            }
            if rest
                .split('/')
                .next()
                .is_some_and(|first| first.contains(':'))
            {
                return Err("first path segment in URL cannot contain colon".to_owned());
            }
        }
        let mut path = rest;
        if let Some(behind) = rest.strip_prefix("//")
            && (!scheme.is_empty() || !rest.starts_with("///"))
        {
            let end = behind.find('/').unwrap_or(behind.len());
            url.authority(&behind[..end])?;
            path = &behind[end..];
        }
        url.path = unescaped(path, Part::Path)?;
        Ok(url)
    }

    fn authority(&mut self, text: &str) -> Result<(), String> {
        let (user, host) = match text.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, text),
        };
        self.host = unescaped(host, Part::Host)?;
        check_port(&self.host)?;
        let Some(user) = user else { return Ok(()) };
        let is_valid = user
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._:~!$&'()*+,;=%@".contains(c));
        if !is_valid {
            return Err("net/url: invalid userinfo".to_owned());
        }
        let (name, password) = match user.split_once(':') {
            Some((name, password)) => (name, Some(password)),
            None => (user, None),
        };
        self.userinfo = escaped(&unescaped(name, Part::User)?, Part::User);
        if let Some(password) = password {
            self.userinfo.push(':');
            self.userinfo
                .push_str(&escaped(&unescaped(password, Part::User)?, Part::User));
        }
        Ok(())
    }

    /// The URL as it is written.
    pub(super) fn joined(&self) -> String {
        let mut made = String::new();
        if !self.scheme.is_empty() {
            made = format!("{}:", self.scheme);
        }
        if !self.opaque.is_empty() {
            made.push_str(&self.opaque);
        } else {
            if !self.scheme.is_empty() || !self.host.is_empty() || !self.userinfo.is_empty() {
                if !self.host.is_empty() || !self.path.is_empty() || !self.userinfo.is_empty() {
                    made.push_str("//");
                }
                if !self.userinfo.is_empty() {
                    made.push_str(&self.userinfo);
                    made.push('@');
                }
                made.push_str(&escaped(&self.host, Part::Host));
            }
            let path = escaped(&self.path, Part::Path);
            if !path.is_empty() && !path.starts_with('/') && !self.host.is_empty() {
                made.push('/');
            }
            if made.is_empty()
                && path
                    .split('/')
                    .next()
                    .is_some_and(|first| first.contains(':'))
            {
                made.push_str("./");
            }
            made.push_str(&path);
        }
        if self.forces_query || !self.query.is_empty() {
            made.push('?');
            made.push_str(&self.query);
        }
        if !self.fragment.is_empty() {
            made.push('#');
            made.push_str(&escaped(&self.fragment, Part::Fragment));
        }
        made
    }
}

fn scheme(text: &str) -> Result<(&str, &str), String> {
    for (at, c) in text.char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if at > 0 => {}
            ':' if at == 0 => return Err("missing protocol scheme".to_owned()),
            ':' => return Ok((&text[..at], &text[at + 1..])),
            _ => return Ok(("", text)),
        }
    }
    Ok(("", text))
}

fn check_port(host: &str) -> Result<(), String> {
    let behind = match host.strip_prefix('[') {
        Some(inner) => match inner.split_once(']') {
            Some((_, behind)) => behind,
            None => return Err("missing ']' in host".to_owned()),
        },
        None => host.rfind(':').map_or("", |at| &host[at..]),
    };
    let digits = behind.strip_prefix(':');
    let is_port = behind.is_empty()
        || digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match is_port {
        true => Ok(()),
        false => Err(format!("invalid port {} after host", quote(behind))),
    }
}

/// A part of a URL, each with signs that need no escape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Path,
    Host,
    User,
    Fragment,
}

fn unescaped(text: &str, part: Part) -> Result<String, String> {
    let bytes = text.as_bytes();
    let mut made = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'%' => {
                let digits = text
                    .get(at + 1..at + 3)
                    .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
                let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())
                else {
                    let wrong: String = text[at..].chars().take(3).collect();
                    return Err(format!("invalid URL escape {}", quote(&wrong)));
                };
                made.push(byte);
                at += 3;
            }
            byte if part == Part::Host && byte.is_ascii() && should_escape(byte, part) => {
                let sign = char::from(byte).to_string();
                return Err(format!("invalid character {} in host name", quote(&sign)));
            }
            byte => {
                made.push(byte);
                at += 1;
            }
        }
    }
    Ok(String::from_utf8_lossy(&made).into_owned())
}

fn should_escape(byte: u8, part: Part) -> bool {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => false,
        b'!' | b'\'' | b'(' | b')' | b'*' => matches!(part, Part::User | Part::Path),
        b'[' | b']' | b'<' | b'>' | b'"' if part == Part::Host => false,
        b'$' | b'&' | b'+' | b',' | b'/' | b':' | b';' | b'=' | b'?' | b'@' => match part {
            Part::Path => byte == b'?',
            Part::Host => !b"$&+,;=:".contains(&byte),
            Part::User => b"@/?:".contains(&byte),
            Part::Fragment => false,
        },
        _ => true,
    }
}

fn escaped(text: &str, part: Part) -> String {
    let mut made = String::with_capacity(text.len());
    for &byte in text.as_bytes() {
        let is_free = part == Part::Host && byte == b'!';
        let escapes = should_escape(byte, part) && !is_free;
        let stays = part == Part::Fragment && b"!()*'".contains(&byte)
            || part == Part::Path && b"[]".contains(&byte);
        if escapes && !stays {
            made.push_str(&format!("%{byte:02X}"));
        } else {
            made.push(char::from(byte));
        }
    }
    made
}
