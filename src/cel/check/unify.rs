//! Which types go with which, and what that says of types that are not known yet.

use std::cell::Cell;

use crate::cel::types::Type;

/// What the checker learned of types that were not known: those of empty lists and maps, and those that signatures
/// leave open, anew for each call.
#[derive(Debug, Default)]
pub(super) struct Unifier {
    /// What each variable is, by its number.
    bound: Vec<Option<Type>>,
    /// What was bound since the last mark, so that a failed trial can be undone: the variable and what it was before.
    trail: Vec<(u32, Option<Type>)>,
    /// How many parts of types were looked at.
    looked_at: Cell<u32>,
}

/// How many parts of types are looked at for one expression: what is bound to variables may hold variables again, so that
/// types may be far larger than what was written.
const MOST_LOOKED_AT: u32 = 1_000_000;

impl Unifier {
    /// Whether the types were too large to look at all of them. What was said of them since then is not to be trusted.
    pub(super) fn is_exhausted(&self) -> bool {
        self.looked_at.get() >= MOST_LOOKED_AT
    }

    fn look(&self) -> bool {
        self.looked_at.set(self.looked_at.get().saturating_add(1));
        !self.is_exhausted()
    }

    /// A type that is not known yet.
    pub(super) fn fresh(&mut self) -> Type {
        let number = u32::try_from(self.bound.len()).unwrap_or(u32::MAX);
        self.bound.push(None);
        Type::Variable(number)
    }

    /// Whether what is of type `given` may stand where `wanted` is asked for. What that says of variables is kept if so.
    pub(super) fn fits(&mut self, wanted: &Type, given: &Type) -> bool {
        self.trial(|this| this.assignable(wanted, given))
    }

    /// [`Self::fits`], of all pairs at once.
    pub(super) fn fit_all<'t>(
        &mut self,
        pairs: impl IntoIterator<Item = (&'t Type, &'t Type)>,
    ) -> bool {
        self.trial(|this| {
            pairs
                .into_iter()
                .all(|(wanted, given)| this.assignable(wanted, given))
        })
    }

    fn trial(&mut self, try_it: impl FnOnce(&mut Self) -> bool) -> bool {
        let fits = try_it(self);
        for (variable, before) in self.trail.drain(..).rev() {
            if let (false, Some(bound)) = (fits, self.bound.get_mut(variable as usize)) {
                *bound = before;
            }
        }
        fits
    }

    fn binding(&self, variable: u32) -> Option<&Type> {
        self.bound.get(variable as usize)?.as_ref()
    }

    fn bind(&mut self, variable: u32, to: Type) {
        if let Some(bound) = self.bound.get_mut(variable as usize) {
            let before = bound.replace(to);
            self.trail.push((variable, before));
        }
    }

    fn assignable(&mut self, left: &Type, right: &Type) -> bool {
        if !self.look() {
            return true;
        }
        if let Type::Variable(variable) = *right {
            match self.may_be(left, variable) {
                MayBe::Yes => return true,
                MayBe::NotWhatItIs => return false,
                MayBe::WithinItself => {}
            }
        }
        if let Type::Variable(variable) = *left {
            return self.may_be(right, variable) == MayBe::Yes;
        }
        match (left, right) {
            (Type::Dyn | Type::Error, _) | (_, Type::Dyn | Type::Error) => true,
            (Type::Null, other) | (other, Type::Null) => is_nullable(other),
            (Type::List(left), Type::List(right))
            | (Type::Optional(left), Type::Optional(right)) => self.assignable(left, right),
            (Type::Map(left_key, left_value), Type::Map(right_key, right_value)) => {
                self.assignable(left_key, right_key) && self.assignable(left_value, right_value)
            }
            (Type::Type(_), Type::Type(_)) => true,
            _ => left == right,
        }
    }

    /// Whether the variable may be of that type; then it is, or of the more general one of that and what it was.
    fn may_be(&mut self, of: &Type, variable: u32) -> MayBe {
        if *of == Type::Variable(variable) {
            return MayBe::Yes;
        }
        let Some(bound) = self.binding(variable).cloned() else {
            if self.occurs(variable, of) {
                return MayBe::WithinItself;
            }
            self.bind(variable, of.clone());
            return MayBe::Yes;
        };
        if *of == bound {
            return MayBe::Yes;
        }
        if !self.assignable(of, &bound) {
            return MayBe::NotWhatItIs;
        }
        let general = most_general(of, &bound).clone();
        if !self.occurs(variable, &general) {
            self.bind(variable, general);
        }
        MayBe::Yes
    }

    /// Whether the variable stands within the type.
    fn occurs(&self, variable: u32, within: &Type) -> bool {
        if !self.look() {
            return true;
        }
        match within {
            Type::Variable(other) => {
                *other == variable
                    || self
                        .binding(*other)
                        .is_some_and(|bound| self.occurs(variable, bound))
            }
            Type::List(inner) | Type::Optional(inner) | Type::Type(inner) => {
                self.occurs(variable, inner)
            }
            Type::Map(key, value) => self.occurs(variable, key) || self.occurs(variable, value),
            _ => false,
        }
    }

    /// The type with what is known of its variables.
    pub(super) fn known(&self, of: &Type) -> Type {
        self.rewritten(of, &|variable| Type::Variable(variable))
    }

    /// The type with what is known of its variables; what is not is anything.
    pub(super) fn settled(&self, of: &Type) -> Type {
        self.rewritten(of, &|_| Type::Dyn)
    }

    fn rewritten(&self, of: &Type, unknown: &impl Fn(u32) -> Type) -> Type {
        if !self.look() {
            return Type::Dyn;
        }
        let inner = |of: &Type| self.rewritten(of, unknown);
        match of {
            Type::Variable(variable) => match self.binding(*variable) {
                Some(bound) => inner(bound),
                None => unknown(*variable),
            },
            Type::List(items) => Type::list(inner(items)),
            Type::Optional(value) => Type::optional(inner(value)),
            Type::Type(value) => Type::of(inner(value)),
            Type::Map(keys, values) => Type::map(inner(keys), inner(values)),
            _ => of.clone(),
        }
    }
}

