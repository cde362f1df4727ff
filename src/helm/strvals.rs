//! Values as arguments have them: `image.tag=1.2,ports[0].name=web,hosts={a,b}`.

use crate::origin::{Place, Text};
use crate::template::{Key, List, Map, Value};

use super::coalesce::{new_map, set};
use super::request::How;

/// The largest index of a list.
const MAX_INDEX: usize = 65_536;

/// How many dots a name may have.
const MAX_DOTS: usize = 30;

/// What a file's text is, by its path.
pub(super) type ReadFile<'r> = &'r dyn Fn(&str) -> Result<Value, String>;

/// Sets in a map what an argument says, which stands at a place if in a manifest. What it says before an error stays set.
///
/// # Errors
///
/// In a sentence without its end.
pub(super) fn apply(
    (text, place): (&str, Option<Place>),
    how: How,
    to: &Map,
    read: ReadFile<'_>,
) -> Result<(), String> {
    let mut parser = Parser {
        rest: text,
        place,
        how,
        read,
    };
    while !parser.rest.is_empty() {
        parser.key(to, 0)?;
    }
    Ok(())
}

struct Parser<'a> {
    rest: &'a str,
    place: Option<Place>,
    how: How,
    read: ReadFile<'a>,
}

impl<'a> Parser<'a> {
    /// One name with its value, below a map.
    fn key(&mut self, data: &Map, dots: usize) -> Result<(), String> {
        let stops: &[char] = match self.how {
            How::Literal => &['=', '[', '.'],
            _ => &['=', '[', ',', '.'],
        };
        let (name, stop) = self.until(stops);
        let Some(stop) = stop else {
            return match name.is_empty() {
                true => Ok(()),
                false => Err(format!("`{name}` has no value")),
            };
        };
        match stop {
            '[' => {
                let index = self.index()?;
                let list = list_at(data, &name)?;
                let result = self.item(&list, index, dots);
                self.put(data, &name, Value::List(list));
                result
            }
            '=' => {
                let value = self.value()?;
                self.put(data, &name, value);
                Ok(())
            }
            ',' => {
                self.put(data, &name, Value::text(""));
                Err(format!("`{name}` has no value (a comma follows it)"))
            }
            _ => self.below(data, &name, dots),
        }
    }

    /// What comes behind a dot.
    fn below(&mut self, data: &Map, name: &str, dots: usize) -> Result<(), String> {
        if dots >= MAX_DOTS {
            return Err(format!("a name has more than {MAX_DOTS} dots"));
        }
        let known = data.borrow().get(name).cloned();
        let inner = match known {
            None => new_map(std::iter::empty()),
            Some(Value::Map(map)) => map,
            Some(_) => return Err(format!("`{name}` is no map")),
        };
        let result = self.key(&inner, dots + 1);
        let is_empty = inner.borrow().is_empty();
        if result.is_ok() && is_empty {
            return Err(format!("`{name}` has no value"));
        }
        if !is_empty {
            self.put(data, name, Value::Map(inner));
        }
        result
    }

    /// What comes behind an index of a list.
    fn item(&mut self, list: &List, index: usize, dots: usize) -> Result<(), String> {
        let (between, stop) = self.until(&['[', '.', '=']);
        if !between.is_empty() {
            return Err(format!("`{between}` stands behind an index"));
        }
        let known = list.borrow().get(index).cloned();
        let value = match stop {
            Some('=') => self.value()?,
            Some('[') => {
                let next = self.index()?;
                let inner = match known {
                    None | Some(Value::Nil) => new_list(),
                    Some(Value::List(list)) => list,
                    Some(_) => return Err("what an index is asked of is no list".to_owned()),
                };
                self.item(&inner, next, dots)?;
                Value::List(inner)
            }
            Some('.') => {
                let inner = match known {
                    Some(Value::Map(map)) => map,
                    _ => new_map(std::iter::empty()),
                };
                self.key(&inner, dots)?;
                Value::Map(inner)
            }
            _ => return Err("nothing stands behind an index".to_owned()),
        };
        let mut list = list.borrow_mut();
        if list.len() <= index {
            list.resize(index + 1, Value::Nil);
        }
        list[index] = value;
        Ok(())
    }

    fn index(&mut self) -> Result<usize, String> {
        let (digits, stop) = self.until(&[']']);
        if stop.is_none() {
            return Err("an index has no `]`".to_owned());
        }
        match digits.parse::<usize>() {
            Ok(index) if index <= MAX_INDEX => Ok(index),
            Ok(_) => Err(format!("{digits} is greater than {MAX_INDEX}")),
            Err(_) => Err(format!("`{digits}` is no index")),
        }
    }

