//! What a run goes by, settled: the flags, the configuration files, and what holds where neither speaks.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::charts::ChartValues;
use super::file::{Fault, File};
use super::find::Files;
use super::pages::Pages;
use super::policy::{Policy, asked};
use super::written::{At, Written, WrittenVersions};
use crate::api::Versions;
use crate::custom::Schemas;
use crate::diagnostic::RuleId;
use crate::facts::Images;
use crate::files::{FileSystem, Most, Reach, seen_from};
use crate::host::Host;
use crate::objects::{PodPlace, World};
use crate::parts::Part;
use crate::pod_security::Standard;
use crate::rules::{Chosen, Ignored, Parameters, Profile, Registry, Selector};
use crate::source::Span;

/// What to check against, and what is asked for.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the run is in.
    pub host: Host,
    /// The versions of Kubernetes: an object is judged for each of them, and what is found in all is found
    /// once.
    pub versions: Versions,
    /// Whether somebody has said which versions those are. If not, they are the newest, and clusters may have an older one.
    pub versions_are_asked: bool,
    /// Where the schemas of kinds that are not built in are.
    pub schemas: Schemas,
    /// What rules are told.
    pub parameters: Parameters,
    /// Which rules are on, and what is special.
    pub policy: Arc<Policy>,
    /// How much is read of one file. A flag only: what is checked must not lift the guard of those who check it.
    pub max_file_size: Most,
    /// What holds in directories with a configuration file and below them, by their located paths.
    pub nearer: BTreeMap<PathBuf, Self>,
    /// The configuration files, each with whether the run looks at all that it speaks of.
    pub files: Vec<(Arc<File>, bool)>,
    /// The directories that the run looks at whole, located.
    pub looked: Vec<PathBuf>,
    /// The directories that charts and kustomizations may lead into besides their repository: `--trust`.
    pub trusted: Vec<PathBuf>,
    /// The values that charts are checked with, besides their own and those that lie beside them.
    pub charts: Vec<ChartValues>,
    /// Where custom resources have pods, besides where these show by their shape.
    pub pods: Arc<[PodPlace]>,
}

/// What the command line says of settings.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--kubernetes-version`
    pub kubernetes_version: Option<String>,
    /// `--pod-security`
    pub pod_security: Option<String>,
    /// `--scope`
    pub scope: Option<World>,
    /// `--schema-location`
    pub schema_locations: Vec<String>,
    /// `--profile`
    pub profile: Option<Profile>,
    /// `--select`
    pub select: Option<Vec<Selector>>,
    /// `--ignore`
    pub ignore: Vec<Ignored>,
    /// `--max-file-size`
    pub max_file_size: Most,
    /// `--trust`
    pub trusted: Vec<PathBuf>,
    /// `--values`, `--set`, `--namespace` and `--api-versions`
    pub charts: Option<ChartValues>,
}

/// Why there are no settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsettled {
    /// A flag cannot be followed: one sentence.
    Flag(String),
    /// A configuration file cannot.
    File(Fault),
}

impl From<Fault> for Unsettled {
    fn from(fault: Fault) -> Self {
        Self::File(fault)
    }
}

impl Settings {
    /// What flags and a configuration file in the working directory give, by its name and text, in a run that looks at all
    /// that it speaks of. `rules` are at hand besides, and `also` is one that every profile is to have.
    ///
    /// # Errors
    ///
    /// What cannot be followed of either.
    pub fn at_hand(
        host: Host,
        configuration: Option<(&str, &str)>,
        flags: &Flags,
        (rules, also): (&Registry, Option<RuleId>),
    ) -> Result<Self, Unsettled> {
        let here = host.files.here();
        let files = match configuration.filter(|_| Part::Configuration.is_here()) {
            Some((shown, text)) => {
                let reach = Reach::around(&*host.files, &here, &here);
                let file = File::read(shown.to_owned(), text.to_owned(), &here, reach)?;
                Files::of(&host, file)
            }
            None => Files::none(&host),
        };
        let mut settling = Settling::by(flags)?.and(rules, also);
        settling.settle(&files, &[here])
    }

