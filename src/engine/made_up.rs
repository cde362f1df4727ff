//! What only holds for the name that a chart's release is given here: nobody has said one. Real ones are mostly shorter, or are what
//! the chart is called, by which its helpers know that a prefix is not needed.

use super::renderings::{Rendered, Renderer};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::helm::RELEASE;

/// What is passed over.
pub(super) const WHY: &str = "what hangs on the name of the release";

/// Takes such findings out; gives whether there were any. `text` is the rendered one.
pub(super) fn take_out(rendered: &Rendered, text: &str, found: &mut Vec<Diagnostic>) -> bool {
    let by = rendered.by();
    let is_made_up = by.renderer == Renderer::Helm
        && by.deliverer.is_none()
        && by.release.as_deref() == Some(RELEASE);
    let hangs_on_it =
        |found: &mut Diagnostic| is_too_long(found, text) || is_told_apart_by_it(&found.message);
    is_made_up && found.extract_if(.., hangs_on_it).count() > 0
}

/// Whether a value is too long, and would not be without it.
fn is_too_long(found: &Diagnostic, text: &str) -> bool {
    if !matches!(found.rule, RuleId::INVALID_VALUE | RuleId::VALUE_TOO_LONG) {
        return false;
    }
    let value = found.primary.span.of(text);
    let length = value.trim_matches(['"', '\'']).chars().count();
    let most = most(&found.message).filter(|most| length > *most && value.contains(RELEASE));
    most.is_some_and(|most| length - RELEASE.len() <= most)
}

/// How many characters a message says that there may be: `takes up to 52 characters`.
fn most(message: &str) -> Option<usize> {
    let (_, behind) = message.split_once("up to ")?;
    behind.split(' ').next()?.parse().ok()
}

/// Whether a label is not there that is, but for this name.
fn is_told_apart_by_it(message: &str) -> bool {
    let quoted = message.split('`').skip(1).step_by(2);
    let labels: Vec<&str> = quoted.filter(|quoted| quoted.contains(": ")).collect();
    let [asked, near] = labels[..] else {
        return false;
    };
    let without = |label: &str| label.replacen(&format!("{RELEASE}-"), "", 1);
    asked != near && without(asked) == without(near)
}

#[cfg(test)]
mod tests {
    use super::{is_told_apart_by_it, most};

    #[test]
    fn what_a_message_says_is_understood() {
        assert_eq!(most("`name` takes up to 52 characters, not `a`"), Some(52));
        assert_eq!(most("`name` takes a DNS name: up to 63 letters"), Some(63));
        assert_eq!(most("`name` takes a name"), None);
    }

    #[test]
    fn labels_differ_by_the_release_alone() {
        for (asked, near, is) in [
            ("app: release-name-web", "app: web", true),
            ("app: web", "app: release-name-web", true),
            ("app: release-name-web", "app: wev", false),
            ("app: web", "app: web", false),
        ] {
            let message = format!("none has the label `{asked}`, and those of `web` have `{near}`");
            assert_eq!(is_told_apart_by_it(&message), is, "{message}");
        }
    }
}
