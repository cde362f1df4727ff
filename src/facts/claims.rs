//! Claims that not all who would have them can have at once.

use crate::diagnostic::Certainty;
use crate::objects::Claim;

/// How certain it is that two pods cannot have a claim at once; `None` where they can. Two pods on one node may both
/// have what one node may have at a time, and files of a network are had by all, whatever the claim asks for.
#[must_use]
pub fn excludes_two_pods(claim: &Claim) -> Option<Certainty> {
    let all_are = |mode: &str| claim.modes.iter().all(|known| &**known == mode);
    match () {
        () if claim.modes.is_empty() => None,
        () if all_are("ReadWriteOncePod") => Some(Certainty::Certain),
        () if all_are("ReadWriteOnce") && !claim.may_be_shared => Some(Certainty::Likely),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::excludes_two_pods;
    use crate::diagnostic::Certainty;
    use crate::objects::Claim;

    #[test]
    fn a_claim_excludes_by_all_that_it_asks_for() {
        let of = |modes: &[&str], may_be_shared| {
            excludes_two_pods(&Claim {
                modes: modes.iter().map(|&mode| mode.into()).collect(),
                may_be_shared,
                storage: None,
                class: None,
            })
        };
        assert_eq!(of(&["ReadWriteOncePod"], false), Some(Certainty::Certain));
        assert_eq!(of(&["ReadWriteOnce"], false), Some(Certainty::Likely));
        assert_eq!(of(&["ReadWriteOnce"], true), None);
        assert_eq!(of(&["ReadWriteOnce", "ReadWriteMany"], false), None);
        assert_eq!(of(&[], false), None);
    }
}
