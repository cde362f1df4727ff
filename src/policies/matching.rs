//! Which requests a policy or a binding is about. Source: `pkg/admission/plugin/policy/matching` and
//! `pkg/admission/plugin/webhook/predicates` of `k8s.io/apiserver`.

use super::request::{CREATE, Request, UPDATE};
use super::selector::{Holds, Selector, text};
use crate::api::{ApiKind, Version};
use crate::yaml::Cursor;

/// `MatchResources`.
#[derive(Clone, Debug, Default)]
pub(super) struct Resources {
    rules: Vec<Rule>,
    excluded: Vec<Rule>,
    namespaces: Selector,
    objects: Selector,
    /// `matchPolicy: Exact`
    is_exact: bool,
}

/// `NamedRuleWithOperations`.
#[derive(Clone, Debug)]
struct Rule {
    groups: Vec<String>,
    versions: Vec<String>,
    resources: Vec<String>,
    operations: Vec<String>,
    scope: Option<String>,
    names: Vec<String>,
}

impl Resources {
    /// Those that are written.
    pub(super) fn read(at: Cursor<'_>) -> Self {
        let rules = |name: &str| {
            let rules = at.get(name).into_iter().flat_map(|list| list.items());
            rules.map(Rule::read).collect()
        };
        Self {
            rules: rules("resourceRules"),
            excluded: rules("excludeResourceRules"),
            namespaces: Selector::read(at.get("namespaceSelector")),
            objects: Selector::read(at.get("objectSelector")),
            is_exact: at
                .get("matchPolicy")
                .is_some_and(|policy| text(policy) == "Exact"),
        }
    }

    /// Whether it may be about objects of a group and a resource, whatever else it asks.
    pub(super) fn may_match(&self, group: &str, resource: &str) -> bool {
        let may = |rule: &Rule| has(&rule.groups, group) && rule.has_resource(resource);
        self.rules.is_empty() || self.rules.iter().any(may)
    }

    /// Whether it is about objects only once they are there.
    pub(super) fn is_of_changes(&self) -> bool {
        let is_of_changes = |rule: &Rule| !has(&rule.operations, CREATE);
        !self.rules.is_empty() && self.rules.iter().all(is_of_changes)
    }

    /// Whether it is about objects that are changed, too.
    pub(super) fn has_changes(&self) -> bool {
        let has_changes = |rule: &Rule| has(&rule.operations, UPDATE);
        self.rules.is_empty() || self.rules.iter().any(has_changes)
    }

    /// Whether it is about a request.
    pub(super) fn matches(&self, request: &Request<'_, '_>, version: Version) -> Holds {
        let by_rules = || {
            let found = self.by_rules(&self.excluded, request, version);
            let excluded = match found {
                Holds::Yes => return Holds::No,
                found => found,
            };
            let included = match self.rules.is_empty() {
                true => Holds::Yes,
                false => self.by_rules(&self.rules, request, version),
            };
            match excluded {
                Holds::Unknown(why) => Holds::Unknown(why).and(|| included),
                _ => included,
            }
        };
        by_rules()
            .and(|| self.in_namespace(request))
            .and(|| self.selects(request))
    }

    /// Whether labels are as is asked, of the object as it is or as it was.
    fn selects(&self, request: &Request<'_, '_>) -> Holds {
        let of = |object| self.objects.selects(&|key| request.label_of(object, key));
        match request.old {
            Some(old) if of(old) == Holds::Yes => Holds::Yes,
            _ => of(request.object),
        }
    }

    fn in_namespace(&self, request: &Request<'_, '_>) -> Holds {
        if self.namespaces.is_empty() || request.is_of_cluster() {
            return Holds::Yes;
        }
        self.namespaces.selects(&|key| request.namespace_label(key))
    }

    /// Whether a rule is about a request, or about the same object in another version.
    fn by_rules(&self, rules: &[Rule], request: &Request<'_, '_>, version: Version) -> Holds {
        let own = (request.group(), request.version(), &*request.resource);
        for rule in rules {
            match rule.matches(request, own) {
                Holds::No => {}
                found => return found,
            }
        }
        if self.is_exact || rules.is_empty() {
            return Holds::No;
        }
        for kind in request
            .kind
            .into_iter()
            .flat_map(|kind| equivalents(kind, version))
        {
            let api_version = kind.api_version();
            let (_, api) = api_version.split_once('/').unwrap_or(("", api_version));
            let other = (kind.group(), api, kind.plural());
            if rules
                .iter()
                .any(|rule| rule.matches(request, other) != Holds::No)
            {
                return Holds::Unknown(format!("what the object is in `{api_version}`"));
            }
        }
        Holds::No
    }
}

/// The same resource in other versions of its group, and Events in their other group.
fn equivalents(kind: ApiKind, version: Version) -> impl Iterator<Item = ApiKind> {
    let is_alike = move |other: &ApiKind| {
        let is_event = kind.kind() == "Event";
        other.kind() == kind.kind() && (other.group() == kind.group() || is_event)
    };
    ApiKind::resources(version).filter(move |other| *other != kind && is_alike(other))
}

impl Rule {
    fn read(at: Cursor<'_>) -> Self {
        let list = |name: &str| {
            let items = at.get(name).into_iter().flat_map(|list| list.items());
            items.map(text).collect()
        };
        Self {
            groups: list("apiGroups"),
            versions: list("apiVersions"),
            resources: list("resources"),
            operations: list("operations"),
            scope: at.get("scope").map(text),
            names: list("resourceNames"),
        }
    }

    /// Whether it is about a resource itself, rather than about parts of it.
    fn has_resource(&self, resource: &str) -> bool {
        self.resources.iter().any(|known| {
            let (name, part) = known.split_once('/').unwrap_or((known, ""));
            (name == "*" || name == resource) && (part.is_empty() || part == "*")
        })
    }

    fn matches(
        &self,
        request: &Request<'_, '_>,
        (group, version, resource): (&str, &str, &str),
    ) -> Holds {
        let is_about = has(&self.operations, request.operation())
            && has(&self.groups, group)
            && has(&self.versions, version)
            && self.has_resource(resource);
        Holds::of(is_about)
            .and(|| self.in_scope(request))
            .and(|| self.is_named(request))
    }

    fn in_scope(&self, request: &Request<'_, '_>) -> Holds {
        match (self.scope.as_deref(), request.is_namespaced) {
            (None | Some("*"), _) => Holds::Yes,
            (_, None) => Holds::Unknown(format!(
                "whether a {} is in a namespace",
                request.object.kind
            )),
            (Some(scope), Some(is_namespaced)) => {
                Holds::of((scope == "Namespaced") == is_namespaced)
            }
        }
    }

    fn is_named(&self, request: &Request<'_, '_>) -> Holds {
        match &request.name {
            _ if self.names.is_empty() => Holds::Yes,
            Some(name) => Holds::of(self.names.iter().any(|known| *known == **name)),
            None => Holds::No,
        }
    }
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|item| item == "*" || item == word)
}