    /// What stands behind `=`.
    fn value(&mut self) -> Result<Value, String> {
        match self.how {
            How::Literal => {
                let text = std::mem::take(&mut self.rest);
                Ok(self.text(text))
            }
            How::Json => self.json(),
            _ if self.rest.is_empty() => Ok(self.text("")),
            _ => match self.rest.strip_prefix('{') {
                Some(rest) => {
                    self.rest = rest;
                    self.list()
                }
                None => {
                    let (text, _) = self.until(&[',']);
                    self.single(text)
                }
            },
        }
    }

    fn list(&mut self) -> Result<Value, String> {
        let mut items = Vec::new();
        loop {
            let (text, stop) = self.until(&[',', '}']);
            let Some(stop) = stop else {
                return Err("a list has no `}`".to_owned());
            };
            items.push(self.single(text)?);
            if stop == '}' {
                self.rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
                return Ok(Value::list(items));
            }
        }
    }

    fn json(&mut self) -> Result<Value, String> {
        if self.is_blank() {
            return Ok(Value::Nil);
        }
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter();
        let value: serde_json::Value = match values.next() {
            Some(Ok(value)) => value,
            Some(Err(error)) => return Err(format!("this is no JSON: {error}")),
            None => return Ok(Value::Nil),
        };
        let end = values.byte_offset();
        self.rest = self.rest.get(end..).unwrap_or("");
        self.is_blank();
        Ok(of_json(value))
    }

    /// Whether nothing stands before the next comma, which is passed over then, as are blanks.
    fn is_blank(&mut self) -> bool {
        self.rest = self.rest.trim_start();
        let behind = self.rest.strip_prefix(',');
        let is_blank = self.rest.is_empty() || behind.is_some();
        self.rest = behind.unwrap_or(self.rest);
        is_blank
    }

    fn single(&self, text: String) -> Result<Value, String> {
        match self.how {
            How::Typed => Ok(self.typed(&text)),
            How::File => (self.read)(&text),
            _ => Ok(self.text(&text)),
        }
    }

    fn text(&self, text: &str) -> Value {
        Value::Text(Text::derived(text, self.place))
    }

    /// What a text looks like: a truth, null, a whole number, or else itself.
    fn typed(&self, text: &str) -> Value {
        let at = self.place;
        for (word, value) in [
            ("true", Value::Bool(true, at)),
            ("false", Value::Bool(false, at)),
            ("null", Value::Nil),
        ] {
            if text.eq_ignore_ascii_case(word) {
                return value;
            }
        }
        let number = match text.starts_with('0') && text != "0" {
            true => None,
            false => text.parse().ok(),
        };
        number.map_or_else(|| self.text(text), |number| Value::Int64(number, at))
    }

    /// The characters up to one of the stops, which is passed over, or to the end. A backslash takes its meaning off the next,
    /// but for what is literal.
    fn until(&mut self, stops: &[char]) -> (String, Option<char>) {
        let mut text = String::new();
        let mut chars = self.rest.chars();
        let mut found = None;
        while let Some(char) = chars.next() {
            match char {
                stop if stops.contains(&stop) => {
                    found = Some(stop);
                    break;
                }
                '\\' if self.how != How::Literal => text.extend(chars.next()),
                char => text.push(char),
            }
        }
        self.rest = chars.as_str();
        (text, found)
    }

    fn put(&self, data: &Map, name: &str, value: Value) {
        if !name.is_empty() {
            set(data, Key::from(name), value);
        }
    }
}

fn list_at(data: &Map, name: &str) -> Result<List, String> {
    match data.borrow().get(name) {
        None => Ok(new_list()),
        Some(Value::List(list)) => Ok(list.clone()),
        Some(_) => Err(format!("`{name}` is no list")),
    }
}

fn new_list() -> List {
    List::new(std::cell::RefCell::new(Vec::new().into()))
}

