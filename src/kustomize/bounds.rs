//! How much is built at most. Beyond that a build ends, and says so.

/// How deep collections are nested at most.
pub(super) const MOST_DEEP: usize = 200;

/// How deep directories take each other at most.
pub(super) const MOST_BASES: usize = 64;

/// How many directories one build takes at most, components as often as they are taken.
pub(super) const MOST_TAKEN: usize = 4096;

/// How many objects a build has at most.
pub(super) const MOST_OBJECTS: usize = 100_000;

/// How many nodes the objects of a build have at most.
pub(super) const MOST_NODES: usize = 20_000_000;

/// How many bytes a build prints at most.
pub(super) const MOST_BYTES: usize = 256 << 20;

/// How many bytes a file has at most.
pub(super) const MOST_FILE: u64 = 64 << 20;
