//! A kustomization, built: what it takes, and what it changes.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use crate::origin::Text;

use super::bounds::{MOST_NODES, MOST_OBJECTS, MOST_TAKEN};
use super::cache::{Built, Trace};
use super::config::Config;
use super::expand::objects;
use super::file::Kustomization;
use super::generator::Sort;
use super::load::{Leads, Loaded, Loader};
use super::plugin;
use super::problem::{Failure, Outcome};
use super::read::documents;
use super::resource::Resource;
use super::schema::Schemas;
use super::set::Set;
use super::transform;
use super::variable::{self, Variable};

/// What a directory comes to, as others take it.
#[derive(Clone, Debug)]
pub(super) struct Accumulated {
    pub(super) set: Set,
    pub(super) config: Arc<Config>,
    pub(super) variables: Vec<Variable>,
    /// Whether all was built that it names.
    pub(super) is_whole: bool,
    /// How it is to be ordered and marked, if it is the top.
    pub(super) kustomization: Arc<Kustomization>,
}

/// What is known while a directory is built.
#[derive(Debug)]
pub(super) struct State {
    pub(super) set: Set,
    pub(super) config: Arc<Config>,
    pub(super) variables: Vec<Variable>,
    pub(super) is_whole: bool,
}

/// One build, of a directory with all that it takes.
#[derive(Debug)]
pub(super) struct Build {
    pub(super) schemas: Rc<Schemas>,
    built_in: Arc<Config>,
    /// How many directories were taken.
    taken: Cell<usize>,
    /// Whether what is built may be kept for others.
    keeps: bool,
}

impl Build {
    pub(super) fn new(schemas: Option<Schemas>, built_in: Arc<Config>) -> Self {
        Self {
            keeps: schemas.is_none(),
            schemas: Rc::new(schemas.unwrap_or_else(Schemas::built_in)),
            built_in,
            taken: Cell::new(0),
        }
    }

    /// Builds the directory of a loader, or takes what was built before. `named` is where it was named.
    pub(super) fn directory(&self, loader: &Loader<'_>, named: Option<&Text>) -> Arc<Built> {
        let known = loader.cache().built(&loader.root).filter(|_| self.keeps);
        if let Some(known) = known {
            let mut roots = known.trace.roots.iter();
            let apart = |root: &std::path::PathBuf| loader.is_apart(root);
            if roots.all(apart) {
                return known;
            }
        }
        let outcome = self.fresh(loader, named);
        let mut trace = loader.trace.take();
        trace.roots.insert(loader.root.clone());
        let keeps = self.keeps && !trace.is_bound;
        let built = Arc::new(Built {
            outcome: outcome.map_err(|failure| failure.0),
            trace,
        });
        if keeps {
            loader.cache().keep_built(loader.root.clone(), &built);
        }
        built
    }

    fn fresh(&self, loader: &Loader<'_>, named: Option<&Text>) -> Outcome<Accumulated> {
        let kustomization = Arc::new(self.read(loader, named)?);
        if kustomization.is_component && named.is_some() {
            let path = named.map_or("", Text::as_str);
            let message = format!("`{path}` is a component, and stands among `resources`");
            let place = named.and_then(Text::place);
            return Err(Failure::refused(place, message).help("name it in `components`"));
        }
        let state = State {
            set: Set::default(),
            config: Arc::clone(&self.built_in),
            variables: Vec::new(),
            is_whole: true,
        };
        let state = self.target(&kustomization, loader, state)?;
        Ok(Accumulated {
            set: state.set,
            config: state.config,
            variables: state.variables,
            is_whole: state.is_whole,
            kustomization,
        })
    }

    /// Reads the kustomization of a directory.
    fn read(&self, loader: &Loader<'_>, named: Option<&Text>) -> Outcome<Kustomization> {
        self.taken.set(self.taken.get() + 1);
        if self.taken.get() > MOST_TAKEN {
            let place = named.and_then(Text::place);
            let message = format!("more than {MOST_TAKEN} directories are not built together");
            return Err(Failure::not_checked(place, message));
        }
        let loaded = loader.kustomization(named)?;
        read(&loaded)
    }

    /// All that a kustomization says, done to what is there already.
    fn target(
        &self,
        kustomization: &Kustomization,
        loader: &Loader<'_>,
        mut state: State,
    ) -> Outcome<State> {
        let done = self.steps(kustomization, loader, &mut state);
        if done.is_err() {
            self.touch(kustomization, loader);
        }
        done?;
        Ok(state)
    }

    fn steps(
        &self,
        kustomization: &Kustomization,
        loader: &Loader<'_>,
        state: &mut State,
    ) -> Outcome<()> {
        deprecations(kustomization, loader);
        for path in &kustomization.resources {
            self.resource(path, loader, state)?;
        }
        self.demand_bounds(kustomization, state)?;
        state.set.demand_apart()?;
        transform::configure(kustomization, loader, state)?;
        self.generate(kustomization, loader, state)?;
        for path in &kustomization.components {
            self.component(path, loader, state)?;
        }
        transform::apply(kustomization, loader, &self.schemas, state)?;
        for path in &kustomization.transformers {
            for config in self.plugins(path, loader, state)? {
                plugin::transform(&config, loader, &self.schemas, state)?;
            }
        }
        for path in &kustomization.validators {
            for config in self.plugins(path, loader, state)? {
                plugin::validate(&config, loader);
            }
        }
        variable::add(
            &mut state.variables,
            &kustomization.variables,
            &mut state.set,
        )
    }

