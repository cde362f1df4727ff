//! Names of what is kept secret: `DB_PASSWORD`, `apiKey`, `client-secret`.

use super::values::{can_refer, is_harmless, password};

/// Words that end such a name, by themselves or as the end of a longer word.
const ENDS: [&str; 17] = [
    "password",
    "passwords",
    "passwd",
    "passphrase",
    "pwd",
    "token",
    "apikey",
    "apikeys",
    "accesskey",
    "secretkey",
    "privatekey",
    "clientsecret",
    "erlangcookie",
    "dbpass",
    "rootpw",
    "storepass",
    "keypass",
];

/// Words that end such a name.
const WORDS: [&str; 9] = [
    "authorization",
    "cookie",
    "credential",
    "credentials",
    "creds",
    "masterauth",
    "psk",
    "pw",
    "requirepass",
];

/// Words that end the name of such a variable of the environment.
const VARIABLES: [&str; 7] = [
    "jwt", "pat", "pepper", "salt", "secret", "secrets", "tokens",
];

/// Words that only end as `MYSQLPASS` does.
const NO_PASSWORDS: [&str; 5] = ["bypass", "compass", "encompass", "trespass", "userpass"];

/// What makes a key one of a lock, and not that of an entry.
const KEYS: [&str; 26] = [
    "access",
    "account",
    "admin",
    "aes",
    "api",
    "app",
    "auth",
    "cipher",
    "client",
    "crypto",
    "deploy",
    "encryption",
    "fernet",
    "hmac",
    "jwt",
    "license",
    "master",
    "private",
    "secret",
    "session",
    "shared",
    "signing",
    "ssh",
    "storage",
    "tls",
    "webhook",
];

/// What makes a secret a value, and not the name of an object of that kind.
const SECRETS: [&str; 13] = [
    "access",
    "api",
    "app",
    "application",
    "client",
    "consumer",
    "cookie",
    "hmac",
    "jwt",
    "oauth",
    "session",
    "shared",
    "signing",
];

/// What passes something on.
const PASSES: [&str; 8] = [
    "by",
    "fastcgi",
    "grpc",
    "memcached",
    "proxy",
    "scgi",
    "uwsgi",
    "first",
];

/// What counts tokens, or names the objects that hold secrets.
const COUNTS: [&str; 8] = [
    "max", "min", "num", "total", "input", "output", "prompt", "pull",
];

/// What may stand behind such a name and says which one it is, or what of it.
const WHICH: [&str; 22] = [
    "admin",
    "b64",
    "base",
    "base64",
    "current",
    "data",
    "dev",
    "new",
    "next",
    "old",
    "plain",
    "prev",
    "previous",
    "primary",
    "prod",
    "production",
    "raw",
    "root",
    "secondary",
    "staging",
    "test",
    "value",
];

/// Words that end the name of a user, or of how one logs in.
const LOGINS: [&str; 5] = ["auth", "creds", "login", "user", "userpwd"];

/// What stands before a token, and tells what it is.
const SCHEMES: [&str; 4] = ["Basic ", "Bearer ", "Token ", "bearer "];

/// What a name tells of the values that bear it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// They are kept secret.
    Secret,
    /// They are, or are names of objects of kind Secret.
    Refers,
    /// They may be a user and a password: `admin:…`.
    Login,
}

/// More of a name is not looked at, in bytes.
const LONGEST: usize = 256;

impl Name {
    /// What a name tells, if anything.
    pub(super) fn of(name: &str) -> Option<Self> {
        if !may_tell(name) {
            return None;
        }
        let mut words = words(end_of(name));
        while words.len() > 1 && words.last().is_some_and(|last| tells_which(last)) {
            words.pop();
        }
        let (last, before) = words.split_last()?;
        let last = last.trim_end_matches(|char: char| char.is_ascii_digit());
        let before = before.last().map_or("", String::as_str);
        if is_secret(last, before, is_variable(name)) {
            return Some(Self::Secret);
        }
        match last {
            "secret" | "secrets" if before.is_empty() => Some(match name.starts_with('-') {
                true => Self::Secret,
                false => Self::Refers,
            }),
            last if LOGINS.contains(&last) => Some(Self::Login),
            _ => None,
        }
    }

    /// Where what is secret of such a value starts, if anything is.
    pub(super) fn secret_of(self, value: &str) -> Option<usize> {
        let scheme = SCHEMES.iter().find(|scheme| value.starts_with(**scheme));
        let start = scheme.map_or(0, |scheme| scheme.len());
        match self {
            _ if is_harmless(&value[start..]) => None,
            Self::Secret => Some(start),
            Self::Refers => (!can_refer(value)).then_some(0),
            Self::Login => password(value),
        }
    }
}

/// What one of the words that tell something has in it, so that most names need not be taken apart; by its first letter.
fn stems(first: u8) -> &'static [&'static str] {
    match first.to_ascii_lowercase() {
        b'a' => &["auth"],
        b'c' => &["cookie", "cred"],
        b'j' => &["jwt"],
        b'k' => &["key"],
        b'l' => &["login"],
        b'p' => &["pass", "pat", "pepper", "psk", "pw"],
        b's' => &["salt", "secret"],
        b't' => &["token"],
        b'u' => &["user"],
        _ => &[],
    }
}

