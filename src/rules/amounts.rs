//! `request-differs-from-limit`, `resource-above-maximum` and `limit-request-ratio`: see the pages.

use crate::diagnostic::Diagnostic;
use crate::objects::{Container, Text};
use crate::quantity::Quantity;
use crate::rules::PodContext;

/// An amount as it is written.
type Amount<'t> = (Text<'t>, Quantity);

fn amount<'t>(container: &Container<'t>, field: &str, resource: &str) -> Option<Amount<'t>> {
    let resources = container.at.get("resources")?;
    let text = Text::field(&resources.get(field)?, resource)?;
    let quantity = Quantity::parse(&text)?;
    Some((text, quantity))
}

/// The containers of a pod, those that prepare the others among them.
fn containers<'c, 't>(
    pod: &'c PodContext<'_, 't>,
) -> impl Iterator<Item = &'c Container<'t>> + use<'c, 't> {
    pod.pod.init_containers.iter().chain(&pod.pod.containers)
}

/// `request-differs-from-limit`
pub(super) fn check_equal(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    for container in containers(pod) {
        for resource in pod.words("resources") {
            let request = amount(container, "requests", resource);
            let Some((asked, request)) = request.filter(|(_, request)| *request > Quantity::ZERO)
            else {
                continue;
            };
            let limit = amount(container, "limits", resource);
            let says = match &limit {
                Some((_, limit)) if *limit == request => continue,
                Some((limit, _)) => [
                    format!("is sure of {asked} of {resource}, and may use {limit}"),
                    format!("are sure of {asked} of {resource}, and may use {limit}"),
                ],
                None => [
                    format!("is sure of {asked} of {resource}, and may use any amount"),
                    format!("are sure of {asked} of {resource}, and may use any amount"),
                ],
            };
            let at = limit.as_ref().map_or(asked.at, |(limit, _)| limit.at);
            found.push(
                pod.of_container(container, &at, says)
                    .here("not as much as is requested")
                    .note("what is used beyond the request may be needed by others, and a container that uses it is among the first to suffer")
                    .help(format!("write the same amount of `{resource}` under `requests` and `limits`")),
            );
        }
    }
}

/// `resource-above-maximum`
pub(super) fn check_maximum(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let maxima = pod.parameters.map(pod.rule, "maximum");
    for (resource, maximum) in maxima {
        let Some(most) = Quantity::parse(maximum) else {
            continue;
        };
        for container in containers(pod) {
            let fields = ["limits", "requests"].into_iter();
            let amounts = fields.filter_map(|field| amount(container, field, resource));
            let Some((text, _)) = amounts.into_iter().find(|(_, own)| *own > most) else {
                continue;
            };
            let says = ["may use", "may use"]
                .map(|may| format!("{may} {text} of {resource}, and at most {maximum} is allowed"));
            found.push(
                pod.of_container(container, &text.at, says)
                    .here("more than is allowed")
                    .note("whoever runs the cluster set this with the parameter `maximum` of this rule")
                    .help(format!("write `{resource}: {maximum}` or less")),
            );
        }
    }
}

/// `limit-request-ratio`
pub(super) fn check_ratio(pod: &PodContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let Some(most) = pod.number("most") else {
        return;
    };
    for container in containers(pod) {
        for resource in pod.words("resources") {
            let request = amount(container, "requests", resource);
            let limit = amount(container, "limits", resource);
            let Some(((asked, request), (limit, may))) = request.zip(limit) else {
                continue;
            };
            if may <= request.times(most) {
                continue;
            }
            let says = ["is sure", "are sure"].map(|sure| {
                format!("{sure} of {asked} of {resource}, and may use more than {most} times that: {limit}")
            });
            found.push(
                pod.of_container(container, &limit.at, says)
                    .here("far more than is requested")
                    .note("the scheduler sees only the request, so a node can be full long before all limits are reached")
                    .help(format!("raise `{resource}` under `requests`, or lower it under `limits`")),
            );
        }
    }
}
