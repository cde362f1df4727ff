//! Amounts of resources that nobody means.

use crate::diagnostic::Certainty;
use crate::objects::{Container, Text};
use crate::quantity::Quantity;
use crate::yaml::Cursor;

/// An amount that is far from what any node has, or any program can live on.
#[derive(Debug)]
pub struct Implausible<'t> {
    /// The amount.
    pub amount: Text<'t>,
    /// The resource: `cpu`, `memory`, `storage`.
    pub resource: String,
    /// Whether it limits the resource; else it asks for it.
    pub is_limit: bool,
    /// What it comes to: "500 cores".
    pub means: String,
    /// What was probably meant.
    pub meant: String,
    /// How certain it is that it is not meant.
    pub certainty: Certainty,
}

/// More processors than one machine has.
const MOST_CORES: i128 = 1024;

/// As many processors as the largest machines that are common have.
const MANY_CORES: i128 = 100;

/// The least memory that goes with a processor.
const BYTES_A_CORE: i128 = 256 << 20;

/// What no program runs in: runtimes themselves take more.
const LEAST_BYTES: i128 = 512 << 10;

impl<'t> Implausible<'t> {
    /// Those of a container.
    #[must_use]
    pub fn of_container(container: &Container<'t>) -> Vec<Self> {
        container
            .at
            .get("resources")
            .map_or_else(Vec::new, |resources| Self::of(&resources))
    }

    /// Those under `requests` and `limits`.
    #[must_use]
    pub fn of(resources: &Cursor<'t>) -> Vec<Self> {
        let mut found = Vec::new();
        for (key, is_limit) in [("requests", false), ("limits", true)] {
            let amounts = resources
                .get(key)
                .into_iter()
                .flat_map(|amounts| amounts.entries());
            let memory = resources
                .get(key)
                .and_then(|amounts| Text::field(&amounts, "memory"));
            let memory = memory.and_then(|memory| Quantity::parse(&memory));
            for entry in amounts {
                let amount = Text::read(entry.value);
                let one =
                    amount.and_then(|amount| one(&entry.key.as_key(), amount, memory, is_limit));
                let is_meant = |one: &Self| !is_limit && one.is_below_limit(resources);
                found.extend(one.filter(|one| !is_meant(one)));
            }
        }
        found
    }

    /// Whether so little is asked for in a unit of its own, with a limit beside it that a program runs in: who writes both
    /// knows what a unit is.
    fn is_below_limit(&self, resources: &Cursor<'t>) -> bool {
        let limit = || Text::field(&resources.get("limits")?, &self.resource);
        let limit = || Quantity::parse(&limit()?);
        let is_little = self.resource != "cpu" && self.amount.ends_with(['i', 'k']);
        is_little && limit().is_some_and(|limit| limit.value() >= LEAST_BYTES)
    }
}

fn one<'t>(
    resource: &str,
    amount: Text<'t>,
    memory: Option<Quantity>,
    is_limit: bool,
) -> Option<Implausible<'t>> {
    let value = Quantity::parse(&amount)?;
    let (means, meant, certainty) = match resource {
        "cpu" => cores(&amount, value, memory)?,
        "memory" | "storage" | "ephemeral-storage" => bytes(&amount, value)?,
        _ => return None,
    };
    Some(Implausible {
        resource: resource.to_owned(),
        amount,
        is_limit,
        means,
        meant,
        certainty,
    })
}

type Reading = (String, String, Certainty);

fn cores(amount: &str, value: Quantity, memory: Option<Quantity>) -> Option<Reading> {
    let cores = value.value();
    // A machine of so many has memory to go with them.
    let is_served = memory.is_some_and(|memory| memory.value() >= cores * BYTES_A_CORE);
    if cores < MANY_CORES || cores <= MOST_CORES && is_served {
        return None;
    }
    let digits = amount.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    let certainty = match cores > MOST_CORES {
        true => Certainty::Certain,
        false => Certainty::Likely,
    };
    Some((format!("{cores} cores"), format!("{digits}m"), certainty))
}

fn bytes(amount: &str, value: Quantity) -> Option<Reading> {
    let bytes = value.value();
    // Thousandths of bytes are another finding, and 0 is no slip.
    let is_odd = bytes > 0 && bytes < LEAST_BYTES && value.is_whole();
    if !is_odd || amount.contains('m') {
        return None;
    }
    let digits = amount.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    let unit = match bytes {
        1 => "1 byte".to_owned(),
        bytes => format!("{bytes} bytes"),
    };
    Some((unit, format!("{digits}Mi"), Certainty::Likely))
}
