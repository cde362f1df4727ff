//! What a container's `postStart` hook keeps waiting.

use crate::facts::Part;
use crate::facts::clients;
use crate::facts::life::{self, Life};
use crate::facts::shell::{self, Command};
use crate::objects::Container;

impl<'t> Part<'_, 't> {
    /// Whether `later` starts only once the hook of this one has ended, which waits for something: the kubelet starts
    /// the containers in their order, each when the hook of the one before it has ended.
    #[must_use]
    pub fn holds(&self, later: &Part<'_, 't>) -> bool {
        let (mine, other) = (self.container, later.container);
        let is_next = mine.stage == other.stage && mine.index < other.index;
        is_next && waits(mine)
    }
}

/// Whether a hook does what does not plainly end at once.
fn waits(container: &Container<'_>) -> bool {
    let started = shell::started_by_hook(&container.post_start);
    let pauses = |command: &Command<'_, '_>| {
        command.program() == "sleep" || clients::peer(command, container).is_some()
    };
    let steps = shell::steps(&started.commands, &started.marks);
    started.commands.iter().any(pauses) || life::of_steps(&steps) != Life::Ends
}
