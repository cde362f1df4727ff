//! Names, fields and indices. Source: `interpreter/attributes.go` of cel-go.

use super::plan::Step;
use super::{Evaluated, Place, Run};
use crate::cel::error::Error;
use crate::cel::tree::Id;
use crate::cel::value::{self, List, Map, Object, Text, Value};

impl<'a> Run<'_, 'a> {
    /// What a name, a field or an index gives. `root` is what the first name costs, or what stands in its place.
    pub(super) fn attribute(&mut self, id: Id, root: u64) -> Evaluated<'a> {
        match self.step(id) {
            Step::Variable(index) => {
                self.context.spend(root)?;
                unpacked(self.variables.get(*index)?)
            }
            Step::Local(place) => {
                let value = self.local(*place);
                self.context.spend(root)?;
                unpacked(value?)
            }
            Step::Field {
                operand,
                name,
                optional,
            } => {
                let operand = self.operand(*operand, root)?;
                self.field(operand, name, *optional)
            }
            Step::Has {
                operand,
                name,
                is_after_choice,
            } => {
                let operand = self.operand(*operand, 0);
                if let (0, Ok(operand @ Value::Optional(_))) = (root, &operand) {
                    // As a branch of a choice, the server takes it for the field itself.
                    return self.field(operand.clone(), name, true);
                }
                let is_there = operand.and_then(|operand| self.has(&operand, name));
                self.context.save(u64::from(*is_after_choice && root > 0));
                is_there.map(Value::Bool)
            }
            Step::Index {
                operand,
                index,
                optional,
            } => {
                let operand = self.operand(*operand, root)?;
                if matches!(operand, Value::Optional(None)) {
                    return Ok(operand);
                }
                match self.unnamed(*index) {
                    Ok(index) => self.index(operand, &index, *optional),
                    Err(error) => {
                        let costs = !optional && !matches!(operand, Value::Optional(_));
                        self.context.spend(u64::from(costs))?;
                        Err(error)
                    }
                }
            }
            Step::Choice(condition, then, otherwise) => match self.value(*condition)? {
                Value::Bool(true) => self.unnamed(*then),
                Value::Bool(false) => self.unnamed(*otherwise),
                _ => Err(no_such_overload()),
            },
            _ => self.value(id),
        }
    }

    fn local(&mut self, place: u32) -> Evaluated<'a> {
        match &self.places[place as usize] {
            Place::Filled(value) => value.clone(),
            Place::Empty => Err(Error::failed("a name without a value")),
            Place::Later(init) => {
                let value = self.value(*init);
                self.places[place as usize] = Place::Filled(value.clone());
                value
            }
        }
    }

    fn operand(&mut self, operand: Id, root: u64) -> Evaluated<'a> {
        match self.step(operand).is_attribute() {
            true => self.attribute(operand, root),
            false => {
                let value = self.value(operand);
                self.context.spend(root)?;
                unpacked(value?)
            }
        }
    }

    /// Whether a field is there. It costs one, but of an optional value only if it is there.
    fn has(&mut self, operand: &Value<'a>, name: &str) -> Result<bool, Error> {
        match operand {
            Value::Optional(None) => Ok(false),
            Value::Optional(Some(value)) => {
                let is_there = has(value, name)?;
                self.context.spend(u64::from(is_there))?;
                Ok(is_there)
            }
            operand => {
                self.context.spend(1)?;
                has(operand, name)
            }
        }
    }

    fn field(&mut self, operand: Value<'a>, name: &'a str, optional: bool) -> Evaluated<'a> {
        let (operand, optional) = match operand {
            Value::Optional(None) => return Ok(Value::Optional(None)),
            Value::Optional(Some(value)) => ((*value).clone(), true),
            operand => (operand, optional),
        };
        let found = find_field(&operand, name, optional);
        self.found(found, optional, || no_such_key(name))
    }

    fn index(&mut self, operand: Value<'a>, index: &Value<'a>, optional: bool) -> Evaluated<'a> {
        let (operand, optional) = match operand {
            Value::Optional(Some(value)) => ((*value).clone(), true),
            operand => (operand, optional),
        };
        let found = find_index(&operand, index, optional);
        let is_list = matches!(operand, Value::List(_));
        self.found(found, optional, || match is_list {
            true => Error::out_of_bounds(shown(index)),
            false => no_such_key(&shown(index)),
        })
    }

    /// What was found, as an optional value if it may be missing. What is not there costs nothing then.
    fn found(
        &mut self,
        found: Result<Option<Value<'a>>, Error>,
        optional: bool,
        missing: impl FnOnce() -> Error,
    ) -> Evaluated<'a> {
        if !optional {
            self.context.spend(1)?;
            return found?.ok_or_else(missing);
        }
        let Some(value) = found? else {
            return Ok(Value::Optional(None));
        };
        self.context.spend(1)?;
        Ok(Value::some(value))
    }
}

