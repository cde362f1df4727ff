//! Paths of schemas with variables in them, as kubeconform writes them. Source: `schemaPath` in
//! `pkg/registry` of kubeconform.

use crate::nearest::nearest;
use crate::schema::one_of;

/// The variables, in the order of kubeconform's documentation.
const VARIABLES: [&str; 6] = [
    "NormalizedKubernetesVersion",
    "StrictSuffix",
    "ResourceKind",
    "ResourceAPIVersion",
    "Group",
    "KindSuffix",
];

/// The group, version and kind of an object, as its manifest writes them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Gvk {
    /// The API group; custom resources have one.
    pub(super) group: String,
    /// The version within the group.
    pub(super) version: String,
    /// The kind.
    pub(super) kind: String,
}

impl Gvk {
    /// Whether its parts are names, and no paths.
    pub(super) fn is_plain(&self) -> bool {
        let is_name = |part: &String| {
            !part.contains(['/', '\\', ':']) && !matches!(part.as_str(), "." | "..")
        };
        [&self.group, &self.version, &self.kind]
            .into_iter()
            .all(is_name)
    }
}

/// A path with variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Variable(&'static str),
}

impl Template {
    /// Reads a template of Go with nothing but variables in it. The error is a sentence without the
    /// template itself.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, inside)) = rest.split_once("{{") {
            let Some((inside, after)) = inside.split_once("}}") else {
                return Err("a `{{` has no `}}`".to_owned());
            };
            let trims_before = inside.strip_prefix("- ");
            let trims_after = inside.strip_suffix(" -");
            let before = match trims_before {
                Some(_) => before.trim_end(),
                None => before,
            };
            let name = trims_before.unwrap_or(inside);
            let name = name.strip_suffix(" -").unwrap_or(name).trim();
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Variable(variable(name)?));
            rest = match trims_after {
                Some(_) => after.trim_start(),
                None => after,
            };
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }

    /// The paths that it stands for, the likeliest first. `versions`: the ways to write the version of
    /// Kubernetes. Strict schemas come before others, since the API server refuses unknown fields.
    pub(super) fn paths(&self, of: &Gvk, versions: &[String]) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        for version in versions {
            for strict in ["-strict", ""] {
                let path = self.expand(of, version, strict);
                if !paths.contains(&path) {
                    paths.push(path);
                }
            }
        }
        paths
    }

    fn expand(&self, of: &Gvk, version: &str, strict: &str) -> String {
        let mut path = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => path += text,
                Part::Variable("NormalizedKubernetesVersion") => path += version,
                Part::Variable("StrictSuffix") => path += strict,
                Part::Variable("ResourceKind") => path += &of.kind.to_lowercase(),
                Part::Variable("ResourceAPIVersion") => path += &of.version,
                Part::Variable("Group") => path += &of.group,
                // The first word of the group, and the version.
                Part::Variable(_) => {
                    let first = of.group.split('.').next().unwrap_or_default();
                    path += &format!("-{first}-{}", of.version).to_lowercase();
                }
            }
        }
        path
    }
}

fn variable(name: &str) -> Result<&'static str, String> {
    let bare = name.strip_prefix('.').unwrap_or(name);
    if let Some(known) = VARIABLES.iter().find(|known| **known == bare)
        && name.starts_with('.')
    {
        return Ok(known);
    }
    Err(match nearest(bare, &VARIABLES) {
        Some(meant) => {
            format!("`{{{{{name}}}}}` is no variable (did you mean `{{{{.{meant}}}}}`?)")
        }
        None => format!(
            "`{{{{{name}}}}}` is no variable; there are {}",
            one_of(
                &VARIABLES
                    .map(|known| format!(".{known}"))
                    .each_ref()
                    .map(String::as_str)
            )
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::{Gvk, Template};

    fn paths(template: &str) -> Vec<String> {
        let of = Gvk {
            group: "cert-manager.io".to_owned(),
            version: "v1".to_owned(),
            kind: "ClusterIssuer".to_owned(),
        };
        let versions = ["v1.30.2".to_owned(), "master".to_owned()];
        Template::parse(template).unwrap().paths(&of, &versions)
    }

    #[test]
    fn variables_are_those_of_kubeconform() {
        assert_eq!(
            paths("s/{{.Group}}/{{ .ResourceKind }}_{{.ResourceAPIVersion}}.json"),
            ["s/cert-manager.io/clusterissuer_v1.json"]
        );
        assert_eq!(
            paths("{{.ResourceKind}}{{.KindSuffix}}.json"),
            ["clusterissuer-cert-manager-v1.json"]
        );
        assert_eq!(
            paths("{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}/x.json"),
            [
                "v1.30.2-standalone-strict/x.json",
                "v1.30.2-standalone/x.json",
                "master-standalone-strict/x.json",
                "master-standalone/x.json",
            ]
        );
        assert_eq!(paths("a {{- .ResourceAPIVersion -}} b.json"), ["av1b.json"]);
    }

    #[test]
    fn what_is_no_variable_is_refused() {
        let error = |text| Template::parse(text).unwrap_err();
        assert_eq!(
            error("{{.ResourceKnd}}.json"),
            "`{{.ResourceKnd}}` is no variable (did you mean `{{.ResourceKind}}`?)"
        );
        assert!(error("{{ printf .Group }}").contains("there are `.NormalizedKubernetesVersion`,"));
        assert_eq!(error("{{.Group}"), "a `{{` has no `}}`");
        assert!(error("{{Group}}").contains("did you mean `{{.Group}}`"));
    }
}
