//! Keys that are asked of a ConfigMap or a Secret, and that it does not have.

use std::collections::HashSet;

use crate::diagnostic::Certainty;
use crate::facts::certain_if;
use crate::objects::{Data, Entry, Neighbours, Place, Reference, Resource};

/// A key that is asked for and absent.
#[derive(Clone, Copy, Debug)]
pub struct AbsentKey<'i> {
    /// The object that asks.
    pub from: &'i Resource,
    /// The key.
    pub key: &'i str,
    /// Where it is asked for: where it is written, or the reference to an object that is to have it.
    pub at: &'i Place,
    /// The ConfigMap or Secret that lacks it.
    pub data: Entry<'i, Data>,
    /// How certain it is that it is absent: another file may be merged into what stands in a file of its own.
    pub certainty: Certainty,
}

/// The keys that must be there and are not. What has the key in another place of the run, as an overlay's ConfigMap, may
/// be merged.
#[must_use]
pub fn absent_keys<'i>(neighbours: &Neighbours<'i>) -> Vec<AbsentKey<'i>> {
    let resources = &neighbours.inventory.resources;
    let mut absent: Vec<AbsentKey<'i>> = resources
        .iter()
        .flat_map(|from| absent_of(neighbours, from))
        .collect();
    if absent.is_empty() {
        return absent;
    }
    let known: HashSet<(&str, &str, &str)> = neighbours
        .inventory
        .all::<Data>()
        .flat_map(|data| {
            let keys = data.is.keys.iter();
            keys.map(move |key| name_of(data, key))
        })
        .collect();
    absent.retain(|absent| !known.contains(&name_of(absent.data, absent.key)));
    absent
}

fn name_of<'i>(data: Entry<'i, Data>, key: &'i str) -> (&'i str, &'i str, &'i str) {
    (&data.resource.object.kind, data.resource.name(), key)
}

fn absent_of<'i>(
    neighbours: &Neighbours<'i>,
    from: &'i Resource,
) -> impl Iterator<Item = AbsentKey<'i>> {
    let must_be = |reference: &&Reference| {
        let asks = !reference.keys.is_empty() || !implied(reference).is_empty();
        !reference.is_optional && asks
    };
    let named = from.refers.named.iter().filter(must_be);
    let known = named.filter_map(|reference| {
        let data = neighbours.referred(from, reference)?.known::<Data>()?;
        (!data.is.is_open).then_some((reference, data))
    });
    known.flat_map(move |(reference, data)| {
        let has = |key: &str| {
            data.is
                .keys
                .binary_search_by(|known| (**known).cmp(key))
                .is_ok()
        };
        let written = reference.keys.iter().map(|key| (&*key.text, key));
        let written = written.filter(move |(key, _)| !has(key));
        // A Secret that is made for something else lacks all of them, which is one fault.
        let mut implied = implied(reference).iter();
        let implied = implied.find(|keys| !keys.iter().any(|key| has(key)));
        let implied = implied.map(|keys| (keys[0], &reference.name));
        let absent = written.chain(implied);
        absent.map(move |(key, at)| AbsentKey {
            from,
            key,
            at,
            data,
            // An image may be pulled without a password.
            certainty: certain_if(
                (from.source == data.source || neighbours.inventory.is_closed_for(from))
                    && !at.is_in("imagePullSecrets"),
            ),
        })
    })
}

/// The keys that a Secret must have for what it is named for: of each of these lists one.
///
/// Sources: <https://kubernetes.io/docs/concepts/services-networking/ingress/#tls>,
/// <https://kubernetes.io/docs/concepts/configuration/secret/#docker-config-secrets>.
fn implied(reference: &Reference) -> &'static [&'static [&'static str]] {
    match (reference.edge.of, reference.edge.field) {
        ("IngressTLS", "secretName") => &[&["tls.crt"], &["tls.key"]],
        ("LocalObjectReference", "name") if reference.name.is_in("imagePullSecrets") => {
            &[&[".dockerconfigjson", ".dockercfg"]]
        }
        _ => &[],
    }
}
