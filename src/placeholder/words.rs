//! Words that ask for a value, and names in capitals that say what belongs there.

/// Words in capitals that ask for a value, among others.
const ASKING: [&str; 16] = [
    "CHANGE",
    "CHANGEME",
    "DEFINED",
    "FILL",
    "FILLED",
    "FIXME",
    "INSERT",
    "OVERLAY",
    "OVERRIDDEN",
    "OVERRIDE",
    "PLACEHOLDER",
    "REPLACE",
    "REPLACED",
    "REPLACEME",
    "TODO",
    "YOUR",
];

/// What says in words that something else is to stand there.
const SAYING: [&str; 8] = [
    "comes here",
    "goes here",
    "to be filled",
    "to be replaced",
    "will be filled",
    "will be replaced",
    "replaced by",
    "replace with",
];

const SEPARATORS: [char; 3] = ['_', ' ', '-'];

/// Whether a value asks in words to be replaced.
pub(super) fn asks(value: &str) -> bool {
    const ALONE: [&str; 9] = [
        "changeme",
        "fillme",
        "fixme",
        "placeholder",
        "replaceme",
        "tbd",
        "todo",
        "updateme",
        "…",
    ];
    let letters = || {
        let letters = value.bytes().filter(|byte| !b"_ -".contains(byte));
        letters.map(|letter| letter.to_ascii_lowercase())
    };
    // `override_me-web`
    let of_parts = || has_me(value) && value.split(['-', '.', '/', ':']).any(asks_for_itself);
    let is_x = letters().all(|letter| letter == b'x') && letters().nth(2).is_some()
        || value.len() > 2 && value.bytes().all(|letter| letter == b'*');
    let first = letters().next();
    let mut alone = ALONE.iter().filter(|word| word.bytes().next() == first);
    let mut is_alone = || alone.any(|word| letters().eq(word.bytes()));
    let dotted = value.starts_with("...") || value.ends_with("...") || value.ends_with('…');
    let yours = value.get(..5).is_some_and(|start| {
        let known = ["your-", "your_", "some-", "some_"];
        start.ends_with(['-', '_']) && known.iter().any(|own| start.eq_ignore_ascii_case(own))
    }) || value.starts_with("sample_");
    let in_capitals = is_capital(value)
        && value.contains(SEPARATORS)
        && value.split(SEPARATORS).any(|word| ASKING.contains(&word));
    let in_words = value.contains(' ') && {
        let lower_case = value.to_ascii_lowercase();
        SAYING.iter().any(|saying| lower_case.contains(saying))
    };
    // `registry.example/[YOUR ALIAS]/shop`
    let mut words = value.split(|c: char| !c.is_alphanumeric());
    let yours = yours || value.bytes().any(|byte| byte == b'Y') && words.any(|word| word == "YOUR");
    is_x || is_address_of_x(value)
        || dotted
        || yours
        || in_words
        || in_capitals
        || is_alone()
        || of_parts()
}

/// Whether `me` stands in a text, in whatever letters.
fn has_me(text: &str) -> bool {
    let mut pairs = text.as_bytes().windows(2);
    pairs.any(|pair| matches!(pair, [b'm' | b'M', b'e' | b'E']))
}

/// `replace_me`, `overrideMe`
fn asks_for_itself(part: &str) -> bool {
    const VERBS: [&str; 6] = ["change", "fill", "fix", "override", "replace", "update"];
    let Some((verb, me)) = part.split_at_checked(part.len().saturating_sub(2)) else {
        return false;
    };
    let verb = verb.trim_end_matches('_');
    me.eq_ignore_ascii_case("me") && VERBS.iter().any(|known| known.eq_ignore_ascii_case(verb))
}

/// `10.x.x.x/16`, `A.B.C.D`
fn is_address_of_x(value: &str) -> bool {
    if value.split('/').next() == Some("A.B.C.D") {
        return true;
    }
    if !value.bytes().any(|byte| matches!(byte, b'x' | b'X')) {
        return false;
    }
    let address = value.split('/').next().unwrap_or_default();
    let is_x =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte == b'x' || byte == b'X');
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = || address.split('.');
    parts().count() == 4 && parts().any(is_x) && parts().all(|part| is_x(part) || is_digits(part))
}

