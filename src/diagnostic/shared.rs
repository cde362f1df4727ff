//! What findings of one object say alike of several of its parts.

use serde::{Deserialize, Serialize};

/// What a finding says of which part of its object. Those that say the same of others are told together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shared {
    /// What stands before the part: `the pod mounts `; empty where the part comes first.
    pub before: String,
    /// The part: a container in backquotes, a path.
    pub subject: String,
    /// What one does: `runs privileged`; empty where nothing follows.
    pub one: String,
    /// What several do: `run privileged`.
    pub many: String,
}

/// How many parts a message names.
const MOST_NAMED: usize = 4;

impl Shared {
    /// What a container does, and what several do.
    #[must_use]
    pub fn of_container(name: &str, [one, many]: [String; 2]) -> Self {
        Self {
            before: String::new(),
            subject: format!("`{name}`"),
            one,
            many,
        }
    }

    /// The message of a finding on one part.
    #[must_use]
    pub fn message(&self) -> String {
        self.say(&self.subject, &self.one)
    }

    fn say(&self, subjects: &str, does: &str) -> String {
        let said = format!("{}{subjects} {does}", self.before);
        said.trim_end().to_owned()
    }

    /// The message of findings on several parts that say the same.
    #[must_use]
    pub fn together(&self, subjects: &[&str]) -> String {
        let [first, others @ ..] = subjects else {
            return self.message();
        };
        let Some((last, between)) = others.split_last() else {
            return self.say(first, &self.one);
        };
        if subjects.len() > MOST_NAMED {
            let named = subjects[..MOST_NAMED - 1].join(", ");
            let more = subjects.len() + 1 - MOST_NAMED;
            return self.say(&format!("{named} and {more} others"), &self.many);
        }
        let mut named = vec![*first];
        named.extend(between);
        self.say(&format!("{} and {last}", named.join(", ")), &self.many)
    }
}
