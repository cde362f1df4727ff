//! What is asked of fields for the sake of reliability.

use super::running;
use crate::rules::Check::Field;
use crate::rules::registry::rules;

rules! { pub(in crate::rules) RELIABILITY:
    "no-memory-limit" => [Field(&running("resources.limits.memory").or_of_pod("resources.limits.memory")
        .says("has no limit of memory", "have no limit of memory")
        .here("", "no `resources.limits.memory`")
        .note("a container without a limit can take all memory of its node, and others are killed for it")
        .help("write `memory` under `resources.limits`, a little above what the container uses at most (`kubectl top pod --containers`)"))],
}
