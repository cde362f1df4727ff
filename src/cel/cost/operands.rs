//! What the estimate of a call may ask of its operands.

use super::path::{Path, Step};
use super::{Bounds, Sizes};
use crate::cel::types::Type;

/// What a call may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallEstimate {
    /// The cost, without that of the operands.
    pub cost: Bounds,
    /// The size of the result, if it has one that is known.
    pub size: Option<Bounds>,
}

impl CallEstimate {
    /// Of that cost, with a result whose size is not known.
    #[must_use]
    pub const fn of(cost: Bounds) -> Self {
        Self { cost, size: None }
    }

    /// Of that cost, with a result of that size.
    #[must_use]
    pub const fn sized(cost: Bounds, size: Bounds) -> Self {
        let size = Some(size);
        Self { cost, size }
    }
}

/// One operand.
#[derive(Debug)]
pub(super) struct Operand {
    /// Where it stands.
    pub(super) path: Path,
    /// Its type.
    pub(super) of: Type,
    /// Its size, if that is known.
    pub(super) size: Option<Bounds>,
    /// The number that it is written as.
    pub(super) number: Option<i64>,
}

/// The operands of a call that is estimated, in the order of the overload's parameters.
pub struct Operands<'e> {
    pub(super) operands: &'e [Operand],
    pub(super) sizes: &'e dyn Sizes,
}

impl Operands<'_> {
    /// The size of the operand of that index.
    #[must_use]
    pub fn size(&self, index: usize) -> Bounds {
        self.known_size(index).unwrap_or(Bounds::UNKNOWN)
    }

    /// The size of the operand of that index; nothing if it is not known.
    #[must_use]
    pub fn known_size(&self, index: usize) -> Option<Bounds> {
        self.operands.get(index)?.size
    }

    /// How many operands there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.operands.len()
    }

    /// The type of the operand of that index.
    #[must_use]
    pub fn type_of(&self, index: usize) -> &Type {
        self.operands
            .get(index)
            .map_or(&Type::Dyn, |operand| &operand.of)
    }

    /// The size of an item of the list that the operand of that index is; nothing if it is no list.
    #[must_use]
    pub fn item_size(&self, index: usize) -> Option<Bounds> {
        let operand = self.operands.get(index)?;
        item_type(&operand.of)?;
        if operand.path.is_empty() {
            return Some(Bounds::UNKNOWN);
        }
        let steps = operand.path.steps_then(Step::Items);
        let most = self.sizes.most(steps.get(1..)?);
        Some(most.map_or(Bounds::UNKNOWN, |most| Bounds::new(0, most)))
    }

    /// Whether the operand of that index is a list of texts or bytes.
    #[must_use]
    pub fn has_texts(&self, index: usize) -> bool {
        let item = item_type(self.type_of(index));
        matches!(item, Some(Type::String | Type::Bytes))
    }

    /// The number that is written as the operand of that index.
    #[must_use]
    pub fn number(&self, index: usize) -> Option<i64> {
        self.operands.get(index)?.number
    }
}

/// The type of the items, as the server takes it: of a map it is that of the keys.
fn item_type(of: &Type) -> Option<&Type> {
    match of {
        Type::List(inner) | Type::Map(inner, _) | Type::Optional(inner) | Type::Type(inner) => {
            Some(inner)
        }
        _ => None,
    }
}
