//! What a client is told of its texts and files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::conversation::Conversation;
use super::document::Alone;
use super::findings::{Places, Shown};
use super::known::{key, keys};
use super::look::{Look, Seen, Unseen, failed};
use super::root::{Open, Root};
use super::uri;
use crate::engine::Report;
use crate::panic;

/// Findings of one report.
pub(super) struct Group<'s> {
    pub(super) report: &'s Report,
    pub(super) here: &'s Path,
    pub(super) shown: Vec<Shown<'s>>,
    /// Whether the text stands as it was looked at.
    pub(super) is_fresh: bool,
}

impl Conversation {
    /// Looks at each text that has changed by itself, and says what is found there.
    pub fn flush(&mut self) {
        for path in std::mem::take(&mut self.changed) {
            let known = self.owner(&path).and_then(|root| root.known.as_ref());
            let report = panic::catch(|| known.and_then(|known| known.look_alone(&path)));
            let report = report.unwrap_or_else(|panic| {
                self.log(format!("{}: {}", path.display(), failed(&panic)));
                None
            });
            if let Some(document) = self.documents.get_mut(&path) {
                let version = document.stands;
                document.alone = report.map(|report| Alone { version, report });
                self.publish(&path);
            }
        }
        self.refresh();
    }

    /// Looks that are to be done, each of other files: whoever does them gives back what is [`Self::seen`].
    pub fn looks(&mut self) -> Vec<Look> {
        if !self.wants_looks() {
            return Vec::new();
        }
        let open = self.documents.iter().map(|(path, document)| {
            let alone = document.alone.as_ref();
            let alone = alone.filter(|alone| alone.version == document.stands);
            let open = Open {
                stands: document.stands,
                owner: self.owner(path).map_or(usize::MAX, |root| root.id),
                told: alone.map(|alone| keys(&alone.report)),
            };
            (path.clone(), open)
        });
        let open: BTreeMap<PathBuf, Open> = open.collect();
        let (typed, trusted) = (Arc::clone(&self.typed), self.client.trusted);
        let roots = self.roots.iter_mut();
        roots
            .filter_map(|root| root.look(&typed, trusted, &open))
            .collect()
    }

    /// Whether there is something to look at.
    #[must_use]
    pub fn wants_looks(&self) -> bool {
        let mut roots = self.roots.iter();
        roots.any(|root| !root.busy && !root.news.is_none())
    }

    /// Takes in what came of a look, and says what is new.
    pub fn seen(&mut self, seen: Seen) {
        let encoding = self.client.encoding;
        let Some(root) = self.roots.iter_mut().find(|root| root.id == seen.root) else {
            return;
        };
        root.busy = false;
        root.held = seen.held;
        let mut told = root.told();
        match seen.outcome {
            Ok(known) => {
                for (path, version) in &known.versions {
                    let is_seen = known.files.contains(path) || known.parts.contains(path);
                    match self.documents.get_mut(path) {
                        Some(document) if is_seen => document.settle(*version),
                        Some(_) => drop(self.changed.insert(path.clone())),
                        None => {}
                    }
                }
                told.extend(known.versions.keys().cloned());
                let problems = root.know(known);
                let distrusts = root.distrusts();
                problems.into_iter().for_each(|problem| self.log(problem));
                if let Some(message) = distrusts {
                    let warning = json!({"type": 2, "message": message});
                    self.notify("window/showMessage", &warning);
                }
            }
            Err(Unseen::Fault(fault)) => {
                root.blame(&fault, encoding);
            }
            Err(Unseen::Other(sentence)) => self.log(sentence),
        }
        let root = self.roots.iter().find(|root| root.id == seen.root);
        told.extend(root.into_iter().flat_map(Root::told));
        // What is to be looked at by itself is told of then.
        told.retain(|path| !self.changed.contains(path));
        told.sort();
        told.dedup();
        told.iter().for_each(|path| self.publish(path));
        self.refresh();
    }

    /// The root that speaks of a file: the innermost that it is in, or else the first that has something to say.
    pub(super) fn owner(&self, path: &Path) -> Option<&Root> {
        let within = self.roots.iter().filter(|root| root.has(path));
        let innermost = within.max_by_key(|root| root.place.here().components().count());
        innermost.or_else(|| {
            let has = |root: &&Root| root.told().iter().any(|told| told == path);
            self.roots.iter().find(has)
        })
    }

