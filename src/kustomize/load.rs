//! Files and directories as a kustomization may name them: in and below its own directory, and other directories.

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::files::{self, Most, locate};
use crate::origin::{FileId, Place, Problem, ReadFile, Text};
use crate::source::{Span, reason};

use super::NAMES;
use super::bounds::{MOST_BASES, MOST_FILE};
use super::cache::{Cache, File, Trace};
use super::copied;
use super::generated;
use super::ground::Ground;
use super::problem::{Failure, Outcome};
use super::read::Source;
use super::remote::{is_remote, is_url};
use super::restriction;

/// What the file is called that operator-sdk makes of a project, and that the kustomization beside it takes from the start.
const CSV: &str = ".clusterserviceversion.yaml";

/// What controller-gen calls the file with the webhooks of a project, and the directory that kubebuilder has for it.
///
/// Source: <https://book.kubebuilder.io/reference/controller-gen>.
const WEBHOOKS: (&str, &str) = ("manifests.yaml", "webhook");

/// Reads what one kustomization names.
#[derive(Clone, Debug)]
pub(super) struct Loader<'h> {
    pub(super) ground: Ground<'h>,
    /// The directory without links.
    pub(super) root: PathBuf,
    /// The directory as it was reached.
    shown: PathBuf,
    /// The directories that took this one, the outermost first.
    above: Rc<Vec<PathBuf>>,
    pub(super) trace: Rc<RefCell<Trace>>,
}

/// A file that was loaded.
#[derive(Clone, Debug)]
pub(super) struct Loaded(Arc<File>);

impl Loaded {
    /// Its text, unless it is none.
    pub(super) fn text(&self) -> Option<Source<'_>> {
        let is_text = self.0.bytes.is_none();
        is_text.then(|| Source::file(self.0.id, &self.0.text))
    }

    /// The same for a rendering.
    pub(super) fn read_file(&self) -> ReadFile {
        self.0.read()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.bytes.as_deref().unwrap_or(self.0.text.as_bytes())
    }

    /// Where it begins.
    pub(super) fn place(&self) -> Place {
        Place {
            file: self.0.id,
            span: Span::new(0, 0),
        }
    }

    /// Its text.
    pub(super) fn demand_text(&self) -> Outcome<Source<'_>> {
        if self.bytes().starts_with(files::GIT_CRYPT) {
            let message = "git-crypt has encrypted this file";
            return Err(Failure::not_checked(Some(self.place()), message));
        }
        let no_text = || Failure::refused(Some(self.place()), "this file is no UTF-8");
        self.text().ok_or_else(no_text)
    }
}

/// What a path in a kustomization leads to.
#[derive(Debug)]
pub(super) enum Leads {
    File,
    Directory,
    /// To another machine.
    Remote,
    Nowhere,
}

impl<'h> Loader<'h> {
    /// For the directory that is built.
    pub(super) fn top(ground: Ground<'h>, directory: &Path) -> Outcome<Self> {
        let shown = ground.files.locate(directory);
        let nowhere = |error: io::Error| {
            let message = format!("{}: {}", files::shown(directory), reason(&error));
            Failure::refused(None, message)
        };
        Ok(Self {
            ground,
            root: ground.files.resolve(&shown).map_err(nowhere)?,
            shown,
            above: Rc::default(),
            trace: Rc::default(),
        })
    }

    /// What a path leads to.
    pub(super) fn leads(&self, path: &Text) -> Leads {
        let located = locate(&self.root, Path::new(path.as_str()));
        let files = self.ground.files;
        if path.is_empty() {
            Leads::Nowhere
        } else if is_url(path.as_str()) {
            Leads::Remote
        } else if files.is_directory(&located) {
            Leads::Directory
        } else if files.exists(&located) {
            Leads::File
        } else if is_remote(path.as_str()) {
            Leads::Remote
        } else {
            Leads::Nowhere
        }
    }

    /// A path that leads to nothing: refused, or made before a build and not checked.
    pub(super) fn missing(&self, path: &Text, what: &str) -> Failure {
        let (place, written) = (path.place(), path.as_str());
        let located = locate(&self.root, Path::new(written));
        let message = format!("{what} `{written}`");
        let yet = |why: &str| Failure::not_checked(place, format!("{message} yet: {why}"));
        if written.ends_with(CSV) {
            yet("`operator-sdk generate kustomize` makes it")
        } else if written == WEBHOOKS.0 && self.root.ends_with(WEBHOOKS.1) {
            yet("`controller-gen webhook` makes it")
        } else if generated::is_made(self.ground.files, &located) {
            yet(generated::MADE)
        } else if written.starts_with("../") && copied::is_copied(self.ground.files, &self.shown) {
            yet("this is a template, and is copied to where there is one")
        } else {
            Failure::refused(place, message)
        }
    }

