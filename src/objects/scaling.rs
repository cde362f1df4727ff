//! What is said of how many pods there are: by autoscalers, and by budgets of those that may be missing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::objects::inventory::Place;
use crate::objects::{Object, Text};
use crate::source::Span;
use crate::yaml::Cursor;

/// A PodDisruptionBudget.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Budget {
    /// `spec.minAvailable`
    pub min_available: Option<Place>,
    /// `spec.maxUnavailable`
    pub max_unavailable: Option<Place>,
}

/// A HorizontalPodAutoscaler.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Autoscaler {
    /// The kind and the name of what it scales.
    pub target: (Arc<str>, Arc<str>),
    /// `spec.minReplicas`
    pub min: Option<Place>,
    /// What that is unless written.
    unless_written: i64,
    /// The resources whose use it holds against what is requested.
    pub measures: Vec<Measure>,
}

/// A metric of an autoscaler that is a share of what containers request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measure {
    /// The resource: `cpu`.
    pub resource: String,
    /// The container that is looked at; all of them without one.
    pub container: Option<String>,
    /// Where it says so.
    pub at: Place,
}

impl Budget {
    pub(super) fn of(object: &Object<'_>) -> Self {
        let spec = object.root.get("spec");
        let place = |field: &str| Some(Place::of(object, &Text::field(&spec?, field)?));
        Self {
            min_available: place("minAvailable"),
            max_unavailable: place("maxUnavailable"),
        }
    }

    pub(super) fn places_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let fields = [&mut self.min_available, &mut self.max_unavailable];
        fields.into_iter().flatten().map(|place| &mut place.at)
    }
}

impl Autoscaler {
    pub(super) fn of(object: &Object<'_>) -> Option<Self> {
        let spec = object.root.get("spec")?;
        let target = spec.get("scaleTargetRef")?;
        let word = |field: &str| Some((&*Text::field(&target, field)?).into());
        Some(Self {
            target: (word("kind")?, word("name")?),
            min: Text::field(&spec, "minReplicas").map(|min| Place::of(object, &min)),
            unless_written: 1,
            measures: measures(object, &spec),
        })
    }

    /// A `ScaledObject` of KEDA, which makes one. Source: `minReplicaCount`, which is 0 unless written.
    pub(super) fn of_keda(object: &Object<'_>) -> Option<Self> {
        let spec = object.root.get("spec")?;
        let target = spec.get("scaleTargetRef")?;
        let kind = Text::field(&target, "kind");
        Some(Self {
            target: (
                kind.as_deref().unwrap_or("Deployment").into(),
                (&*Text::field(&target, "name")?).into(),
            ),
            min: Text::field(&spec, "minReplicaCount").map(|min| Place::of(object, &min)),
            unless_written: 0,
            measures: Vec::new(),
        })
    }

    /// How many replicas there are at least.
    #[must_use]
    pub fn least(&self) -> Option<i64> {
        let least = |min: &Place| min.text.parse().ok();
        self.min.as_ref().map_or(Some(self.unless_written), least)
    }

    pub(super) fn places_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let measures = self.measures.iter_mut().map(|measure| &mut measure.at);
        measures.chain(&mut self.min).map(|place| &mut place.at)
    }
}

/// The metrics of an autoscaler that are shares of requests. Sources: `metrics` of type Resource and ContainerResource
/// with a target of Utilization, and `targetCPUUtilizationPercentage` of
/// autoscaling/v1.
fn measures(object: &Object<'_>, spec: &Cursor<'_>) -> Vec<Measure> {
    let of_cpu = Text::field(spec, "targetCPUUtilizationPercentage").map(|at| Measure {
        resource: "cpu".to_owned(),
        container: None,
        at: Place::of(object, &at),
    });
    let metrics = spec.get("metrics");
    let metrics = metrics.into_iter().flat_map(|metrics| metrics.items());
    let of_metric = |metric: Cursor<'_>| {
        let own = ["resource", "containerResource"];
        let source = own.iter().find_map(|field| metric.get(field))?;
        let target = source.get("target").unwrap_or(source);
        let shares = ["averageUtilization", "targetAverageUtilization"];
        shares.iter().find_map(|share| target.get(share))?;
        let resource = Text::field(&source, "name")?;
        Some(Measure {
            resource: resource.to_string(),
            container: Text::field(&source, "container").map(|name| name.to_string()),
            at: Place::of(object, &resource),
        })
    };
    let written = || spec.get("metrics").filter(|metrics| !metrics.is_null());
    match (of_cpu, written()) {
        (None, None) => unless_written(object, spec).into_iter().collect(),
        (of_cpu, _) => of_cpu
            .into_iter()
            .chain(metrics.filter_map(of_metric))
            .collect(),
    }
}

/// What an autoscaler goes by that names no metric. Source: `metrics`, 80 % of the CPU unless written.
fn unless_written(object: &Object<'_>, spec: &Cursor<'_>) -> Option<Measure> {
    let target = Text::field(&spec.get("scaleTargetRef")?, "name")?;
    Some(Measure {
        resource: "cpu".to_owned(),
        container: None,
        at: Place::of(object, &target),
    })
}
