//! When the containers of a pod run, and which of them run at the same time.

use crate::objects::Container;

/// When a container runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Before the others, to its end.
    Init,
    /// An init container with `restartPolicy: Always`: started before the others, and runs with them.
    Sidecar,
    /// The pod's life.
    Main,
    /// Put into a pod that runs, to look around in it.
    Ephemeral,
}

impl Stage {
    /// Whether it stands under `initContainers`, which start one after the other.
    #[must_use]
    pub fn is_init(self) -> bool {
        matches!(self, Self::Init | Self::Sidecar)
    }
}

/// Init containers start in their order, each when the one before it has ended or, of a native sidecar, has started;
/// the ordinary ones start when all of them have.
///
/// <https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior>
impl<'t> Container<'t> {
    /// Whether both are the same entry of the pod. (Two entries may be one node, through an alias.)
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.index == other.index
            && (self.stage == other.stage || self.stage.is_init() && other.stage.is_init())
    }

    /// Whether it has ended when `other` starts.
    #[must_use]
    pub fn ends_before(&self, other: &Self) -> bool {
        self.stage == Stage::Init && self.starts_before(other)
    }

    /// Whether it has started when `other` starts, and runs beside it.
    #[must_use]
    pub fn is_up_before(&self, other: &Self) -> bool {
        self.stage == Stage::Sidecar && self.starts_before(other)
    }

    /// Whether both run at some time together.
    #[must_use]
    pub fn runs_beside(&self, other: &Self) -> bool {
        !self.is(other) && !self.ends_before(other) && !other.ends_before(self)
    }

    fn starts_before(&self, other: &Self) -> bool {
        self.stage.is_init() && (!other.stage.is_init() || self.index < other.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objects::Pod;
    use crate::yaml::Tree;

    #[test]
    fn init_containers_end_before_what_comes_later_and_sidecars_run_on() {
        let text = "initContainers: [{name: a}, {name: proxy, restartPolicy: Always}, {name: b}]\n\
                    containers: [{name: app}, {name: log}]\n";
        let tree = Tree::read(text);
        let root = tree.root(&tree.documents()[0]).unwrap();
        let pod = Pod::read(root, None, None);
        let named = |name: &str| {
            let is_it = |c: &&Container<'_>| c.name.as_deref() == Some(name);
            pod.all_containers().find(is_it).unwrap()
        };
        let [a, proxy, b, app, log] = ["a", "proxy", "b", "app", "log"].map(named);
        assert!(a.ends_before(proxy) && a.ends_before(b) && a.ends_before(app));
        assert!(!b.ends_before(proxy) && !proxy.ends_before(app) && !app.ends_before(a));
        assert!(proxy.is_up_before(b) && proxy.is_up_before(app) && !proxy.is_up_before(a));
        assert!(b.runs_beside(proxy) && app.runs_beside(log) && !a.runs_beside(proxy));
        assert!(!app.runs_beside(b) && !app.runs_beside(app));
    }
}
