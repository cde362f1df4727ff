//! Why an init container keeps the others from starting.

use crate::diagnostic::Certainty;
use crate::facts::processes::is_left_running;
use crate::facts::utilities::is_utility;
use crate::facts::{Command, Dial, Facts, Life, Need, Part};
use crate::objects::Pod;

/// Why an init container never ends, or never succeeds.
#[derive(Clone, Copy, Debug)]
pub enum Blocked<'f, 'p, 't> {
    /// It runs until it is told to end.
    Lasts,
    /// It must reach the pod's own network, where nothing listens before it has ended.
    Needs {
        /// What it must reach.
        need: &'f Need<'t>,
        /// What listens there once it has ended, if that is known.
        later: Option<&'f Part<'p, 't>>,
    },
    /// It is told a peer in the pod that starts only once it has ended.
    Told {
        /// What it is told.
        dial: &'f Dial<'t>,
        /// The peer.
        later: &'f Part<'p, 't>,
    },
}

impl<'p, 't> Facts<'p, 't> {
    /// Why an init container keeps the others from starting, and how certain that is.
    #[must_use]
    pub fn blocked<'f>(
        &'f self,
        part: &'f Part<'p, 't>,
        pod: &Pod<'t>,
    ) -> Option<(Blocked<'f, 'p, 't>, Certainty)> {
        if part.life == Life::Lasts {
            return Some((Blocked::Lasts, part.life_is));
        }
        // On the node's network localhost is the node; and it may start by itself what it asks.
        if pod.host_network || part.leaves_running() {
            return None;
        }
        let is_local = |need: &&Need<'t>| need.peer.is_local();
        let mut needs = part.needs.iter().filter(is_local);
        needs
            .find_map(|need| self.needs(part, need))
            .or_else(|| self.told(part))
    }

    fn needs<'f>(
        &'f self,
        part: &Part<'p, 't>,
        need: &'f Need<'t>,
    ) -> Option<(Blocked<'f, 'p, 't>, Certainty)> {
        let answered = self.answers(part, need.peer.port);
        let later = need.peer.port.and_then(|port| self.later(part, port));
        if need.peer.is_assumed && later.is_none() {
            return None;
        }
        // What is not known of a sidecar may be that it listens there.
        let certainty = match answered {
            Some(Certainty::Certain) => return None,
            Some(Certainty::Likely) if later.is_none() => return None,
            Some(Certainty::Likely) => Certainty::Likely,
            None => need.certainty,
        };
        Some((Blocked::Needs { need, later }, certainty))
    }

    fn told<'f>(&'f self, part: &'f Part<'p, 't>) -> Option<(Blocked<'f, 'p, 't>, Certainty)> {
        // What it does is known, and it asks nobody, or whom it asks is known.
        let mut programs = part.commands.iter().map(Command::program);
        if part.life == Life::Ends && programs.all(is_utility) {
            return None;
        }
        let mut dials = part.dials.iter().filter(|dial| !dial.in_file);
        dials.find_map(|dial| {
            if self.answers(part, dial.port) == Some(Certainty::Certain) {
                return None;
            }
            let later = match dial.port {
                Some(port) => self.later(part, port),
                None => self.after(part).find(|later| part.dial_to(later).is_some()),
            }?;
            Some((Blocked::Told { dial, later }, Certainty::Likely))
        })
    }

    /// Whether a native sidecar that has started before answers on a port of the pod's own network.
    fn answers(&self, part: &Part<'p, 't>, port: Option<i64>) -> Option<Certainty> {
        let up = self
            .beside(part)
            .filter(|other| other.container.is_up_before(part.container));
        let of = |other: &Part<'p, 't>| match port {
            Some(port) if other.listens_on(port) => Some(Certainty::Certain),
            _ if other.listens.is_empty() || !other.certainty().is_certain() => {
                Some(Certainty::Likely)
            }
            _ => None,
        };
        up.filter_map(of).max()
    }

    /// What listens on a port and starts only once `part` has ended.
    fn later(&self, part: &Part<'p, 't>, port: i64) -> Option<&Part<'p, 't>> {
        self.after(part)
            .find(|later| later.likely_ports().contains(&port))
    }
}

impl Part<'_, '_> {
    /// Whether one of its commands is left running while the others go on, and may serve them.
    fn leaves_running(&self) -> bool {
        self.commands.iter().any(is_left_running)
    }
}
