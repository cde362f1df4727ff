//! What the functions of Kubernetes' libraries cost, before an evaluation and after. Source: `cost.go` of
//! `k8s.io/apiserver/pkg/cel/library`.

use super::traversal::{as_cost, traversal};
use crate::cel::cost::{Bounds, CallEstimate, Operands};
use crate::cel::function::Cost;
use crate::cel::standard::costs::{PER_CHARACTER, PER_PATTERN_CHARACTER, matching};
use crate::cel::value::{Value, size};

/// Twice [`PER_CHARACTER`]: for what is read, and made anew.
const PER_CHARACTER_TWICE: f64 = 2.0 * PER_CHARACTER;

/// Of reading a text.
pub(super) const PARSED: Cost = Cost::Of {
    spent: |of, _| as_cost(length(of, 0) * PER_CHARACTER),
    estimated: |operands| CallEstimate::of(operands.size(0).scaled(PER_CHARACTER)),
};

/// Of reading a text and comparing it.
pub(super) const PARSED_TWICE: Cost = Cost::Of {
    spent: |of, _| as_cost(length(of, 0) * 2.0 * PER_CHARACTER),
    estimated: |operands| CallEstimate::of(operands.size(0).scaled(PER_CHARACTER_TWICE)),
};

/// Of reading a text, with a result of its size.
pub(super) const TO_SIZED: Cost = Cost::Of {
    spent: |of, _| as_cost(length(of, 0) * PER_CHARACTER),
    estimated: |operands| {
        let size = operands.size(0);
        CallEstimate::sized(size.scaled(PER_CHARACTER), size)
    },
};

/// Of `strings.quote`: each character may need two, and there are quotes.
pub(super) const QUOTE: Cost = Cost::Of {
    spent: |of, _| as_cost(length(of, 0) * PER_CHARACTER),
    estimated: |operands| {
        let size = operands.size(0);
        // The server's arithmetic wraps here.
        let most = size.most.wrapping_mul(2).wrapping_add(2);
        let quoted = Bounds::new(size.least.wrapping_add(2), most);
        CallEstimate::sized(size.scaled(PER_CHARACTER), quoted)
    },
};

/// Of `replace`.
pub(super) const REPLACE: Cost = Cost::Of {
    spent: |of, _| as_cost(length(of, 0) * 2.0 * PER_CHARACTER),
    estimated: |operands| {
        let size = replaced(operands.size(0), operands.size(1), operands.size(2));
        CallEstimate::sized(operands.size(0).scaled(PER_CHARACTER_TWICE), size)
    },
};

/// Of `split`.
pub(super) const SPLIT: Cost = Cost::Of {
    spent: |of, _| as_cost(length(of, 0) * 2.0 * PER_CHARACTER),
    estimated: |operands| {
        let size = operands.size(0);
        #[expect(clippy::cast_sign_loss, reason = "the server's arithmetic wraps here")]
        let most = operands.number(2).map_or(size.most, |most| most as u64);
        CallEstimate::sized(size.scaled(PER_CHARACTER_TWICE), Bounds::new(0, most))
    },
};

/// Of `join`.
pub(super) const JOIN: Cost = Cost::Of {
    spent: |_, result| as_cost(size(result) as f64 * 2.0 * PER_CHARACTER),
    estimated: |operands| {
        let items = operands.size(0);
        let mut all = items.times(operands.item_size(0).unwrap_or(Bounds::exactly(0)));
        if operands.count() > 1 {
            let between = Bounds::new(items.least.saturating_sub(1), items.most.saturating_sub(1));
            all = all + operands.size(1).times(between);
        }
        CallEstimate::sized(all.scaled(PER_CHARACTER), all)
    },
};

/// Of `find` and `findAll`.
pub(super) const FIND: Cost = Cost::Of {
    spent: |of, _| {
        let text = as_cost((1.0 + length(of, 0)) * PER_CHARACTER);
        text.saturating_mul(as_cost(length(of, 1) * PER_PATTERN_CHARACTER))
    },
    estimated: |operands| {
        let (text, pattern) = (operands.size(0), operands.size(1));
        // At worst each character is found by itself.
        CallEstimate::sized(matching(text, pattern), Bounds::new(0, text.most))
    },
};

/// Of looking for a text in a text.
pub(super) const SEARCH_TEXT: Cost = Cost::Of {
    spent: |of, _| of.first().map_or(0, traversal),
    estimated: |operands| CallEstimate::of(operands.size(0).scaled(PER_CHARACTER)),
};

/// Of going through a list once.
pub(super) const SEARCH_LIST: Cost = Cost::Of {
    spent: |of, _| of.first().map_or(0, traversal),
    estimated: |operands| match comparing_all(operands) {
        Some(estimate) => estimate,
        // What may be a text is taken for one.
        None => estimated(&SEARCH_TEXT, operands),
    },
};

/// Of `includes`.
pub(super) const INCLUDES: Cost = Cost::Of {
    spent: |of, _| of.first().map_or(0, traversal),
    estimated: |operands| {
        let all = comparing_all(operands);
        all.unwrap_or_else(|| CallEstimate::of(operands.size(0)))
    },
};

