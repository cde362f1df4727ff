//! What must change with the name of a container, a volume or a port: what says it in the pod or the Service that has it, and
//! in other objects that mean these. It may begin at any of these places.

use super::elsewhere::{NameUse, Sort};
use super::links::{Links, Meant, with_links};
use super::places::service_ports;
use super::pod_names::{self, Mention, Of};
use super::spot::{Spot, touches};
use super::{Change, Location, Question};
use crate::mend::quoted_unless_plain;
use crate::objects::{Resource, Service};
use crate::source::Span;

const NOTHING: &str = "there is no name of a container, a volume or a port here";

pub(super) fn renamable(asked: &Question<'_>, offset: u32) -> Result<Option<Span>, String> {
    let named = with_links(asked, offset, |links, spot| {
        let named = links.name_at(spot, offset)?;
        Some(named.map(|named| named.at))
    });
    let Some(span) = named.transpose()? else {
        return Ok(None);
    };
    let is_quoted = span.of(asked.text).starts_with(['"', '\'']);
    Ok(Some(match is_quoted {
        true => Span::new(
            span.start + 1,
            span.end.saturating_sub(1).max(span.start + 1),
        ),
        false => span,
    }))
}

pub(super) fn rename(asked: &Question<'_>, offset: u32, name: &str) -> Result<Vec<Change>, String> {
    let places = with_links(asked, offset, |links, spot| {
        let named = links.name_at(spot, offset)?;
        Some(named.and_then(|named| links.renamed(&named, name)))
    });
    let mut places = places.unwrap_or_else(|| Err(NOTHING.to_owned()))?;
    places.sort();
    places.dedup();
    let text = quoted_unless_plain(name);
    let changes = places.into_iter().map(|at| Change {
        at,
        text: text.clone(),
    });
    Ok(changes.collect())
}

/// A name that can be another.
struct Named<'i> {
    /// Where it was found.
    at: Span,
    name: String,
    /// The object that has what it is the name of.
    by: &'i Resource,
    of: Owned,
}

/// What the name is of.
#[derive(Clone, Copy)]
enum Owned {
    OfPod(Of),
    ServicePort,
}

