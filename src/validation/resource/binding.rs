//! What must be true before a pod is bound to the node of a device. Source: `validateDeviceBindingParameters`.

use std::collections::BTreeSet;

use super::items;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::QUALIFIED_NAME;

const MOST: usize = 4;

pub(super) fn conditions<'t>(check: &mut Check<'_, 't>, device: Field<'t>) {
    let (good, bad) = (
        device.get("bindingConditions"),
        device.get("bindingFailureConditions"),
    );
    for list in [good, bad] {
        for condition in items(check, list, MOST) {
            check.format_of_set(condition, &QUALIFIED_NAME);
        }
        check.unique_of_set(list.items());
    }
    let names: BTreeSet<_> = good.items().map(|condition| condition.text()).collect();
    for condition in bad
        .items()
        .filter(|condition| names.contains(&condition.text()))
    {
        let message = "a condition cannot mean both that a device is ready and that it failed";
        check.conflict(condition, message, "leave it out of one list");
    }
    for (list, other, example) in [
        (good, bad, "bindingConditions: [example.com/ready]"),
        (bad, good, "bindingFailureConditions: [example.com/failed]"),
    ] {
        if list.is_empty() && !other.is_empty() {
            let message = "conditions for success and for failure go together";
            check.conflict(list, message, example);
        }
    }
}
