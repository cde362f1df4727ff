//! Constraints on versions, as Masterminds' semver reads them: `>=1.20-0`, `^1.2`, `1.2 - 1.4`, `~1 || 3.x`.

use std::cmp::Ordering;
use std::sync::LazyLock;

use regex::Regex;

use super::version::{Version, compare_prereleases};
use crate::origin::Text;
use crate::template::format::quote;

/// A version in a constraint: its parts may be missing, or an `x`.
const VERSION: &str = r"v?([0-9|xX*]+)(\.[0-9|xX*]+)?(\.[0-9|xX*]+)?(-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?";
/// The signs before a version. The first that fits is taken, so that `>=` reads as `>` where the rest allows it.
const SIGN: &str = r"=||!=|>|<|>=|=>|<=|=<|~|~>|\^";
const SPACE: &str = r"[\t\n\f\r ]";

struct Grammar {
    one: Regex,
    range: Regex,
    each: Regex,
    all: Regex,
}

static GRAMMAR: LazyLock<Option<Grammar>> = LazyLock::new(|| {
    let term = format!("(?:{SIGN}){SPACE}*{VERSION}");
    Some(Grammar {
        one: Regex::new(&format!("^{SPACE}*({SIGN}){SPACE}*({VERSION}){SPACE}*$")).ok()?,
        range: Regex::new(&format!(
            "{SPACE}*(?<low>{VERSION}){SPACE}+-{SPACE}+(?<high>{VERSION}){SPACE}*"
        ))
        .ok()?,
        each: Regex::new(&term).ok()?,
        all: Regex::new(&format!(
            "^{SPACE}*{term}{SPACE}*(?:(?:{SPACE}+|,{SPACE}*){term}{SPACE}*)*$"
        ))
        .ok()?,
    })
});

/// What a version is asked for: one of several groups, all of whose terms hold.
#[derive(Debug)]
pub(super) struct Constraint(Vec<Vec<Term>>);

/// The parts of a version that a term leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// None.
    No,
    Patch,
    Minor,
    All,
}

#[derive(Debug)]
struct Term {
    sign: String,
    version: Version,
    open: Open,
}

impl Constraint {
    /// Reads a constraint.
    ///
    /// # Errors
    ///
    /// What semver says of it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let Some(grammar) = GRAMMAR.as_ref() else {
            return Err("constraint parser error".to_owned());
        };
        if text.len() > 512 {
            return Err("constraint string is too long (max 512 bytes)".to_owned());
        }
        let text = with_ranges_as_bounds(text, grammar);
        let groups: Vec<&str> = text.split("||").collect();
        if groups.len() > 32 {
            return Err("too many constraint groups (max 32)".to_owned());
        }
        let groups = groups.into_iter().map(|group| {
            if !grammar.all.is_match(group) {
                return Err(improper(group));
            }
            let terms = grammar.each.find_iter(group);
            terms
                .map(|term| Term::parse(term.as_str(), grammar))
                .collect()
        });
        Ok(Self(groups.collect::<Result<_, _>>()?))
    }

    /// Whether a version is one that is asked for. One before a release is only where the group names another such.
    pub(super) fn allows(&self, version: &Version) -> bool {
        self.0.iter().any(|terms| {
            let names_one = terms.iter().any(|term| !term.version.prerelease.is_empty());
            let may_be = names_one || version.prerelease.is_empty();
            terms.iter().all(|term| may_be && term.allows(version))
        })
    }
}

fn improper(text: &str) -> String {
    format!("improper constraint: {}", quote(text))
}

/// `1.2 - 1.4` as `>= 1.2, <= 1.4`.
fn with_ranges_as_bounds(text: &str, grammar: &Grammar) -> String {
    let mut made = text.to_owned();
    for range in grammar.range.captures_iter(text) {
        let bounds = format!(">= {}, <= {} ", &range["low"], &range["high"]);
        made = made.replacen(&range[0], &bounds, 1);
    }
    made
}

impl Term {
    fn parse(text: &str, grammar: &Grammar) -> Result<Self, String> {
        let parts = grammar.one.captures(text).ok_or_else(|| improper(text))?;
        let part = |at: usize| parts.get(at).map_or("", |part| part.as_str());
        let is_open = |part: &str| matches!(part.trim_start_matches('.'), "" | "x" | "X" | "*");
        let prerelease = part(6);
        let (open, says) = if is_open(part(3)) {
            (Open::All, format!("0.0.0{prerelease}"))
        } else if is_open(part(4)) {
            (Open::Minor, format!("{}.0.0{prerelease}", part(3)))
        } else if is_open(part(5)) {
            (Open::Patch, format!("{}{}.0{prerelease}", part(3), part(4)))
        } else {
            (Open::No, part(2).to_owned())
        };
        let version =
            Version::parse(&Text::made(says)).map_err(|_| "constraint parser error".to_owned())?;
        Ok(Self {
            sign: part(1).to_owned(),
            version,
            open,
        })
    }

    fn allows(&self, version: &Version) -> bool {
        let order = version.compare(&self.version);
        match self.sign.as_str() {
            "!=" => self.differs(version, order),
            ">" => self.is_below(version, order),
            "<" => order.is_lt(),
            ">=" | "=>" => order.is_ge(),
            "<=" | "=<" => self.is_not_below(version, order),
            "~" | "~>" => self.is_near(version, order),
            "^" => self.is_compatible(version, order),
            _ if self.open == Open::No => order.is_eq(),
            _ => self.is_near(version, order),
        }
    }

    fn differs(&self, version: &Version, order: Ordering) -> bool {
        let own = &self.version;
        match self.open {
            Open::No => order.is_ne(),
            _ if own.major != version.major => true,
            Open::Minor => false,
            _ if own.minor != version.minor => true,
            Open::All if own.patch != version.patch => true,
            Open::All => order.is_ne(),
            Open::Patch => {
                let is_release = own.prerelease.is_empty() && version.prerelease.is_empty();
                !is_release && compare_prereleases(&version.prerelease, &own.prerelease).is_ne()
            }
        }
    }

    fn is_below(&self, version: &Version, order: Ordering) -> bool {
        let own = &self.version;
        match self.open {
            Open::No => order.is_gt(),
            _ if version.major != own.major => version.major > own.major,
            Open::Minor => false,
            Open::Patch => version.minor > own.minor,
            Open::All => order.is_gt(),
        }
    }

    fn is_not_below(&self, version: &Version, order: Ordering) -> bool {
        let own = &self.version;
        match self.open {
            Open::No => order.is_le(),
            _ if version.major != own.major => version.major < own.major,
            open => version.minor <= own.minor || open == Open::Minor,
        }
    }

    /// `~`: of the same minor version, unless that is open.
    fn is_near(&self, version: &Version, order: Ordering) -> bool {
        let own = &self.version;
        let is_zero = own.major == 0 && own.minor == 0 && own.patch == 0;
        let takes_all = is_zero && matches!(self.open, Open::No | Open::All);
        let is_alike =
            version.major == own.major && (version.minor == own.minor || self.open == Open::Minor);
        order.is_ge() && (takes_all || is_alike)
    }

    /// `^`: with the same first part that is not 0.
    fn is_compatible(&self, version: &Version, order: Ordering) -> bool {
        let own = &self.version;
        if order.is_lt() {
            return false;
        }
        if own.major > 0 || self.open == Open::Minor {
            return version.major == own.major;
        }
        if version.major > 0 {
            return false;
        }
        if own.minor > 0 || self.open == Open::Patch {
            return version.minor == own.minor;
        }
        version.minor == 0 && version.patch == own.patch
    }
}
