//! Macros that go over lists and maps. What they made is gathered in one go, and costs as if it were made anew for each
//! element, as on the server.

use super::attribute::no_such_overload;
use super::fold_plan::{Folding, Kind};
use super::logic::joined;
use super::{Evaluated, Place, Run, located};
use crate::cel::error::Error;
use crate::cel::value::{List, MadeMap, Map, Value};

/// What is gone over.
enum Range<'a> {
    List(List<'a>),
    Map(Map<'a>),
}

/// What has come of the elements until now.
enum Gathered<'a> {
    /// Whether the predicate held for all, or for any.
    Decided(Evaluated<'a>),
    Count(Result<u64, Error>),
    List(Result<Vec<Value<'a>>, Error>),
    Map(Result<MadeMap<'a>, Error>),
}

impl<'a> Run<'_, 'a> {
    pub(super) fn fold(&mut self, folding: &'a Folding) -> Evaluated<'a> {
        if folding.of == Kind::Bind {
            self.places[folding.first as usize] = Place::Later(folding.range);
            return self.value(folding.value);
        }
        let range = self.value(folding.range)?;
        let range = match (range.as_map(), range) {
            (Some(map), _) => Range::Map(map),
            (None, Value::List(list)) => Range::List(list),
            _ => return Err(Error::failed("a macro goes over a list or a map")),
        };
        let count = match &range {
            Range::List(list) => list.len(),
            Range::Map(map) => map.len(),
        };
        let mut gathered = Gathered::of(folding.of);
        for index in 0..count {
            if let Gathered::Decided(Ok(Value::Bool(value))) = gathered
                && value == (folding.of == Kind::Exists)
            {
                // The server looks whether to go on before it looks at the element.
                self.context.spend(if value { 3 } else { 2 })?;
                break;
            }
            self.context.go_on()?;
            self.enter(folding, &range, index);
            self.gather(folding, &mut gathered)?;
        }
        self.places[folding.first as usize] = Place::Empty;
        self.context
            .spend(if folding.of == Kind::One { 2 } else { 1 })?;
        gathered.ended()
    }

    /// Gives the variables the values of an element.
    fn enter(&mut self, folding: &Folding, range: &Range<'a>, index: usize) {
        let (first, second) = match (range, folding.second) {
            (Range::List(list), None) => (list.get(index), None),
            (Range::List(list), Some(_)) => (Ok(Value::Int(index as i64)), Some(list.get(index))),
            (Range::Map(map), None) => (map.key(index), None),
            (Range::Map(map), Some(_)) => match map.entry(index) {
                Ok((key, value)) => (Ok(key), Some(Ok(value))),
                Err(error) => (Err(error.clone()), Some(Err(error))),
            },
        };
        self.places[folding.first as usize] = Place::Filled(first);
        if let Some((place, value)) = folding.second.zip(second) {
            self.places[place as usize] = Place::Filled(value);
        }
    }

    fn gather(&mut self, folding: &'a Folding, gathered: &mut Gathered<'a>) -> Result<(), Error> {
        if let Some(filter) = folding.filter {
            match self.condition(filter)? {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => {
                    gathered.fail(error);
                    return Ok(());
                }
            }
        }
        match gathered {
            Gathered::Decided(before) => {
                self.context.spend(folding.each)?;
                let value = self.value(folding.value);
                let left = std::mem::replace(before, Ok(Value::Null));
                *before = joined(left, value, folding.of == Kind::Exists);
                match before {
                    Err(error) if error.is_final() => Err(error.clone()),
                    _ => Ok(()),
                }
            }
            Gathered::Count(count) => {
                match self.condition(folding.value)? {
                    Ok(true) => {
                        self.context.spend(folding.each)?;
                        if let Ok(count) = count {
                            *count += 1;
                        }
                    }
                    Ok(false) => {}
                    Err(error) => *count = Err(error),
                }
                Ok(())
            }
            Gathered::List(made) => self.gather_item(folding, made),
            Gathered::Map(made) => self.gather_entry(folding, made),
        }
    }

    fn gather_item(
        &mut self,
        folding: &'a Folding,
        made: &mut Result<Vec<Value<'a>>, Error>,
    ) -> Result<(), Error> {
        self.context.make(1)?;
        self.context.spend(1)?;
        let value = self.value(folding.value);
        self.context.spend(folding.each - 1)?;
        match (value, &mut *made) {
            (Err(error), _) if error.is_final() => return Err(error),
            (Ok(value), Ok(items)) => items.push(value),
            (Err(error), Ok(_)) => *made = Err(error),
            (_, Err(_)) => {}
        }
        Ok(())
    }

    fn gather_entry(
        &mut self,
        folding: &'a Folding,
        made: &mut Result<MadeMap<'a>, Error>,
    ) -> Result<(), Error> {
        // Once it has failed, the server does not look at what three operands make, but at what two do.
        if made.is_err() && folding.of == Kind::Map {
            return self.context.spend(1);
        }
        self.context.make(1)?;
        self.context.spend(folding.each - 1)?;
        let value = self.value(folding.value);
        self.context.spend(1)?;
        let added = match (value, &mut *made) {
            (Err(error), _) if error.is_final() => return Err(error),
            (Err(error), Ok(_)) => Err(error),
            (Ok(value), Ok(map)) => match folding.of {
                Kind::Entries => insert_all(map, &value),
                _ => match &self.places[folding.first as usize] {
                    Place::Filled(Ok(key)) => insert(map, key.clone(), value),
                    Place::Filled(Err(error)) => Err(error.clone()),
                    _ => Err(no_such_overload()),
                },
            },
            (_, Err(_)) => Ok(()),
        };
        if let Err(error) = added {
            *made = Err(located(error, folding.value));
        }
        Ok(())
    }

    /// A condition, and why it cannot be told; the outer error ends all.
    fn condition(&mut self, id: crate::cel::tree::Id) -> Result<Result<bool, Error>, Error> {
        match self.value(id) {
            Ok(Value::Bool(value)) => Ok(Ok(value)),
            Ok(_) => Ok(Err(no_such_overload())),
            Err(error) if error.is_final() => Err(error),
            Err(error) => Ok(Err(error)),
        }
    }
}

fn insert<'a>(map: &mut MadeMap<'a>, key: Value<'a>, value: Value<'a>) -> Result<(), Error> {
    if map.get(&key).is_some() {
        return Err(Error::failed("insert failed: key already exists"));
    }
    map.insert(key, value);
    Ok(())
}

fn insert_all<'a>(map: &mut MadeMap<'a>, entries: &Value<'a>) -> Result<(), Error> {
    let entries = entries.as_map().ok_or_else(no_such_overload)?;
    for index in 0..entries.len() {
        let (key, value) = entries.entry(index)?;
        insert(map, key, value)?;
    }
    Ok(())
}

impl<'a> Gathered<'a> {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::All => Self::Decided(Ok(Value::Bool(true))),
            Kind::Exists => Self::Decided(Ok(Value::Bool(false))),
            Kind::One => Self::Count(Ok(0)),
            Kind::Map | Kind::Entries => Self::Map(Ok(MadeMap::default())),
            Kind::List | Kind::Bind => Self::List(Ok(Vec::new())),
        }
    }

    fn fail(&mut self, error: Error) {
        match self {
            Self::Decided(made) => *made = Err(error),
            Self::Count(made) => *made = Err(error),
            Self::List(made) => *made = Err(error),
            Self::Map(made) => *made = Err(error),
        }
    }

    fn ended(self) -> Evaluated<'a> {
        match self {
            Self::Decided(made) => made,
            Self::Count(made) => made.map(|count| Value::Bool(count == 1)),
            Self::List(made) => made.map(Value::list),
            Self::Map(made) => made.map(Value::from),
        }
    }
}