    /// How far a chart or a kustomization in a directory may lead, which is located.
    #[must_use]
    pub fn reach(&self, files: &dyn FileSystem, directory: &Path) -> Reach {
        let trusted = self.trusted.iter().map(PathBuf::as_path);
        Reach::around(files, directory, &files.here()).and(files, trusted)
    }

    /// What holds for the source at `path`.
    #[must_use]
    pub fn of(&self, path: &Path) -> &Self {
        if self.nearer.is_empty() {
            return self;
        }
        self.at(&self.host.files.locate(path))
    }

    /// What holds at a located path.
    #[must_use]
    pub fn at(&self, path: &Path) -> &Self {
        let mut above = path.ancestors();
        above
            .find_map(|directory| self.nearer.get(directory))
            .unwrap_or(self)
    }

    /// Whether the run looks at the files beside the one at `path`, too.
    #[must_use]
    pub fn looks_around(&self, path: &Path) -> bool {
        let path = self.host.files.locate(path);
        self.looked.iter().any(|looked| path.starts_with(looked))
    }

    /// Schemas that could not be used: a path and a sentence each.
    #[must_use]
    pub fn problems(&self) -> Vec<(String, String)> {
        let all = [self].into_iter().chain(self.nearer.values());
        let mut problems: Vec<_> = all
            .flat_map(|settings| settings.schemas.problems())
            .collect();
        problems.sort();
        problems.dedup();
        problems
    }

    /// What holds in one directory, with other schemas.
    #[must_use]
    pub fn with(&self, schemas: Schemas) -> Self {
        Self {
            schemas,
            host: self.host.clone(),
            versions: self.versions,
            versions_are_asked: self.versions_are_asked,
            parameters: self.parameters.clone(),
            policy: Arc::clone(&self.policy),
            max_file_size: self.max_file_size,
            pods: Arc::clone(&self.pods),
            ..Self::default()
        }
    }

    /// The same with rules that people have written, all of which are on.
    #[must_use]
    pub fn by(&self, rules: Registry) -> Self {
        let chosen = Chosen::of(&rules, |rule| {
            rule.own().is_some() || self.policy.is_on(rule.id)
        });
        Self {
            policy: Arc::new(Policy::of(chosen)),
            ..self.clone()
        }
    }

    /// Whether objects are checked against the same as by `other`.
    #[must_use]
    pub fn judges_like(&self, other: &Self) -> bool {
        self.versions == other.versions
            && self.versions_are_asked == other.versions_are_asked
            && self.parameters == other.parameters
            && self.schemas.are(&other.schemas)
            && self.policy.chosen == other.policy.chosen
            && self.pods == other.pods
    }

    /// The rules that hold here.
    #[must_use]
    pub fn rules(&self) -> &Registry {
        self.policy.rules()
    }

    /// The rules that hold somewhere in the run.
    #[must_use]
    pub fn rules_anywhere(&self) -> Registry {
        let all = [self].into_iter().chain(self.nearer.values());
        Registry::united(all.map(Self::rules))
    }

    /// The rules that are on somewhere in the run.
    #[must_use]
    pub fn chosen_anywhere(&self) -> Chosen {
        let nearer = self.nearer.values();
        let nearer = nearer.map(|settings| &settings.policy.chosen);
        self.policy.chosen.or(nearer)
    }

    /// The versions of Kubernetes that these sources are checked against, as reports call them.
    pub fn versions_of<'p>(&self, paths: impl Iterator<Item = &'p Path>) -> Versions {
        if self.nearer.is_empty() {
            return self.versions;
        }
        let mut versions = paths.flat_map(|path| self.of(path).versions.iter());
        versions.next().map_or(self.versions, |first| {
            versions.fold(first.into(), Versions::with)
        })
    }
}

