//! What the schema of a custom resource says of a place, for people.

use serde_json::{Map, Value};

use super::Schemas;
use super::load::Schema;
use super::run::Near;
use super::store::Lookup;
use super::template::Gvk;
use crate::yaml::Step;

/// How many references that lead to references are followed.
const MOST_HOPS: usize = 16;

/// What a value is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Fields, or keys of any name.
    Object,
    /// Items.
    List,
    /// A string.
    String,
    /// A bool.
    Bool,
    /// Anything else.
    Other,
}

/// What a schema says of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Its type, in words.
    pub kind: String,
    /// What it is made of.
    pub form: Form,
    /// What its author says of it.
    pub about: String,
    /// What holds where nothing is written.
    pub default: Option<Value>,
    /// The values that it may have; none if it may have any.
    pub values: Vec<Value>,
}

/// A field of a custom resource.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomField {
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// Its value.
    pub value: Outline,
}

impl Schemas {
    /// What the schema of a kind says of the value at the end of a way, with the fields of that, or of its items, by name.
    /// `of`: the group, the version and the kind.
    #[must_use]
    pub fn outline(&self, of: [&str; 3], way: &[Step<'_>]) -> Option<(Outline, Vec<CustomField>)> {
        let [group, version, kind] = of.map(str::to_owned);
        let of = Gvk {
            group,
            version,
            kind,
        };
        let located = self.located.as_ref().map(|store| store.lookup(&of));
        if let Some(Lookup::Schema(schema)) = located {
            return described(&schema, way);
        }
        let (crds, file) = self.run.as_ref()?;
        match crds.near(&of, file) {
            Near::Schemas(schemas) => described(&schemas.first()?.0, way),
            Near::Nothing | Near::Unserved(_) => None,
        }
    }
}

fn described(schema: &Schema, way: &[Step<'_>]) -> Option<(Outline, Vec<CustomField>)> {
    let mut at = Place::of(schema, schema.top())?;
    for step in way {
        at = at.below(step)?;
    }
    Some((at.outline(), at.fields()))
}

/// A schema within a schema.
#[derive(Clone, Copy)]
struct Place<'s> {
    schema: &'s Schema,
    map: &'s Map<String, Value>,
}

impl<'s> Place<'s> {
    /// What a value of the schema says, or what it refers to.
    fn of(schema: &'s Schema, mut value: &'s Value) -> Option<Self> {
        for _ in 0..MOST_HOPS {
            let map = value.as_object()?;
            match map.get("$ref").and_then(Value::as_str) {
                Some(reference) => value = schema.target(reference)?,
                None => return Some(Self { schema, map }),
            }
        }
        None
    }

    fn part(&self, keyword: &str) -> Option<Self> {
        Self::of(self.schema, self.map.get(keyword)?)
    }

    fn properties(&self) -> Option<&'s Map<String, Value>> {
        self.map.get("properties")?.as_object()
    }

    fn below(&self, step: &Step<'_>) -> Option<Self> {
        match step {
            Step::Index(_) => self.part("items"),
            Step::Key(key) => {
                let own = self.properties().and_then(|fields| fields.get(&**key));
                let own = own.and_then(|own| Self::of(self.schema, own));
                own.or_else(|| self.part("additionalProperties"))
            }
        }
    }

    /// The type, with that of what it holds; `null` besides another is not worth a word.
    fn kind(&self) -> String {
        let name = |kind: &Value| {
            kind.as_str()
                .filter(|kind| *kind != "null")
                .map(str::to_owned)
        };
        let kinds = match self.map.get("type") {
            Some(Value::Array(kinds)) => kinds.iter().filter_map(name).collect(),
            Some(kind) => Vec::from_iter(name(kind)),
            None => Vec::new(),
        };
        match &kinds[..] {
            [] => "any value".to_owned(),
            [kind] if kind == "array" => {
                let items = self.part("items");
                items.map_or("list".to_owned(), |items| {
                    format!("list of {}", items.kind())
                })
            }
            [kind] if kind == "object" && self.properties().is_none() => {
                let values = self.part("additionalProperties");
                values.map_or("object".to_owned(), |values| {
                    format!("map of {}", values.kind())
                })
            }
            kinds => kinds.join(" or "),
        }
    }

    fn form(&self) -> Form {
        let kind = self.kind();
        match kind.split(' ').next() {
            Some("object" | "map") => Form::Object,
            Some("list") => Form::List,
            Some("string") => Form::String,
            Some("boolean") => Form::Bool,
            _ if self.properties().is_some() => Form::Object,
            _ => Form::Other,
        }
    }

    fn outline(&self) -> Outline {
        let text = |keyword: &str| self.map.get(keyword).and_then(Value::as_str);
        let values = self.map.get("enum").and_then(Value::as_array);
        let values = values
            .into_iter()
            .flatten()
            .filter(|value| !value.is_null());
        Outline {
            kind: self.kind(),
            form: self.form(),
            about: text("description").unwrap_or_default().to_owned(),
            default: self.map.get("default").cloned(),
            values: values.cloned().collect(),
        }
    }

    fn fields(&self) -> Vec<CustomField> {
        if self.properties().is_none()
            && let Some(items) = self.part("items")
        {
            return items.fields();
        }
        let required = self.map.get("required").and_then(Value::as_array);
        let required = required.map_or(&[][..], Vec::as_slice);
        let fields = self.properties().into_iter().flatten();
        let field = |(name, value): (&String, &'s Value)| {
            Some(CustomField {
                name: name.clone(),
                is_required: required.iter().any(|known| known == name.as_str()),
                value: Self::of(self.schema, value)?.outline(),
            })
        };
        fields.filter_map(field).collect()
    }
}