    /// Reads a file in the directory or below it.
    pub(super) fn load(&self, path: &Text) -> Outcome<Loaded> {
        let (place, written) = (path.place(), path.as_str());
        if is_url(written) {
            let message = format!("`{written}` is on another machine, and is not fetched");
            return Err(Failure::not_checked(place, message));
        }
        let located = locate(&self.root, Path::new(written));
        let unreadable = |error: io::Error| {
            if error.kind() == io::ErrorKind::NotFound {
                return self.missing(path, "there is no file");
            }
            let message = format!("`{written}` cannot be read: {}", reason(&error));
            Failure::refused(place, message)
        };
        let real = self.ground.files.resolve(&located).map_err(unreadable)?;
        if self.ground.files.is_directory(&real) {
            let message = format!("`{written}` is a directory, and a file is wanted here");
            return Err(Failure::refused(place, message));
        }
        let is_within = || real.starts_with(&self.root);
        if !is_within() && !restriction::is_lifted(self.ground.files, &self.shown, &real) {
            let leads = match located.starts_with(&self.root) {
                true => format!("leads to {}, which is", files::shown(&real)),
                false => "is".to_owned(),
            };
            let message =
                format!("`{written}` {leads} outside of the directory of the kustomization");
            let failure = Failure::refused(place, message);
            return Err(failure.help(
                "move the file into the directory, or give its directory a kustomization of its own",
            ));
        }
        self.read(real, &locate(&self.shown, Path::new(written)))
            .map_err(unreadable)
    }

    /// Reads a file of a chart that was found, which may lie outside of the directory: who lets kustomize render charts lets
    /// it do more than it does by itself.
    pub(super) fn read_found(&self, path: &Path) -> io::Result<Loaded> {
        let real = self.ground.files.resolve(path)?;
        self.read(real, path)
    }

    /// The number of a file that was read to render a chart.
    pub(super) fn keep(&self, read: &ReadFile) -> FileId {
        let real = self.ground.files.resolve(&read.path);
        let real = real.unwrap_or_else(|_| read.path.to_path_buf());
        let text = Arc::clone(&read.text);
        let cache = self.ground.cache;
        cache
            .keep_text(real, read.path.to_path_buf(), text, None)
            .id
    }

    fn read(&self, real: PathBuf, shown: &Path) -> io::Result<Loaded> {
        let known = self.ground.cache.file(&real);
        let file = match known {
            Some(file) => file,
            None => {
                self.ground.reach.resolve(self.ground.files, &real)?;
                let most = Most::bytes(MOST_FILE);
                let content = self.ground.files.read(&real, most)?;
                self.ground.cache.keep(real, shown.to_owned(), content)
            }
        };
        self.trace.borrow_mut().files.insert(file.id);
        Ok(Loaded(file))
    }

    /// The kustomization of the directory; `named` is where it was named.
    pub(super) fn kustomization(&self, named: Option<&Text>) -> Outcome<Loaded> {
        let place = named.and_then(Text::place);
        let paths = NAMES.map(|name| self.root.join(name));
        let mut found = paths.iter().filter(|path| self.ground.files.exists(path));
        let Some(path) = found.next() else {
            let message = match named {
                Some(path) => format!("there is no kustomization in `{}`", path.as_str()),
                None => {
                    let here = self.ground.files.here();
                    let shown = self.shown.strip_prefix(&here).unwrap_or(&self.shown);
                    format!("there is no kustomization in {}", files::shown(shown))
                }
            };
            return Err(match generated::is_made(self.ground.files, &paths[0]) {
                true => Failure::not_checked(place, format!("{message} yet: {}", generated::MADE)),
                false => Failure::refused(place, message),
            });
        };
        let unreadable = |error: io::Error| {
            let message = format!("{}: {}", files::shown(path), reason(&error));
            Failure::refused(place, message)
        };
        let name = path.file_name().map(Path::new).unwrap_or(path);
        let real = self.ground.files.resolve(path).map_err(unreadable)?;
        let loaded = self
            .read(real, &self.shown.join(name))
            .map_err(unreadable)?;
        if let Some(other) = found.next() {
            let other = other.file_name().map(Path::new).unwrap_or(other);
            let message = format!(
                "there are two kustomizations in this directory, {} and {}",
                files::shown(name),
                files::shown(other)
            );
            return Err(Failure::refused(Some(loaded.place()), message));
        }
        Ok(loaded)
    }

