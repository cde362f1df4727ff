//! Words that ask for a value, and names in capitals that say what belongs there.

/// Words in capitals that ask for a value, among others.
const ASKING: [&str; 15] = [
    "CHANGE",
    "CHANGEME",
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
    let is_x = letters().nth(2).is_some() && letters().all(|letter| letter == b'x');
    let is_alone = ALONE.iter().any(|word| letters().eq(word.bytes()));
    let dotted = value.starts_with("...") || value.ends_with("...") || value.ends_with('…');
    let yours = ["your-", "your_"].iter().any(|start| {
        let start = value
            .get(..start.len())
            .filter(|own| own.eq_ignore_ascii_case(start));
        start.is_some()
    });
    let in_capitals = is_capital(value)
        && value.contains(SEPARATORS)
        && value.split(SEPARATORS).any(|word| ASKING.contains(&word));
    let in_words = value.contains(' ') && {
        let lower_case = value.to_ascii_lowercase();
        SAYING.iter().any(|saying| lower_case.contains(saying))
    };
    // `registry.example/[YOUR ALIAS]/shop`
    let mut words = value.split(|c: char| !c.is_alphanumeric());
    let yours = yours || words.any(|word| word == "YOUR");
    is_x || dotted || yours || in_words || in_capitals || is_alone
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
    names(value) || value.split(['-', '.', '/']).any(names) || ASKING.contains(&value)
}

/// Whether a value is a word in capitals that says what belongs there, `QUOTA`, where no word may stand.
#[must_use]
pub fn is_slot_of_a_word(value: &str) -> bool {
    matches!(value, "QUOTA" | "STORAGECLASS") || SLOTS.contains(&value)
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
