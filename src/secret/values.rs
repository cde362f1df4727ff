//! What values tell of themselves, whatever they are called.

use crate::yaml::decode_base64;

/// What is looked at of a value, in bytes.
const LONGEST: usize = 256;

/// Groups of users of a system, which are written behind a user as passwords are.
const GROUPS: [&str; 6] = ["daemon", "nogroup", "root", "staff", "users", "wheel"];

/// Whether a value can be the name of an object: `secret: shop-tls` refers to one.
pub(super) fn can_refer(value: &str) -> bool {
    let of_names =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-./".contains(&byte);
    value.trim_matches(['"', '\'']).bytes().all(of_names)
}

/// Where the password starts in `user:password`, or in the same in base64.
pub(super) fn password(value: &str) -> Option<usize> {
    if value.len() > LONGEST {
        return None;
    }
    let Some((login, password)) = value.split_once(':') else {
        let decoded = decode_base64(value.trim_matches(['"', '\'']))?;
        let decoded = String::from_utf8(decoded).ok()?;
        return password_behind(decoded.split_once(':')?).map(|_| 0);
    };
    password_behind((login, password))
}

fn password_behind((login, password): (&str, &str)) -> Option<usize> {
    let user = login.trim_start_matches(['"', '\'']);
    let of_users = |byte: u8| byte.is_ascii_alphanumeric() || b"._-@".contains(&byte);
    let is_user = !user.is_empty() && user.bytes().all(of_users) && user != "system";
    let is_id = password.bytes().all(|byte| byte.is_ascii_digit());
    let is_group = user == password || GROUPS.contains(&password);
    (is_user && !is_id && !is_group && !is_harmless(password)).then_some(login.len() + 1)
}

/// The start of a text, of so many bytes at most.
pub(super) fn start_of(text: &str, most: usize) -> &str {
    let mut ends = (0..=most.min(text.len())).rev();
    let end = ends.find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

/// What a value begins with that says where a program finds the secret.
const ELSEWHERE: [&str; 13] = [
    "!secret ",
    "ENV[",
    "env:",
    "env(",
    "file:",
    "getenv(",
    "op://",
    "os.environ",
    "os.getenv",
    "process.env",
    "ref+",
    "System.getenv",
    "vault:",
];

/// Whether a value plainly is no secret, whatever its name: a switch, a path, what stands for a value, or says where it is.
pub(super) fn is_harmless(value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'', '`']);
    // What stands for a value is not longer.
    let value = start_of(value, LONGEST);
    let word = value.to_ascii_lowercase();
    let is_word = matches!(
        &*word,
        "" | "true"
            | "false"
            | "null"
            | "none"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "enabled"
            | "disabled"
            | "always"
            | "never"
            | "n/a"
            | "empty"
            | "unset"
            | "~"
    );
    is_word
        || is_duration(value)
        || value.starts_with(['$', '{', '[', '<', '*', '&', '/', '|', '>', '%', '#'])
        || value.starts_with("./")
        || ELSEWHERE.iter().any(|start| value.starts_with(start))
        || [".crt", ".key", ".pem"]
            .iter()
            .any(|end| value.ends_with(end))
        || value.contains("{{")
}

/// `24h`
fn is_duration(value: &str) -> bool {
    let unit = value.trim_start_matches(|char: char| char.is_ascii_digit());
    unit.len() < value.len() && matches!(unit, "ms" | "s" | "m" | "h" | "d")
}

#[cfg(test)]
mod tests {
    use super::is_harmless;

    #[test]
    fn what_stands_for_a_value_is_none() {
        for value in [
            "",
            "true",
            "never",
            "$(TOKEN)",
            "${PASSWORD}",
            "/run/secrets/token",
            "tls.key",
            "24h",
            "{{ .Values.token }}",
            "\"\"",
            "*pw",
            "N/A",
            "os.environ/TOKEN",
            "vault:secret/data/shop#token",
        ] {
            assert!(is_harmless(value), "{value}");
        }
        assert!(!is_harmless("hunter2"));
    }
}
