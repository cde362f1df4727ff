//! `range`

use super::{Done, Flow, Seen, State};
use crate::template::format::printed;
use crate::template::tree::{Arm, Branch, Pipe};
use crate::template::value::{List, Map, Value};

impl<'t> State<'t, '_> {
    pub(super) fn range(&mut self, dot: &Seen, branch: &'t Branch) -> Done<Flow> {
        let _level = self.deeper()?;
        let mark = self.variables.len();
        for arm in &branch.arms {
            self.begin(arm.extent);
            let value = self.pipeline(dot, &arm.pipe)?;
            let any = self.every(value.value(), arm)?;
            let flow = match &branch.otherwise {
                Some(body) if !any => self.body(dot, body)?,
                _ => Flow::On,
            };
            self.variables.truncate(mark);
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    /// Executes the body for every item; gives whether there is one.
    fn every(&mut self, value: &Value, arm: &'t Arm) -> Done<bool> {
        match value {
            Value::Nil => Ok(false),
            Value::Int(count, _) | Value::Int64(count, _) => self.every_number(value, *count, arm),
            Value::List(list) => self.every_item(list, arm),
            Value::Map(map) => self.every_entry(map, arm),
            Value::Object(object) => match (object.as_map(), object.as_list()) {
                (Some(map), _) => self.every_entry(&map, arm),
                (None, Some(list)) => self.every_item(&list, arm),
                (None, None) => Err(self.not_iterable(value)),
            },
            _ => Err(self.not_iterable(value)),
        }
    }

    fn not_iterable(&mut self, value: &Value) -> Box<crate::template::Failure> {
        match printed(value) {
            Ok(text) => self.error(format!("range can't iterate over {}", text.as_str())),
            Err(bound) => self.bound(bound),
        }
    }

    fn every_number(&mut self, value: &Value, count: i64, arm: &'t Arm) -> Done<bool> {
        if arm.pipe.variables.len() > 1 {
            let message = format!("can't use {count} to iterate over more than one variable");
            return Err(self.error(message));
        }
        for number in 0..count {
            let item = match value {
                Value::Int64(..) => Value::Int64(number, None),
                _ => Value::int(number),
            };
            if !self.one(Seen::Nothing, Seen::Plain(item), arm)? {
                break;
            }
        }
        Ok(count > 0)
    }

    fn every_item(&mut self, list: &List, arm: &'t Arm) -> Done<bool> {
        let length = list.borrow().len();
        for at in 0..length {
            let Some(item) = list.borrow().get(at).cloned() else {
                break;
            };
            let index = Seen::Plain(Value::int(at as i64));
            if !self.one(index, Seen::Boxed(item), arm)? {
                break;
            }
        }
        Ok(length > 0)
    }

    /// Goes through the entries that are there at the start, whatever becomes of the map meanwhile.
    fn every_entry(&mut self, map: &Map, arm: &'t Arm) -> Done<bool> {
        self.steps(map.borrow().len() as u64)?;
        let entries = map.borrow().clone();
        for (key, value) in entries.iter() {
            let key = Seen::Plain(Value::Text(key.0.clone()));
            if !self.one(key, Seen::Boxed(value.clone()), arm)? {
                break;
            }
        }
        Ok(!entries.is_empty())
    }

    /// One turn; gives whether another one may follow.
    fn one(&mut self, index: Seen, item: Seen, arm: &'t Arm) -> Done<bool> {
        self.steps(1)?;
        let mark = self.variables.len();
        self.set_variables(&arm.pipe, index, &item)?;
        let flow = self.body(&item, &arm.body)?;
        self.variables.truncate(mark);
        Ok(flow != Flow::Break)
    }

    fn set_variables(&mut self, pipe: &'t Pipe, index: Seen, item: &Seen) -> Done<()> {
        let (first, second) = match &pipe.variables[..] {
            [] => return Ok(()),
            [only] => (None, only),
            [first, second, ..] => (Some(first), second),
        };
        if pipe.assigns {
            if let Some(first) = first {
                self.assign(first, index)?;
            }
            return self.assign(second, item.clone());
        }
        // The pipeline has just declared them.
        let mut declared = self.variables.iter_mut().rev();
        if let Some((_, last)) = declared.next() {
            *last = item.clone();
        }
        if first.is_some()
            && let Some((_, before)) = declared.next()
        {
            *before = index;
        }
        Ok(())
    }
}
