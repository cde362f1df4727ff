//! What a client says of texts, files and directories.

use std::path::{Path, PathBuf};

use super::client;
use super::conversation::{Conversation, path_of};
use super::document::Document;
use super::look::Place;
use super::params::{CHANGED, DidChange, DidOpen, Folders, OfDocument, Opened, Watched};
use super::refusal::Refusal;
use super::root::Root;
use crate::disk::Disk;
use crate::files::FileSystem;

impl Conversation {
    pub(super) fn add_root(&mut self, place: Place) {
        let place = match place {
            Place::Directory(path) => Place::Directory(Disk.locate(&path)),
            file => file,
        };
        if self.roots.iter().any(|root| root.place == place) {
            return;
        }
        self.roots
            .push(Root::new(self.next_root, place, &self.typed));
        self.next_root += 1;
    }

    /// Has each open text looked at with the directory that it is in, or alone if that is none.
    pub(super) fn settle_roots(&mut self) {
        let is_within = |roots: &[Root], path: &Path| {
            let mut roots = roots.iter();
            roots.any(|root| matches!(root.place, Place::Directory(_)) && root.has(path))
        };
        let alone = |roots: &[Root], root: &Root| match &root.place {
            Place::Directory(_) => false,
            Place::File(path) => !self.documents.contains_key(path) || is_within(roots, path),
        };
        let gone = self.roots.iter().filter(|root| alone(&self.roots, root));
        let gone: Vec<usize> = gone.map(|root| root.id).collect();
        self.drop_roots(&|root| gone.contains(&root.id));
        let lone = self.documents.keys();
        let lone = lone.filter(|path| !is_within(&self.roots, path));
        for path in lone.cloned().collect::<Vec<_>>() {
            self.add_root(Place::File(path));
        }
    }

    pub(super) fn drop_roots(&mut self, is_gone: &dyn Fn(&Root) -> bool) {
        let (gone, kept) = std::mem::take(&mut self.roots)
            .into_iter()
            .partition(is_gone);
        self.roots = kept;
        let told: Vec<PathBuf> = gone.iter().flat_map(Root::told).collect();
        told.iter().for_each(|path| self.publish(path));
    }

    pub(super) fn open(&mut self, DidOpen { text_document }: DidOpen) {
        let Opened { uri, version, text } = text_document;
        let Some(path) = path_of(&uri) else {
            return;
        };
        self.typed.change(|texts| texts.put(&path, text.as_str()));
        let document = Document::new(uri, version, text);
        self.documents.insert(path.clone(), document);
        self.settle_roots();
        self.typed_news(&path, !Disk.exists(&path));
        self.changed.insert(path);
    }

    pub(super) fn change(&mut self, change: DidChange) -> Result<(), Refusal> {
        let encoding = self.client.encoding;
        let (path, document) = self.opened(&change.text_document.uri)?;
        let version = change.text_document.version;
        let version = version.unwrap_or(document.version + 1);
        document.change(version, &change.content_changes, encoding);
        if !document.is_large() {
            self.typed_anew(&path);
            self.typed_news(&path, false);
        }
        Ok(())
    }

    pub(super) fn save(&mut self, of: &OfDocument) -> Result<(), Refusal> {
        let (path, document) = self.opened(&of.text_document.uri)?;
        if document.is_large() {
            self.typed_anew(&path);
        }
        let is_new = |root: &Root| {
            let known = root.known.as_ref();
            known.is_some_and(|known| !known.files.contains(&path))
        };
        let is_new = self
            .roots
            .iter()
            .any(|root| root.has(&path) && is_new(root));
        self.news(&path, is_new);
        if !self.client.watches {
            // Nobody says what else has changed: all is read again.
            let roots = self.roots.iter_mut().filter(|root| root.minds(&path));
            roots.for_each(|root| root.news.settings = true);
        }
        Ok(())
    }

    pub(super) fn close(&mut self, of: &OfDocument) -> Result<(), Refusal> {
        let (path, _) = self.opened(&of.text_document.uri)?;
        self.documents.remove(&path);
        self.changed.remove(&path);
        self.forget_pulled(&path);
        self.typed.change(|texts| texts.remove(&path));
        self.typed_news(&path, !Disk.exists(&path));
        self.settle_roots();
        self.publish(&path);
        Ok(())
    }

    pub(super) fn watched(&mut self, Watched { changes }: Watched) {
        for event in changes {
            let Some(path) = path_of(&event.uri) else {
                continue;
            };
            let came_or_went = event.sort != CHANGED;
            // What somebody types counts, and not what lies under it.
            let is_covered = !came_or_went && self.documents.contains_key(&path);
            let is_directory = came_or_went && self.is_directory(&path);
            if !is_covered && (client::is_watched(&path) || is_directory) {
                self.news(&path, came_or_went);
            }
        }
    }

    /// Whether there is a directory at a path, or was one with files that are known.
    fn is_directory(&self, path: &Path) -> bool {
        let has_some = |root: &Root| {
            let known = root.known.as_ref();
            known.is_some_and(|known| known.files.iter().any(|file| file.starts_with(path)))
        };
        Disk.is_directory(path) || self.roots.iter().any(has_some)
    }

    pub(super) fn folders(&mut self, Folders { event }: &Folders) {
        let removed = event.removed.iter().filter_map(client::folder);
        let removed: Vec<Place> = removed
            .map(|path| Place::Directory(Disk.locate(&path)))
            .collect();
        self.drop_roots(&|root| removed.contains(&root.place));
        for added in event.added.iter().filter_map(client::folder) {
            self.add_root(Place::Directory(added));
        }
        self.settle_roots();
    }

    pub(super) fn opened(&mut self, uri: &str) -> Result<(PathBuf, &mut Document), Refusal> {
        let path = path_of(uri).ok_or_else(|| Refusal::unopened(uri))?;
        match self.documents.get_mut(&path) {
            Some(document) => Ok((path, document)),
            None => Err(Refusal::unopened(uri)),
        }
    }

    /// Has an open text stand for its file as it is now.
    pub(super) fn typed_anew(&mut self, path: &Path) {
        if let Some(document) = self.documents.get_mut(path) {
            document.stands = document.version;
            self.typed.change(|texts| texts.put(path, document.text()));
            self.changed.insert(path.to_owned());
        }
    }

    /// Tells whom it may concern that something else stands in a file, or that it came or went.
    pub(super) fn news(&mut self, path: &Path, came_or_went: bool) {
        for root in self.roots.iter_mut().filter(|root| root.minds(path)) {
            root.hear(path, came_or_went);
        }
    }

    /// As [`Self::news`], of a text that stands for a file or does so no longer: settings and schemas hold as they were.
    pub(super) fn typed_news(&mut self, path: &Path, came_or_went: bool) {
        for root in self.roots.iter_mut().filter(|root| root.minds(path)) {
            root.news.changed.insert(path.to_owned());
            root.news.found |= came_or_went;
        }
    }
}