impl Flags {
    /// The flags as a file would say them.
    fn written(&self) -> Result<Written, Unsettled> {
        let versions = |text: &String| {
            Versions::named(text)
                .map(|versions| {
                    flag(WrittenVersions {
                        text: text.clone(),
                        versions,
                    })
                })
                .map_err(Unsettled::Flag)
        };
        let flags = |selectors: &Vec<Selector>| selectors.iter().copied().map(flag).collect();
        let locations = self.schema_locations.iter().cloned().map(flag);
        let standard = |text: &String| Standard::named(text).map(flag);
        let standard = self.pod_security.as_ref().map(standard).transpose();
        Ok(Written {
            pod_security: standard
                .map_err(|error| Unsettled::Flag(format!("--pod-security: {error}")))?,
            kubernetes_version: self.kubernetes_version.as_ref().map(versions).transpose()?,
            scope: self.scope.map(flag),
            schema_locations: (!self.schema_locations.is_empty()).then(|| locations.collect()),
            profile: self.profile.map(flag),
            select: self.select.as_ref().map(flags),
            ignore: self.ignore.iter().cloned().map(flag).collect(),
            ..Written::default()
        })
    }
}

fn flag<T>(value: T) -> At<T> {
    At {
        value,
        span: Span::default(),
    }
}

/// The places of pods that some files name.
fn places(chain: &[Arc<File>]) -> Arc<[PodPlace]> {
    let written = chain.iter().flat_map(|file| &file.written.pods);
    written.map(|pod| pod.place.clone()).collect()
}

/// Makes settings of flags and files. Directories with the same schemas share them.
#[derive(Debug)]
pub struct Settling {
    flags: Written,
    trusted: Vec<PathBuf>,
    max_file_size: Most,
    charts: Option<ChartValues>,
    also: Option<RuleId>,
    schemas: HashMap<(Vec<String>, Option<String>, Reach), Schemas>,
    pages: Pages,
}

impl Settling {
    /// Goes by these flags.
    ///
    /// # Errors
    ///
    /// What they say and cannot be done.
    pub fn by(flags: &Flags) -> Result<Self, Unsettled> {
        Ok(Self {
            flags: flags.written()?,
            trusted: flags.trusted.clone(),
            max_file_size: flags.max_file_size,
            charts: flags.charts.clone(),
            also: None,
            schemas: HashMap::new(),
            pages: Pages::default(),
        })
    }

    /// The same, with rules that are at hand besides, and one that every profile is to have.
    fn and(mut self, rules: &Registry, also: Option<RuleId>) -> Self {
        self.pages.at_hand = rules.clone();
        Self { also, ..self }
    }

    /// Settles what the flags and these files say; `looked` are the directories that are looked at whole.
    ///
    /// # Errors
    ///
    /// What they say and cannot be done.
    pub fn settle(&mut self, files: &Files, looked: &[PathBuf]) -> Result<Settings, Unsettled> {
        let mut settings = self.of(files, &files.here)?;
        for (directory, file) in &files.by_directory {
            let nearer = self.of(files, directory)?;
            file.verify(nearer.rules())?;
            settings.nearer.insert(directory.clone(), nearer);
            let whole = looked.iter().any(|looked| directory.starts_with(looked));
            settings.files.push((Arc::clone(file), whole));
            let disk = &*files.host.files;
            settings.charts.extend(file.charts(disk));
        }
        settings.charts.extend(self.charts.clone());
        settings.looked = looked.to_vec();
        settings.trusted.clone_from(&self.trusted);
        settings.max_file_size = self.max_file_size;
        Ok(settings)
    }

    /// What holds in a directory.
    fn of(&mut self, files: &Files, directory: &Path) -> Result<Settings, Unsettled> {
        let chain = &files.chain(directory);
        let nearest = chain.iter().rev().map(|file| &file.written);
        let versions = self.flags.kubernetes_version.clone();
        let versions = versions.or_else(|| {
            let mut nearest = nearest;
            nearest.find_map(|written| written.kubernetes_version.clone())
        });
        let schemas = self.schemas(chain, files, versions.as_ref().map(|at| &*at.value.text))?;
        let rules = self.pages.of(chain, files)?;
        Ok(Settings {
            host: files.host.clone(),
            versions_are_asked: versions.is_some(),
            versions: versions.map_or_else(Versions::default, |at| at.value.versions),
            schemas,
            parameters: self.parameters(chain, &rules),
            policy: Arc::new(Policy::new(chain, &self.flags, &rules, self.also)),
            pods: places(chain),
            ..Settings::default()
        })
    }

