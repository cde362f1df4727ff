//! How the two sides reach each other after a split: Services, and names in place of `localhost`.

use super::draft::word;
use super::plan::{Crossing, NewKind, Plan};
use super::services::{Served, Turn};
use super::write::Writer;
use super::{dials, fresh, ingress, lines, names};
use crate::facts::Part;

/// The Services of the two sides.
struct Doors<'w, 'p, 't> {
    /// Those that were there and lead to what moves, with the names that they have now.
    moved: Vec<(&'w Served<'p, 't>, String)>,
    /// Those that lose ports to the new one.
    folded: Vec<&'w Served<'p, 't>>,
    /// The new one for what moves.
    new: Option<String>,
    /// A new one for what stays.
    left: Option<String>,
}

impl<'w, 'p, 't> Writer<'w, 'p, 't> {
    /// Turns the Services that are there, adds those that are needed, and names them where `localhost` stood.
    /// Gives the name of the Service that stands for the new workload's pods.
    pub(super) fn reach(&mut self) -> Result<Option<String>, String> {
        let mut doors = Doors {
            moved: Vec::new(),
            folded: Vec::new(),
            new: None,
            left: None,
        };
        for service in &self.plan.served {
            self.turn(service, &mut doors);
        }
        doors.new = self.serve_moved(&doors);
        doors.left = self.serve_staying();
        for crossing in &self.plan.crossings {
            self.name(crossing, &doors)?;
        }
        for (service, name) in &doors.moved {
            self.route(service, name);
        }
        for service in &doors.folded {
            let name = doors.new.as_deref().unwrap_or(&self.plan.name);
            self.route(service, name);
        }
        self.open()?;
        let existing = doors.moved.into_iter().map(|(_, name)| name).next();
        Ok(doors.new.or(existing))
    }

    fn turn(&mut self, service: &'w Served<'p, 't>, doors: &mut Doors<'w, 'p, 't>) {
        let plan = self.plan;
        let (old, main) = (&service.name, plan.main.name());
        let said = match service.turn() {
            Turn::Stays => return,
            Turn::Moves => {
                service.point(&plan.labels, &mut self.old);
                doors.moved.push((service, old.clone()));
                format!(
                    "selects the pods of `{}` now: its ports are those of `{main}`",
                    plan.name
                )
            }
            Turn::Splits if service.can_fold() => {
                service.keep(false, &mut self.old);
                doors.folded.push(service);
                format!("keeps the ports of what stays; those of `{main}` are at the new one")
            }
            Turn::Splits => {
                let name = match plan.kind {
                    NewKind::Deployment => plan.name.clone(),
                    NewKind::StatefulSet => format!("{old}-{main}"),
                };
                let name = names::free(&name, &self.taken);
                service.keep(false, &mut self.old);
                self.drafts.push(service.moved(&name, &plan.labels));
                self.taken.push(name.clone());
                let said = format!(
                    "keeps the ports of what stays; clients find those of `{main}` at `{name}`"
                );
                doors.moved.push((service, name));
                said
            }
        };
        self.say(format!("Service `{old}`"), said);
    }

    /// A new Service for what moves, where one is needed.
    fn serve_moved(&mut self, doors: &Doors<'w, 'p, 't>) -> Option<String> {
        let plan = self.plan;
        let has = |port: i64| {
            doors
                .moved
                .iter()
                .any(|(service, _)| service.has(port, true))
        };
        let to_moved = plan.crossings.iter().filter(|crossing| !crossing.moves);
        let mut ports: Vec<i64> = to_moved.filter_map(|crossing| crossing.call.port).collect();
        ports.extend(doors.folded.iter().flat_map(|service| service.lost()));
        let is_headless = plan.kind == NewKind::StatefulSet;
        let governs = doors.moved.iter().any(|(service, _)| service.headless);
        let is_unserved = ports.iter().any(|port| !has(*port));
        let is_unreached = doors.moved.is_empty() && !plan.main.likely_ports().is_empty();
        if !(is_unserved || is_headless && !governs || is_unreached) {
            return None;
        }
        if ports.is_empty() {
            ports.extend(fresh::offered(plan.main));
        }
        let ports = fresh::named(&plan.moves.parts, ports);
        let selector = &plan.labels.selector;
        let name = self.free_service(&plan.name);
        // One Service's ports keep their names and comments.
        let written = match doors.folded[..] {
            [one] if one.lost().count() == ports.len() => one.lost_ports(),
            _ => None,
        };
        let written = written.unwrap_or_else(|| fresh::ports(&ports));
        let draft = fresh::service(plan.object, &name, selector, written, is_headless);
        self.drafts.push(draft);
        let sort = if is_headless {
            "a headless Service"
        } else {
            "a Service"
        };
        self.say(
            format!("Service `{name}`"),
            format!("new: {sort} for {}", fresh::numbers(&ports)),
        );
        self.taken.push(name.clone());
        Some(name)
    }

