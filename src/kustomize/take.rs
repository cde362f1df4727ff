//! What a kustomization takes: files of objects, other directories, and components.

use std::sync::Arc;

use crate::origin::{ProblemKind, Text};

use super::cache::Trace;
use super::expand::objects;
use super::load::{Leads, Loader};
use super::problem::{Failure, Outcome};
use super::provenance::Source;
use super::target::{Build, State};
use super::variable;

impl Build {
    /// Takes a file of objects, or what another directory comes to.
    pub(super) fn resource(
        &self,
        path: &Text,
        loader: &Loader<'_>,
        state: &mut State,
    ) -> Outcome<()> {
        match loader.leads(path) {
            Leads::Remote => {
                leave_out(path, loader, state);
                Ok(())
            }
            Leads::Directory => self.base(path, loader, state),
            Leads::File => {
                let loaded = loader.load(path)?;
                let mut objects = objects(loaded.demand_text()?)?;
                // A file without any stands for what is made later: `gotk-components.yaml` before `flux bootstrap`.
                state.is_whole &= !objects.is_empty();
                for object in &mut objects {
                    let file = loaded.place().file;
                    object.source = Some(Source { file, by: None });
                }
                state.set.resources.extend(objects);
                Ok(())
            }
            Leads::Nowhere => match nowhere(path, loader) {
                // What is made later is not there for the rest, as what is on another machine.
                failure if failure.0.kind == ProblemKind::NotChecked => {
                    loader.note(failure);
                    state.is_whole = false;
                    Ok(())
                }
                failure => Err(failure),
            },
        }
    }

    fn base(&self, path: &Text, loader: &Loader<'_>, state: &mut State) -> Outcome<()> {
        let inner = loader.enter(path)?;
        let built = self.directory(&inner, Some(path));
        loader.trace.borrow_mut().add(&built.trace);
        let taken = match &built.outcome {
            Ok(taken) => taken,
            Err(problem) => return Err(Failure(problem.clone())),
        };
        state
            .set
            .resources
            .extend(taken.set.resources.iter().cloned());
        state.is_whole &= taken.is_whole;
        match &state.config {
            Some(own) if Arc::ptr_eq(own, &taken.config) => {}
            Some(own) => {
                let mut config = (**own).clone();
                config.add((*taken.config).clone(), path.place())?;
                config.sort();
                state.config = Some(Arc::new(config));
            }
            None => state.config = Some(Arc::clone(&taken.config)),
        }
        variable::merge(&mut state.variables, &taken.variables)
    }

    /// Lets a component change what is there.
    pub(super) fn component(
        &self,
        path: &Text,
        loader: &Loader<'_>,
        state: &mut State,
    ) -> Outcome<()> {
        match loader.leads(path) {
            Leads::Remote => {
                leave_out(path, loader, state);
                return Ok(());
            }
            Leads::Directory => {}
            Leads::File => {
                let message = format!(
                    "`{}` is a file, and a component is a directory",
                    path.as_str()
                );
                return Err(Failure::refused(path.place(), message));
            }
            Leads::Nowhere => return Err(nowhere(path, loader)),
        }
        let inner = loader.enter(path)?;
        let outcome = self.read(&inner, Some(path)).and_then(|kustomization| {
            if !kustomization.is_component {
                let message = format!("`{}` is no component", path.as_str());
                let failure = Failure::refused(path.place(), message);
                return Err(failure
                    .also(kustomization.place, "its kind is Kustomization")
                    .help("name it in `resources`, or write `kind: Component` in it"));
            }
            let before = State {
                set: std::mem::take(&mut state.set),
                config: state.config.take(),
                variables: std::mem::take(&mut state.variables),
                is_whole: state.is_whole,
            };
            self.target(&kustomization, &inner, before)
        });
        let mut trace: Trace = inner.trace.take();
        trace.roots.insert(inner.root.clone());
        loader.trace.borrow_mut().add(&trace);
        *state = outcome?;
        Ok(())
    }
}

/// Builds the rest without what is on another machine, and says so.
fn leave_out(path: &Text, loader: &Loader<'_>, state: &mut State) {
    let message = format!(
        "`{}` is on another machine: it is not fetched, and what it has is missing here",
        path.as_str()
    );
    state.is_whole = false;
    loader.note(Failure::not_checked(path.place(), message));
}

fn nowhere(path: &Text, loader: &Loader<'_>) -> Failure {
    loader.missing(path, "there is no file and no directory")
}
