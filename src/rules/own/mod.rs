//! Rules that people write: a page as podlint's own rules have, whose front matter says in an expression what must hold.
//!
//! An expression sees an object as it is written, with the defaults of its types. What clusters add to objects is not there;
//! what is yet to be filled in is unknown, and what hangs on that is told as not checked.

mod ask;
mod compile;
mod declare;
mod directory;
mod kinds;
mod read;

pub use ask::{Around, Unchecked};
pub use directory::{Faulty, read_directory};

pub(super) use ask::{check, is_asked};
use kinds::Kinds;

use crate::cel::Program;
use crate::rules::Parameter;

/// What the expression of a rule is about, and is evaluated for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// Each object.
    Object,
    /// The pod of each object that has one.
    Pod,
    /// Each container of such a pod, init containers among them.
    Container,
}

/// What a page says that people have written, ready to be asked.
#[derive(Debug)]
pub struct Own {
    subject: Subject,
    /// The objects that it is about.
    kinds: Kinds,
    /// The objects that `objects` has.
    others: Kinds,
    must_hold: Program,
    /// What is looked at last in it is where a finding stands.
    place: Option<Program>,
    /// What a finding says where `says` does not.
    message: String,
    says: Option<Program>,
    /// Why it matters.
    note: Option<String>,
    /// What to do.
    help: Option<String>,
    parameters: Vec<Parameter>,
}

impl Own {
    /// Whether it looks at objects beside the one that it is asked about.
    #[must_use]
    pub fn looks_around(&self) -> bool {
        !self.others.is_any()
    }

    /// Whether it is about objects of a kind.
    #[must_use]
    pub fn is_about(&self, api_version: &str, kind: &str) -> bool {
        self.kinds.have(api_version, kind)
    }

    /// Whether objects of a kind are among those that it looks at beside the one that it is asked about.
    #[must_use]
    pub fn looks_at(&self, api_version: &str, kind: &str) -> bool {
        self.looks_around() && self.others.have(api_version, kind)
    }
}