    fn demand_bounds(&self, kustomization: &Kustomization, state: &State) -> Outcome<()> {
        let count = state.set.resources.len();
        let nodes = || {
            let resources = state.set.resources.iter();
            resources
                .map(|resource| resource.node().count())
                .sum::<usize>()
        };
        // Few builds are so large that it is worth counting.
        if count <= 1000 || count <= MOST_OBJECTS && nodes() <= MOST_NODES {
            return Ok(());
        }
        let message = "this takes more than is built at once";
        Err(Failure::not_checked(kustomization.place, message))
    }

    /// Takes a file of objects, or what another directory comes to.
    fn resource(&self, path: &Text, loader: &Loader<'_>, state: &mut State) -> Outcome<()> {
        match loader.leads(path) {
            Leads::Remote => {
                state.is_whole = false;
                loader.note(remote(path));
                Ok(())
            }
            Leads::Directory => self.base(path, loader, state),
            Leads::File => {
                let loaded = loader.load(path)?;
                let objects = objects(loaded.demand_text()?)?;
                state.set.resources.extend(objects);
                Ok(())
            }
            Leads::Nowhere => Err(nowhere(path)),
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
        if !Arc::ptr_eq(&state.config, &taken.config) {
            if Arc::ptr_eq(&state.config, &self.built_in) {
                state.config = Arc::clone(&taken.config);
            } else if !Arc::ptr_eq(&taken.config, &self.built_in) {
                let mut config = (*state.config).clone();
                config.add((*taken.config).clone(), path.place())?;
                config.sort();
                state.config = Arc::new(config);
            }
        }
        variable::merge(&mut state.variables, &taken.variables)
    }

    /// Lets a component change what is there.
    fn component(&self, path: &Text, loader: &Loader<'_>, state: &mut State) -> Outcome<()> {
        match loader.leads(path) {
            Leads::Remote => {
                state.is_whole = false;
                loader.note(remote(path));
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
            Leads::Nowhere => return Err(nowhere(path)),
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
                config: Arc::clone(&state.config),
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

    fn generate(
        &self,
        kustomization: &Kustomization,
        loader: &Loader<'_>,
        state: &mut State,
    ) -> Outcome<()> {
        let options = kustomization.options.as_ref();
        let config_maps = kustomization.config_maps.iter();
        let secrets = kustomization.secrets.iter();
        let all = config_maps
            .map(|generator| (generator, Sort::ConfigMap))
            .chain(secrets.map(|generator| (generator, Sort::Secret)));
        for (generator, sort) in all {
            let made = generator.make(sort, options, loader)?;
            state.set.absorb(made, state.is_whole)?;
        }
        for &place in &kustomization.charts {
            state.is_whole = false;
            let message =
                "charts of a kustomization are not rendered, and what they make is missing here";
            loader.note(Failure::not_checked(Some(place), message));
        }
        for path in &kustomization.generators {
            for config in self.plugins(path, loader, state)? {
                plugin::generate(&config, loader, state)?;
            }
        }
        Ok(())
    }

    /// The plugins that an entry configures: inline, or in a file or directory.
    fn plugins(
        &self,
        entry: &Text,
        loader: &Loader<'_>,
        state: &mut State,
    ) -> Outcome<Vec<Resource>> {
        if entry.as_str().contains('\n') {
            return objects(super::read::Source::text(entry));
        }
        let mut inner = State {
            set: Set::default(),
            config: Arc::clone(&self.built_in),
            variables: Vec::new(),
            is_whole: true,
        };
        self.resource(entry, loader, &mut inner)?;
        state.is_whole &= inner.is_whole;
        Ok(inner.set.resources)
    }

    /// Reads what a kustomization names, so that it is known what a build that failed would have read.
    fn touch(&self, kustomization: &Kustomization, loader: &Loader<'_>) {
        let paths = kustomization
            .resources
            .iter()
            .chain(&kustomization.components);
        for path in paths {
            match loader.leads(path) {
                Leads::File => drop(loader.load(path)),
                Leads::Directory => {
                    let Ok(inner) = loader.enter(path) else {
                        continue;
                    };
                    if let Ok(kustomization) = self.read(&inner, Some(path)) {
                        self.touch(&kustomization, &inner);
                    }
                    let trace = inner.trace.take();
                    loader.trace.borrow_mut().files.extend(trace.files);
                }
                Leads::Remote | Leads::Nowhere => {}
            }
        }
        for path in kustomization.patch_files() {
            drop(loader.load(path));
        }
    }
}

/// Reads a kustomization.
pub(super) fn read(loaded: &Loaded) -> Outcome<Kustomization> {
    let documents = documents(loaded.demand_text()?)?;
    let Some(root) = documents.first() else {
        let message = "this kustomization says nothing";
        return Err(Failure::refused(Some(loaded.place()), message));
    };
    Kustomization::read(root)
}

fn remote(path: &Text) -> Failure {
    let message = format!(
        "`{}` is on another machine: it is not fetched, and what it has is missing here",
        path.as_str()
    );
    Failure::not_checked(path.place(), message)
}

fn nowhere(path: &Text) -> Failure {
    let message = format!("there is no file and no directory `{}`", path.as_str());
    Failure::refused(path.place(), message)
}

fn deprecations(kustomization: &Kustomization, loader: &Loader<'_>) {
    for &(place, old, new) in &kustomization.deprecated {
        let message = format!("`{old}` is deprecated");
        let advice = Failure::advice(Some(place), message);
        loader.note(advice.help(format!("use `{new}`; `kustomize edit fix` rewrites it")));
    }
}
