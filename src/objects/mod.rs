//! From nodes to Kubernetes objects: which documents are manifests, what each object is called, and
//! views of the workloads and pods in them.

mod near_miss;
mod object;
mod recognize;
mod template;

pub use object::Object;
pub use recognize::{Recognized, Skip, recognize};
pub use template::is_placeholder;
