//! Label selectors, asked of labels that may not be known.

use crate::yaml::Cursor;

/// Whether something holds, as far as is known; or what it hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
    /// Nobody can say; why, in words that stand behind "hangs on".
    Unknown(String),
}

impl Holds {
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Both of two. What does not hold in any case is not unknown.
    pub(super) fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::No => Self::No,
            Self::Yes => other(),
            Self::Unknown(why) => match other() {
                Self::No => Self::No,
                _ => Self::Unknown(why),
            },
        }
    }
}

/// A `LabelSelector`. It asks for nothing where nothing is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Selector(Vec<Requirement>);

#[derive(Clone, Debug)]
struct Requirement {
    key: String,
    operator: Operator,
    values: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist,
}

/// A label's value, if it has one; or why that is not known.
pub(super) type Label = Result<Option<String>, String>;

impl Selector {
    /// That in a field of what is written there.
    pub(super) fn read(at: Option<Cursor<'_>>) -> Self {
        let Some(at) = at else {
            return Self::default();
        };
        let labels = at
            .get("matchLabels")
            .into_iter()
            .flat_map(|labels| labels.entries());
        let labels = labels.map(|entry| Requirement {
            key: entry.key.as_key().into_owned(),
            operator: Operator::In,
            values: vec![text(entry.value)],
        });
        let wanted = at
            .get("matchExpressions")
            .into_iter()
            .flat_map(|list| list.items());
        let wanted = wanted.filter_map(|wanted| {
            let operator = match &*wanted.get("operator")?.as_str()? {
                "In" => Operator::In,
                "NotIn" => Operator::NotIn,
                "Exists" => Operator::Exists,
                "DoesNotExist" => Operator::DoesNotExist,
                _ => return None,
            };
            let values = wanted
                .get("values")
                .into_iter()
                .flat_map(|values| values.items());
            Some(Requirement {
                key: text(wanted.get("key")?),
                operator,
                values: values.map(text).collect(),
            })
        });
        Self(labels.chain(wanted).collect())
    }

    /// Whether it asks for nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether labels are as it asks.
    pub(super) fn selects(&self, label: &dyn Fn(&str) -> Label) -> Holds {
        let mut all = Holds::Yes;
        for wanted in &self.0 {
            all = all.and(|| wanted.holds(label(&wanted.key)));
        }
        all
    }
}

impl Requirement {
    fn holds(&self, label: Label) -> Holds {
        let value = match label {
            Ok(value) => value,
            Err(why) => return Holds::Unknown(why),
        };
        let is_listed = || {
            value
                .as_ref()
                .is_some_and(|value| self.values.contains(value))
        };
        Holds::of(match self.operator {
            Operator::In => is_listed(),
            Operator::NotIn => !is_listed(),
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
        })
    }
}

/// What a scalar says.
pub(super) fn text(at: Cursor<'_>) -> String {
    at.as_str()
        .map_or_else(|| at.text().to_owned(), std::borrow::Cow::into_owned)
}
