//! What the facts of a pod tell the objects that refer to it, and those that it refers to: where it listens, and whom it
//! names.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Certainty;
use crate::objects::Place;
use crate::source::Span;

/// What is known of a pod on the network.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Network {
    /// The TCP ports on which it listens, or may.
    pub possible: Box<[i64]>,
    /// How certain it is that it listens on no other; `None` if it may.
    pub silent_elsewhere: Option<Certainty>,
    /// The TCP ports on which it listens for itself alone.
    pub local: Box<[LocalPort]>,
    /// Where a container names another one of the pod as a host.
    pub named: Box<[NamedHost]>,
    /// The peers that its init containers must reach, beyond the pod itself.
    pub awaits: Box<[Awaited]>,
}

impl Network {
    /// All places in it, to be changed.
    pub(super) fn places_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let local = self.local.iter_mut().map(|port| &mut port.at);
        let named = self.named.iter_mut().map(|named| &mut named.place.at);
        let awaits = self.awaits.iter_mut().map(|awaited| &mut awaited.at.at);
        local.chain(named).chain(awaits)
    }
}

/// A port that is bound to the pod's own address for itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LocalPort {
    /// The port.
    pub port: i64,
    /// The container that listens.
    pub container: String,
    /// The address.
    pub address: String,
    /// Where it says so.
    pub at: Span,
    /// How certain that is.
    pub certainty: Certainty,
}

/// A container that is named as a host.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NamedHost {
    /// The container's name.
    pub host: String,
    /// The container that names it.
    pub by: String,
    /// The port, if it is said.
    pub port: Option<i64>,
    /// The container that names it, or what it is told.
    pub place: Place,
    /// Where it says so.
    pub at: Span,
}

/// A peer that an init container must reach before it ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Awaited {
    /// The init container's name.
    pub container: String,
    /// The host, as it is named.
    pub host: String,
    /// Only the name is looked up.
    pub by_name: bool,
    /// It asks until it is answered; else it fails without an answer.
    pub waits: bool,
    /// How certain it is that it does not get on without.
    pub certainty: Certainty,
    /// Where it says so.
    pub at: Place,
}
