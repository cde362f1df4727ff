//! What is known of some inputs, from which a report is made whenever one is wanted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::assemble::assemble;
use super::judge::judge;
use super::judged::Judged;
use super::late::{Late, custom_kinds};
use super::memory::{Memory, Remembering};
use super::outcome::{Checked, Outcome};
use super::renderings::Aside;
use super::run_crds::Again;
use super::{Input, Report, Surroundings, alike, run_crds, text, unread};
use crate::config::Settings;
use crate::files::GIT_CRYPT;
use crate::gitops::Role;
use crate::host::gather;
use crate::panic;
use crate::source::{Hidden, Source, SourceId};
use crate::validation::update::Past;

/// Inputs as they come, from any thread, and what came of each of them, which later reports share.
pub struct Session<'s> {
    settings: Cow<'s, Settings>,
    past: Option<&'s Past>,
    memory: Option<Remembering<'s>>,
    progress: &'s (dyn Fn(usize) + Sync),
    taken: AtomicU32,
    checked: Mutex<Vec<Checked>>,
    /// What waits for the CRDs among the inputs; nothing once a round of them is over.
    late: Mutex<Vec<Late>>,
    /// What renderings say of files that are judged by themselves.
    aside: Mutex<HashMap<SourceId, Aside>>,
}

impl<'s> Session<'s> {
    /// A session that has not begun. `progress` is told how many inputs are done.
    #[must_use]
    pub fn new(settings: &'s Settings, progress: &'s (dyn Fn(usize) + Sync)) -> Self {
        Self::of(Cow::Borrowed(settings), progress)
    }

    /// A session that has not begun, and that keeps its settings.
    #[must_use]
    pub fn keeping(settings: Settings, progress: &'s (dyn Fn(usize) + Sync)) -> Self {
        Self::of(Cow::Owned(settings), progress)
    }

    fn of(settings: Cow<'s, Settings>, progress: &'s (dyn Fn(usize) + Sync)) -> Self {
        Self {
            settings,
            past: None,
            memory: None,
            progress,
            taken: AtomicU32::new(0),
            checked: Mutex::new(Vec::new()),
            late: Mutex::default(),
            aside: Mutex::default(),
        }
    }

    /// The same session, which compares objects with what they were.
    #[must_use]
    pub fn since(self, past: Option<&'s Past>) -> Self {
        Self { past, ..self }
    }

    /// The same session, which judges no text that is remembered.
    #[must_use]
    pub fn remembering(self, memory: Option<&'s dyn Memory>) -> Self {
        let memory = memory.map(Remembering::of);
        Self { memory, ..self }
    }

