//! Lists, maps and objects that an expression writes.

use super::{Checker, unify, words};
use crate::cel::environment::Meaning;
use crate::cel::tree::{Entry, Field, Id, Item};
use crate::cel::types::Type;

impl Checker<'_> {
    /// That all items are of one type is asked for when all types are known.
    pub(super) fn check_list(&mut self, items: &[Item]) -> Type {
        let mut all = None;
        for item in items {
            self.check(item.value);
            let of = self.given(item.value, item.optional);
            all = Some(self.joined(all, of));
        }
        let of = all.unwrap_or_else(|| self.unifier.fresh());
        Type::list(of)
    }

    /// As with lists, with keys and values.
    pub(super) fn check_map(&mut self, entries: &[Entry]) -> Type {
        let (mut keys, mut values) = (None, None);
        for entry in entries {
            self.check(entry.key);
            let key = self.type_of(entry.key);
            keys = Some(self.joined(keys, key));
            self.check(entry.value);
            let value = self.given(entry.value, entry.optional);
            values = Some(self.joined(values, value));
        }
        let keys = keys.unwrap_or_else(|| self.unifier.fresh());
        let values = values.unwrap_or_else(|| self.unifier.fresh());
        Type::map(keys, values)
    }

    pub(super) fn check_struct(&mut self, id: Id, name: &str, fields: &[Field]) -> Type {
        let name = name.strip_prefix('.').unwrap_or(name);
        let made = (self.environment.made)(name);
        if made.is_none() {
            self.fault(id, words::unknown_object(name));
        }
        for field in fields {
            self.check(field.value);
            let given = self.given(field.value, field.optional);
            let Some(object) = &made else { continue };
            let wanted = self.declared_field(object, &field.name, field.span);
            if !self.unifier.fits(&wanted, &given) {
                let words = words::other_field(&field.name, &wanted, &given);
                self.fault(field.value, words);
            }
        }
        let Some(object) = made else {
            return Type::Error;
        };
        self.meanings[id.0 as usize] = Meaning::Object(object.clone());
        Type::Object(object)
    }

    /// The type that an item, an entry or a field gets by a value: what may be there, if it is marked with `?`.
    fn given(&mut self, value: Id, optional: bool) -> Type {
        let of = self.type_of(value);
        match of {
            Type::Optional(value) if optional => (*value).clone(),
            Type::Dyn | Type::Error => of,
            _ if optional => {
                self.fault(value, words::not_optional(&of));
                of
            }
            _ => of,
        }
    }

    /// The type of all items so far and one more; anything, if they do not go together.
    fn joined(&mut self, so_far: Option<Type>, next: Type) -> Type {
        match so_far {
            None => next,
            Some(so_far) if self.unifier.fits(&so_far, &next) => {
                unify::most_general(&so_far, &next).clone()
            }
            Some(_) => Type::Dyn,
        }
    }
}
