//! `podlint pod`: the pods of a file, a chart, a kustomization or a directory as podlint sees them.

mod table;

use std::io::Write;
use std::path::Path;

use super::args::{Pod, PodFormat};
use super::one_file::{OneFile, Wanted, require};
use super::rendered::What;
use super::{Exit, Failure, looked, width};
use crate::files;
use crate::machine;
use crate::objects::Object;
use crate::report::picture::{View, mermaid, pods, svg, views};
use crate::report::words;
use crate::yaml::Tree;

pub(super) fn run(asked: &Pod, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let path = asked.file.path();
    let host = machine::host();
    let wanted = asked.object.as_deref().map(Wanted::read).transpose()?;
    let (views, exit) =
        match host.files.is_directory(path) && What::of(path, &*host.files).is_none() {
            true => of_directory(path, asked, wanted.as_ref())?,
            false => (of_file(path, asked, wanted.as_ref())?, Exit::Clean),
        };
    let text = match asked.format {
        PodFormat::Table => table::render(&views, width(), color),
        PodFormat::Svg => svg(&views),
        PodFormat::Mermaid => mermaid(&views),
    };
    out.write_all(text.as_bytes())?;
    Ok(exit)
}

/// The pods of a file, or of what a chart or a kustomization is rendered to.
fn of_file(path: &Path, asked: &Pod, wanted: Option<&Wanted>) -> Result<Vec<View>, Failure> {
    let file = OneFile::read(path)?;
    require(&file, &Tree::read(&file.text), wanted)?;
    let settings = file.settings(&asked.configuration)?;
    let is_wanted = |object: &Object<'_>| wanted.is_none_or(|wanted| wanted.is(object));
    let views = views(&file.shown, &file.text, &is_wanted, &settings);
    match views.is_empty() {
        true => {
            let sentence = format!("{} holds nothing with a pod", file.shown);
            Err(Failure::Request(sentence))
        }
        false => Ok(views),
    }
}

/// The pods of all files of a directory, and of what the charts and kustomizations in it are rendered to.
fn of_directory(
    path: &Path,
    asked: &Pod,
    wanted: Option<&Wanted>,
) -> Result<(Vec<View>, Exit), Failure> {
    let (_, report, exit) = looked::at(&asked.scope(path))?;
    let pods = pods(&report, &|object| {
        wanted.is_none_or(|wanted| wanted.is(object))
    });
    let titled = |(shown, mut view): (String, View)| {
        view.title += &format!(" · {}", words::printable(&shown));
        view
    };
    let found: Vec<View> = pods.into_iter().map(titled).collect();
    if found.is_empty() {
        let shown = files::shown(path);
        return Err(Failure::Request(match &asked.object {
            Some(object) => format!("{shown} has no {object} with a pod"),
            None => format!("{shown} holds nothing with a pod"),
        }));
    }
    Ok((found, exit))
}
