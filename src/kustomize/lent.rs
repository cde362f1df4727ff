//! Parts of trees that several trees have: overlays take over most of their bases as it is.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// What is shared until it is changed: who changes it gets a copy of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Lent<T>(Arc<T>);

impl<T> From<T> for Lent<T> {
    fn from(own: T) -> Self {
        Self(Arc::new(own))
    }
}

impl<T> Deref for Lent<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Lent<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: Clone> Lent<T> {
    /// Takes it, or a copy where others have it as well.
    pub(super) fn into_own(self) -> T {
        Arc::unwrap_or_clone(self.0)
    }
}
