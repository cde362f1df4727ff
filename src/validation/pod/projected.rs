//! Projected volumes: several sources in one directory. Source: `validateProjectionSources`. Trust bundles
//! and certificates of pods are behind feature gates that are off, so that the server drops them unread.

use super::volumes::{downward_file, file_mode, file_path, key_to_path};
use crate::validation::check::Check;
use crate::validation::field::Field;

/// `projected` of a volume.
pub(super) fn projected<'t>(check: &mut Check<'_, 't>, volume: Field<'t>) {
    file_mode(check, volume.get("defaultMode"));
    let mut paths = Paths {
        volume,
        known: Vec::new(),
    };
    for source in volume.get("sources").items() {
        let names = ["secret", "configMap", "downwardAPI", "serviceAccountToken"];
        for name in names.into_iter().filter(|name| source.get(name).is_set()) {
            part(check, source.get(name), name, &mut paths);
        }
        if names
            .iter()
            .filter(|name| source.get(name).is_set())
            .count()
            > 1
        {
            check.forbidden(
                source,
                "with more than one source in it: make each an entry of its own",
            );
        }
    }
}

/// The paths that the sources write to.
struct Paths<'t> {
    volume: Field<'t>,
    known: Vec<(String, Field<'t>)>,
}

impl<'t> Paths<'t> {
    /// Two sources cannot write the same file.
    fn add(&mut self, check: &mut Check<'_, 't>, path: Field<'t>) {
        let text = path.text().into_owned();
        if self.known.iter().any(|(known, _)| *known == text) {
            let place = self.volume.shown_at(path.place());
            let message = format!("two sources of the volume write `{text}`");
            check.conflict(place, message, "give each file a path of its own");
        } else {
            self.known.push((text, path));
        }
    }
}

fn part<'t>(check: &mut Check<'_, 't>, part: Field<'t>, name: &str, paths: &mut Paths<'t>) {
    match name {
        "secret" | "configMap" => {
            if part.get("name").is_empty() {
                check.required(part.get("name"), "name: settings");
            }
            for item in part.get("items").items() {
                key_to_path(check, item);
                if !item.get("path").is_empty() {
                    paths.add(check, item.get("path"));
                }
            }
        }
        "downwardAPI" => {
            for file in part.get("items").items() {
                downward_file(check, file);
                if !file.get("path").is_empty() {
                    paths.add(check, file.get("path"));
                }
            }
        }
        "serviceAccountToken" => {
            check.range(part.get("expirationSeconds"), 600, 1 << 32);
            file_path(check, part.get("path"));
        }
        _ => {}
    }
}
