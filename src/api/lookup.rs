//! Places of the API, found by the names that people give them: `deploy.spec.replicas`.

use super::{ApiKind, Place, Version};

/// Why there is no such place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No version has a kind of that name.
    Kind(String),
    /// Kinds of that name are there, but none in the `apiVersion` asked for.
    ApiVersion(String, Vec<ApiKind>),
    /// Other versions have the kind.
    Version(Vec<ApiKind>),
    /// The place is there, and has no field of that name.
    Field(Place, String),
}

/// Finds what `text` names in a version: a kind by its name, plural or short name in any case, with its group
/// before it (`apps/v1.Deployment`) or behind it (`deployments.apps`, `Deployment.v1.apps`), and then the
/// names of fields. Indices, as in `containers[0]`, are passed over. Of several kinds the preferred one is
/// taken, see [`Place::alternatives`].
///
/// # Errors
///
/// Says what is missing.
pub fn find(text: &str, api_version: Option<&str>, version: Version) -> Result<Place, Missing> {
    let text = without_indices(text);
    let (prefix, rest) = api_version_before(&text);
    let mut words = rest.split('.').filter(|word| !word.is_empty());
    let name = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let mut kinds: Vec<ApiKind> = ApiKind::all()
        .filter(|kind| is_called(*kind, name))
        .collect();
    if kinds.is_empty() {
        return Err(Missing::Kind(name.to_owned()));
    }
    for wanted in prefix.as_deref().into_iter().chain(api_version) {
        let (there, others): (Vec<ApiKind>, Vec<ApiKind>) = kinds
            .into_iter()
            .partition(|kind| kind.api_version().eq_ignore_ascii_case(wanted));
        if there.is_empty() {
            return Err(Missing::ApiVersion(wanted.to_owned(), others));
        }
        kinds = there;
    }
    // `hpa.v1` names one of the kinds; only then does it matter which of them this version serves.
    let named = |kind: &ApiKind| group_behind(*kind, &words);
    let most = kinds.iter().map(named).max().unwrap_or(0);
    kinds.retain(|kind| named(kind) == most);
    let served = kinds
        .iter()
        .filter(|kind| kind.versions().contains(version));
    let Some(&kind) = served.max_by_key(|kind| preference(**kind)) else {
        return Err(Missing::Version(kinds));
    };
    let mut place = Place {
        kind,
        version,
        fields: Vec::new(),
    };
    for word in &words[most..] {
        let Some(field) = place.field(word) else {
            return Err(Missing::Field(place, (*word).to_owned()));
        };
        place.fields.push(field);
    }
    Ok(place)
}

/// Whether command lines may call a kind that.
fn is_called(kind: ApiKind, name: &str) -> bool {
    let names = [kind.kind(), kind.plural()];
    let mut names = names.iter().chain(kind.short_names());
    !name.is_empty() && names.any(|known| known.eq_ignore_ascii_case(name))
}

fn without_indices(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = text.chars().filter(|c| {
        let before = depth;
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before == 0 && *c != '[' && *c != ']'
    });
    outside.collect()
}

/// `apps/v1` of `apps/v1.Deployment.spec`, or `v1` of `v1.Pod`, and the rest.
fn api_version_before(text: &str) -> (Option<String>, &str) {
    if let Some((group, rest)) = text.split_once('/') {
        if group == "v1" {
            return (Some(group.to_owned()), rest);
        }
        let (version, rest) = rest.split_once(['.', '/']).unwrap_or((rest, ""));
        return (Some(format!("{group}/{version}")), rest);
    }
    match text.split_once('.') {
        Some(("v1", rest)) => (Some("v1".to_owned()), rest),
        _ => (None, text),
    }
}

/// How many of the words behind a kind's name are its group, its version, or both.
fn group_behind(kind: ApiKind, words: &[&str]) -> usize {
    let (group, version) = group_and_version(kind);
    let is_group = |words: &[&str]| {
        let parts: Vec<&str> = group.split('.').filter(|part| !part.is_empty()).collect();
        let same = words
            .iter()
            .zip(&parts)
            .all(|(word, part)| word.eq_ignore_ascii_case(part));
        if same && words.len() >= parts.len() {
            parts.len()
        } else {
            0
        }
    };
    match words.split_first() {
        Some((first, rest)) if first.eq_ignore_ascii_case(version) => 1 + is_group(rest),
        _ => is_group(words),
    }
}

pub(super) fn group_and_version(kind: ApiKind) -> (&'static str, &'static str) {
    let api_version = kind.api_version();
    api_version.split_once('/').unwrap_or(("", api_version))
}

