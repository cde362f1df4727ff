//! What many objects say alike, kept once: of very many objects little else would be kept.

use std::collections::HashSet;
use std::sync::Arc;

use super::details::{Detail, Member, Pods, Service};
use super::inventory::{Label, Place, Resource};
use super::references::{Reference, Selection};
use super::{Inventory, Way};
use crate::diagnostic::ObjectRef;

impl Inventory {
    /// Has its objects share the strings and the ways that they have in common, but for rare ones.
    pub fn keep_once(&mut self) {
        let mut kept = Kept::default();
        for resource in &mut self.resources {
            kept.resource(resource);
        }
        kept.texts(&mut self.said);
    }
}

/// What is kept so far.
#[derive(Default)]
struct Kept {
    texts: HashSet<Arc<str>>,
    ways: HashSet<Way>,
}

impl Kept {
    fn text(&mut self, text: &mut Arc<str>) {
        match self.texts.get(text) {
            Some(known) => text.clone_from(known),
            None => _ = self.texts.insert(text.clone()),
        }
    }

    fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a mut Arc<str>>) {
        texts.into_iter().for_each(|text| self.text(text));
    }

    fn way(&mut self, way: &mut Way) {
        match self.ways.get(way) {
            Some(known) => way.clone_from(known),
            None => _ = self.ways.insert(way.clone()),
        }
    }

    fn labels(&mut self, labels: &mut [Label]) {
        for (key, value) in labels {
            self.texts([key, value]);
        }
    }

    fn places<'a>(&mut self, places: impl IntoIterator<Item = &'a mut Place>) {
        for place in places {
            self.text(&mut place.text);
            self.way(&mut place.way);
        }
    }

    fn resource(&mut self, resource: &mut Resource) {
        self.text(&mut resource.directory);
        // What is found in an object names it as well: then it is shared already.
        if let Some(object) = Arc::get_mut(&mut resource.object) {
            let ObjectRef {
                api_version,
                kind,
                namespace,
                name,
            } = object;
            self.texts([api_version, kind]);
            self.texts(namespace.iter_mut().chain(name));
        }
        self.texts(resource.application.0.iter_mut().flatten());
        for reference in &mut resource.refers.named {
            self.reference(reference);
        }
        for Selection { labels, way, .. } in &mut resource.refers.selections {
            self.labels(labels);
            self.way(way);
        }
        match &mut resource.detail {
            Detail::Service(service) => self.service(service),
            Detail::Workload(pods) => self.pods(pods),
            Detail::Data(data) => self.texts(&mut data.keys),
            Detail::Other(other) => self.labels(&mut other.labels),
            _ => {}
        }
    }

    fn reference(&mut self, reference: &mut Reference) {
        self.places([&mut reference.name]);
        self.places(&mut reference.keys);
        self.places(reference.port.as_deref_mut());
        self.texts(&mut reference.namespace);
    }

    fn service(&mut self, service: &mut Service) {
        self.labels(&mut service.labels);
        self.texts(&mut service.ports);
        self.places(&mut service.targets);
        self.places(service.sends_to.iter_mut().map(|(_, target)| target));
    }

    fn pods(&mut self, pods: &mut Pods) {
        self.labels(&mut pods.labels);
        self.texts(&mut pods.ports);
        self.texts(pods.named_ports.iter_mut().map(|(name, _)| name));
        self.places(&mut pods.claims);
        self.places(&mut pods.replicas_written);
        self.texts([&mut pods.account]);
        for Member {
            name,
            image,
            unrequested,
            volumes,
        } in &mut pods.containers
        {
            self.places([name]);
            self.texts([image]);
            self.texts(unrequested.iter_mut().chain(volumes));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::objects::{Inventory, recognize};
    use crate::source::SourceId;
    use crate::yaml::Tree;

    #[test]
    fn objects_say_the_same_and_share_what_they_have_in_common() {
        let service = |name: &str| {
            format!(
                "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, labels: {{app: web}}}}\nspec: {{selector: {{app: web}}, \
                 ports: [{{name: http, port: 80, targetPort: http}}]}}\n"
            )
        };
        let text = [service("web"), service("db")].join("---\n");
        let tree = Tree::read(&text);
        let mut inventory = Inventory::default();
        for document in tree.documents() {
            for object in recognize(SourceId(0), "k8s/a.yaml", &tree, document).objects() {
                inventory.add(&object, "k8s/a.yaml");
            }
        }
        let before = serde_json::to_string(&inventory).unwrap();
        inventory.keep_once();
        assert_eq!(serde_json::to_string(&inventory).unwrap(), before);
        let [one, other] = &inventory.resources[..] else {
            panic!("two objects");
        };
        assert!(Arc::ptr_eq(&one.directory, &other.directory));
        assert!(Arc::ptr_eq(&one.object.kind, &other.object.kind));
        let [own, theirs] = [one, other].map(|one| &one.refers.selections[0]);
        assert!(Arc::ptr_eq(&own.labels[0].1, &theirs.labels[0].1));
        assert!(Arc::ptr_eq(&own.way.0, &theirs.way.0));
        // The name is a value of the label as well.
        let name = one.object.name.as_ref().unwrap();
        assert!(Arc::ptr_eq(name, &own.labels[0].1));
    }
}
