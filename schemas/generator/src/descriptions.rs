//! What the documentation says of definitions and their fields, as a text.

use std::collections::BTreeMap;

use crate::api::{Api, Versions};

/// By the name of a field, empty for definitions themselves: the texts, each with the definitions that have it and the
/// limits of the versions that do.
type Texts<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeMap<&'a str, String>>>;

impl Api {
    /// The text: the names of fields in order, below each what is said of fields of that name, and below that of which.
    pub(crate) fn descriptions(&self) -> String {
        let mut texts = Texts::new();
        for (definition, history) in &self.definitions {
            let own = history.descriptions.iter();
            let own = own.map(|(&at, text)| (at, text.as_str())).collect();
            self.describe("", definition, own, &mut texts);
            for (field, versions) in &history.fields {
                let all = versions.iter();
                let all = all.map(|(&at, field)| (at, field.description.as_str()));
                self.describe(field, definition, all.collect(), &mut texts);
            }
        }
        let mut out = String::new();
        for (field, texts) in texts {
            out.push_str(if field.is_empty() { "=" } else { field });
            out.push('\n');
            for (text, definitions) in texts {
                let text = text.replace('\\', "\\\\").replace('\n', "\\n");
                out.push_str(&format!("  {text}\n"));
                for (definition, limits) in definitions {
                    out.push_str(&format!("    {definition}{limits}\n"));
                }
            }
        }
        out
    }

    /// Adds what the versions that have a field say of it.
    fn describe<'a>(
        &self,
        field: &'a str,
        definition: &'a str,
        versions: Vec<(usize, &'a str)>,
        texts: &mut Texts<'a>,
    ) {
        let all: Versions = versions.iter().map(|&(at, _)| at).collect();
        let mut by_text: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, text) in versions {
            by_text.entry(text.trim()).or_default().push(at);
        }
        by_text.remove("");
        for (text, some) in by_text {
            let limits = self.limits(" in=", some.into_iter().collect(), all);
            let of_field = texts.entry(field).or_default();
            of_field.entry(text).or_default().insert(definition, limits);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{Definition, Field};

    fn definition(own: &str, name: &str) -> Definition {
        let field = Field {
            shape: "string".to_owned(),
            description: name.to_owned(),
            ..Field::default()
        };
        Definition {
            description: own.to_owned(),
            fields: [("name".to_owned(), field)].into(),
            ..Definition::default()
        }
    }

    #[test]
    fn a_text_stands_once_with_all_that_it_is_of() {
        let mut api = Api::default();
        for (version, own, name) in [("1.36", "A.", "Its name."), ("1.37", "A.", "Its\nname.")] {
            let both = [
                ("a.A".to_owned(), definition(own, name)),
                ("b.B".to_owned(), definition("", "Its name.")),
            ];
            api.add(version, both.into()).unwrap();
        }
        let text = "=\n  A.\n    a.A\nname\n  Its\\nname.\n    a.A in=1.37..\n  Its name.\n    a.A in=..1.36\n    b.B\n";
        assert_eq!(api.descriptions(), text);
    }
}
