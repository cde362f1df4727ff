//! What the operators and functions of the language cost where it hangs on their operands.

use crate::cel::cost::{Bounds, CallEstimate, Operands};
use crate::cel::function::Cost;
use crate::cel::types::Type;
use crate::cel::value::{self, Value};

/// What a character costs that is looked at.
pub(crate) const PER_CHARACTER: f64 = 0.1;

/// What a character of a regular expression costs for each [`PER_CHARACTER`] of the text: an expression's parts are
/// taken to be four characters long.
pub(crate) const PER_PATTERN_CHARACTER: f64 = 0.25;

/// How long the name of a format is taken to be.
const LONGEST_FORMAT: u64 = 64;

/// What so many characters cost that are looked at, as [`PER_CHARACTER`] says.
const fn per_ten(characters: u64) -> u64 {
    characters.div_ceil(10)
}

fn sizes(values: &[Value<'_>]) -> impl Iterator<Item = u64> {
    values.iter().map(value::size)
}

/// Of `_!=_` and of the order of strings and bytes: what is smaller is looked at.
pub(super) const COMPARISON: Cost = Cost::Of {
    spent: |values, _| per_ten(sizes(values).min().unwrap_or(1)),
    estimated: comparison,
};

/// Of `_==_`.
pub(super) const EQUALS: Cost = Cost::Of {
    spent: |values, _| per_ten(sizes(values).min().unwrap_or(1)),
    estimated: equals,
};

/// Of `_+_` of strings and bytes.
pub(super) const CONCATENATION: Cost = Cost::Of {
    spent: |values, _| per_ten(sizes(values).sum()),
    estimated: |operands| {
        let size = operands.size(0) + operands.size(1);
        CallEstimate::sized(size.scaled(PER_CHARACTER), size)
    },
};

/// Of `_+_` of lists.
pub(super) const LIST_CONCATENATION: Cost = Cost::Of {
    spent: |_, _| 1,
    estimated: |operands| {
        let size = operands.size(0) + operands.size(1);
        CallEstimate::sized(Bounds::exactly(1), size)
    },
};

/// Of `x in list`.
pub(super) const IN_LIST: Cost = Cost::Of {
    spent: |values, _| sizes(values).nth(1).unwrap_or(1),
    estimated: |operands| CallEstimate::of(operands.size(1).scaled(1.0)),
};

/// Of `bytes(string)`.
pub(super) const STRING_TO_BYTES: Cost = Cost::Of {
    spent: |values, _| per_ten(sizes(values).next().unwrap_or(1)),
    estimated: |operands| {
        let size = operands.size(0);
        // A character has up to four bytes. The server's arithmetic wraps here.
        let bytes = Bounds::new(size.least, size.most.wrapping_mul(4));
        CallEstimate::sized(size.scaled(PER_CHARACTER), bytes)
    },
};

/// Of `string(bytes)`.
pub(super) const BYTES_TO_STRING: Cost = Cost::Of {
    spent: |values, _| per_ten(sizes(values).next().unwrap_or(1)),
    estimated: |operands| {
        let size = operands.size(0);
        let characters = Bounds::new(size.least / 4, size.most);
        CallEstimate::sized(size.scaled(PER_CHARACTER), characters)
    },
};

/// Of `startsWith` and `endsWith`.
pub(super) const AFFIX: Cost = Cost::Of {
    spent: |values, _| per_ten(sizes(values).next().unwrap_or(1)),
    estimated: |operands| CallEstimate::of(operands.size(1).scaled(PER_CHARACTER)),
};

/// Of `contains`.
pub(super) const CONTAINS: Cost = Cost::Of {
    spent: |values, _| sizes(values).map(per_ten).product(),
    estimated: |operands| {
        let text = operands.size(0).scaled(PER_CHARACTER);
        let part = operands.size(1).scaled(PER_CHARACTER);
        CallEstimate::of(text.times(part))
    },
};

/// Of `matches`.
pub(super) const MATCHES: Cost = Cost::Of {
    spent: |values, _| {
        let size = |index| sizes(values).nth(index).unwrap_or(1);
        per_ten(size(0) + 1).saturating_mul(size(1).div_ceil(4))
    },
    estimated: |operands| CallEstimate::of(matching(operands.size(0), operands.size(1))),
};

/// Of looking for a regular expression in a text, by the sizes of both. An empty text costs as one of a character, since
/// the expression has to be read.
pub(crate) fn matching(text: Bounds, pattern: Bounds) -> Bounds {
    let text = (text + Bounds::exactly(1)).scaled(PER_CHARACTER);
    text.times(pattern.scaled(PER_PATTERN_CHARACTER))
}

fn comparison(operands: &mut Operands<'_>) -> CallEstimate {
    let most = operands.size(0).most.min(operands.size(1).most);
    CallEstimate::of(Bounds::new(most.min(1), most).scaled(PER_CHARACTER))
}

/// Values of Kubernetes' own types are compared at once, but for texts within them.
fn equals(operands: &mut Operands<'_>) -> CallEstimate {
    let one = Bounds::exactly(1);
    let Type::Opaque(name) = operands.type_of(0) else {
        return comparison(operands);
    };
    if operands.type_of(1) != operands.type_of(0) {
        return comparison(operands);
    }
    let cost = match *name {
        "kubernetes.NamedFormat" => Bounds::new(1, LONGEST_FORMAT).scaled(PER_CHARACTER),
        "kubernetes.URL" => {
            // The server asks for the size of the second operand alone.
            let most = operands.known_size(1).map_or(1, |size| size.most);
            Bounds::new(1, most).scaled(PER_CHARACTER)
        }
        _ => one,
    };
    CallEstimate::of(cost)
}
