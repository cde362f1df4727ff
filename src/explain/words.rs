//! Types and versions as people say them.

use crate::api::{Shape, Version, Versions};

/// A type as people say it.
#[must_use]
pub fn in_words(shape: Shape) -> String {
    let word = match shape {
        Shape::Any => "any value",
        Shape::String => "string",
        Shape::Bool => "boolean",
        Shape::Int32 | Shape::Int64 => "integer",
        Shape::Number => "number",
        Shape::Quantity => "quantity",
        Shape::IntOrString => "integer or string",
        Shape::Time | Shape::MicroTime => "time",
        Shape::Bytes => "base64",
        Shape::List(element) => return format!("list of {}", in_words(element.shape())),
        Shape::Map(element) => return format!("map of {}", in_words(element.shape())),
        Shape::Object(definition) => definition.name().rsplit('.').next().unwrap_or_default(),
    };
    word.to_owned()
}

/// The versions in words, unless they are all: `1.29 and later`, `up to 1.25`, `1.26 to 1.28`.
#[must_use]
pub fn span(versions: Versions) -> Option<String> {
    if versions == Versions::all() {
        return None;
    }
    let (first, last) = (versions.iter().next()?, versions.iter().next_back()?);
    let unbroken = versions == Versions::range(first, last);
    Some(if unbroken && last == Version::newest() {
        format!("{first} and later")
    } else if unbroken && first == Version::oldest() && first < last {
        format!("up to {last}")
    } else {
        versions.to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::span;
    use crate::api::{Version, Versions};

    #[test]
    fn versions_are_said_as_people_do() {
        let said = |first: &str, last: &str| {
            let [first, last] = [first, last].map(|text| Version::parse(text).unwrap());
            span(Versions::range(first, last))
        };
        let newest = Version::newest().to_string();
        assert_eq!(said("1.24", &newest), None);
        assert_eq!(said("1.29", &newest).as_deref(), Some("1.29 and later"));
        assert_eq!(said("1.24", "1.25").as_deref(), Some("up to 1.25"));
        assert_eq!(said("1.26", "1.28").as_deref(), Some("1.26 to 1.28"));
        assert_eq!(said("1.24", "1.24").as_deref(), Some("1.24"));
    }
}