/// A value of JSON; all numbers are floats.
fn of_json(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Nil,
        serde_json::Value::Bool(is) => Value::bool(is),
        serde_json::Value::Number(number) => {
            Value::Float(number.as_f64().unwrap_or(f64::NAN), None)
        }
        serde_json::Value::String(text) => Value::text(text),
        serde_json::Value::Array(items) => Value::list(items.into_iter().map(of_json).collect()),
        serde_json::Value::Object(map) => {
            let entries = map.into_iter();
            let entries = entries.map(|(key, value)| (Key::from(key.as_str()), of_json(value)));
            Value::Map(new_map(entries))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values as Go prints them, maps in the order of their keys.
    fn printed(value: &Value) -> String {
        match value {
            Value::Nil => "<nil>".to_owned(),
            Value::Bool(is, _) => is.to_string(),
            Value::Int(number, _) | Value::Int64(number, _) => number.to_string(),
            Value::Float(number, _) => format!("{number}f"),
            Value::Text(text) => format!("{:?}", text.as_str()),
            Value::List(items) => {
                let items: Vec<_> = items.borrow().iter().map(printed).collect();
                format!("[{}]", items.join(" "))
            }
            Value::Map(map) => {
                let map = map.borrow();
                let entries = map.iter();
                let entries: Vec<_> = entries
                    .map(|(key, value)| format!("{}:{}", key.0.as_str(), printed(value)))
                    .collect();
                format!("map[{}]", entries.join(" "))
            }
            Value::Object(_) => unreachable!(),
        }
    }

    fn applied(how: How, text: &str) -> Result<String, String> {
        let map = new_map(std::iter::empty());
        let read = |path: &str| Ok(Value::text(format!("text of {path}")));
        apply((text, None), how, &map, &read)?;
        Ok(printed(&Value::Map(map)))
    }

    #[test]
    fn arguments_are_read_as_helm_does() {
        for (text, expected) in [
            ("", "map[]"),
            ("a=1", "map[a:1]"),
            ("a=1,b=x", "map[a:1 b:\"x\"]"),
            ("a=", "map[a:\"\"]"),
            ("a=,b=1", "map[a:\"\" b:1]"),
            ("a.b.c=true", "map[a:map[b:map[c:true]]]"),
            ("a=0", "map[a:0]"),
            ("a=012", "map[a:\"012\"]"),
            ("a=-5", "map[a:-5]"),
            ("a=1.5", "map[a:\"1.5\"]"),
            ("a=NULL", "map[a:<nil>]"),
            (r"a=x\,y", "map[a:\"x,y\"]"),
            (r"a\.b=1", "map[a.b:1]"),
            ("a={1,x,true}", "map[a:[1 \"x\" true]]"),
            ("a={}", "map[a:[\"\"]]"),
            ("a={1,2},b=3", "map[a:[1 2] b:3]"),
            ("a[1]=x", "map[a:[<nil> \"x\"]]"),
            ("a[0].b=1,a[0].c=2", "map[a:[map[b:1 c:2]]]"),
            ("a[0][1]=x", "map[a:[[<nil> \"x\"]]]"),
            ("a=b=c", "map[a:\"b=c\"]"),
            ("a=1,", "map[a:1]"),
        ] {
            assert_eq!(applied(How::Typed, text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn arguments_that_helm_refuses_are_refused() {
        for text in [
            "a",
            "a,b=1",
            "a.b",
            "a=1,a.b=2",
            "a[x]=1",
            "a[0=1",
            "a[0]x=1",
            "a[99999]=1",
            "a={1",
            "a.=1",
            "a=1,a[0]=2",
            "a[-1]=1",
        ] {
            assert!(applied(How::Typed, text).is_err(), "{text}");
        }
        let deep = format!("{}a=1", "a.".repeat(31));
        assert!(applied(How::Typed, &deep).is_err());
    }

    #[test]
    fn the_other_kinds_have_their_own_values() {
        for (how, text, expected) in [
            (How::Text, "a=1,b=true", "map[a:\"1\" b:\"true\"]"),
            (How::Text, "a={1,2}", "map[a:[\"1\" \"2\"]]"),
            (
                How::Json,
                "a={\"b\":[1,null]},c=\"x\"",
                "map[a:map[b:[1f <nil>]] c:\"x\"]",
            ),
            (How::Json, "a= ,b=1", "map[a:<nil> b:1f]"),
            (
                How::Literal,
                "a.b=x,y={1}\\",
                "map[a:map[b:\"x,y={1}\\\\\"]]",
            ),
            (How::Literal, "a[0]=", "map[a:[\"\"]]"),
            (How::File, "a=x.txt", "map[a:\"text of x.txt\"]"),
        ] {
            assert_eq!(applied(how, text).as_deref(), Ok(expected), "{text}");
        }
        assert!(applied(How::Json, "a={").is_err());
    }
}