impl<'i> Links<'i, '_> {
    /// The name at a place, or why it is none that can be another; none where there is no name.
    fn name_at(&self, spot: &Spot<'_>, offset: u32) -> Option<Result<Named<'i>, String>> {
        self.of_own_pod(offset)
            .or_else(|| self.of_own_service(spot, offset))
            .map(Ok)
            .or_else(|| Some(self.of_others(self.said_of_others(offset)?)))
    }

    fn of_own_pod(&self, offset: u32) -> Option<Named<'i>> {
        let mentions = pod_names::mentions(self.own);
        let mention = pod_names::mention_at(&mentions, offset)?;
        Some(Named {
            at: mention.span(),
            name: mention.name.to_string(),
            by: self.me,
            of: Owned::OfPod(mention.of),
        })
    }

    fn of_own_service(&self, spot: &Spot<'_>, offset: u32) -> Option<Named<'i>> {
        self.me.known::<Service>()?;
        let is_name = spot.names() == ["spec", "ports", "name"] && !spot.is_on_key;
        let word = spot
            .word()
            .filter(|word| is_name && touches(word.span(), offset))?;
        Some(Named {
            at: word.span(),
            name: word.as_str()?.into_owned(),
            by: self.me,
            of: Owned::ServicePort,
        })
    }

    /// The name that the own object says of others.
    fn said_of_others(&self, offset: u32) -> Option<NameUse<'i>> {
        let said = self.said_at(offset).or_else(|| {
            let (at, meant) = self.port_at(offset)?;
            let (sort, name, of) = match meant {
                Meant::PortOf(pods, name) => {
                    let pods = pods.iter().map(|pods| pods.resource);
                    (Sort::Port, name, pods.collect())
                }
                Meant::ServicePort(service, name) => (Sort::ServicePort, name, vec![service]),
                _ => return None,
            };
            Some(NameUse { at, name, sort, of })
        })?;
        // A number is no name, and neither is what stands for all.
        let is_name = said.name.bytes().any(|byte| byte.is_ascii_lowercase());
        is_name.then_some(said)
    }

    /// What has a name that is said of it, if that is one thing.
    fn of_others(&self, said: NameUse<'i>) -> Result<Named<'i>, String> {
        let NameUse { at, name, sort, of } = said;
        let (what, holder) = match sort {
            Sort::Container => ("container", "pod"),
            Sort::Port => ("port", "pod"),
            Sort::ServicePort => ("port", "Service"),
        };
        let owners = of.into_iter().flat_map(|by| {
            let all = self.owned(by, sort, &name).into_iter();
            all.map(move |of| (by, of))
        });
        match &owners.collect::<Vec<_>>()[..] {
            &[(by, of)] => Ok(Named { at, name, by, of }),
            [] => Err(format!(
                "no {holder} that this means has a {what} `{name}`, as far as the files here tell"
            )),
            several => {
                let called = several.iter().map(|(by, _)| {
                    let path = self.asked.around.shown(by.source).unwrap_or_default();
                    format!("{} {} ({path})", by.object.kind, by.name())
                });
                let mut called: Vec<String> = called.collect();
                called.dedup();
                Err(format!(
                    "several have a {what} `{name}` that this means: {}; rename it where it stands in each",
                    called.join(", ")
                ))
            }
        }
    }

    /// What of an object has a name.
    fn owned(&self, by: &'i Resource, sort: Sort, name: &str) -> Vec<Owned> {
        if sort == Sort::ServicePort {
            let ports = self.found(by, &|object| service_ports(object, name));
            return ports.into_iter().map(|_| Owned::ServicePort).collect();
        }
        self.found(by, &|object| {
            let all = pod_names::mentions(object).into_iter();
            let alike = all.filter(|mention| {
                mention.is_definition
                    && mention.of.elsewhere() == Some(sort)
                    && *mention.name == *name
            });
            alike.map(|mention| Owned::OfPod(mention.of)).collect()
        })
    }

    /// Where a name stands, once it is to be another.
    fn renamed(&self, named: &Named<'i>, to: &str) -> Result<Vec<Location>, String> {
        if let Some(why) = refused(named.of, to) {
            return Err(why);
        }
        let name = &*named.name;
        let (taken, by) = match named.of {
            Owned::OfPod(of) => {
                let is_same = |other: &Mention<'_>| match (other.of, of) {
                    (Of::Port(_), Of::Port(_)) => true,
                    (other, of) => other == of,
                };
                let taken = self.found(named.by, &|object| {
                    let all = pod_names::mentions(object).into_iter();
                    let taken = all.filter(|other| is_same(other) && *other.name == *to);
                    taken.map(|other| other.span()).collect()
                });
                (taken, "the pod")
            }
            Owned::ServicePort => {
                let taken = self.found(named.by, &|object| service_ports(object, to));
                (taken, "the Service")
            }
        };
        if !taken.is_empty() && to != name {
            return Err(format!("{by} has a `{to}` already"));
        }
        Ok(match named.of {
            Owned::OfPod(of) => {
                let all = (of, name.to_owned());
                self.used_in_pod(named.by, &all)
            }
            Owned::ServicePort => {
                let meant = Meant::ServicePort(named.by, name.to_owned());
                let mut places = self.used(&meant);
                places.extend(self.inside(named.by, &|object| service_ports(object, name)));
                places
            }
        })
    }

    /// Where a pod, and what means it, says a name.
    fn used_in_pod(&self, by: &'i Resource, name: &(Of, String)) -> Vec<Location> {
        let mut places = self.mentions(by, name, true);
        places.extend(self.used(&Meant::OfPod(by, name.clone())));
        places
    }
}

/// Why a name cannot be one, if it cannot. Sources: `ValidatePodTemplateSpec` and `validateServicePort`, names of containers,
/// volumes and ports of Services are DNS labels, and those of ports `IsValidPortName`.
fn refused(of: Owned, name: &str) -> Option<String> {
    let is_of_container = matches!(of, Owned::OfPod(Of::Port(_)));
    let most = if is_of_container { 15 } else { 63 };
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = [name.bytes().next(), name.bytes().next_back()];
    let is_label = ends.into_iter().all(|end| end.is_some_and(is_letter))
        && name.bytes().all(|byte| is_letter(byte) || byte == b'-');
    let is_port = name.bytes().any(|byte| byte.is_ascii_lowercase()) && !name.contains("--");
    if !is_label {
        return Some(
            "a name has small letters, digits and dashes, and begins and ends with no dash"
                .to_owned(),
        );
    }
    if name.len() > most {
        return Some(format!("a name has {most} characters at most here"));
    }
    let is_wrong = is_of_container && !is_port;
    is_wrong.then(|| "the name of a port has a letter, and no two dashes together".to_owned())
}
