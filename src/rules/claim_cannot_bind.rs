//! `claim-cannot-bind`: see the page.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::facts::certain_if;
use crate::objects::{Claim, Entry, Place, Storage};
use crate::quantity::Quantity;
use crate::rules::RunContext;
use crate::rules::words::quoted;

pub(super) fn check(run: &RunContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for claim in run.neighbours.inventory.all::<Claim>() {
        let mut named = claim.resource.refers.named.iter();
        let named = named.find(|reference| reference.edge.field == "volumeName");
        let volume = named.and_then(|reference| {
            let volume = run.neighbours.referred(claim.resource, reference)?;
            Some((&reference.name, volume.known::<Storage>()?))
        });
        let Some((name, volume)) = volume else {
            continue;
        };
        let is_here =
            claim.source == volume.source || run.neighbours.inventory.is_closed_for(&claim);
        let told = differing(claim.is, volume.is, name).map(|(at, wants, has)| {
            describe(run, claim, volume, (at, &wants, has)).as_certain_as(certain_if(is_here))
        });
        found.extend(told);
    }
}

/// What a claim wants that the volume that it names does not have. Source: `syncUnboundClaim` of the controller.
fn differing<'i>(
    claim: &'i Claim,
    volume: &Storage,
    name: &'i Place,
) -> Option<(&'i Place, String, String)> {
    let lacks = |mode: &&Arc<str>| !volume.modes.contains(mode);
    if let Some(mode) = claim.modes.iter().find(lacks) {
        return Some((
            name,
            format!("wants {mode}"),
            format!("has {}", quoted(&volume.modes)),
        ));
    }
    let (asked, capacity) = (claim.storage.as_ref(), volume.capacity.as_ref());
    if let Some((asked, capacity)) = asked.zip(capacity)
        && let Some((wants, has)) = Quantity::parse(&asked.text).zip(Quantity::parse(capacity))
        && wants > has
    {
        return Some((
            asked,
            format!("wants {}", asked.text),
            format!("holds {capacity}"),
        ));
    }
    let class = claim
        .class
        .as_ref()
        .filter(|class| class.text != volume.class)?;
    let shown = |class: &str| match class {
        "" => "no class".to_owned(),
        class => format!("the class `{class}`"),
    };
    Some((
        class,
        format!("wants {}", shown(&class.text)),
        format!("has {}", shown(&volume.class)),
    ))
}

fn describe(
    run: &RunContext<'_, '_>,
    claim: Entry<'_, Claim>,
    volume: Entry<'_, Storage>,
    (at, wants, has): (&Place, &str, String),
) -> Diagnostic {
    let message = format!(
        "the claim `{}` {wants}, and the volume `{}` that it names {has}",
        claim.name(),
        volume.name()
    );
    let mut told = run
        .diagnostic(&claim, at, message)
        .here(wants.to_owned())
        .note("a claim is bound to the volume that it names only if that has all that it asks for; else it stays pending, and so do the pods that use it")
        .help("ask for what the volume has, or make the volume so");
    told.labels.push(volume.label(has));
    told
}
