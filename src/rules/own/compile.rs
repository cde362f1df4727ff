//! The expressions of a page, read and checked.

use super::declare;
use super::kinds::Kinds;
use crate::api::Type as Definition;
use crate::cel::environment::Meaning;
use crate::cel::{Environment, Fault, Program};
use crate::policies::expressions::{Purpose, misfit};
use crate::rules::Parameter;
use crate::rules::page::{Page, PageFault};
use crate::yaml::Cursor;

/// Of more kinds than this it is not looked whether they have the fields that an expression names, as on the server.
const MOST_TYPES: usize = 10;

/// What the expressions of a page may name.
pub(super) struct Declared<'p> {
    parameters: &'p [Parameter],
    others: &'p Kinds,
    /// The definitions of `object`, one for each kind that the page is about; one that is none where it may be anything.
    objects: Vec<Option<Definition>>,
}

impl<'p> Declared<'p> {
    pub(super) fn of(parameters: &'p [Parameter], kinds: &Kinds, others: &'p Kinds) -> Self {
        let known = kinds.definitions().unwrap_or_default();
        let mut objects: Vec<_> = known.into_iter().map(Some).collect();
        if objects.is_empty() || objects.len() > MOST_TYPES {
            objects = vec![None];
        }
        Self {
            parameters,
            others,
            objects,
        }
    }

    /// Reads an expression; what is wrong with it is added to `faults`. Any value will do where no purpose is given.
    pub(super) fn read(
        &self,
        at: &Cursor<'_>,
        purpose: Option<Purpose>,
        faults: &mut Vec<PageFault>,
    ) -> Option<Program> {
        let Some(text) = at.as_str() else {
            let wanted = "an expression is a text: put it in quotes, or behind `|`";
            faults.push(PageFault::new(Page::place(at.span()), wanted));
            return None;
        };
        let read = declare::environment(self.parameters).compile(&text);
        let read = read.and_then(|program| {
            let fault = purpose.and_then(|purpose| misfit(purpose, program.result(), &text));
            let mut faults: Vec<Fault> = fault.into_iter().collect();
            if faults.is_empty() {
                faults = self.unknown_fields(&text);
            }
            if faults.is_empty() {
                Ok(program)
            } else {
                Err(faults)
            }
        });
        let told = |fault: Fault| PageFault {
            span: Page::place(at.part(fault.span.start as usize, fault.span.end as usize)),
            message: fault.message,
            help: fault.help,
        };
        read.map_err(|found| faults.extend(found.into_iter().map(told)))
            .ok()
    }

    /// What is wrong with an expression whatever the object is of which it speaks: a field that none of the kinds has.
    fn unknown_fields(&self, text: &str) -> Vec<Fault> {
        let read = |object: &Option<Definition>| {
            let environment: Environment = declare::typed(*object, self.parameters, self.others);
            environment.compile(text).err().unwrap_or_default()
        };
        let mut all = self.objects.iter().map(read);
        let mut found = all.next().unwrap_or_default();
        for other in all {
            found.retain(|fault| other.iter().any(|other| other.span == fault.span));
        }
        found
    }
}

/// Whether a program names a variable.
pub(super) fn names(program: &Program, variable: u32) -> bool {
    let is_it = |meaning: &Meaning| matches!(meaning, Meaning::Variable(at) if *at == variable);
    program.meanings.iter().any(is_it)
}