    /// What is to be said of a file.
    pub(super) fn groups(&self, path: &Path) -> Vec<Group<'_>> {
        let known = self.owner(path).and_then(|root| root.known.as_ref());
        let Some(known) = known else {
            return Vec::new();
        };
        let (report, here) = (&known.report, known.here());
        let of_all = known.by_path.get(path).map_or(&[][..], Vec::as_slice);
        let Some(document) = self.documents.get(path) else {
            let shown = of_all.iter().map(|&at| Shown {
                finding: &report.findings[at],
                moved: None,
            });
            return vec![Group {
                report,
                here,
                shown: shown.collect(),
                is_fresh: true,
            }];
        };
        let since = known.versions.get(path).copied();
        let of_known = |all: &[usize]| {
            let is_fresh = since == Some(document.version);
            let moved = since.filter(|_| !is_fresh).map(|since| (document, since));
            let shown = all.iter().map(|&at| Shown {
                finding: &report.findings[at],
                moved,
            });
            Group {
                report,
                here,
                shown: shown.collect(),
                is_fresh,
            }
        };
        let together = known.together.get(path);
        let Some(alone) = &document.alone else {
            // Of a text that was opened since then nothing is known.
            return since.map(|_| of_known(of_all)).into_iter().collect();
        };
        let is_hidden = |key| together.is_some_and(|together| together.hidden.contains(&key));
        let findings = alone.report.findings.iter();
        let findings = findings.filter(|finding| !is_hidden(key(finding)));
        let is_fresh = alone.version == document.version;
        let mut groups = vec![Group {
            report: &alone.report,
            here,
            shown: findings
                .map(|finding| Shown {
                    finding,
                    moved: (!is_fresh).then_some((document, alone.version)),
                })
                .collect(),
            is_fresh,
        }];
        groups.extend(together.map(|together| of_known(&together.added)));
        groups
    }

    pub(super) fn uri_of_open(&self, path: &Path) -> Option<String> {
        let document = self.documents.get(path)?;
        Some(document.uri.clone())
    }

    pub(super) fn diagnostics(&self, path: &Path) -> Vec<Value> {
        let open = |path: &Path| self.uri_of_open(path);
        let mut all = Vec::new();
        for group in self.groups(path) {
            let places = Places::new(group.report, group.here, &self.client, &open);
            let shown = group.shown.into_iter();
            all.extend(shown.filter_map(|shown| places.diagnostic(shown)));
        }
        let faults = self.roots.iter().filter_map(|root| root.fault.as_ref());
        let faults = faults.filter(|(file, _)| file == path);
        all.extend(faults.flat_map(|(_, problems)| problems.iter().cloned()));
        all
    }

    /// Says what there is to say of a file, unless that was said.
    pub(super) fn publish(&mut self, path: &Path) {
        let document = self.documents.get(path);
        let version = document.map(|document| document.version);
        let is_unknown = |root: &Root| root.known.is_none() && root.fault.is_none();
        if self.owner(path).is_some_and(is_unknown) {
            return;
        }
        if self.is_pulled(path) {
            self.unsay(path);
            return self.note_pulled(path);
        }
        let uri = self.uri_of_open(path).unwrap_or_else(|| uri::of(path));
        let now = (version, self.diagnostics(path));
        let said = self.said.get(path);
        let nothing = said.is_none() && version.is_none() && now.1.is_empty();
        if nothing || said == Some(&now) {
            return;
        }
        let mut params = json!({"uri": uri, "diagnostics": now.1});
        if let Some(version) = version {
            params["version"] = json!(version);
        }
        self.notify("textDocument/publishDiagnostics", &params);
        if version.is_none() && now.1.is_empty() {
            self.said.remove(path);
        } else {
            self.said.insert(path.to_owned(), now);
        }
    }

    /// Takes back what was said of a file.
    pub(super) fn unsay(&mut self, path: &Path) {
        let said = self.said.remove(path);
        if said.is_some_and(|(_, all)| !all.is_empty()) {
            let uri = self.uri_of_open(path).unwrap_or_else(|| uri::of(path));
            let nothing = json!({"uri": uri, "diagnostics": []});
            self.notify("textDocument/publishDiagnostics", &nothing);
        }
    }
}