/// Whether a name may tell something.
fn may_tell(name: &str) -> bool {
    let bytes = name.as_bytes();
    let starts = |at: usize| {
        let rest = &bytes[at..];
        let is_start = |stem: &&str| {
            let start = rest.get(..stem.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(stem.as_bytes()))
        };
        stems(bytes[at]).iter().any(is_start)
    };
    // What is not ASCII may have such letters in lower case.
    !name.is_ascii() || (0..bytes.len()).any(starts)
}

/// Whether a name that ends in these words is that of a secret.
fn is_secret(last: &str, before: &str, is_variable: bool) -> bool {
    let is_variable = is_variable && !COUNTS.contains(&before);
    match last {
        "key" | "keys" => KEYS.contains(&before),
        "pass" => !PASSES.contains(&before),
        "secret" | "secrets" if SECRETS.contains(&before) => true,
        "tokens" if KEYS.contains(&before) => true,
        last if VARIABLES.contains(&last) => is_variable,
        last if WORDS.contains(&last) => true,
        last => {
            let joined = format!("{before}{last}");
            ENDS.iter().any(|end| joined.ends_with(end))
                || is_variable && last.ends_with("pass") && !NO_PASSWORDS.contains(&last)
        }
    }
}

/// The end of a name: what it says is said by its last words.
fn end_of(name: &str) -> &str {
    let mut starts = name.len().saturating_sub(LONGEST)..name.len();
    let start = starts.find(|&at| name.is_char_boundary(at));
    &name[start.unwrap_or_default()..]
}

fn tells_which(word: &str) -> bool {
    WHICH.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name is written as variables of the environment are.
fn is_variable(name: &str) -> bool {
    name.bytes().all(|byte| !byte.is_ascii_lowercase())
}

/// The words of a name in lower case: `APIKey`, `api-key` and `api.key` have the same.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let lower = |at: usize| chars.get(at).is_some_and(|char| char.is_lowercase());
    let mut open = false;
    for (at, &char) in chars.iter().enumerate() {
        if !char.is_alphanumeric() {
            open = false;
            continue;
        }
        let starts = char.is_uppercase() && at > 0 && (lower(at - 1) || lower(at + 1));
        if !open || starts {
            words.push(String::new());
        }
        open = true;
        words
            .last_mut()
            .into_iter()
            .for_each(|word| word.extend(char.to_lowercase()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::Name;

    fn is_secret(name: &str) -> bool {
        Name::of(name) == Some(Name::Secret)
    }

    #[test]
    fn every_word_that_tells_something_has_a_stem() {
        let words = super::ENDS
            .iter()
            .chain(&super::WORDS)
            .chain(&super::VARIABLES);
        for word in words
            .chain(&super::LOGINS)
            .chain(&["key", "keys", "pass", "secrets"])
        {
            assert!(super::may_tell(word), "{word}");
            assert!(super::may_tell(&word.to_uppercase()), "{word}");
        }
        assert!(!super::may_tell("containerPort"));
    }

    #[test]
    fn names_of_secrets() {
        for name in [
            "password",
            "DB_PASSWORD",
            "PGPASSWORD",
            "dbPassword",
            "redis-password",
            "MYSQL_ROOT_PASSWORD",
            "token",
            "GITHUB_TOKEN",
            "authToken",
            "api_key",
            "apiKey",
            "APIKey",
            "X-Api-Key",
            "AWS_SECRET_ACCESS_KEY",
            "client_secret",
            "JWT_SECRET",
            "SECRET",
            "tls.key",
            "private-key",
            "--password",
            "SMTP_PASS",
            "requirepass",
            "spring.datasource.password",
            "passWord",
            "PASSWORD1",
            "DB_PASSWORD_OLD",
            "SECRET_KEY_BASE",
            "client-key-data",
            "API_KEYS",
            "AUTH_TOKENS",
            "MYSQLPASS",
            "Proxy-Authorization",
            "RABBITMQ_ERLANG_COOKIE",
            "--secret",
            "-pass",
        ] {
            assert!(is_secret(name), "{name}");
        }
    }

    #[test]
    fn names_that_only_look_like_it() {
        for name in [
            "key",
            "topologyKey",
            "secretName",
            "secret",
            "tlsSecret",
            "PASSWORD_FILE",
            "tokenExpirationSeconds",
            "secretKeyRef",
            "imagePullSecrets",
            "proxy_pass",
            "TOKEN_URL",
            "keys",
            "passwordLength",
            "name",
            "",
            "compass",
            "tokens",
            "max_tokens",
            "MAX_TOKENS",
            "userpass",
            "PASSWORD_MIN_LENGTH",
            "KEY_PATH",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn what_is_secret_of_a_value_depends_on_its_name() {
        for (name, value, start) in [
            ("password", "hunter2", Some(0)),
            ("secret", "shop-tls", None),
            ("secret", "hunter2!", Some(0)),
            ("--user", "admin:hunter2", Some(6)),
            ("auth", "YWRtaW46aHVudGVyMg==", Some(0)),
            ("--user", "1000:1000", None),
            ("user", "nginx:nginx", None),
            ("user", "system:kube-proxy", None),
            ("user", "admin", None),
            ("auth", "https://auth.example.com", None),
        ] {
            let seen = Name::of(name).and_then(|name| name.secret_of(value));
            assert_eq!(seen, start, "{name}: {value}");
        }
    }
}
