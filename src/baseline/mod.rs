//! What a finding is, whatever line it stands on; and the findings that somebody chose to live with.

mod field;
mod file;
mod identity;

use std::collections::{BTreeMap, BTreeSet};

pub use file::{Baseline, Entry};
pub use identity::{Fingerprint, Identity, identities};

use crate::engine::Report;
use crate::field_path::FieldPath;

impl Baseline {
    /// Takes from a report what the entries cover, and returns the entries that nothing is left for, each
    /// with how often. An entry covers as many findings as it counts. `checked` are the files that were
    /// read, as reports call them: of others nothing is known, unless they are gone.
    pub fn cover(&self, report: &mut Report, checked: &BTreeSet<String>) -> Vec<Entry> {
        let mut open: BTreeMap<Fingerprint, usize> = BTreeMap::new();
        for entry in &self.entries {
            *open.entry(entry.fingerprint).or_default() += entry.count;
        }
        let identities = identities(report);
        let mut identities = identities.iter();
        let before = report.findings.len();
        report.findings.retain(|_| {
            let fingerprint = identities.next().map(|identity| self.fingerprint(identity));
            let left = fingerprint.and_then(|fingerprint| open.get_mut(&fingerprint));
            match left {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        });
        report.summary.suppressed += before - report.findings.len();
        self.stale(&mut open, checked)
    }

    fn stale(
        &self,
        open: &mut BTreeMap<Fingerprint, usize>,
        checked: &BTreeSet<String>,
    ) -> Vec<Entry> {
        let checked = self.known(checked);
        let mut stale = Vec::new();
        for entry in &self.entries {
            let Some(left) = open.get_mut(&entry.fingerprint) else {
                continue;
            };
            let count = entry.count.min(*left);
            *left -= count;
            if count > 0 && self.is_settled(&entry.path, &checked) {
                let entry = entry.clone();
                stale.push(Entry { count, ..entry });
            }
        }
        stale
    }

    /// Puts the findings of a report in the place of what was known of the files in `checked`.
    pub fn record(&mut self, report: &Report, checked: &BTreeSet<String>) {
        let checked = self.known(checked);
        let mut entries = std::mem::take(&mut self.entries);
        entries.retain(|entry| !self.is_settled(&entry.path, &checked));
        let mut found: BTreeMap<Fingerprint, Entry> = BTreeMap::new();
        for identity in identities(report) {
            let fingerprint = self.fingerprint(&identity);
            let entry = found.entry(fingerprint).or_insert_with(|| Entry {
                path: self.relative(&identity.path),
                rule: identity.rule.to_string(),
                object: identity.object.clone(),
                field: identity.field.as_ref().map(FieldPath::to_string),
                fingerprint,
                count: 0,
            });
            entry.count += 1;
        }
        entries.extend(found.into_values());
        entries.sort();
        self.entries = entries;
    }

    /// Takes out what [`Self::cover`] returned.
    pub fn prune(&mut self, stale: &[Entry]) {
        for gone in stale {
            let same =
                |entry: &&mut Entry| entry.fingerprint == gone.fingerprint && entry.count > 0;
            if let Some(entry) = self.entries.iter_mut().find(same) {
                entry.count = entry.count.saturating_sub(gone.count);
            }
        }
        self.entries.retain(|entry| entry.count > 0);
    }

    fn fingerprint(&self, identity: &Identity) -> Fingerprint {
        identity.fingerprint(&self.relative(&identity.path))
    }

    fn known(&self, checked: &BTreeSet<String>) -> BTreeSet<String> {
        checked.iter().map(|path| self.relative(path)).collect()
    }

    /// Whether a run over `checked` tells all about the findings in a file.
    fn is_settled(&self, path: &str, checked: &BTreeSet<String>) -> bool {
        checked.contains(path) || !self.files.exists(&self.directory.join(path))
    }
}
