//! What the functions cost that make lists of lists. Source: `ext.Lists` of `cel-go`.

use crate::cel::cost::{Bounds, CallEstimate};
use crate::cel::function::Cost;
use crate::cel::standard::costs::PER_CHARACTER;
use crate::cel::value::{Value, size};

/// What a call costs that makes a list, without its items.
const CALL_AND_LIST: u64 = 11;

/// What an item costs that is compared with an item, and its place changed.
const PER_PAIR: f64 = 2.0;

/// [`PER_PAIR`] for texts and bytes.
const PER_TEXT_PAIR: f64 = PER_PAIR + PER_CHARACTER;

/// Of a list as long as the result.
const fn of_result(estimated: Estimated) -> Cost {
    Cost::Of {
        spent: |_, result| spent(1.0, size(result)),
        estimated,
    }
}

type Estimated = fn(&mut crate::cel::cost::Operands<'_>) -> CallEstimate;

/// Of `slice`.
pub(super) const SLICE: Cost = of_result(|operands| {
    let number = |index| operands.number(index).map(natural);
    let end = number(2).unwrap_or(operands.size(0).most);
    // The server's arithmetic wraps here.
    let length = end.wrapping_sub(number(1).unwrap_or(0));
    estimated(1.0, Bounds::exactly(length))
});

/// Of `lists.range`.
pub(super) const RANGE: Cost = of_result(|operands| {
    let length = operands.number(0).map_or(u64::MAX, natural);
    estimated(1.0, Bounds::exactly(length))
});

/// Of `reverse`.
pub(super) const REVERSE: Cost = of_result(|operands| estimated(1.0, operands.size(0)));

/// Of `flatten`.
pub(super) const FLATTEN: Cost = Cost::Of {
    spent: |of, _| spent(1.0, of.first().map_or(1, size)),
    estimated: |operands| estimated(1.0, operands.size(0)),
};

/// Of `flatten` to a depth.
pub(super) const FLATTEN_DEEP: Cost = Cost::Of {
    spent: |of, _| match of {
        [list, Value::Int(depth)] => spent(*depth as f64, size(list)),
        _ => CALL_AND_LIST,
    },
    estimated: |operands| {
        let depth = operands.number(1).map_or(u64::MAX, natural);
        estimated(depth as f64, operands.size(0))
    },
};

/// Of `distinct`.
pub(super) const DISTINCT: Cost = of_pairs::<0>(PER_PAIR_OF.0);
/// Of `sort`.
pub(super) const SORT: Cost = DISTINCT;
/// Of `sort` of texts or bytes.
pub(super) const SORT_TEXTS: Cost = of_pairs::<0>(PER_PAIR_OF.1);
/// Of `sortBy`, by keys that are the second operand.
pub(super) const SORT_BY: Cost = of_pairs::<1>(PER_PAIR_OF.2);
/// Of `sortBy` by texts or bytes.
pub(super) const SORT_BY_TEXTS: Cost = of_pairs::<1>(PER_PAIR_OF.3);

const PER_PAIR_OF: (Estimated, Estimated, Estimated, Estimated) = (
    |operands| estimated(PER_PAIR, squared(operands.size(0))),
    |operands| estimated(PER_TEXT_PAIR, squared(operands.size(0))),
    |operands| estimated(PER_PAIR, squared(operands.size(1))),
    |operands| estimated(PER_TEXT_PAIR, squared(operands.size(1))),
);

/// Of comparing all items of an operand with each other.
const fn of_pairs<const OPERAND: usize>(estimated: Estimated) -> Cost {
    Cost::Of {
        spent: |of, _| {
            let Some(Value::List(list)) = of.get(OPERAND) else {
                return CALL_AND_LIST;
            };
            let first = if list.is_empty() {
                None
            } else {
                list.get(0).ok()
            };
            let is_text = matches!(first, Some(Value::String(_) | Value::Bytes(_)));
            let length = list.len() as u64;
            let factor = if is_text { PER_TEXT_PAIR } else { PER_PAIR };
            spent(factor, length.saturating_mul(length))
        },
        estimated,
    }
}

fn squared(size: Bounds) -> Bounds {
    size.times(size)
}

/// A number as a size.
fn natural(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn spent(factor: f64, size: u64) -> u64 {
    match size as f64 * factor {
        // The server's arithmetic wraps for a negative depth.
        all if all < 0.0 => (all as i64 as u64).wrapping_add(CALL_AND_LIST),
        all => (all as u64).saturating_add(CALL_AND_LIST),
    }
}

fn estimated(factor: f64, size: Bounds) -> CallEstimate {
    CallEstimate::sized(size.scaled(factor) + Bounds::exactly(CALL_AND_LIST), size)
}
