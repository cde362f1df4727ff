//! Pods and pod templates.

use crate::validation::check::Check;
use crate::validation::field::Field;

/// Checks a Pod.
pub(super) fn check(_check: &mut Check<'_, '_>) {}

/// A `PodTemplateSpec`, as workloads hold it.
pub(super) fn pod_template_spec<'t>(_check: &mut Check<'_, 't>, _template: Field<'t>) {}
