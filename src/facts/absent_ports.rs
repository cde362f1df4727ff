//! Ports that are asked of others by their names, and that these do not have.

use std::sync::Arc;

use crate::objects::{Entry, Ingress, Neighbours, Place, Pods, Service};

/// A port that is asked for and absent.
#[derive(Clone, Debug)]
pub enum AbsentPort<'i> {
    /// A Service sends to it, and none of the pods that it selects has it.
    OfPods(Entry<'i, Service>, &'i Place, Vec<Entry<'i, Pods>>),
    /// An Ingress sends to it, and the Service that it names does not have it.
    OfService(Entry<'i, Ingress>, &'i Place, Entry<'i, Service>),
}

/// The ports that Services and Ingresses ask for and that are not there.
#[must_use]
pub fn absent_ports<'i>(neighbours: &Neighbours<'i>) -> Vec<AbsentPort<'i>> {
    let mut absent = Vec::new();
    for service in neighbours.inventory.all::<Service>() {
        if service.is.targets.is_empty() {
            continue;
        }
        let all = neighbours.selected_by(service);
        let has = |name: &Arc<str>| all.iter().any(|pods| pods.is.ports.contains(name));
        let lacks =
            |target: &&Place| !all.is_empty() && !has(&target.text) && can_be_name(&target.text);
        let targets = service.is.targets.iter().filter(lacks);
        absent.extend(targets.map(|target| AbsentPort::OfPods(service, target, all.clone())));
    }
    for ingress in neighbours.inventory.all::<Ingress>() {
        for (name, port) in &ingress.is.backends {
            let lacks = |service: &Entry<'_, Service>| !service.is.ports.contains(&port.text);
            let service = neighbours.service(ingress.resource, name).filter(lacks);
            absent.extend(service.map(|service| AbsentPort::OfService(ingress, port, service)));
        }
    }
    absent
}

/// What has other letters the server refuses, and that is told.
fn can_be_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::can_be_name;

    #[test]
    fn names_of_ports_have_letters_digits_and_dashes() {
        assert!(can_be_name("http-2") && can_be_name("80"));
        assert!(!can_be_name("HTTP") && !can_be_name("a_b"));
    }
}
