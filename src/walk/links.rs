//! Follows the links that a search has come upon.

use std::collections::HashSet;
use std::mem;
use std::path::PathBuf;

use super::search::{Directory, Link};
use super::{Finder, is_manifest_name, missing};
use crate::disk::Disk;

impl<'r> Finder<'_, 'r> {
    /// Follows links, and those that are come upon behind them. Each is asked once where it leads.
    pub(super) fn follow(&mut self) {
        if self.links.is_empty() {
            return;
        }
        let mut known = self.search.named.clone();
        self.forget_known(0, &mut known);
        while !self.links.is_empty() {
            let mut links = mem::take(&mut self.links);
            links.sort_by(|a, b| a.path.cmp(&b.path));
            let mut open = Vec::new();
            for link in links {
                open.extend(self.follow_one(link, &mut known));
            }
            let before = self.straight.len();
            self.look(open);
            self.forget_known(before, &mut known);
        }
    }

    /// Of the files that were come upon last, leaves out those that were found before.
    fn forget_known(&mut self, first: usize, known: &mut HashSet<PathBuf>) {
        let mut last = self.straight.split_off(first);
        last.retain(|(file, real)| {
            let name = file.path.file_name().unwrap_or_default();
            let is_new = known.insert(real.join(name));
            if let Some(root) = file.found_in.filter(|_| !is_new) {
                self.shared.insert(root);
            }
            is_new
        });
        self.straight.append(&mut last);
    }

    /// Adds the file that a link leads to, or gives the directory, if it is in reach and new.
    fn follow_one(
        &mut self,
        link: Link<'r>,
        known: &mut HashSet<PathBuf>,
    ) -> Option<Directory<'r>> {
        let real = link.to_directory.and_then(|to_directory| {
            let real = self.reach.resolve(&Disk, &link.path)?;
            let is_new = match to_directory {
                true => self.search.is_new(&real),
                false => known.insert(real.clone()),
            };
            Ok((real, to_directory, is_new))
        });
        match real {
            Ok((_, _, false)) => drop(self.shared.insert(link.root.index)),
            Ok((real, true, true)) => {
                return Some(Directory {
                    root: link.root,
                    path: link.path,
                    real,
                    ignored: link.ignored,
                    linked: true,
                    is_noted: true,
                    in_project: false,
                });
            }
            Ok((real, false, true)) if real.is_file() => {
                self.found.files.push(link.root.file(link.path, false));
            }
            // As a pipe or a device that stands there itself.
            Ok((_, false, true)) => {}
            // What has a manifest's name was meant to be read.
            Err(error) if is_manifest_name(&link.path) => {
                let reason = missing::why(&link.path, &error);
                let shown = link.root.shown(&link.path);
                self.found.errors.push(format!("{shown}: {reason}"));
            }
            Err(_) => self.found.unfollowed.push(link.root.shown(&link.path)),
        }
        None
    }
}
