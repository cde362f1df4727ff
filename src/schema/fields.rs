//! What to say of a key that is no field.

use crate::api::{Field, Type, Version, Versions};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::nearest::nearest;
use crate::objects::Object;
use crate::schema::words;
use crate::yaml::{Cursor, Entry};

/// A mapping that should have the fields of a definition.
pub(super) struct Holder<'o, 't> {
    pub(super) object: &'o Object<'t>,
    pub(super) value: Cursor<'t>,
    pub(super) definition: Type,
    pub(super) version: Version,
}

impl<'t> Holder<'_, 't> {
    /// A key that is no field, at least not in this version.
    pub(super) fn unknown(&self, entry: &Entry<'t>) -> Diagnostic {
        let name = entry.key.as_key();
        let alike = self
            .definition
            .fields()
            .filter(|field| field.name() == name);
        let elsewhen: Vec<Versions> = alike.map(Field::versions).collect();
        if !elsewhen.is_empty() {
            return self.elsewhen(entry, &elsewhen);
        }
        let known = self.definition.fields();
        let known = known.filter(|field| field.versions().contains(self.version));
        let known: Vec<&str> = known.map(Field::name).collect();
        let meant = nearest(&name, &known).filter(|meant| self.value.get(meant).is_none());
        let mut message = format!("`{name}` is no field of {}", words::thing(self.definition));
        if let Some(meant) = meant {
            message.push_str(&format!("; did you mean `{meant}`?"));
        }
        let diagnostic = self.diagnostic(entry, message, "the API server refuses it");
        match meant {
            Some(meant) => self.rename(diagnostic, entry, meant),
            None if known.len() <= 12 => {
                diagnostic.help(format!("its fields are {}", words::list(&known)))
            }
            None => diagnostic,
        }
    }

    /// A key that is a field in other versions.
    fn elsewhen(&self, entry: &Entry<'t>, versions: &[Versions]) -> Diagnostic {
        let name = entry.key.as_key();
        let thing = words::thing(self.definition);
        let all = versions.iter().flat_map(|versions| versions.iter());
        let (older, newer): (Vec<_>, Vec<_>) = all.partition(|&other| other < self.version);
        if let Some(first) = newer.iter().min() {
            let message = format!("`{name}` is no field of {thing} before Kubernetes {first}");
            let help = format!("leave it out, or check against Kubernetes {first} or newer");
            let here = format!("added in {first}");
            return self.diagnostic(entry, message, &here).help(help);
        }
        let removed = older.iter().max().map_or(0, |last| last.minor() + 1);
        let message = format!("`{name}` is no field of {thing} since Kubernetes 1.{removed}");
        self.diagnostic(entry, message, &format!("removed in 1.{removed}"))
            .help("leave it out")
    }

    fn diagnostic(&self, entry: &Entry<'t>, message: String, here: &str) -> Diagnostic {
        let diagnostic = self.object.diagnostic("unknown-field", &entry.key, message);
        diagnostic.here(here)
    }

    fn rename(&self, diagnostic: Diagnostic, entry: &Entry<'t>, meant: &str) -> Diagnostic {
        let first_line = entry.value.text().lines().next().unwrap_or_default();
        let title = format!("rename `{}` to `{meant}`", entry.key.as_key());
        let edit = Edit {
            source: self.object.source,
            span: entry.key.span(),
            text: meant.to_owned(),
        };
        diagnostic
            .help(format!("{meant}: {first_line}").trim_end().to_owned())
            .fix(Fix {
                title,
                applicability: Applicability::Unsafe,
                edits: vec![edit],
            })
    }
}