    /// A new Service for what stays, where something that moves calls it and none is there.
    fn serve_staying(&mut self) -> Option<String> {
        let plan = self.plan;
        let calls = plan.crossings.iter().filter(|crossing| crossing.moves);
        let ports = calls.filter_map(|crossing| crossing.call.port);
        let ports: Vec<i64> = ports
            .filter(|&port| staying_host(plan, port).is_none())
            .collect();
        if ports.is_empty() || plan.labels.old.is_empty() {
            return None;
        }
        let old = plan.object.name().unwrap_or_default();
        let name = self.free_service(&old);
        let ports = fresh::named(&plan.stays.parts, ports);
        let selector = &plan.labels.old_selector;
        let written = fresh::ports(&ports);
        let draft = fresh::service(plan.object, &name, selector, written, false);
        self.drafts.push(draft);
        let said = format!(
            "new: a Service for {}, which what moves calls",
            fresh::numbers(&ports)
        );
        self.say(format!("Service `{name}`"), said);
        self.taken.push(name.clone());
        Some(name)
    }

    /// A name for a new Service: the workload's, unless one is called that.
    fn free_service(&self, workload: &str) -> String {
        if self.taken.iter().any(|name| name == workload) {
            return names::free(&format!("{workload}-pods"), &self.taken);
        }
        names::free(workload, &self.taken)
    }

    /// Names the Service where `localhost` stood.
    fn name(
        &mut self,
        crossing: &Crossing<'p, 't>,
        doors: &Doors<'w, 'p, 't>,
    ) -> Result<(), String> {
        let plan = self.plan;
        let call = &crossing.call;
        let host = if crossing.moves {
            let existing = call.port.and_then(|port| staying_host(plan, port));
            existing.or_else(|| doors.left.clone())
        } else {
            let has =
                |service: &Served<'p, 't>| call.port.is_some_and(|port| service.has(port, true));
            let existing = doors.moved.iter().find(|(service, _)| has(service));
            existing
                .map(|(_, name)| name.clone())
                .or_else(|| doors.new.clone())
        };
        let caller = format!("{} of `{}`", call.setting, crossing.caller.name());
        let was = call.host.of(plan.object.root.tree().text());
        let Some(host) = host else {
            let callee = crossing.callee.name();
            self.say(
                caller,
                format!(
                    "still says `{was}`: there is no Service for `{callee}` that it could name"
                ),
            );
            return Ok(());
        };
        // A ConfigMap stands elsewhere and is not copied.
        let is_copied = crossing.moves && plan.object.root.span().contains(call.host);
        let edits = if is_copied {
            &mut self.new
        } else {
            &mut self.old
        };
        dials::rewrite(&call.at, call.host, &host, edits)?;
        self.say(
            caller,
            format!(
                "`{was}` becomes `{host}`, where `{}` is now",
                crossing.callee.name()
            ),
        );
        Ok(())
    }

    /// Names the other Service in the Ingresses that named the one which has lost a port.
    fn route(&mut self, service: &Served<'p, 't>, name: &str) {
        if service.name == name {
            return;
        }
        for at in ingress::names(self.plan.objects, self.plan.object, service) {
            self.old.replace(lines::place(&at), word(name));
            let said = format!(
                "a backend with a port that `{}` no longer has leads to `{name}` now",
                service.name
            );
            self.say("Ingress", said);
        }
    }

    /// Lets what others call from now on listen beyond its own pod.
    fn open(&mut self) -> Result<(), String> {
        let plan = self.plan;
        let is_called = |part: &Part<'_, 't>, caller_moves: bool| {
            let mut calls = plan.crossings.iter();
            calls.any(|crossing| crossing.moves == caller_moves && crossing.callee.is(part))
        };
        let moving = plan
            .moves
            .parts
            .iter()
            .filter(|part| part.is(plan.main) || is_called(part, false));
        let staying = plan.stays.parts.iter().filter(|part| is_called(part, true));
        for (part, moves) in moving
            .map(|part| (part, true))
            .chain(staying.map(|part| (part, false)))
        {
            for (at, host) in dials::binds(part.container) {
                let edits = if moves { &mut self.new } else { &mut self.old };
                dials::rewrite(&at, host, "0.0.0.0", edits)?;
                let was = host.of(plan.object.root.tree().text());
                self.say(
                    format!("`{}`", part.name()),
                    format!("listens on every address now and no longer on `{was}` only"),
                );
            }
        }
        Ok(())
    }
}

/// A Service that is there for a port of what stays.
fn staying_host(plan: &Plan<'_, '_>, port: i64) -> Option<String> {
    let mut services = plan.served.iter();
    let found = services.find(|service| service.has(port, false));
    found.map(|service| service.name.clone())
}
