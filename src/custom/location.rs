//! Where schemas are looked for, as `--schema-location` names it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::crd::Index;
use super::pack::{ENDING, unpack};
use super::template::{Gvk, Template};
use crate::files::{FileSystem, Nothing, Reach, Texts};
use crate::source::reason;

/// The layouts of public catalogues, in the order in which a directory is searched.
const LAYOUTS: [&str; 5] = [
    "{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json",
    "{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json",
    "{{.ResourceKind}}{{.KindSuffix}}.json",
    "{{.ResourceKind}}_{{.ResourceAPIVersion}}.json",
    KUBERNETES,
];

/// What kubeconform adds to a location that does not end with a file.
const KUBERNETES: &str = "{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json";

/// One location.
#[derive(Debug)]
pub(super) enum Location {
    /// Paths with variables.
    Template(Template),
    /// A directory: catalogues, and CRDs in any file below it.
    Directory(PathBuf, OnceLock<Index>),
    /// A file: CRDs, or the schema of a kind.
    File(PathBuf, OnceLock<Index>),
    /// A file that has what a directory has.
    Packed(PathBuf, OnceLock<Unpacked>),
}

/// What is in a packed file.
#[derive(Debug)]
pub(super) struct Unpacked {
    files: Texts,
    /// All of these are in reach: no other is there.
    reach: Reach,
    crds: Index,
}

impl Unpacked {
    fn of(files: &dyn FileSystem, path: &Path) -> Self {
        let reach = Reach::everything();
        match unpack(files, path) {
            Ok(files) => Self {
                crds: Index::of_directory(&files, path, &reach),
                files,
                reach,
            },
            Err(problem) => Self {
                crds: Index::failed(path, problem),
                files: Texts::over(Arc::new(Nothing)),
                reach,
            },
        }
    }
}

impl Location {
    /// Reads what was written, which must be within reach. `None` is the API that is built in. The error is a sentence.
    pub(super) fn parse(
        files: &dyn FileSystem,
        written: &str,
        reach: &Reach,
    ) -> Result<Option<Self>, String> {
        if written == "default" {
            return Ok(None);
        }
        if is_remote(written) {
            let error = "podlint never goes online; download the schemas once and name the directory instead";
            return Err(error.to_owned());
        }
        if !written.contains("{{") {
            let path = PathBuf::from(written);
            let real = reach
                .resolve(files, &path)
                .map_err(|error| reason(&error))?;
            let is_packed = path.extension().is_some_and(|ending| ending == ENDING);
            return Ok(Some(if files.is_directory(&real) {
                Self::Directory(path, OnceLock::new())
            } else if is_packed {
                Self::Packed(path, OnceLock::new())
            } else {
                Self::File(path, OnceLock::new())
            }));
        }
        let directory = Self::directory(files, written);
        if files.exists(&directory) {
            let in_reach = reach.resolve(files, &directory);
            in_reach.map_err(|error| reason(&error))?;
        }
        let is_file = [".json", ".yaml", ".yml"]
            .iter()
            .any(|ending| written.ends_with(ending));
        let template = if is_file {
            Template::parse(written)
        } else {
            Template::parse(&format!("{written}/{KUBERNETES}"))
        };
        template.map(|template| Some(Self::Template(template)))
    }

    /// The directory that a location as it was written is, or is in.
    pub(super) fn directory(files: &dyn FileSystem, written: &str) -> PathBuf {
        let start = written.split("{{").next().unwrap_or_default();
        let path = Path::new(start);
        if files.is_directory(path) {
            return path.to_owned();
        }
        match path.parent() {
            Some(above) if !above.as_os_str().is_empty() => above.to_owned(),
            _ => PathBuf::from("."),
        }
    }

    /// The files that may hold the schema of a kind because of how they are called, the likeliest first.
    pub(super) fn candidates(
        &self,
        of: &Gvk,
        versions: &[String],
        world: (&dyn FileSystem, &Reach),
    ) -> Vec<PathBuf> {
        // A manifest does not decide in which directories is looked.
        if !of.is_plain() {
            return Vec::new();
        }
        match self {
            Self::Template(template) => {
                let paths = template.paths(of, versions);
                paths.into_iter().map(PathBuf::from).collect()
            }
            Self::Directory(root, _) | Self::Packed(root, _) => {
                names(of, versions).map(|name| root.join(name)).collect()
            }
            Self::File(path, _) => {
                let has_crds = self.crds(world).is_some_and(|index| !index.is_empty());
                let is_it = !has_crds && is_called_for(path, of, versions);
                is_it.then(|| path.clone()).into_iter().collect()
            }
        }
    }