/// An optional value as it is where names, branches and what has fields are looked at. The server unpacks what is in it
/// and packs it anew there: of optional values within each other one remains, a type becomes its name, and what only a
/// library knows gets lost.
pub(super) fn unpacked(value: Value<'_>) -> Evaluated<'_> {
    let Value::Optional(Some(inner)) = &value else {
        return Ok(value);
    };
    Ok(match &**inner {
        Value::Optional(None) => Value::some(Value::Null),
        Value::Optional(Some(_)) => return unpacked((**inner).clone()),
        Value::Type(of) => Value::some(Value::text(value::name(of))),
        Value::Opaque(opaque) if opaque.type_name() != "kubernetes.NamedFormat" => {
            let of = opaque.type_name();
            let message =
                format!("an optional {of} cannot be kept: the server has no value for it");
            return Err(Error::failed(message));
        }
        _ => value,
    })
}

fn find_field<'a>(
    operand: &Value<'a>,
    name: &'a str,
    optional: bool,
) -> Result<Option<Value<'a>>, Error> {
    match operand {
        Value::Map(Map::Seen(fields)) | Value::Object(Object(fields)) => fields.get(name),
        Value::Map(Map::Made(map)) => {
            let key = Value::String(Text::Seen(name));
            Ok(map.get(&key).cloned())
        }
        Value::List(_) => Err(wrong_index("string")),
        _ if optional => Ok(None),
        _ => Err(no_such_key(name)),
    }
}

fn find_index<'a>(
    operand: &Value<'a>,
    index: &Value<'a>,
    optional: bool,
) -> Result<Option<Value<'a>>, Error> {
    match operand {
        Value::Object(Object(fields)) => match index {
            Value::String(name) => fields.get(name.as_str()),
            _ => Ok(None),
        },
        Value::Map(map) => map.get(index),
        Value::List(list) => element(list, index),
        _ if optional => Ok(None),
        _ => Err(no_such_key(&shown(index))),
    }
}

fn element<'a>(list: &List<'a>, index: &Value<'a>) -> Result<Option<Value<'a>>, Error> {
    let index = match *index {
        Value::Int(index) => index,
        Value::Uint(index) => i64::try_from(index).map_err(|_| wrong_index("uint"))?,
        Value::Double(index) if index.fract() == 0.0 => index as i64,
        Value::Double(_) => return Err(wrong_index("double")),
        _ => {
            return Err(wrong_index(&value::name(&value::type_of(index))));
        }
    };
    let index = usize::try_from(index)
        .ok()
        .filter(|index| *index < list.len());
    index.map(|index| list.get(index)).transpose()
}

fn no_such_key(key: &str) -> Error {
    Error::failed(format!("no such key: {key}"))
}

fn wrong_index(kind: &str) -> Error {
    Error::failed(format!("a list has no index of the type {kind}"))
}

/// Whether a field is there. What has no fields has not that one either.
fn has(operand: &Value<'_>, name: &str) -> Result<bool, Error> {
    Ok(match operand {
        Value::Map(Map::Seen(fields)) | Value::Object(Object(fields)) => fields.has(name)?,
        Value::Map(Map::Made(map)) => {
            let mut entries = map.entries().iter();
            entries.any(|(key, _)| key.as_str() == Some(name))
        }
        Value::List(_) => return Err(wrong_index("string")),
        _ => false,
    })
}

/// A key as it is shown in an error.
fn shown(value: &Value<'_>) -> String {
    match value {
        Value::String(text) => text.as_str().to_owned(),
        Value::Int(value) => value.to_string(),
        Value::Uint(value) => value.to_string(),
        Value::Double(value) => value.to_string(),
        Value::Bool(value) => value.to_string(),
        value => value::name(&value::type_of(value)).into_owned(),
    }
}

/// That no function takes such values.
pub(crate) fn no_such_overload() -> Error {
    Error::failed("no such overload")
}
