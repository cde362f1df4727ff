//! Where containers are known not to listen.

use crate::diagnostic::Certainty;
use crate::facts::utilities::is_utility;
use crate::facts::{Class, Dial, Facts, Grounds, Part, bound, server_on};

impl<'p, 't> Facts<'p, 't> {
    /// How certain it is that nothing in the pod listens on a TCP port; `None` where something does, or may.
    #[must_use]
    pub fn silence_on(&self, port: i64) -> Option<Certainty> {
        let mut running = self.running();
        running.try_fold(Certainty::Certain, |all, part| {
            Some(all.and(part.silence_on(port)?))
        })
    }
}

impl<'p, 't> Facts<'p, 't> {
    /// The port that a container looks for in its pod, and how certain it is that nothing listens there.
    #[must_use]
    pub fn unheard(&self, part: &Part<'p, 't>, dial: &Dial<'t>) -> Option<(i64, Certainty)> {
        let port = dial.port?;
        if self.running().any(|other| other.listens_on(port)) {
            return None;
        }
        let others = self.running().filter(|other| !other.is(part));
        let mut silence = others.map(|other| {
            let likely = || other.is_another_server(port).then_some(Certainty::Likely);
            other.silence_on(port).or_else(likely)
        });
        let others = silence.try_fold(Certainty::Certain, |all, one| Some(all.and(one?)))?;
        // A container may ask itself, but for what people run in one of its own.
        let own = part
            .silent_elsewhere()
            .filter(|_| !part.container.stage.is_init());
        let is_foreign = server_on(port).is_some() && !dial.in_file;
        let own = own.or(is_foreign.then_some(Certainty::Likely))?;
        Some((port, others.and(own).and(dial.certainty)))
    }
}

impl Part<'_, '_> {
    /// Whether it is a server that listens elsewhere, as likely as not, whatever its configuration says. What stands
    /// before others, and a shell, may listen anywhere.
    fn is_another_server(&self, port: i64) -> bool {
        use Class::{Controller, Helper, Proxy, Tool};
        let known = self.software.filter(|_| self.grounds == Grounds::Software);
        let forwards = matches!(self.class, Controller | Helper | Proxy | Tool);
        known.is_some_and(|known| !forwards && !known.software.ports.contains(&port))
    }

    /// How certain it is that this container does not listen on a TCP port; `None` where it does, or may. To declare a
    /// port binds none.
    #[must_use]
    pub fn silence_on(&self, port: i64) -> Option<Certainty> {
        let may = self.possible_ports().any(|possible| possible == port);
        self.silent_elsewhere().filter(|_| !may)
    }

    /// How certain it is that it listens where it is known to listen and nowhere else.
    #[must_use]
    pub fn silent_elsewhere(&self) -> Option<Certainty> {
        if self.only_runs_utilities() {
            return Some(Certainty::Certain);
        }
        let known = self.software.filter(|known| known.certainty.is_certain())?;
        let is_all = || bound::is_all(self.container, known.software, &self.configured);
        let is_server = || {
            let mut commands = self.commands.iter();
            commands.all(|command| command.of_image || known.software.is_program(command.program()))
        };
        let stays = !forwards(known.software.class) && is_server() && is_all();
        stays.then_some(known.certainty)
    }

    /// The TCP ports on which it listens, or may: those that its command line and variables mention among them. An
    /// application that declares a port may well have been told to open it, by what no name of a setting shows.
    pub fn possible_ports(&self) -> impl Iterator<Item = i64> {
        let is_plain = |known: crate::facts::Known| {
            let class = known.software.class;
            class == Class::WebServer || class.is_datastore()
        };
        let binds_what_it_declares =
            !self.only_runs_utilities() && !self.software.is_some_and(is_plain);
        let listens = self.listens.iter();
        let possible =
            listens.filter(move |listen| listen.bound.is_some() || binds_what_it_declares);
        possible.map(|listen| listen.port).chain(self.mentioned())
    }

    /// The numbers that it is told.
    fn mentioned(&self) -> impl Iterator<Item = i64> {
        let values = self
            .container
            .env
            .iter()
            .filter_map(|var| var.value.as_ref());
        let texts = self.container.command_line().chain(values);
        let numbers = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_digit()));
        numbers.filter_map(|digits| digits.parse().ok())
    }

    /// Whether all that it runs are utilities, which serve nobody.
    pub(super) fn only_runs_utilities(&self) -> bool {
        let serves_nothing = |program: &str| is_utility(program) && program != "kubectl";
        let mut programs = self.commands.iter().map(crate::facts::Command::program);
        let listens = self.listens.iter().any(|listen| listen.bound.is_some());
        !self.commands.is_empty() && !listens && programs.all(serves_nothing)
    }
}

/// Whether software of this class may listen anywhere, for others.
fn forwards(class: Class) -> bool {
    use Class::{Collector, ContentSync, Controller, CsiSidecar, Helper, Proxy, Reloader, Tool};
    matches!(
        class,
        Collector | Controller | ContentSync | CsiSidecar | Helper | Proxy | Reloader | Tool
    )
}
