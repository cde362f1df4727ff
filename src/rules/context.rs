//! What a rule on pods is given.

use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::objects::{Object, Pod, Workload};
use crate::yaml::Cursor;

/// One workload with its pod and what is known about it.
#[derive(Debug)]
pub struct PodContext<'c, 't> {
    /// The object that it is.
    pub object: &'c Object<'t>,
    /// The workload.
    pub workload: &'c Workload<'t>,
    /// Its pod.
    pub pod: &'c Pod<'t>,
    /// What is known about the pod's containers.
    pub facts: &'c Facts<'c, 't>,
}

impl<'t> PodContext<'_, 't> {
    /// A diagnostic of `rule` at a place of this object. The rest is added with its methods.
    #[must_use]
    pub fn diagnostic(
        &self,
        rule: &'static str,
        at: &Cursor<'t>,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.object.diagnostic(rule, at, message)
    }
}
