//! What is told of operators whose operands do not go with them.

use super::misfit::{CallFault, Misfit, may_take};
use super::shown::{a, many};
use crate::cel::types::Type;

/// What to do where a value may be missing.
const OR_VALUE: &str = "say what holds if it is not there: `.orValue(…)`";

impl Misfit<'_> {
    /// What is wrong, if it is an operator.
    pub(super) fn of_operator(&self) -> Option<CallFault> {
        let name = self.name;
        let sign = name.trim_matches('_');
        match (name, self.given.len()) {
            ("_[_]" | "_[?_]", 2) => Some(self.of_index()),
            ("_==_" | "_!=_", 2) => {
                let message = format!("`{sign}` compares values of one type: {}", self.both());
                Some(CallFault::whole(message, self.equal_help()))
            }
            ("@in", 2) => {
                let message = format!(
                    "`in` looks for a value in a list or for a key in a map: {}",
                    self.both()
                );
                Some(CallFault::whole(message, self.in_help()))
            }
            ("_?_:_", 3) => Some(self.of_condition()),
            ("!_" | "-_", 1) => {
                let wanted = match sign {
                    "!" => "a bool",
                    _ => "an int or a double",
                };
                let message = format!("`{sign}` takes {wanted}, and {}", self.is(0));
                Some(CallFault::at(0, message, None))
            }
            (_, 2) if name.starts_with('_') => {
                let (first, second) = (self.given.first()?, self.given.get(1)?);
                let message = format!("`{sign}` does not take {} and {}", a(first), a(second));
                Some(CallFault::whole(message, self.number_help()))
            }
            _ => None,
        }
    }

    /// `x` is an int.
    fn is(&self, at: usize) -> String {
        let of = self.given.get(at).unwrap_or(&Type::Dyn);
        format!("{} is {}", self.text(at), a(of))
    }

    fn both(&self) -> String {
        format!("{}, and {}", self.is(0), self.is(1))
    }

    fn of_condition(&self) -> CallFault {
        let is_bool = self
            .given
            .first()
            .is_some_and(|given| may_take(&Type::Bool, given));
        if !is_bool {
            let message = format!("the condition of `? :` is a bool, and {}", self.is(0));
            return CallFault::at(0, message, None);
        }
        let message = format!(
            "both results of `? :` must be of one type: {}, and {}",
            self.is(1),
            self.is(2)
        );
        CallFault::whole(message, None)
    }

    fn of_index(&self) -> CallFault {
        let of = self.given.first().unwrap_or(&Type::Dyn);
        let by = self.given.get(1).map_or_else(String::new, a);
        let text = self.text(0);
        let held = match of {
            Type::Optional(value) => value,
            _ => of,
        };
        match held {
            Type::List(_) => {
                let message = format!("items of a list are asked for by an int, and this is {by}");
                CallFault::at(1, message, None)
            }
            Type::Map(key, _) => {
                let message = format!("the keys of {text} are {}, and this is {by}", many(key));
                CallFault::at(1, message, None)
            }
            Type::Object(_) => {
                let message = format!("{text} is an object with declared fields, and has no keys");
                CallFault::at(0, message, Some("name the field: `.field`".into()))
            }
            _ => {
                let message = format!("{}, which has neither items nor keys", self.is(0));
                CallFault::at(0, message, None)
            }
        }
    }

    fn equal_help(&self) -> Option<String> {
        let [one, other] = self.given else {
            return None;
        };
        match (one, other) {
            (Type::Optional(value), other) | (other, Type::Optional(value))
                if **value == *other =>
            {
                Some(OR_VALUE.into())
            }
            (Type::Null, _) => Some(format!("ask whether it is there: `has({})`", self.short(1))),
            (_, Type::Null) => Some(format!("ask whether it is there: `has({})`", self.short(0))),
            _ => self.number_help(),
        }
    }

    fn in_help(&self) -> Option<String> {
        let is_object = matches!(self.given.get(1), Some(Type::Object(_)));
        is_object.then(|| {
            let object = self.short(1);
            format!("ask whether a field is there: `has({object}.field)`")
        })
    }

    fn number_help(&self) -> Option<String> {
        let is_number = |of: &Type| matches!(of, Type::Int | Type::Uint | Type::Double);
        let [one, other] = self.given else {
            return None;
        };
        match (one, other) {
            (one, other) if is_number(one) && is_number(other) => {
                let into = if *one == Type::Double { one } else { other };
                Some(format!("make both of one type, as with `{into}(…)`"))
            }
            (Type::String, other) | (other, Type::String) if is_number(other) => {
                Some("make a string of the number: `string(…)`".into())
            }
            (Type::Duration, _) => Some("make a duration of the other: `duration('5s')`".into()),
            (Type::Timestamp, Type::String) => {
                Some("make a timestamp of the string: `timestamp(…)`".into())
            }
            (Type::Optional(_), _) | (_, Type::Optional(_)) => Some(OR_VALUE.into()),
            _ => None,
        }
    }
}
