//! A kustomization, built: what it takes, and what it changes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use crate::origin::Text;

use super::bounds::{MOST_NODES, MOST_OBJECTS, MOST_TAKEN};
use super::cache::Built;
use super::change::Over;
use super::config::Config;
use super::expand::objects;
use super::file::Kustomization;
use super::generator::Sort;
use super::inflate::inflate;
use super::load::{Leads, Loaded, Loader};
use super::parts::Definitions;
use super::plugin;
use super::problem::{Failure, Outcome};
use super::provenance::Source;
use super::read::{documents, lenient_documents};
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
    /// None until something is known.
    pub(super) config: Option<Arc<Config>>,
    pub(super) variables: Vec<Variable>,
    pub(super) is_whole: bool,
}

impl State {
    fn new() -> Self {
        Self {
            set: Set::default(),
            config: None,
            variables: Vec::new(),
            is_whole: true,
        }
    }
}

/// One build, of a directory with all that it takes.
#[derive(Debug)]
pub(super) struct Build {
    /// The definitions of the first kustomization that names some; the built-in ones until then.
    schemas: RefCell<Rc<Schemas>>,
    has_schemas: Cell<bool>,
    built_in: Arc<Config>,
    /// How many directories were taken.
    taken: Cell<usize>,
}

impl Build {
    pub(super) fn new(built_in: Arc<Config>) -> Self {
        Self {
            schemas: RefCell::new(Rc::new(Schemas::built_in())),
            has_schemas: Cell::new(false),
            built_in,
            taken: Cell::new(0),
        }
    }

    /// Whether what is built is the same for all that take it: not if definitions are read, which hold for all behind.
    fn keeps(&self) -> bool {
        !self.has_schemas.get()
    }

    /// Reads the definitions that a kustomization names, unless another one before it names some.
    fn read_schemas(&self, kustomization: &Kustomization, loader: &Loader<'_>) -> Outcome<()> {
        if self.has_schemas.get() || matches!(kustomization.schema, Definitions::Unsaid) {
            return Ok(());
        }
        self.has_schemas.set(true);
        let Definitions::File(path) = &kustomization.schema else {
            return Ok(());
        };
        let loaded = loader.load(path)?;
        let mut documents = documents(loaded.demand_text()?)?;
        if let Some(root) = documents.pop() {
            *self.schemas.borrow_mut() = Rc::new(Schemas::of(root));
        }
        Ok(())
    }

    /// Builds the directory of a loader, or takes what was built before. `named` is where it was named.
    pub(super) fn directory(&self, loader: &Loader<'_>, named: Option<&Text>) -> Arc<Built> {
        let known = loader.cache().built(&loader.root).filter(|_| self.keeps());
        if let Some(known) = known {
            let mut roots = known.trace.roots.iter();
            let apart = |root: &std::path::PathBuf| loader.is_apart(root);
            if roots.all(apart) {
                return known;
            }
        }
        loader.cache().count();
        let outcome = self.fresh(loader, named, None);
        let mut trace = loader.trace.take();
        trace.roots.insert(loader.root.clone());
        let keeps = self.keeps() && !trace.is_bound;
        let built = Arc::new(Built {
            outcome: outcome.map_err(|failure| failure.0),
            trace,
        });
        if keeps {
            loader.cache().keep_built(loader.root.clone(), &built);
        }
        built
    }

    /// Builds the directory with changes of its kustomization, which are for this build alone.
    pub(super) fn changed(&self, loader: &Loader<'_>, over: &Over) -> Built {
        let outcome = self.fresh(loader, None, Some(over));
        let mut trace = loader.trace.take();
        trace.roots.insert(loader.root.clone());
        Built {
            outcome: outcome.map_err(|failure| failure.0),
            trace,
        }
    }

    fn fresh(
        &self,
        loader: &Loader<'_>,
        named: Option<&Text>,
        over: Option<&Over>,
    ) -> Outcome<Accumulated> {
        let kustomization = Arc::new(match over {
            Some(over) => over.lay(loader, || self.read(loader, named))?,
            None => self.read(loader, named)?,
        });
        if kustomization.is_component && named.is_some() {
            let path = named.map_or("", Text::as_str);
            let message = format!("`{path}` is a component, and stands among `resources`");
            let place = named.and_then(Text::place);
            return Err(Failure::refused(place, message).help("name it in `components`"));
        }
        let state = self.target(&kustomization, loader, State::new())?;
        let built_in = || Arc::clone(&self.built_in);
        Ok(Accumulated {
            set: state.set,
            config: state.config.unwrap_or_else(built_in),
            variables: state.variables,
            is_whole: state.is_whole,
            kustomization,
        })
    }

    /// Reads the kustomization of a directory.
    pub(super) fn read(&self, loader: &Loader<'_>, named: Option<&Text>) -> Outcome<Kustomization> {
        self.taken.set(self.taken.get() + 1);
        if self.taken.get() > MOST_TAKEN {
            let place = named.and_then(Text::place);
            let message = format!("more than {MOST_TAKEN} directories are not built together");
            return Err(Failure::not_checked(place, message));
        }
        let loaded = loader.kustomization(named)?;
        let kustomization = read(&loaded)?;
        self.read_schemas(&kustomization, loader)?;
        Ok(kustomization)
    }

    /// All that a kustomization says, done to what is there already.
    pub(super) fn target(
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
        transform::configure(kustomization, loader, &self.built_in, state)?;
        self.generate(kustomization, loader, state)?;
        for path in &kustomization.components {
            self.component(path, loader, state)?;
        }
        let schemas = Rc::clone(&self.schemas.borrow());
        transform::apply(kustomization, loader, &schemas, state)?;
        for path in &kustomization.transformers {
            for config in self.plugins(path, loader, state)? {
                plugin::transform(&config, loader, &schemas, state)?;
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
            let mut made = generator.make(sort, options, loader)?;
            let kind = format!("{sort:?}Generator");
            made.source = Source::in_kustomization(kustomization, &kind);
            state.set.absorb(made, state.is_whole)?;
        }
        let schemas = Rc::clone(&self.schemas.borrow());
        for chart in &kustomization.charts {
            let source = Source::in_kustomization(kustomization, "HelmChartInflationGenerator");
            inflate(chart, loader, &schemas, source.as_ref(), state)?;
        }
        for path in &kustomization.generators {
            for config in self.plugins(path, loader, state)? {
                plugin::generate(&config, loader, &schemas, state)?;
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
        let mut inner = State::new();
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
    let documents = lenient_documents(loaded.demand_text()?)?;
    let Some(root) = documents.first() else {
        let message = "this kustomization says nothing";
        return Err(Failure::refused(Some(loaded.place()), message));
    };
    Kustomization::read(root)
}

fn deprecations(kustomization: &Kustomization, loader: &Loader<'_>) {
    for &(place, old, new) in &kustomization.deprecated {
        let message = format!("`{old}` is deprecated");
        let told = Failure::deprecated(Some(place), message);
        loader.note(told.help(format!("use `{new}`; `kustomize edit fix` rewrites it")));
    }
}
