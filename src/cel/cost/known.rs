//! What is known of the sizes of nodes' values.

use super::Bounds;
use super::estimator::{Entries, Estimator, Local};
use super::path::Path;
use crate::cel::tree::{Form, Id, Literal};
use crate::cel::types::Type;

impl Estimator<'_> {
    pub(super) fn local(&self, name: &str) -> Option<&Local> {
        self.locals.iter().rev().find(|local| *local.name == *name)
    }

    /// The variable of a macro that a node names.
    fn local_at(&self, id: Id) -> Option<&Local> {
        match &self.program.expression.node(id).form {
            Form::Name { name, .. } => self.local(name),
            _ => None,
        }
    }

    /// Where the value of a node stands.
    pub(super) fn path(&self, id: Id) -> Path {
        match self.local_at(id) {
            Some(local) => local.path.clone(),
            None => self.paths[id.0 as usize].clone(),
        }
    }

    /// The size of a node's value, if it is known.
    pub(super) fn size(&mut self, id: Id) -> Option<Bounds> {
        if let Some(size) = self.known[id.0 as usize] {
            return Some(size);
        }
        if let Some(size) = written_size(&self.program.expression.node(id).form) {
            return Some(size);
        }
        let path = self.path(id);
        if !path.is_empty()
            && let Some(most) = self.sizes.most(path.steps().get(1..)?)
        {
            let size = Some(Bounds::new(0, most));
            self.known[id.0 as usize] = size;
            return size;
        }
        if is_scalar(self.program.type_of(id)) {
            return Some(Bounds::exactly(1));
        }
        self.local_at(id)?.size
    }

    pub(super) fn size_or_unknown(&mut self, id: Id) -> Bounds {
        self.size(id).unwrap_or(Bounds::UNKNOWN)
    }

    /// The sizes of what is within a node's value.
    pub(super) fn entries_of(&self, id: Id) -> Option<Entries> {
        let known = self.entries[id.0 as usize];
        known.or_else(|| self.local_at(id)?.entries)
    }

    /// What is known of one node's sizes is so of another's.
    pub(super) fn copy_sizes(&mut self, to: Id, from: Id) {
        if let Some(size) = self.size(from) {
            self.known[to.0 as usize] = Some(size);
        }
        if let Some(entries) = self.entries_of(from) {
            self.entries[to.0 as usize] = Some(entries);
        }
    }
}

/// The size of what is written as it is.
fn written_size(form: &Form) -> Option<Bounds> {
    let size = match form {
        Form::Literal(Literal::String(text)) => text.chars().count(),
        Form::Literal(Literal::Bytes(bytes)) => bytes.len(),
        Form::Literal(_) => 1,
        Form::List(items) => items.len(),
        Form::Map(entries) => entries.len(),
        _ => return None,
    };
    Some(Bounds::exactly(size as u64))
}

/// Whether values of a type are of one size, whatever they are.
fn is_scalar(of: &Type) -> bool {
    match of {
        Type::Optional(value) => is_scalar(value),
        _ => matches!(
            of,
            Type::Bool | Type::Double | Type::Duration | Type::Int | Type::Timestamp | Type::Uint
        ),
    }
}