/// Of looking at each item of what is known to be a list.
fn comparing_all(operands: &mut Operands<'_>) -> Option<CallEstimate> {
    let one = Bounds::exactly(1);
    let item = match operands.item_size(0)? {
        size if operands.has_texts(0) => one + size.scaled(PER_CHARACTER),
        _ => one,
    };
    Some(CallEstimate::of(operands.size(0).times(item)))
}

/// The bytes of an address, of either kind.
const ADDRESS: Bounds = Bounds::new(4, 16);

/// Of `containsIP`.
pub(super) const CONTAINS_IP: Cost = Cost::Of {
    spent: |of, _| compared(of),
    estimated: |_| CallEstimate::of((ADDRESS + ADDRESS).scaled(PER_CHARACTER)),
};

/// Of `containsIP`, with an address that is read.
pub(super) const CONTAINS_IP_TEXT: Cost = Cost::Of {
    spent: |of, _| compared(of) + as_cost(length(of, 1) * PER_CHARACTER),
    estimated: |operands| and_read(&CONTAINS_IP, operands),
};

/// Of `containsCIDR`.
pub(super) const CONTAINS_CIDR: Cost = Cost::Of {
    spent: |of, _| compared(of) + as_cost(length(of, 0) * PER_CHARACTER) + 1,
    estimated: |operands| {
        let masked = ADDRESS.scaled(PER_CHARACTER) + Bounds::exactly(1);
        CallEstimate::of(estimated(&CONTAINS_IP, operands).cost + masked)
    },
};

/// Of `containsCIDR`, with a range that is read.
pub(super) const CONTAINS_CIDR_TEXT: Cost = Cost::Of {
    spent: |of, _| {
        let masked = as_cost(length(of, 0) * PER_CHARACTER) + 1;
        compared(of) + masked + as_cost(length(of, 1) * PER_CHARACTER)
    },
    estimated: |operands| and_read(&CONTAINS_CIDR, operands),
};

/// Of an authorizer's check: two an expression.
pub(super) const CHECK: Cost = Cost::Fixed(350_000);

/// Of a selector for an authorizer: a requirement has at least two characters, a list and an object.
pub(super) const SELECTOR: Cost = Cost::Of {
    spent: |of, _| selector(Bounds::exactly(of.get(1).map_or(1, size))).most,
    estimated: |operands| CallEstimate::of(selector(operands.size(1))),
};

fn selector(length: Bounds) -> Bounds {
    let requirements = length.scaled(0.5).scaled(50.0);
    Bounds::exactly(10) + length.scaled(PER_CHARACTER) + requirements
}

/// Of a function of two sets that compares all with all, once or twice.
pub(super) const SETS: Cost = sets::<1>();
/// Of `sets.equivalent`.
pub(super) const SETS_TWICE: Cost = sets::<2>();

const fn sets<const TIMES: u64>() -> Cost {
    Cost::Of {
        spent: |of, _| {
            let pairs = of.iter().map(size).fold(1, u64::saturating_mul);
            pairs.saturating_mul(TIMES).saturating_add(1)
        },
        estimated: |operands| {
            let pairs = operands.size(0).times(operands.size(1));
            CallEstimate::of(pairs.scaled(TIMES as f64) + Bounds::exactly(1))
        },
    }
}

/// The size of an operand, as a number that factors go with.
fn length(operands: &[Value<'_>], index: usize) -> f64 {
    operands.get(index).map_or(1, size) as f64
}

/// Of comparing the bits of a range's prefix.
fn compared(operands: &[Value<'_>]) -> u64 {
    as_cost(length(operands, 0) * 2.0 * PER_CHARACTER)
}

fn estimated(cost: &Cost, operands: &mut Operands<'_>) -> CallEstimate {
    match cost {
        Cost::Fixed(cost) => CallEstimate::of(Bounds::exactly(*cost)),
        Cost::Of { estimated, .. } => estimated(operands),
    }
}

/// A cost with that of reading the second operand.
fn and_read(cost: &Cost, operands: &mut Operands<'_>) -> CallEstimate {
    let read = operands.size(1).scaled(PER_CHARACTER);
    CallEstimate::of(estimated(cost, operands).cost + read)
}

/// The size of a text in which parts are replaced.
fn replaced(text: Bounds, part: Bounds, by: Bounds) -> Bounds {
    // An empty part stands around each character.
    let around = |size: u64| (size.saturating_add(1), size);
    let parts = |size: u64, part: u64| (as_cost((size as f64) / (part as f64)), 0);
    let (most, kept_most) = match part.least {
        0 => around(text.most),
        least if by.most <= least => (0, text.most),
        least => parts(text.most, least),
    };
    let (least, kept_least) = match part.most {
        0 => around(text.least),
        most if most <= by.least => (0, text.least),
        most => parts(text.least, most),
    };
    Bounds::new(least, most).times(by) + Bounds::new(kept_least, kept_most)
}
