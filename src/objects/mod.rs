//! From nodes to Kubernetes objects: which documents are manifests, what each object is called, and
//! views of the workloads and pods in them.

mod object;
mod recognize;

pub use object::Object;
pub use recognize::{Recognized, Skip, recognize};
