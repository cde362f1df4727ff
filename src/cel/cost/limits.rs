//! What expressions may cost. Sources: `k8s.io/apiserver/pkg/apis/cel`, `k8s.io/apiserver/pkg/cel`, and
//! `apiextensions/validation` of `k8s.io/apiextensions-apiserver`.

/// What one evaluation may cost.
pub const CALL: u64 = 1_000_000;

/// What all rules of an object, or all expressions of a policy, may cost together as they are evaluated.
pub const EVALUATION: u64 = 10_000_000;

/// What one rule of a CRD may cost, by estimate, times how often the object may have what it is for.
pub const RULE: u64 = 10_000_000;

/// What all rules of a CRD may cost together, by estimate.
pub const DEFINITION: u64 = 100_000_000;

/// The size of the largest request, in bytes.
pub const REQUEST: u64 = 3 * 1024 * 1024;
