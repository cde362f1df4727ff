//! Persistent volume claims and their specs, wherever they stand.

use crate::validation::check::Check;
use crate::validation::field::Field;

/// Checks a PersistentVolumeClaim.
pub(super) fn check(check: &mut Check<'_, '_>) {
    let spec = check.root().get("spec");
    persistent_volume_claim_spec(check, spec);
}

/// A `PersistentVolumeClaimSpec`.
pub(super) fn persistent_volume_claim_spec<'t>(_check: &mut Check<'_, 't>, _spec: Field<'t>) {}

/// A `PersistentVolumeClaimTemplate`.
pub(super) fn persistent_volume_claim_template<'t>(check: &mut Check<'_, 't>, template: Field<'t>) {
    persistent_volume_claim_spec(check, template.get("spec"));
}
