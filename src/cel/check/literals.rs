//! Lists, maps and objects that an expression writes.

use super::{Checker, unify, words};
use crate::cel::environment::Meaning;
use crate::cel::tree::{Entry, Field, Id, Item};
use crate::cel::types::Type;

impl Checker<'_> {
    /// All items of a list are of one type: Kubernetes asks for that.
    pub(super) fn check_list(&mut self, items: &[Item]) -> Type {
        let mut all = None;
        for item in items {
            self.check(item.value);
            let of = self.given(item.value, item.optional);
            all = Some(self.joined(item.value, all, of));
        }
        let of = all.unwrap_or_else(|| self.unifier.fresh());
        Type::list(of)
    }

    /// All keys of a map are of one type, and all values.
    pub(super) fn check_map(&mut self, entries: &[Entry]) -> Type {
        let (mut keys, mut values) = (None, None);
        for entry in entries {
            self.check(entry.key);
            let key = self.type_of(entry.key);
            keys = Some(self.joined(entry.key, keys, key));
            self.check(entry.value);
            let value = self.given(entry.value, entry.optional);
            values = Some(self.joined(entry.value, values, value));
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

    /// The type of all items so far and one more.
    fn joined(&mut self, at: Id, so_far: Option<Type>, next: Type) -> Type {
        let Some(so_far) = so_far else {
            return next;
        };
        if self.unifier.fits(&so_far, &next) {
            return unify::most_general(&so_far, &next).clone();
        }
        let words = words::mixed(&self.unifier.known(&so_far), &self.unifier.known(&next));
        self.fault(at, words);
        Type::Error
    }
}
