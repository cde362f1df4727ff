//! `ingress-nginx-rewrite`: see the page.

use crate::diagnostic::Diagnostic;
use crate::objects::{Text, ingress_rules};
use crate::rules::ObjectContext;

const REWRITE: &str = "nginx.ingress.kubernetes.io/rewrite-target";

pub(super) fn check(context: &ObjectContext<'_, '_>, found: &mut Vec<Diagnostic>) {
    let metadata = context.object.root.get("metadata");
    let annotations = metadata.and_then(|metadata| metadata.get("annotations"));
    let Some(target) = annotations.and_then(|annotations| Text::field(&annotations, REWRITE))
    else {
        return;
    };
    let asked = highest_group(&target);
    if asked == 0 {
        return;
    }
    let paths = ingress_rules(context.object).filter_map(|rule| rule.get("http")?.get("paths"));
    let paths = paths.flat_map(|paths| paths.items());
    let paths = paths.filter_map(|path| Text::field(&path, "path"));
    let mut lacking = paths.filter(|path| !path.contains('$') && groups(path) < asked);
    let Some(first) = lacking.next() else {
        return;
    };
    let name = context.object.name().unwrap_or_default();
    let message = format!(
        "the Ingress `{name}` rewrites to `{target}`, and its path `{}` has no group {asked}",
        brief(&first)
    );
    let mut told = context
        .diagnostic(&first.at, message)
        .here(format!("{} in brackets", counted(groups(&first))))
        .label(target.at.span(), format!("`${asked}` is group {asked} of the path"))
        .note("a group that a path does not have is empty: every request of it goes to the same path of the Service")
        .help("write the part that is to be kept in brackets, such as `/shop(/|$)(.*)` for `/$2`, or leave the annotation out");
    for path in lacking {
        told = told.label(path.at.span(), "nor has this");
    }
    found.push(told);
}

fn brief(path: &str) -> String {
    crate::diagnostic::brief_value(path)
}

fn counted(groups: u32) -> String {
    match groups {
        0 => "nothing".to_owned(),
        1 => "one part".to_owned(),
        more => format!("{more} parts"),
    }
}

/// The highest group that a target asks for: 2 for `/$1/$2`.
fn highest_group(target: &str) -> u32 {
    let digits = target
        .split('$')
        .skip(1)
        .filter_map(|behind| behind.chars().next()?.to_digit(10));
    digits.max().unwrap_or(0)
}

/// How many groups a pattern has that catch what they match.
fn groups(path: &str) -> u32 {
    let mut count = 0;
    let mut letters = path.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '(' if letters.peek() != Some(&'?') => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{groups, highest_group};

    #[test]
    fn groups_are_counted() {
        assert_eq!(
            ["/", "/a(/|$)(.*)", "/(?:a|b)/(.*)", "/\\(a"].map(groups),
            [0, 2, 1, 0]
        );
        assert_eq!(
            ["/", "/$1", "/$1/$2", "/a$"].map(highest_group),
            [0, 1, 2, 0]
        );
    }
}