    /// Goes on in another directory, whose files are noted apart.
    pub(super) fn enter(&self, path: &Text) -> Outcome<Self> {
        let (place, written) = (path.place(), path.as_str());
        // In a page of a browser no path is absolute to the standard library.
        if Path::new(written).has_root() {
            let message = format!(
                "`{written}` is absolute, and a directory is named as it is seen from here"
            );
            return Err(Failure::refused(place, message));
        }
        let located = locate(&self.root, Path::new(written));
        let beyond = |error: io::Error| {
            let message = format!("`{written}` is not built: {}", reason(&error));
            Failure::not_checked(place, message)
        };
        let root = self
            .ground
            .reach
            .resolve(self.ground.files, &located)
            .map_err(beyond)?;
        self.demand_no_cycle(&root, path)?;
        if self.above.len() >= MOST_BASES {
            let message = format!("more than {MOST_BASES} directories take each other");
            return Err(Failure::not_checked(place, message));
        }
        let mut above = (*self.above).clone();
        above.push(self.root.clone());
        Ok(Self {
            ground: self.ground,
            root,
            shown: locate(&self.shown, Path::new(written)),
            above: Rc::new(above),
            trace: Rc::default(),
        })
    }

    /// Refuses a directory that has one of those in it that lead to it.
    pub(super) fn demand_no_cycle(&self, root: &Path, path: &Text) -> Outcome<()> {
        let above = self.above.iter().chain([&self.root]);
        let Some(inner) = { above }.find(|inner| inner.starts_with(root)) else {
            return Ok(());
        };
        // Seen from elsewhere there may be none.
        self.trace.borrow_mut().is_bound |= *inner != self.root;
        let written = path.as_str();
        let message = match inner == root {
            true => format!("`{written}` is a directory that takes this one: a cycle"),
            false => format!("`{written}` has a directory in it that takes it: a cycle"),
        };
        Err(Failure::refused(path.place(), message))
    }

    /// Whether a directory has none of those in it that lead here, this one included.
    pub(super) fn is_apart(&self, root: &Path) -> bool {
        let mut above = self.above.iter();
        !above.any(|inner| inner.starts_with(root))
    }

    /// The name of the directory.
    pub(super) fn name(&self) -> String {
        let name = self.root.file_name();
        name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    /// What is in a directory below that of the kustomization, and in reach.
    pub(super) fn list(&self, directory: &Path) -> Vec<PathBuf> {
        let files = self.ground.files;
        let listed = files.list(directory).unwrap_or_default();
        let paths = listed.into_iter().filter(|listed| !listed.is_link);
        paths.map(|listed| listed.path).collect()
    }

    pub(super) fn is_directory(&self, path: &Path) -> bool {
        self.ground.files.is_directory(path)
    }

    pub(super) fn exists(&self, path: &Path) -> bool {
        self.ground.files.exists(path)
    }

    /// The text of a file, of which no note is taken.
    pub(super) fn peek(&self, path: &Path) -> Option<String> {
        let read = self.ground.files.read(path, Most::bytes(MOST_FILE)).ok()?;
        String::from_utf8(read).ok()
    }

    /// What is shared with other builds.
    pub(super) fn cache(&self) -> &'h Cache {
        self.ground.cache
    }

    /// Notes that nothing is done with a file for now: what it is for is not there yet.
    pub(super) fn leaves(&self, file: FileId) {
        self.trace.borrow_mut().unmet.insert(file);
    }

    /// Notes that what stands at a place does something.
    pub(super) fn does(&self, place: Option<Place>) {
        self.trace.borrow_mut().effects.extend(place);
    }

    /// The same, of several things in a file that could not be done once.
    pub(super) fn note_first(&self, failure: Failure) {
        let file = |problem: &Problem| problem.place.map(|place| place.file);
        let known = self
            .trace
            .borrow()
            .problems
            .iter()
            .any(|problem| problem.kind == failure.0.kind && file(problem) == file(&failure.0));
        if !known {
            self.note(failure);
        }
    }

    /// Notes what does not end the build.
    pub(super) fn note(&self, failure: Failure) {
        self.trace.borrow_mut().problems.push(*failure.0);
    }
}
