//! What tells rules apart.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A rule, by the name that its page, reports, configuration and suppressions call it by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

impl RuleId {
    /// The rule of that name, which is to have a page.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The rule that people call so, whose page they have written. Each name is kept as long as the program runs, so that
    /// what is found and what is asked for can name rules at no cost; there are as many as people write.
    #[must_use]
    pub fn of_people(name: &str) -> Self {
        static NAMES: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.get(name) {
            return Self(known);
        }
        let name: &'static str = Box::leak(name.into());
        names.insert(name);
        Self(name)
    }

    /// Its name: `bare-pod`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

macro_rules! checked_elsewhere {
    ($($rule:ident = $name:literal;)*) => {
        /// The rules that no function of the registry checks: what is read, compared with the schema and validated, and
        /// what was asked to be left out, is known where that is done.
        impl RuleId {
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $rule: Self = Self($name);
            )*

            /// All of them, in order of name.
            pub const CHECKED_ELSEWHERE: &[Self] = &[$(Self($name)),*];
        }
    };
}

checked_elsewhere! {
    ADMISSION_POLICY = "admission-policy";
    ADMISSION_POLICY_AUDIT = "admission-policy-audit";
    AMBIGUOUS_PORT = "ambiguous-port";
    CONTRADICTORY_QUOTA = "contradictory-quota";
    DECIMAL_MODE = "decimal-mode";
    DEPRECATED_API = "deprecated-api";
    DEPRECATED_FIELD = "deprecated-field";
    DEPRECATED_KUSTOMIZATION = "deprecated-kustomization";
    DIFFERING_CRDS = "differing-crds";
    DUPLICATE_ENTRY = "duplicate-entry";
    DUPLICATE_KEY = "duplicate-key";
    EXPIRED_SUPPRESSION = "expired-suppression";
    EXPOSED_TOKEN = "exposed-token";
    FORBIDDEN_FIELD = "forbidden-field";
    FRACTIONAL_BYTES = "fractional-bytes";
    IGNORED_VALUE = "ignored-value";
    IMMUTABLE_FIELD_CHANGED = "immutable-field-changed";
    INVALID_EXPRESSION = "invalid-expression";
    INVALID_VALUE = "invalid-value";
    MATCHES_NO_POD = "matches-no-pod";
    MISSING_FIELD = "missing-field";
    NONCANONICAL_ADDRESS = "noncanonical-address";
    OVERLAPPING_VOLUME_PATHS = "overlapping-volume-paths";
    REFUSED_POD = "refused-pod";
    REMOVED_API = "removed-api";
    RENDER_ADVICE = "render-advice";
    RENDER_ERROR = "render-error";
    SHADOWED_VARIABLE = "shadowed-variable";
    SURPRISING_NAME = "surprising-name";
    SYNTAX = "syntax";
    UNEXPLAINED_SUPPRESSION = "unexplained-suppression";
    UNKNOWN_FIELD = "unknown-field";
    UNKNOWN_KIND = "unknown-kind";
    UNKNOWN_SUPPRESSION = "unknown-suppression";
    UNRESOLVED_NAME = "unresolved-name";
    UNSUPPORTED_VALUE = "unsupported-value";
    UNUSABLE_CERTIFICATE = "unusable-certificate";
    UNUSED_PATCH = "unused-patch";
    UNUSED_RESOURCE_FILE = "unused-resource-file";
    UNUSED_SETTING = "unused-setting";
    UNUSED_SUPPRESSION = "unused-suppression";
    VALUE_TOO_LONG = "value-too-long";
    WRONG_TYPE = "wrong-type";
}

impl fmt::Debug for RuleId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.0)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.pad(self.0)
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// Whoever reads one must know that there is such a rule: each name is kept as long as the program runs.
impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(Self::of_people(&name))
    }
}