/// Words in capitals that end the name of what belongs there.
const SLOTS: [&str; 62] = [
    "ACCOUNT",
    "ADDR",
    "ADDRESS",
    "ARN",
    "BASE64",
    "BUCKET",
    "BUNDLE",
    "CA",
    "CAPACITY",
    "CERT",
    "CERTIFICATE",
    "CIDR",
    "CLASS",
    "CLUSTER",
    "COUNT",
    "CPU",
    "CREDENTIALS",
    "CREDS",
    "CRT",
    "DOMAIN",
    "ENDPOINT",
    "ENV",
    "ENVIRONMENT",
    "HOST",
    "HOSTNAME",
    "ID",
    "IMAGE",
    "IP",
    "ISSUER",
    "KEY",
    "LIMIT",
    "LOCATION",
    "MEMORY",
    "NAME",
    "NAMESPACE",
    "NUMBER",
    "PASSWORD",
    "PATH",
    "PEM",
    "PORT",
    "PREFIX",
    "PROJECT",
    "REGION",
    "REGISTRY",
    "REPLICAS",
    "REPO",
    "REPOSITORY",
    "REQUEST",
    "SECRET",
    "SIZE",
    "STORAGE",
    "SUBNET",
    "SUFFIX",
    "TAG",
    "TOKEN",
    "UID",
    "URL",
    "USER",
    "USERNAME",
    "UUID",
    "VERSION",
    "ZONE",
];

/// Whether a value is a name in capitals of at least two words, the last of which says what belongs there, alone or with
/// other words behind it, `APP_NAME-web`; or a word that may ask for it.
pub(super) fn is_slot(value: &str) -> bool {
    let names = |value: &str| {
        let last = value.rsplit_once('_').map(|(_, last)| last);
        last.is_some_and(|last| SLOTS.contains(&last)) && is_capital(value)
    };
    let has_capitals = value.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_name = || names(value) || value.split(['-', '.', '/']).any(names);
    has_capitals && (value.contains('_') && is_name() || ASKING.contains(&value))
}

/// Whether a value is a word in capitals that says what belongs there, `QUOTA` or `IP2`, where no word may stand.
#[must_use]
pub fn is_slot_of_a_word(value: &str) -> bool {
    let value = value.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(value, "APP" | "QUOTA" | "STORAGECLASS") || SLOTS.contains(&value)
}

/// Whether a value stands for a name that is written in lower case, or for a part of it: `NAMESPACE`, `APP-tls`,
/// `shop.DOMAIN.COM`. A word in capitals that names nothing in particular may be meant.
#[must_use]
pub fn is_slot_of_a_name(value: &str) -> bool {
    const ALONE: [&str; 6] = ["DOMAIN", "HOST", "HOSTNAME", "IP", "NAME", "NAMESPACE"];
    const PARTS: [&str; 4] = ["APP", "MYAPP", "MYDOMAIN", "MYHOST"];
    const BESIDE: [&str; 4] = ["COM", "IO", "NET", "ORG"];
    let is_one = |part: &str| {
        let word = part.trim_end_matches(|c: char| c.is_ascii_digit());
        ALONE.contains(&word) || PARTS.contains(&word)
    };
    let is_lower = |part: &str| !part.bytes().any(|byte| byte.is_ascii_uppercase());
    let may_be = |part: &str| is_lower(part) || is_one(part) || BESIDE.contains(&part);
    let mut parts = value.split(['-', '.']);
    match value.contains(['-', '.']) {
        true => parts.clone().any(is_one) && parts.all(may_be),
        false => ALONE.contains(&value),
    }
}

/// Whether a value is a name in capitals, as variables have them: `NUM_NODES`.
#[must_use]
pub fn is_variable(value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    value.starts_with(|c: char| c.is_ascii_uppercase())
        && value.contains('_')
        && value.chars().all(is_part)
}

/// Whether a value is written in capitals.
fn is_capital(value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "_- ".contains(c);
    value.starts_with(|c: char| c.is_ascii_uppercase()) && value.chars().all(is_part)
}
