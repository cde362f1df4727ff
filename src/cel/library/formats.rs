//! Named formats: `format.dns1123Label().validate(self.name)`.

use std::any::Any;

use super::named_formats::{FORMATS as NAMED, Format};
use super::take::{made_list, opaque, own, text};
use super::traversal::as_cost;
use crate::cel::cost::CallEstimate;
use crate::cel::error::Error;
use crate::cel::function::{Cost, Function, Overload};
use crate::cel::standard::costs::{PER_CHARACTER, PER_PATTERN_CHARACTER};
use crate::cel::standard::rows::LIST_STRING;
use crate::cel::types::{Inner, Type};
use crate::cel::value::{Opaque, Value, size};

const FORMAT: Type = Type::Opaque("kubernetes.NamedFormat");
const OPTIONAL_FORMAT: Type = Type::Optional(Inner::Static(&FORMAT));
const OPTIONAL_TEXTS: Type = Type::Optional(Inner::Static(&LIST_STRING));

/// The minor version of Kubernetes that has formats.
const SINCE: u8 = 31;

/// The functions that give a format by its name, `format.named`, and what formats do.
macro_rules! formats {
    ($($name:literal $index:literal),*) => {
        /// Functions of formats.
        pub(super) static FORMATS: &[Function] = &[
            $(Function {
                name: concat!("format.", $name),
                overloads: &[Overload::function(concat!("format.", $name), &[], FORMAT, |_, _| {
                    Ok(opaque(Named(&NAMED[$index])))
                })
                .since(SINCE)],
            },)*
            Function {
                name: "format.named",
                overloads: &[Overload::function("format-named", &[Type::String], OPTIONAL_FORMAT, |_, of| {
                    let name = text(of, 0)?;
                    let found = NAMED.iter().find(|format| format.name == name);
                    Ok(match found {
                        Some(format) => Value::some(opaque(Named(format))),
                        None => Value::Optional(None),
                    })
                })
                .since(SINCE)],
            },
            Function {
                name: "validate",
                overloads: &[Overload::method("format-validate", &[FORMAT, Type::String], OPTIONAL_TEXTS, |_, of| {
                    let faults = (own::<Named>(of, 0)?.0.faults)(text(of, 1)?);
                    Ok(match faults.is_empty() {
                        true => Value::Optional(None),
                        false => Value::some(made_list(faults)),
                    })
                })
                .costing(VALIDATE)
                .since(SINCE)],
            },
        ];

        #[cfg(test)]
        const WRITTEN: &[(&str, usize)] = &[$(($name, $index)),*];
    };
}

formats! {
    "dns1123Label" 0, "dns1123Subdomain" 1, "dns1035Label" 2, "qualifiedName" 3, "dns1123LabelPrefix" 4,
    "dns1123SubdomainPrefix" 5, "dns1035LabelPrefix" 6, "labelValue" 7, "uri" 8, "uuid" 9, "byte" 10, "date" 11,
    "datetime" 12
}

/// The longest pattern of a format is taken to be as long before an evaluation.
const LONGEST: f64 = 128.0;

/// Of `validate`: as of trying a pattern as long as the format's.
const VALIDATE: Cost = Cost::Of {
    spent: |of, _| {
        let [Value::Opaque(format), text] = of else {
            return 1;
        };
        let format = format.as_any().downcast_ref::<Named>();
        let pattern = format.map_or(0, |format| format.0.pattern_length);
        let text = as_cost((1.0 + size(text) as f64) * PER_CHARACTER);
        text * as_cost(pattern as f64 * PER_PATTERN_CHARACTER)
    },
    estimated: |operands| {
        let text = operands.size(1).scaled(PER_CHARACTER);
        CallEstimate::of(text.scaled(LONGEST * PER_PATTERN_CHARACTER))
    },
};

/// A format as a value.
#[derive(Debug)]
struct Named(&'static Format);

impl Opaque for Named {
    fn type_name(&self) -> &'static str {
        "kubernetes.NamedFormat"
    }

    fn equals(&self, other: &dyn Opaque) -> Result<bool, Error> {
        let other = other.as_any().downcast_ref::<Self>();
        Ok(other.is_some_and(|other| self.0.name == other.0.name))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMED, WRITTEN};

    #[test]
    fn each_format_is_a_function() {
        for (format, (name, index)) in NAMED.iter().zip(WRITTEN) {
            assert_eq!((format.name, NAMED[*index].name), (*name, *name));
        }
        assert_eq!(NAMED.len(), WRITTEN.len());
    }
}
