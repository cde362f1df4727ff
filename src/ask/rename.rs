//! What must change with a name of a pod's own: what says it in the pod, and in other objects that mean the pod.

use super::links::{Links, with_links};
use super::pod_names::{self, Mention, Of};
use super::spot::touches;
use super::{Change, Location, Question};
use crate::mend::quoted_unless_plain;
use crate::source::Span;
use crate::yaml::{Style, Tree};

pub(super) fn renamable(asked: &Question<'_>, offset: u32) -> Option<Span> {
    let tree = Tree::read(asked.text);
    let objects = asked.objects(&tree);
    let mut mentions = objects.iter().flat_map(pod_names::mentions);
    let mention = mentions.find(|mention| touches(mention.span(), offset))?;
    let is_quoted = mention.name.at.style() != Style::Plain;
    let span = mention.span();
    Some(match is_quoted {
        true => Span::new(
            span.start + 1,
            span.end.saturating_sub(1).max(span.start + 1),
        ),
        false => span,
    })
}

pub(super) fn rename(asked: &Question<'_>, offset: u32, name: &str) -> Result<Vec<Change>, String> {
    let places = with_links(asked, offset, |links, _| links.renamed(offset, name));
    let places = places.unwrap_or_else(|| {
        Err("there is no name of a container, a volume or a port here".to_owned())
    })?;
    let text = quoted_unless_plain(name);
    let changes = places.into_iter().map(|at| Change {
        at,
        text: text.clone(),
    });
    Ok(changes.collect())
}

impl Links<'_, '_> {
    /// Where a name of the pod stands that a place is at, once it is to be another; none where there is no such name.
    fn renamed(&self, offset: u32, to: &str) -> Option<Result<Vec<Location>, String>> {
        let mentions = pod_names::mentions(self.own);
        let mention = pod_names::mention_at(&mentions, offset)?;
        let of = mention.of;
        if let Some(why) = refused(of, to) {
            return Some(Err(why));
        }
        let is_same = |other: &&Mention<'_>| match (other.of, of) {
            (Of::Port(_), Of::Port(_)) => true,
            (other, of) => other == of,
        };
        let mut others = mentions.iter().filter(is_same);
        if others.any(|other| *other.name == *to && *other.name != *mention.name) {
            return Some(Err(format!("the pod has a `{to}` already")));
        }
        let name = mention.name.to_string();
        let alike = mentions.iter().filter(|other| other.is_alike(mention));
        let mut places = self.at(self.me.source, alike.map(Mention::span));
        places.extend(self.elsewhere(self.me, of, &name));
        places.sort();
        places.dedup();
        Some(Ok(places))
    }
}

/// Why a name cannot be one, if it cannot. Sources: `ValidatePodTemplateSpec`, names of containers and volumes are DNS labels,
/// and those of ports `IsValidPortName`.
fn refused(of: Of, name: &str) -> Option<String> {
    let most = if matches!(of, Of::Port(_)) { 15 } else { 63 };
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
    let is_wrong = matches!(of, Of::Port(_)) && !is_port;
    is_wrong.then(|| "the name of a port has a letter, and no two dashes together".to_owned())
}