    /// A session of its own that knows what this one does: what is added to it is not known here.
    #[must_use]
    pub fn branch(&self) -> Session<'_> {
        Session {
            settings: Cow::Borrowed(&self.settings),
            past: self.past,
            memory: self.memory.as_ref().map(Remembering::anew),
            progress: &|_| (),
            taken: AtomicU32::new(self.taken.load(Ordering::Relaxed)),
            checked: Mutex::new(self.lock().clone()),
            late: Mutex::default(),
            aside: Mutex::default(),
        }
    }

    /// What it goes by.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Has these as its inputs, and no others: those that it knows are not read again.
    pub fn keep_to(&self, inputs: Vec<Input>) {
        let wanted: HashSet<&Path> = inputs.iter().map(Input::path).collect();
        let mut checked = self.lock();
        for known in checked.iter_mut() {
            if !wanted.contains(known.input.path()) {
                known.outcome = Outcome::LeftOut;
            }
        }
        // What was left out once may have changed since. Its number stays.
        let again = checked.extract_if(.., |known| {
            matches!(known.outcome, Outcome::LeftOut) && wanted.contains(known.input.path())
        });
        let again: Vec<_> = again.map(|known| (known.id, known.input)).collect();
        let known = checked.iter().map(|known| known.input.path().to_owned());
        let mut known: HashSet<PathBuf> = known.collect();
        known.extend(again.iter().map(|(_, input)| input.path().to_owned()));
        drop(checked);
        self.check_each(again);
        let new = inputs.into_iter();
        self.check_all(new.filter(|input| !known.contains(input.path())).collect());
    }

    /// Checks one input of a round that [`Self::check_all`] ends.
    pub fn check(&self, input: Input) {
        let id = SourceId(self.taken.fetch_add(1, Ordering::Relaxed));
        self.check_alike(vec![(id, input)]);
    }

    /// Checks inputs that are known before, on all processors, and what has waited for the CRDs among them and before.
    pub fn check_all(&self, inputs: Vec<Input>) {
        let count = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        let first = self.taken.fetch_add(count, Ordering::Relaxed);
        self.check_each((first..).map(SourceId).zip(inputs).collect());
    }

    /// The sources of the files that are known, by where they are, located, and whether they have objects by themselves.
    pub(super) fn by_path(&self) -> HashMap<PathBuf, (SourceId, bool)> {
        let has_objects = |checked: &Checked| matches!(&checked.outcome, Outcome::Judged(judged) if judged.has_objects());
        let checked = self.lock();
        let files = checked.iter();
        let known = |checked: &Checked| (checked.id, has_objects(checked));
        files
            .map(|checked| {
                let path = self.locate(checked.input.path());
                (path, known(checked))
            })
            .collect()
    }

    /// What was judged of some files, which are located, by their paths.
    pub(super) fn judged_files(
        &self,
        wanted: &HashSet<PathBuf>,
    ) -> HashMap<PathBuf, (Input, Arc<Judged>)> {
        let checked = self.lock();
        let files = checked.iter().filter_map(|checked| {
            let path = self.locate(checked.input.path());
            let is_wanted = matches!(checked.input, Input::File { context: false, .. });
            match &checked.outcome {
                Outcome::Judged(judged) if is_wanted && wanted.contains(&path) => {
                    Some((path, (checked.input.clone(), Arc::clone(judged))))
                }
                _ => None,
            }
        });
        files.collect()
    }

    /// The files whose manifests have to do with deliveries, by their paths as they are written.
    pub(super) fn roles(&self) -> HashMap<OsString, Role> {
        let checked = self.lock();
        let roles = checked.iter().filter_map(|checked| {
            let Outcome::Judged(judged) = &checked.outcome else {
                return None;
            };
            let has_one = judged.role > Role::None;
            has_one.then(|| (checked.input.path().as_os_str().to_owned(), judged.role))
        });
        roles.collect()
    }

    /// Where a file is, whatever way leads there by name.
    pub(super) fn locate(&self, path: &Path) -> PathBuf {
        self.settings.host.files.locate(path)
    }

    /// A number for one more input.
    pub(super) fn next_id(&self) -> SourceId {
        SourceId(self.taken.fetch_add(1, Ordering::Relaxed))
    }

    /// Has what is known of some inputs take the place of what was.
    pub(super) fn put(&self, mut known: HashMap<SourceId, (Input, Judged)>) {
        let mut checked = self.lock();
        for checked in checked.iter_mut() {
            if let Some((mut input, mut judged)) = known.remove(&checked.id) {
                input.stand_at(checked.input.path());
                if let Outcome::Judged(before) = &checked.outcome {
                    judged.keep_what_is_said_of_others(before);
                    judged.keep_what_is_written(before);
                }
                checked.input = input;
                checked.outcome = Outcome::Judged(Arc::new(judged));
            }
        }
        checked.extend(known.into_iter().map(|(id, (input, judged))| Checked {
            id,
            input,
            outcome: Outcome::Judged(Arc::new(judged)),
        }));
    }

    /// Checks rendered texts, but for those of which something is known.
    pub(super) fn check_others(&self, inputs: Vec<(SourceId, Input)>, known: Vec<Checked>) {
        self.lock().extend(known);
        self.check_each(inputs);
    }

    /// Takes note of what is said of files that are judged by themselves.
    pub(super) fn say(&self, said: HashMap<SourceId, Aside>) {
        *self.aside.lock().unwrap_or_else(PoisonError::into_inner) = said;
    }

    /// Adds it to what came of them.
    fn add_aside(&self, checked: &mut [Checked]) {
        let said = self.aside.lock().unwrap_or_else(PoisonError::into_inner);
        if said.is_empty() {
            return;
        }
        for checked in checked {
            if let Some(said) = said.get(&checked.id)
                && let Outcome::Judged(judged) = &mut checked.outcome
            {
                said.add_to(Arc::make_mut(judged));
            }
        }
    }

    fn check_each(&self, inputs: Vec<(SourceId, Input)>) {
        let groups = alike::groups(inputs.iter().map(|(_, input)| input));
        let groups = alike::grouped(inputs, groups);
        self.each(groups, &|group| self.check_alike(group));
        self.check_late();
    }

    /// Does something with each of some things, on all processors.
    pub(super) fn each<T: Send>(&self, all: Vec<T>, check: &(dyn Fn(T) + Sync)) {
        let (count, waiting) = (all.len(), Mutex::new(all.into_iter()));
        let next = || {
            let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.next()
        };
        self.settings.host.workers.each(count, &|_| {
            if let Some(one) = next() {
                check(one);
            }
        });
    }

    /// Checks inputs that are alike, of which there is one at least, unless they are to wait. What is remembered is judged
    /// without the CRDs of the run.
    fn check_alike(&self, inputs: Vec<(SourceId, Input)>) {
        let Some((_, first)) = inputs.first() else {
            return;
        };
        let read = self.read(first);
        let bytes = read.as_ref().ok();
        let bytes = bytes.filter(|_| self.memory.is_none() && !first.is_context());
        let kinds = bytes.map_or(BTreeSet::new(), |bytes| custom_kinds(bytes));
        if !kinds.is_empty() {
            return self.late().push(Late { kinds, inputs });
        }
        let settings = self.settings.of(first.path());
        self.check_by(inputs, read, settings);
    }

    /// Checks inputs that are alike by some settings. `read` is what was read of the first.
    pub(super) fn check_by(
        &self,
        inputs: Vec<(SourceId, Input)>,
        read: io::Result<Vec<u8>>,
        settings: &Settings,
    ) {
        let alike: Vec<_> = inputs.iter().map(|(id, input)| (*id, input)).collect();
        let outcomes = self.judge_alike(&alike, read, settings, self.memory.as_ref());
        let mut checked = self.lock();
        for ((id, input), outcome) in inputs.into_iter().zip(outcomes) {
            checked.push(Checked { id, input, outcome });
        }
        (self.progress)(checked.len());
    }

    pub(super) fn read(&self, input: &Input) -> io::Result<Vec<u8>> {
        input.read(&*self.settings.host.files, self.settings.max_file_size)
    }

    /// What comes of inputs that are alike: the first, of which this was read, is judged for all of them.
    fn judge_alike(
        &self,
        alike: &[(SourceId, &Input)],
        read: io::Result<Vec<u8>>,
        settings: &Settings,
        memory: Option<&Remembering<'_>>,
    ) -> Vec<Outcome> {
        let judge = |one: &(SourceId, &Input), read| self.judge_input(*one, read, settings, memory);
        let Some((first, others)) = alike.split_first() else {
            return Vec::new();
        };
        let mut outcomes = vec![judge(first, read)];
        for other in others {
            let by_itself = || judge(other, self.read(other.1));
            outcomes.push(outcomes[0].in_source(other.0).unwrap_or_else(by_itself));
        }
        let outcomes = outcomes.into_iter().zip(alike);
        outcomes
            .map(|(outcome, (_, input))| outcome.into_rendered(input))
            .collect()
    }

    fn judge_input(
        &self,
        (id, input): (SourceId, &Input),
        read: io::Result<Vec<u8>>,
        settings: &Settings,
        memory: Option<&Remembering<'_>>,
    ) -> Outcome {
        let shown = input.shown();
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::Unreadable(shown.to_owned(), unread(&error)),
        };
        if bytes.starts_with(GIT_CRYPT) {
            let source = Source {
                id,
                path: shown.to_owned(),
                ..Source::default()
            };
            return Outcome::Judged(Arc::new(Judged::encrypted(source)));
        }
        let checked = panic::catch(|| {
            let (text, fault) = text::decode(bytes);
            let source = Source {
                id,
                path: shown.to_owned(),
                text,
                hidden: Hidden::NONE,
            };
            let past = self.past.filter(|_| !input.is_context());
            // A build of the least that is needed remembers nothing.
            match memory.filter(|_| past.is_none() && cfg!(feature = "whole")) {
                Some(memory) => memory.judge(source, fault, settings, input.rendered().is_none()),
                None => judge(source, fault, settings, past, false),
            }
        });
        Outcome::of(checked, shown)
    }

    /// Goes on by other settings, which take account of what was found on the way: what they judge in
    /// another way is checked again, and what `left_out` names is forgotten.
    #[must_use]
    pub fn go_by(mut self, settings: Settings, left_out: &dyn Fn(&Path) -> bool) -> Self {
        let before = std::mem::replace(&mut self.settings, Cow::Owned(settings));
        self.memory = self.memory.as_ref().map(Remembering::anew);
        let checked = std::mem::take(&mut self.checked);
        let mut checked = checked.into_inner().unwrap_or_else(PoisonError::into_inner);
        for Checked { input, outcome, .. } in &mut checked {
            if matches!(input, Input::File { path, .. } if left_out(path)) {
                *outcome = Outcome::LeftOut;
            }
        }
        let again = checked.extract_if(.., |Checked { input, outcome, .. }| {
            let (then, now) = (before.of(input.path()), self.settings.of(input.path()));
            !matches!(outcome, Outcome::LeftOut) && !then.judges_like(now)
        });
        let again: Vec<_> = again.map(|checked| (checked.id, checked.input)).collect();
        self.checked = Mutex::new(checked);
        self.check_each(again);
        self
    }

    /// Checks an input anew, in the place of the one at the same path: of the others nothing is read.
    pub fn check_again(&self, input: Input) {
        let known = self
            .lock()
            .iter()
            .position(|known| known.input.path() == input.path());
        let Some(at) = known else {
            return self.check_all(vec![input]);
        };
        let id = self.lock()[at].id;
        let (read, settings) = (self.read(&input), self.settings.of(input.path()));
        let outcomes = self.judge_alike(&[(id, &input)], read, settings, self.memory.as_ref());
        for outcome in outcomes {
            let input = input.clone();
            self.lock()[at] = Checked { id, input, outcome };
        }
    }

    /// What all inputs come to, as it stands: first the bytes at hand in the order given, then the files by name. What is
    /// known of them is shared with reports to come.
    #[must_use]
    pub fn report(&self) -> Report {
        self.report_on(self.lock().clone())
    }

    /// What is known of the files, as it stands, for questions about one of them.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings {
        Surroundings::of(self.lock().clone())
    }

    /// The last report of a session, which shares nothing.
    #[must_use]
    pub fn into_report(mut self) -> Report {
        let checked = std::mem::take(&mut self.checked);
        self.report_on(checked.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn report_on(&self, mut checked: Vec<Checked>) -> Report {
        checked.sort_unstable_by_key(|checked| checked.id);
        let problems = self.go_by_crds(&mut checked);
        self.add_aside(&mut checked);
        let (inputs, outcomes): (Vec<Input>, Vec<Outcome>) = checked
            .into_iter()
            .map(|checked| (checked.input, checked.outcome))
            .unzip();
        let mut ordered: Vec<(&Input, Outcome)> = inputs.iter().zip(outcomes).collect();
        ordered.sort_by_key(|&(input, _)| match input {
            Input::Bytes { .. } => None,
            _ => Some((input.shown(), input.path())),
        });
        let outcomes = ordered.into_iter().map(|(_, outcome)| outcome);
        let mut report = assemble(outcomes, &inputs, &self.settings, self.past);
        report.inputs = inputs;
        report.unreadable.extend(self.settings.problems());
        report.unreadable.extend(problems);
        report
    }

    /// Judges what CRDs among the inputs define by these, and gives which of them cannot be used, each with a sentence.
    fn go_by_crds(&self, checked: &mut [Checked]) -> BTreeMap<String, String> {
        let Some(again) = run_crds::again(checked, &self.settings) else {
            return BTreeMap::new();
        };
        let groups = alike::groups(again.iter().map(|again| &checked[again.at].input));
        let again = alike::grouped(again, groups);
        let outcomes = gather(&*self.settings.host.workers, again.len(), &|job| {
            let Some(Again { at, settings }) = again[job].first() else {
                return Vec::new();
            };
            let read = self.read(&checked[*at].input);
            let alike = again[job].iter().map(|again| &checked[again.at]);
            let alike: Vec<_> = alike.map(|checked| (checked.id, &checked.input)).collect();
            // What CRDs of the run say is remembered nowhere.
            self.judge_alike(&alike, read, settings, None)
        });
        for (again, outcome) in again.iter().flatten().zip(outcomes.into_iter().flatten()) {
            checked[again.at].outcome = outcome;
        }
        run_crds::problems(checked)
    }

    pub(super) fn late(&self) -> MutexGuard<'_, Vec<Late>> {
        self.late.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Vec<Checked>> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