/// Whether a variable may be of some type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MayBe {
    /// It is now.
    Yes,
    /// It is bound to what does not go with the type.
    NotWhatItIs,
    /// The variable stands in the type itself.
    WithinItself,
}

/// Whether `null` may stand for it.
const fn is_nullable(of: &Type) -> bool {
    matches!(
        of,
        Type::Null
            | Type::Object(_)
            | Type::Opaque(_)
            | Type::Optional(_)
            | Type::Duration
            | Type::Timestamp
    )
}

/// The more general of two types that go together.
pub(super) fn most_general<'t>(one: &'t Type, other: &'t Type) -> &'t Type {
    if is_as_general(one, other) {
        one
    } else {
        other
    }
}

fn is_as_general(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::Dyn | Type::Variable(_) | Type::Param(_), _) => true,
        (_, Type::Dyn | Type::Variable(_) | Type::Param(_)) => false,
        (Type::List(one), Type::List(other)) | (Type::Optional(one), Type::Optional(other)) => {
            is_as_general(one, other)
        }
        (Type::Map(key, value), Type::Map(other_key, other_value)) => {
            is_as_general(key, other_key) && is_as_general(value, other_value)
        }
        (Type::Type(_), Type::Type(_)) => true,
        _ => one == other,
    }
}

/// The signature's type, with the variables of this call for what it leaves open.
pub(super) fn instance(of: &Type, variable: &mut impl FnMut(&'static str) -> Type) -> Type {
    match of {
        Type::Param(name) => variable(name),
        Type::List(items) => Type::list(instance(items, variable)),
        Type::Optional(value) => Type::optional(instance(value, variable)),
        Type::Type(value) => Type::of(instance(value, variable)),
        Type::Map(keys, values) => Type::map(instance(keys, variable), instance(values, variable)),
        _ => of.clone(),
    }
}
