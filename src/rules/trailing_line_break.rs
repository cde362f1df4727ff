//! `trailing-line-break`: see the page.

use crate::diagnostic::Diagnostic;
use crate::naming::words;
use crate::rules::{ObjectContext, PodContext};
use crate::yaml::{Cursor, decode_base64};

/// What the last word of a name says that a line break is not a part of.
#[rustfmt::skip]
const NAMES: [&str; 21] = [
    "account", "apikey", "database", "dsn", "email", "endpoint", "host", "hostname", "id", "key", "pass", "passwd", "password",
    "port", "pwd", "secret", "token", "uri", "url", "user", "username",
];

/// The longest value that is looked at: a longer line is a file.
const LONGEST: usize = 512;

pub(super) fn of_pod(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        for var in &container.env {
            let Some(value) = var.value.as_ref().filter(|value| is_one_line(value)) else {
                continue;
            };
            let message = format!(
                "`{}` of `{}` ends with a line break",
                var.name,
                container.called()
            );
            found.push(describe(pod.diagnostic(&value.at, message), "a block of YAML has one behind its last line: write the value in the line of its key, or `|-` for `|`"));
        }
    }
}

pub(super) fn of_object(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let object = context.object;
    let fields: &[&str] = match (object.group(), &*object.kind) {
        ("", "Secret") => &["data", "stringData"],
        ("", "ConfigMap") => &["data"],
        _ => return,
    };
    for field in fields {
        let entries = object
            .root
            .get(field)
            .into_iter()
            .flat_map(|data| data.entries());
        for entry in entries {
            let key = entry.key.as_key();
            let is_encoded = *field == "data" && object.kind == "Secret";
            if !is_of_one_word(&key, object.kind == "Secret") || !ends_so(&entry.value, is_encoded)
            {
                continue;
            }
            let message = format!(
                "`{key}` of the {} `{}` ends with a line break",
                object.kind,
                object.name().unwrap_or_default()
            );
            let help = match is_encoded {
                true => "encode it anew without: `printf %s … | base64`, or `echo -n`",
                false => "write the value in the line of its key, or `|-` for `|`",
            };
            found.push(describe(context.diagnostic(&entry.key, message), help));
        }
    }
}

fn describe(told: Diagnostic, help: &'static str) -> Diagnostic {
    told.here("with one more character at its end")
        .note("what reads it gets the line break as well: a password is wrong, a host is not found")
        .help(help)
}

/// Whether a key is what a value of one line is for: of a ConfigMap one for a variable, in capitals.
fn is_of_one_word(key: &str, is_secret: bool) -> bool {
    let is_variable = key
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let lower = key.to_ascii_lowercase();
    (is_variable || is_secret)
        && !key.contains('.')
        && words(&lower)
            .last()
            .is_some_and(|word| NAMES.contains(&word))
}

fn ends_so(value: &Cursor<'_>, is_encoded: bool) -> bool {
    let Some(text) = value.as_str().filter(|text| text.len() <= 2 * LONGEST) else {
        return false;
    };
    match is_encoded {
        true => decode_base64(&text)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .is_some_and(|text| is_one_line(&text)),
        false => is_one_line(&text),
    }
}

/// Whether it is one line with its end; what a program reads as JSON may end as it likes.
fn is_one_line(text: &str) -> bool {
    let line = text
        .strip_suffix('\n')
        .filter(|line| text.len() <= LONGEST && !line.contains('\n'));
    line.is_some_and(|line| !line.trim().is_empty() && !line.starts_with(['{', '[', '<', '-']))
}

#[cfg(test)]
mod tests {
    use super::{is_of_one_word, is_one_line};

    #[test]
    fn a_line_with_its_end_is_meant_without() {
        assert!(is_one_line("hunter2\n") && is_one_line("a b\r\n"));
        for fine in [
            "hunter2",
            "a\nb\n",
            "\n",
            "{\"a\": 1}\n",
            "-----BEGIN\n",
            "",
        ] {
            assert!(!is_one_line(fine), "{fine:?}");
        }
    }

    #[test]
    fn a_file_is_no_word() {
        assert!(is_of_one_word("DB_PASSWORD", false) && is_of_one_word("api-token", true));
        for key in ["known_hosts", "auth", "tls.key", "config"] {
            assert!(!is_of_one_word(key, true), "{key}");
        }
        assert!(!is_of_one_word("password", false) && !is_of_one_word("PASSWORD_CMD", false));
    }
}
