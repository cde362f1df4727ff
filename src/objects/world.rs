//! Whether there is more than the manifests show.

/// What may be beyond the manifests of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum World {
    /// What they do not have may be elsewhere: only what contradicts them is wrong.
    #[default]
    Open,
    /// They are everything: what they do not have is not there.
    Closed,
}

impl World {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Open, Self::Closed];

    /// What flags and the configuration call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// That of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|world| world.name() == name)
    }
}
