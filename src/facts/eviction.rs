//! Budgets that let no pod be evicted.

use crate::objects::{Autoscaler, Budget, Entry, Neighbours, Place, Pods};

/// A workload, and what scales it.
pub type Governed<'i> = (Entry<'i, Pods>, Option<Entry<'i, Autoscaler>>);

/// A budget that never lets a pod go.
#[derive(Debug)]
pub struct Unevictable<'i> {
    /// The budget.
    pub budget: Entry<'i, Budget>,
    /// The field that says so.
    pub at: &'i Place,
    /// How many pods must stay, and of how many; `None` where it is said of any number.
    pub counts: Option<(i64, i64)>,
    /// The workloads whose pods it is for, as far as they stand beside it, and what scales them.
    pub pods: Vec<Governed<'i>>,
}

/// The budgets of a run that let no pod be evicted. Sources: `minAvailable` and `maxUnavailable` of a
/// PodDisruptionBudget, percentages of which are rounded up.
#[must_use]
pub fn unevictable<'i>(neighbours: &Neighbours<'i>) -> Vec<Unevictable<'i>> {
    let budgets = neighbours.inventory.all::<Budget>();
    budgets
        .filter_map(|budget| blocked(neighbours, budget))
        .collect()
}

fn blocked<'i>(neighbours: &Neighbours<'i>, budget: Entry<'i, Budget>) -> Option<Unevictable<'i>> {
    let selection = budget.resource.refers.selections.first();
    let selection = selection.filter(|selection| selection.is_by_labels);
    let pods = selection.map_or_else(Vec::new, |selection| {
        neighbours.selected(budget.resource, &selection.labels)
    });
    let pods: Vec<_> = pods
        .into_iter()
        .map(|pods| (pods, neighbours.autoscaler(pods)))
        .collect();
    let says = |place: &&Place, all: &[&str]| all.contains(&place.text.trim());
    let (max, min) = (&budget.is.max_unavailable, &budget.is.min_available);
    let never = max.as_ref().filter(|max| says(max, &["0", "0%"]));
    let never = never.or_else(|| min.as_ref().filter(|min| says(min, &["100%"])));
    let (at, counts) = match (never, min) {
        (Some(never), _) => (never, None),
        (None, Some(min)) => {
            let all = count(&pods)?;
            let stay = must_stay(&min.text, all).filter(|stay| *stay >= all)?;
            (min, Some((stay, all)))
        }
        (None, None) => return None,
    };
    Some(Unevictable {
        budget,
        at,
        counts,
        pods,
    })
}

/// How many pods there are, at the least that autoscalers keep; `None` where that cannot be told, and where there are none.
fn count(pods: &[Governed<'_>]) -> Option<i64> {
    let mut all = 0_i64;
    for (pods, scaler) in pods {
        let own = match scaler {
            Some(scaler) => scaler.is.least()?,
            None if pods.is.kind.scales() => pods.is.replicas,
            None => return None,
        };
        all = all.checked_add(own)?;
    }
    (all > 0).then_some(all)
}

/// How many of `all` pods a `minAvailable` keeps.
fn must_stay(min: &str, all: i64) -> Option<i64> {
    match min.trim().strip_suffix('%') {
        Some(share) => {
            let share: i64 = share
                .parse()
                .ok()
                .filter(|share| (0..=100).contains(share))?;
            Some((all.checked_mul(share)?.checked_add(99)?) / 100)
        }
        None => min.trim().parse().ok(),
    }
}
