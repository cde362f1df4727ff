//! `pod-address-dependency`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Container, Text};
use crate::rules::PodContext;

pub(super) fn check(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in pod.pod.all_containers() {
        for text in said(container) {
            if let Some((address, what)) = text.split(is_border).find_map(address) {
                found.push(describe(pod, container, text, (address, what)));
            }
        }
    }
}

/// What a container is told.
fn said<'c, 't>(container: &'c Container<'t>) -> impl Iterator<Item = &'c Text<'t>> {
    let values = container.env.iter().filter_map(|var| var.value.as_ref());
    container.command_line().chain(values)
}

/// Addresses hold letters, digits, dots and dashes; a network's length behind `/` belongs to it as well.
fn is_border(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/'))
}

/// The address of one pod in a word, and what it is.
fn address(word: &str) -> Option<(&str, &'static str)> {
    // Names of pods have dashes, and their addresses begin with a 10; most words have neither.
    if !word.contains('-') && !word.contains("10.") {
        return None;
    }
    // Of a URL's parts the host alone; of `10.244.0.0/16`, a network, nothing.
    let host = word.trim_start_matches('/');
    let is_network = host
        .split_once('/')
        .is_some_and(|(_, rest)| rest.parse::<u8>().is_ok());
    let host = host.split('/').next().filter(|_| !is_network)?;
    if is_pod_record(host) {
        Some((host, "the DNS name of a pod's IP address"))
    } else if is_pod_ip(host) {
        Some((host, "an address out of a range for pods"))
    } else if is_generated(host.split('.').next().unwrap_or(host)) {
        Some((host, "the generated name of a pod"))
    } else {
        None
    }
}

/// `10-244-1-7.shop.pod`, with or without the cluster's domain.
fn is_pod_record(host: &str) -> bool {
    let mut parts = host.split('.');
    let ip = parts.next().unwrap_or_default();
    let numbers = ip
        .split('-')
        .filter(|part| part.parse::<u8>().is_ok())
        .count();
    numbers == 4 && ip.split('-').count() == 4 && parts.nth(1) == Some("pod")
}

/// An address in the range that Flannel, kubeadm's examples and k3s give to pods.
fn is_pod_ip(host: &str) -> bool {
    let Ok(ip) = host.parse::<std::net::Ipv4Addr>() else {
        return false;
    };
    let [first, second, _, last] = ip.octets();
    first == 10 && matches!(second, 244 | 42) && last != 0
}

/// `shop-7d4b9c6f5d-x2x9z`: a ReplicaSet's hash, then the pod's, in the letters that Kubernetes makes names of
/// (`SafeEncodeString`: no vowels, no 0, 1 and 3).
fn is_generated(name: &str) -> bool {
    let is_safe = |part: &str| {
        part.bytes()
            .all(|byte| b"bcdfghjklmnpqrstvwxz2456789".contains(&byte))
    };
    let has_digit = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let mut parts = name.rsplitn(3, '-');
    let (Some(own), Some(hash), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    own.len() == 5
        && (8..=10).contains(&hash.len())
        && is_safe(own)
        && is_safe(hash)
        && has_digit(hash)
}

fn describe<'t>(
    pod: &PodContext<'_, 't>,
    container: &Container<'t>,
    text: &Text<'t>,
    (address, what): (&str, &str),
) -> Diagnostic {
    let name = container.called();
    let message = format!("`{name}` is told `{address}`, {what}");
    pod.diagnostic(&text.at, message)
        .narrowed(text.span_of(address))
        .here("gone with the pod that has it now")
        .note("a pod that is replaced gets another name and another address")
        .help("name a Service that selects the pods; the pods of a StatefulSet keep their names behind a headless one")
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_of_pods_are_told_from_others() {
        for word in [
            "//10.244.1.7",
            "10.42.0.9",
            "10-244-1-7.shop.pod.cluster.local",
            "shop-7d4b9c6f5d-x2x9z",
        ] {
            assert!(address(word).is_some(), "{word}");
        }
        for word in [
            "10.244.0.0/16",
            "10.96.0.10",
            "mysql-0.mysql",
            "shop-production-north",
            "10-244-1-7.shop.svc",
            "my-application-cache",
        ] {
            assert!(address(word).is_none(), "{word}");
        }
    }
}
