//! The application that an object belongs to, as its labels say it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::objects::{Object, Text};

/// What the labels of an object say of its application, from the widest to the narrowest: `app.kubernetes.io/part-of`,
/// `instance` and `name`, for which many write `app`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application(pub [Option<Arc<str>>; 3]);

impl Application {
    /// That of an object.
    pub(super) fn of(object: &Object<'_>) -> Self {
        let metadata = object.root.get("metadata");
        let Some(labels) = metadata.and_then(|metadata| metadata.get("labels")) else {
            return Self::default();
        };
        let label = |key: &str| Some(Arc::<str>::from(&*Text::field(&labels, key)?));
        let names = ["app.kubernetes.io/name", "app", "k8s-app"];
        Self([
            label("app.kubernetes.io/part-of"),
            label("app.kubernetes.io/instance"),
            names.into_iter().find_map(label),
        ])
    }
}
