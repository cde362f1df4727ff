//! Ingresses, network policies and their kin: `networking.k8s.io`.

use crate::validation::check::Check;

/// Checks an object of these kinds.
pub(super) fn check(_check: &mut Check<'_, '_>) {}