    /// Where the schemas may lead that flags name: they are trusted, and so is the repository.
    fn reach_of_flags(&self, locations: &[String], files: &Files) -> Reach {
        let (disk, here) = (&*files.host.files, &*files.here);
        let named = Schemas::directories(disk, locations);
        let trusted = self.trusted.iter().chain(&named).map(PathBuf::as_path);
        Reach::around(disk, here, here).and(disk, trusted)
    }

    /// The schemas of the flags, or of the nearest file that names any.
    fn schemas(
        &mut self,
        chain: &[Arc<File>],
        files: &Files,
        version: Option<&str>,
    ) -> Result<Schemas, Unsettled> {
        let of_file = chain
            .iter()
            .rev()
            .find_map(|file| Some((file, file.written.schema_locations.as_ref()?)));
        let (written, file) = match (&self.flags.schema_locations, of_file) {
            (Some(written), _) => (written, None),
            (None, Some((file, written))) => (written, Some(file)),
            (None, None) => return Ok(Schemas::default()),
        };
        let place = |at: &At<String>| match file {
            Some(file) if at.value != "default" && !at.value.contains("://") => {
                seen_from(&files.here, &file.directory.join(&at.value))
            }
            _ => at.value.clone(),
        };
        let locations: Vec<String> = written.iter().map(place).collect();
        let reach = match file {
            Some(file) => file.reach.clone(),
            None => self.reach_of_flags(&locations, files),
        };
        let key = (locations.clone(), version.map(str::to_owned), reach.clone());
        if let Some(known) = self.schemas.get(&key) {
            return Ok(known.clone());
        }
        let schemas = Schemas::at(&locations, version, &files.host, &reach).map_err(
            |(location, error)| {
                // In quotes, since what stands behind the bare name of a secret is hidden.
                let at = locations.iter().position(|known| *known == location);
                match (file, at.and_then(|at| written.get(at))) {
                    (Some(file), Some(at)) => {
                        Unsettled::File(file.fault(at.span, format!("`{}`: {error}", at.value)))
                    }
                    _ => Unsettled::Flag(format!("--schema-location `{location}`: {error}")),
                }
            },
        )?;
        self.schemas.insert(key, schemas.clone());
        Ok(schemas)
    }

    /// Whether the rules are there that flags name: those of `settings`, or of what is nearer to files.
    ///
    /// # Errors
    ///
    /// The first that is not.
    pub fn verify_flags(&self, settings: &Settings) -> Result<(), Unsettled> {
        let rules = settings.rules_anywhere();
        let selected = self.flags.select.iter().flatten();
        let selected = selected.map(|selector| ("--select", selector.value));
        let ignored = self.flags.ignore.iter();
        let ignored = ignored.map(|ignored| ("--ignore", ignored.value.of));
        let mut unknown = selected.chain(ignored);
        match unknown.find(|(_, selector)| !selector.is_one_of(&rules)) {
            None => Ok(()),
            Some((flag, selector)) => {
                let name = selector.name();
                let near = Selector::near(name, &rules);
                let sentence = Selector::unknown(name, near);
                Err(Unsettled::Flag(format!("{flag}: {sentence}")))
            }
        }
    }

    /// What the flags and these files tell rules, the outermost first.
    fn parameters(&self, chain: &[Arc<File>], rules: &Registry) -> Parameters {
        let nearest = || chain.iter().rev().map(|file| &file.written);
        let images = nearest().flat_map(|written| &written.images);
        let images = images.map(|image| Arc::clone(&image.value));
        let mut parameters = Parameters::of(Images::of(images));
        let mut standards = [&self.flags].into_iter().chain(nearest());
        let standard = standards.find_map(|written| written.pod_security.as_ref());
        parameters.pod_security = standard.map(|at| at.value);
        let mut worlds = [&self.flags].into_iter().chain(nearest());
        let world = worlds.find_map(|written| written.scope.as_ref());
        parameters.world = world.map(|at| at.value).unwrap_or_default();
        parameters.asked = asked(chain, &self.flags, rules);
        for file in chain {
            let of_others = file.unread(rules).flatten();
            for set in file.written.parameters.iter().cloned().chain(of_others) {
                parameters.set(set.rule, &set.name.value, set.value);
            }
        }
        parameters
    }
}
