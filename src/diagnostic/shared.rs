//! What findings of one object say alike of several of its parts.

/// What a finding says of which part of its object. Those that say the same of others are told together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shared {
    /// The part: a container in backquotes.
    pub subject: String,
    /// What one does: `runs privileged`.
    pub one: String,
    /// What several do: `run privileged`.
    pub many: String,
}

/// How many parts a message names.
const MOST_NAMED: usize = 4;

impl Shared {
    /// The message of a finding on one part.
    #[must_use]
    pub fn message(&self) -> String {
        format!("{} {}", self.subject, self.one)
    }

    /// The message of findings on several parts that say the same.
    #[must_use]
    pub fn together(&self, subjects: &[&str]) -> String {
        let [first, others @ ..] = subjects else {
            return self.message();
        };
        let Some((last, between)) = others.split_last() else {
            return format!("{first} {}", self.one);
        };
        if subjects.len() > MOST_NAMED {
            let named = subjects[..MOST_NAMED - 1].join(", ");
            let more = subjects.len() + 1 - MOST_NAMED;
            return format!("{named} and {more} other containers {}", self.many);
        }
        let mut named = vec![*first];
        named.extend(between);
        format!("{} and {last} {}", named.join(", "), self.many)
    }
}