    /// The CRDs in it, looked for when first asked for.
    pub(super) fn crds(&self, (files, reach): (&dyn FileSystem, &Reach)) -> Option<&Index> {
        match self {
            Self::Template(_) => None,
            Self::Directory(path, index) => {
                Some(index.get_or_init(|| Index::of_directory(files, path, reach)))
            }
            Self::File(path, index) => Some(index.get_or_init(|| Index::of_file(files, path))),
            Self::Packed(path, packed) => {
                Some(&packed.get_or_init(|| Unpacked::of(files, path)).crds)
            }
        }
    }

    /// Where its files are: those of a packed one are in it.
    pub(super) fn world<'w>(
        &'w self,
        (files, reach): (&'w dyn FileSystem, &'w Reach),
    ) -> (&'w dyn FileSystem, &'w Reach) {
        match self {
            Self::Packed(path, packed) => {
                let packed = packed.get_or_init(|| Unpacked::of(files, path));
                (&packed.files, &packed.reach)
            }
            _ => (files, reach),
        }
    }
}

/// Whether a location is in the network.
pub(super) fn is_remote(location: &str) -> bool {
    let start = location.get(..8).unwrap_or(location).to_ascii_lowercase();
    start.starts_with("http://") || start == "https://"
}

/// How a kind is called in catalogues.
fn names(of: &Gvk, versions: &[String]) -> impl Iterator<Item = String> {
    LAYOUTS
        .iter()
        .filter_map(|layout| Template::parse(layout).ok())
        .flat_map(|layout| layout.paths(of, versions))
}

/// Whether a file that is named may be the schema of a kind. One whose name ends in a version, as in
/// catalogues, speaks of one kind; any other is taken for the schema of every kind.
fn is_called_for(path: &Path, of: &Gvk, versions: &[String]) -> bool {
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
        return true;
    };
    let last = stem.rsplit(['-', '_']).next().unwrap_or(stem);
    let numbered = last.strip_prefix('v').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    });
    let is_catalogued = numbered && last.len() < stem.len();
    !is_catalogued || names(of, versions).any(|name| path.ends_with(Path::new(&name)))
}

#[cfg(test)]
mod tests {
    use super::{Gvk, Location, Reach, is_called_for};
    use crate::files::Nothing;
    use std::path::Path;

    fn widget() -> Gvk {
        Gvk {
            group: "example.com".to_owned(),
            version: "v1beta1".to_owned(),
            kind: "Widget".to_owned(),
        }
    }

    #[test]
    fn remote_locations_are_refused() {
        let parse = |written| Location::parse(&Nothing, written, &Reach::everything());
        for remote in ["https://example.com/{{.Group}}.json", "HTTP://example.com"] {
            let error = parse(remote).unwrap_err();
            assert!(error.contains("never goes online"), "{error}");
        }
        assert!(parse("default").unwrap().is_none());
        assert!(parse("https-schemas/{{.Group}}").is_ok());
    }

    #[test]
    fn a_name_with_a_version_speaks_of_one_kind() {
        let fits = |path: &str| is_called_for(Path::new(path), &widget(), &["master".to_owned()]);
        for path in [
            "widget_v1beta1.json",
            "s/example.com/widget_v1beta1.json",
            "widget-example-v1beta1.json",
            "widget-example.com-v1beta1.json",
            "schema.json",
            "v1.json",
        ] {
            assert!(fits(path), "{path}");
        }
        for path in [
            "gadget_v1beta1.json",
            "widget_v1.json",
            "widget-other-v1beta1.json",
        ] {
            assert!(!fits(path), "{path}");
        }
    }

    #[test]
    fn what_does_not_end_with_a_file_is_a_catalogue_of_kubernetes() {
        let all = Reach::everything();
        let location = Location::parse(&Nothing, "s/{{.Group}}", &all)
            .unwrap()
            .unwrap();
        let candidates =
            |of: &Gvk| location.candidates(of, &["master".to_owned()], (&Nothing, &all));
        let paths = candidates(&widget());
        assert_eq!(
            paths[0],
            Path::new("s/example.com/master-standalone-strict/widget-example-v1beta1.json")
        );
        for part in ["..", "../b", "a/../b", "/etc", "C:/a", "a\\b"] {
            let outside: [fn(&mut Gvk) -> &mut String; 3] =
                [|of| &mut of.group, |of| &mut of.version, |of| &mut of.kind];
            for of_part in outside {
                let mut of = widget();
                part.clone_into(of_part(&mut of));
                assert!(candidates(&of).is_empty(), "{of:?}");
            }
        }
    }
}
