//! Writes `schemas/kubernetes.txt`, what the Kubernetes API says about its kinds and their fields, and
//! `schemas/descriptions.txt`, what its documentation does. See `schemas/README.md`.

mod api;
mod definition;
mod descriptions;
mod openapi;
mod required;
mod structure;
#[cfg(test)]
mod written;

use std::error::Error;
use std::fs;
use std::path::Path;

use api::Api;
use structure::VERSIONS;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let generator = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schemas = generator.join("..");
    let mut api = Api::default();
    for version in VERSIONS {
        let mut structure = structure::of(version)?;
        openapi::annotate(&mut structure, &generator.join("openapi"), version.release)?;
        api.add(version.number, structure)?;
    }
    required::apply(&mut api, &fs::read_to_string(schemas.join("required.txt"))?)?;
    fs::write(schemas.join("kubernetes.txt"), api.to_string())?;
    fs::write(schemas.join("descriptions.txt"), api.descriptions())?;
    Ok(())
}
