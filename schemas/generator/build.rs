//! Finds the kinds of each version of Kubernetes: the types that implement `Resource` in the sources of the
//! version's k8s-openapi. The crate has no list of them that a program could walk through.

use std::env;
use std::error::Error;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=Cargo.toml");
    let mut code = String::from("pub(crate) const VERSIONS: &[Version] = &[\n");
    for version in versions(&metadata()?)? {
        version.write(&mut code)?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("versions.rs"), code)?;
    Ok(())
}

/// A version of Kubernetes as the manifest lists it.
struct Version {
    /// The name that the manifest gives the crate: `kubernetes_1_36`.
    name: String,
    /// The release of the Go module: `v1.36.3`.
    release: String,
    /// The name that the manifest gives the schemars that the crate uses: `schemars_1`.
    schemars: String,
    /// The directory of the crate's sources.
    sources: PathBuf,
}

impl Version {
    /// `1_36`
    fn number(&self) -> &str {
        self.name.trim_start_matches("kubernetes_")
    }

    /// Writes an element of `VERSIONS`.
    fn write(&self, code: &mut String) -> Result<()> {
        let (name, release, schemars) = (&self.name, &self.release, &self.schemars);
        let number = self.number().replace('_', ".");
        writeln!(
            code,
            "Version {{ number: {number:?}, release: {release:?}, generate: || structure!({schemars} {name}:"
        )?;
        let root = self.sources.join(format!("v{}", self.number()));
        for path in sources(&root)? {
            let module = module(&root, &path)?;
            for kind in kinds(&fs::read_to_string(&path)?) {
                writeln!(code, "    {name}::{module}::{kind},")?;
            }
        }
        writeln!(code, ") }},")?;
        Ok(())
    }
}

/// What cargo knows about this package; so nobody has to guess where cargo keeps the sources.
fn metadata() -> Result<Value> {
    let output = Command::new(env::var("CARGO")?)
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--manifest-path",
        ])
        .arg(Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("Cargo.toml"))
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The versions in the manifest, the oldest first.
fn versions(metadata: &Value) -> Result<Vec<Version>> {
    let package = package(metadata, &metadata["resolve"]["root"])?;
    let releases = package["metadata"]["kubernetes"]
        .as_object()
        .ok_or("no versions in the manifest")?;
    let mut versions = Vec::new();
    for (name, release) in releases {
        let this = node(metadata, &metadata["resolve"]["root"])?;
        let used = &find(&this["deps"], "name", &Value::from(name.as_str()))?["pkg"];
        versions.push(Version {
            name: name.clone(),
            release: release.as_str().ok_or("a release is a string")?.to_owned(),
            schemars: schemars(metadata, this, used)?,
            sources: crate_sources(metadata, used)?,
        });
    }
    versions.sort_by_key(|version| {
        let numbers = version.number().split('_');
        numbers
            .map(|number| number.parse().unwrap_or(0))
            .collect::<Vec<u32>>()
    });
    Ok(versions)
}

/// The directory of the sources of a package.
fn crate_sources(metadata: &Value, id: &Value) -> Result<PathBuf> {
    let manifest = package(metadata, id)?["manifest_path"]
        .as_str()
        .ok_or("a package has a manifest")?;
    Ok(Path::new(manifest).with_file_name("src"))
}

/// The name by which this package knows the schemars that another one uses.
fn schemars(metadata: &Value, this: &Value, user: &Value) -> Result<String> {
    let used = find(
        &node(metadata, user)?["deps"],
        "name",
        &Value::from("schemars"),
    )?;
    let known = find(&this["deps"], "pkg", &used["pkg"])?;
    Ok(known["name"]
        .as_str()
        .ok_or("a dependency has a name")?
        .to_owned())
}

fn node<'m>(metadata: &'m Value, id: &Value) -> Result<&'m Value> {
    find(&metadata["resolve"]["nodes"], "id", id)
}

fn package<'m>(metadata: &'m Value, id: &Value) -> Result<&'m Value> {
    find(&metadata["packages"], "id", id)
}

/// The object of a list whose field has the value.
fn find<'m>(list: &'m Value, field: &str, value: &Value) -> Result<&'m Value> {
    let mut objects = list.as_array().into_iter().flatten();
    let found = objects.find(|object| &object[field] == value);
    Ok(found.ok_or_else(|| format!("cargo metadata has no {field} {value}"))?)
}

/// The Rust sources under a directory, ordered, so that the generated code is the same each time.
fn sources(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension() == Some(OsStr::new("rs")) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The module that exports the types of a source: its directory's.
fn module(root: &Path, path: &Path) -> Result<String> {
    let directory = path.strip_prefix(root)?.parent().unwrap_or(Path::new(""));
    let parts: Vec<_> = directory.iter().map(OsStr::to_string_lossy).collect();
    Ok(parts.join("::"))
}

/// The types that a source makes resources. `List<T>` is not among them, the line for it has a parameter.
fn kinds(source: &str) -> impl Iterator<Item = &str> {
    let implementations = source
        .lines()
        .filter_map(|line| line.strip_prefix("impl crate::Resource for "));
    implementations.map(|rest| rest.trim_end_matches('{').trim())
}
