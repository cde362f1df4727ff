//! `podlint render`.

use std::io::Write;

use super::args::Render;
use super::rendered::What;
use super::sources::Sources;
use super::{Exit, Failure, say};
use crate::files::shown;
use crate::helm::{Given, KubeVersion, Request};
use crate::machine;
use crate::origin::{Output, Problem, ProblemKind};

pub(super) fn run(asked: &Render, out: &mut dyn Write) -> Result<Exit, Failure> {
    let host = machine::host();
    let named = shown(&asked.path);
    if !host.files.exists(&asked.path) {
        let sentence = format!("{named}: there is no such chart or kustomization");
        return Err(Failure::Request(sentence));
    }
    let what = What::of(&asked.path, &*host.files);
    let what = what.ok_or_else(|| {
        Failure::Request(format!("{named} is neither a chart nor a kustomization"))
    })?;
    let request = request(asked)?;
    if what == What::Kustomization
        && let Some(option) = asked.of_charts()
    {
        let sentence = format!("{named} is a kustomization, and {option} is for charts");
        return Err(Failure::Request(sentence));
    }
    let rendering = what.render(&asked.path, &request, &asked.trust, &host);
    let sources = Sources::new(&rendering, &host.files.here());
    let is_said = |problem: &&Problem| problem.kind != ProblemKind::Deprecated;
    for problem in rendering.problems.iter().filter(is_said) {
        say(&sources.sentence(problem));
    }
    for slip in &rendering.slips {
        say(&sources.slip(slip));
    }
    if asked.origins {
        let made_up = rendering.stand_ins.iter();
        made_up.for_each(|made_up| say(&sources.made_up(made_up)));
    }
    if rendering.is_refused() {
        return Ok(Exit::Incomplete);
    }
    for output in &rendering.outputs {
        match asked.origins {
            true => sources.write_with_origins(output, out)?,
            false => write(output, out)?,
        }
    }
    if rendering
        .outputs
        .iter()
        .any(|output| is_secret(output.text.as_str()))
    {
        say("Secrets are printed as they are");
    }
    if rendering.is_nothing() && rendering.is_complete() {
        say(&format!("{named}: nothing was rendered"));
        return Ok(Exit::Incomplete);
    }
    Ok(match rendering.is_complete() {
        true => Exit::Clean,
        false => Exit::Incomplete,
    })
}

fn request(asked: &Render) -> Result<Request, Failure> {
    let default = Request::default();
    let kubernetes = match &asked.kubernetes_version {
        None => default.kubernetes,
        Some(text) => KubeVersion::parse(text).ok_or_else(|| {
            Failure::Request(format!(
                "--kubernetes-version {text}: a version is written like 1.30"
            ))
        })?,
    };
    let or = |asked: &Option<String>, default| asked.clone().unwrap_or(default);
    Ok(Request {
        release: or(&asked.release_name, default.release),
        namespace: or(&asked.namespace, default.namespace),
        values: asked.values.iter().cloned().map(Given::File).collect(),
        set: asked.sets.all(),
        kubernetes,
        api_versions: asked.api_versions.clone(),
        ..Request::default()
    })
}

/// As Helm and kustomize print it: each text of a chart with what it is made of, and that of a kustomization as it is.
fn write(output: &Output, out: &mut dyn Write) -> Result<(), Failure> {
    let text = output.text.as_str();
    match &output.name {
        Some(name) => writeln!(out, "---\n# Source: {name}\n{text}")?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(())
}

fn is_secret(text: &str) -> bool {
    text.lines().any(|line| line.trim_end() == "kind: Secret")
}