/// Stable before beta before alpha, then the newer, then the core group: (how stable, numbers, core).
pub(super) fn preference(kind: ApiKind) -> (u8, Vec<u32>, bool) {
    let (group, version) = group_and_version(kind);
    let stable = match version {
        _ if version.contains("alpha") => 0,
        _ if version.contains("beta") => 1,
        _ => 2,
    };
    let numbers = version.split(|c: char| !c.is_ascii_digit());
    let numbers = numbers.filter_map(|number| number.parse().ok()).collect();
    (stable, numbers, group.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Missing, find};
    use crate::api::{ApiKind, Place, Version};

    fn found(text: &str, version: &str) -> Result<String, Missing> {
        let version = Version::parse(version).unwrap();
        let shown = |place: &Place| {
            let (kind, path) = (place.kind, place.path());
            format!("{} {} {path}", kind.api_version(), kind.kind())
        };
        find(text, None, version).map(|place| shown(&place))
    }

    #[test]
    fn kinds_go_by_many_names() {
        for text in [
            "deploy.spec.replicas",
            "Deployment.spec.replicas",
            "DEPLOYMENTS.spec.Replicas",
            "deployments.apps.spec.replicas",
            "Deployment.v1.apps.spec.replicas",
            "apps/v1.Deployment.spec.replicas",
            "apps/v1/Deployment.spec.replicas",
        ] {
            let expected = "apps/v1 Deployment spec.replicas".to_owned();
            assert_eq!(found(text, "1.37"), Ok(expected), "{text}");
        }
        for (text, expected) in [
            ("po", "v1 Pod "),
            ("v1.Pod", "v1 Pod "),
            ("v1/pods", "v1 Pod "),
            ("pods.v1.spec", "v1 Pod spec"),
            (
                "ingress.networking.k8s.io.spec",
                "networking.k8s.io/v1 Ingress spec",
            ),
            (
                "pod.spec.containers[0].ports[*].name",
                "v1 Pod spec.containers.ports.name",
            ),
        ] {
            assert_eq!(found(text, "1.37"), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn of_several_kinds_the_stable_and_newest_is_taken() {
        for (text, version, expected) in [
            ("hpa", "1.37", "autoscaling/v2 HorizontalPodAutoscaler "),
            ("hpa.v1", "1.37", "autoscaling/v1 HorizontalPodAutoscaler "),
            ("events", "1.37", "v1 Event "),
            ("events.events.k8s.io", "1.37", "events.k8s.io/v1 Event "),
            ("eviction", "1.37", "policy/v1 Eviction "),
            ("resourceclaim", "1.34", "resource.k8s.io/v1 ResourceClaim "),
            (
                "resourceclaim",
                "1.33",
                "resource.k8s.io/v1beta2 ResourceClaim ",
            ),
        ] {
            assert_eq!(
                found(text, version),
                Ok(expected.to_owned()),
                "{text} in {version}"
            );
        }
    }

    #[test]
    fn every_kind_is_found_in_every_version_that_serves_it() {
        for kind in ApiKind::all() {
            let (group, number) = super::group_and_version(kind);
            let before = format!("{}.{}", kind.api_version(), kind.kind());
            let behind = format!("{}.{number}.{group}", kind.kind().to_lowercase());
            for version in kind.versions().iter() {
                for text in [&before, &behind] {
                    let place = find(text, None, version);
                    assert_eq!(
                        place.map(|place| place.kind),
                        Ok(kind),
                        "{text} in {version}"
                    );
                }
                for name in kind.short_names().iter().chain([&kind.plural()]) {
                    let kinds = find(name, None, version).map(|place| place.kind.kind());
                    assert!(
                        name.is_empty() || kinds == Ok(kind.kind()),
                        "{name}: {kinds:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_missing_is_told_apart() {
        assert_eq!(
            found("gateway", "1.37"),
            Err(Missing::Kind("gateway".to_owned()))
        );
        assert_eq!(found("", "1.37"), Err(Missing::Kind(String::new())));
        for text in ["psp", "apps/v2.Deployment", "pod.spec.prots", "pod.kind.x"] {
            let missing = found(text, "1.37").unwrap_err();
            let right = match text {
                "psp" => matches!(missing, Missing::Version(_)),
                "apps/v2.Deployment" => matches!(missing, Missing::ApiVersion(..)),
                _ => matches!(missing, Missing::Field(..)),
            };
            assert!(right, "{text}: {missing:?}");
        }
    }

    #[test]
    fn the_versions_of_a_place_are_those_of_the_whole_way() {
        for (text, expected) in [
            ("pod.spec.resources.limits", "1.32 to 1.37"),
            ("pvc.spec.dataSourceRef.name", "1.24 to 1.37"),
            ("ipaddress.spec", "1.33 to 1.37"),
        ] {
            let place = find(text, None, Version::newest()).unwrap();
            assert_eq!(place.versions().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn a_field_of_the_pod_is_one_in_every_kind_that_makes_pods() {
        let place = |text| find(text, None, Version::newest()).unwrap();
        let ports = place("pod.spec.containers.ports");
        assert!(place("cj.spec.jobTemplate.spec.template.spec.containers.ports").is_alike(&ports));
        assert!(!place("pod.spec.initContainers.ports").is_alike(&ports));
        assert!(!place("svc.spec.ports").is_alike(&ports));
    }

    #[test]
    fn a_field_that_stands_deeper_is_found() {
        let spec = find("deploy.spec", None, Version::newest()).unwrap();
        let deeper = spec.deeper("containers").unwrap();
        assert_eq!(deeper.path(), "spec.template.spec.containers");
        assert_eq!(spec.deeper("nothing"), None);
    }
}
