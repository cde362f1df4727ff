//! Ports that are declared in ways that do not go together. What two containers that run declare alike is
//! `duplicate-container-port`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::RuleId;
use crate::validation::check::{Check, short};
use crate::validation::field::Field;
use crate::validation::versions::{WARNS_OF_DUPLICATES, WARNS_OF_PORT_NAMES};

/// A port as far as others may clash with it.
struct Declared<'t> {
    port: Field<'t>,
    /// Its container.
    by: Field<'t>,
    /// Whether that runs with the others.
    runs: bool,
    number: i64,
    protocol: Cow<'t, str>,
    host_ip: Cow<'t, str>,
    host: i64,
}

/// What is declared of one port of the pod.
#[derive(Default)]
struct Known<'t> {
    /// The first container of each address and port of the host, and whether it runs.
    alike: BTreeMap<(Cow<'t, str>, i64), (Field<'t>, bool)>,
    /// Whether an entry has no port of the host, and whether one has.
    without_host: bool,
    with_host: bool,
    /// The ports of the host that entries have on all addresses, and on one.
    everywhere: BTreeSet<i64>,
    somewhere: BTreeSet<i64>,
}

/// Warnings about the ports of all containers.
pub(super) fn warnings<'t>(check: &mut Check<'_, 't>, spec: Field<'t>, is_pod: bool) {
    // On the host's network a Pod's ports are the host's, written or not.
    let on_host = is_pod && spec.get("hostNetwork").flag();
    let mut known: BTreeMap<(i64, Cow<'t, str>), Known<'t>> = BTreeMap::new();
    let mut names: BTreeSet<Cow<'t, str>> = BTreeSet::new();
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        for container in spec.get(list).items() {
            let runs = list == "containers" || container.get("restartPolicy").is("Always");
            for port in container.get("ports").items() {
                let declared = Declared::of(port, (container, runs), on_host);
                let key = (declared.number, declared.protocol.clone());
                clashes(check, &declared, known.entry(key).or_default());
                name(check, port, &mut names);
            }
        }
    }
}

/// How a port stands to what is known of it; adds it to that.
fn clashes<'t>(check: &mut Check<'_, 't>, declared: &Declared<'t>, known: &mut Known<'t>) {
    let port = declared.port;
    if !declared.host_ip.is_empty() && declared.host == 0 {
        let message = "`hostIP` does nothing without a `hostPort`";
        let place = port.shown_at(port.get("hostIP").place());
        check.warn(RuleId::AMBIGUOUS_PORT, place, message);
    }
    for message in declared
        .differs(known)
        .into_iter()
        .chain(declared.repeats(known))
    {
        let place = port.shown_at(port.get("containerPort").place());
        check.warn_since(&WARNS_OF_DUPLICATES, RuleId::AMBIGUOUS_PORT, place, message);
    }
    declared.add_to(known);
}

fn name<'t>(check: &mut Check<'_, 't>, port: Field<'t>, names: &mut BTreeSet<Cow<'t, str>>) {
    let name = port.get("name").text();
    if name.is_empty() || names.insert(name.clone()) {
        return;
    }
    let message = format!(
        "the port name `{}` stands twice in the pod: a Service that asks for it finds the first",
        short(&name)
    );
    let place = port.shown_at(port.get("name").place());
    check.warn_since(&WARNS_OF_PORT_NAMES, RuleId::AMBIGUOUS_PORT, place, message);
}

impl<'t> Declared<'t> {
    fn of(port: Field<'t>, (by, runs): (Field<'t>, bool), on_host: bool) -> Self {
        let protocol = port.get("protocol").text();
        let number = port.get("containerPort").int().unwrap_or_default();
        let host = port.get("hostPort").int().unwrap_or_default();
        Self {
            port,
            by,
            runs,
            number,
            protocol: if protocol.is_empty() {
                "TCP".into()
            } else {
                protocol
            },
            host_ip: port.get("hostIP").text(),
            host: if on_host && host == 0 { number } else { host },
        }
    }

    /// The same entry of a container that does not run with this one.
    fn repeats(&self, known: &Known<'t>) -> Option<String> {
        let (first, runs) = known.alike.get(&(self.host_ip.clone(), self.host))?;
        let name = first.get("name").text();
        (!(self.runs && *runs)).then(|| {
            format!(
                "port {} is declared by `{}` too, which does not run at the same time",
                self.number,
                short(&name)
            )
        })
    }

    /// Entries of the same port whose ports of the host differ.
    fn differs(&self, known: &Known<'t>) -> Vec<String> {
        let (number, mut found) = (self.number, Vec::new());
        if (self.host == 0 && known.with_host) || (self.host != 0 && known.without_host) {
            found.push(format!(
                "port {number} is declared twice, once with a `hostPort` and once without"
            ));
        }
        let others = match self.host_ip.is_empty() {
            true => &known.somewhere,
            false => &known.everywhere,
        };
        if self.host != 0 && others.contains(&self.host) {
            found.push(format!(
                "port {number} takes host port {} twice: on one address and on all",
                self.host
            ));
        }
        found
    }

    fn add_to(&self, known: &mut Known<'t>) {
        let key = (self.host_ip.clone(), self.host);
        known.alike.entry(key).or_insert((self.by, self.runs));
        if self.host == 0 {
            known.without_host = true;
            return;
        }
        known.with_host = true;
        match self.host_ip.is_empty() {
            true => known.everywhere.insert(self.host),
            false => known.somewhere.insert(self.host),
        };
    }
}
