//! `podlint pod`: the pods of a file, a chart, a kustomization or a directory as podlint sees them.

mod table;

use std::io::Write;
use std::path::Path;

use super::args::{Pod, PodFormat};
use super::one_file::{OneFile, Wanted, objects, require};
use super::rendered::What;
use super::{Exit, Failure, looked, width};
use crate::config::Settings;
use crate::engine::Input;
use crate::files;
use crate::machine;
use crate::objects::ConfigMaps;
use crate::report::picture::{View, mermaid, svg};
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
    let views = views(&file, wanted, &settings);
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
    let mut found = Vec::new();
    for file in texts(&report.inputs) {
        let settings = report.settings.of(Path::new(&file.shown));
        let mut views = views(&file, wanted, settings);
        let shown = words::printable(&file.shown);
        views
            .iter_mut()
            .for_each(|view| view.title += &format!(" · {shown}"));
        found.append(&mut views);
    }
    if found.is_empty() {
        let shown = files::shown(path);
        return Err(Failure::Request(match &asked.object {
            Some(object) => format!("{shown} has no {object} with a pod"),
            None => format!("{shown} holds nothing with a pod"),
        }));
    }
    Ok((found, exit))
}

/// The texts that inputs have: what is rendered together is one.
fn texts(inputs: &[Input]) -> Vec<OneFile> {
    let mut found: Vec<OneFile> = Vec::new();
    let mut last = None;
    for input in inputs {
        match input {
            Input::Rendered(rendered) => {
                let text = rendered.text().as_str();
                match found.last_mut() {
                    Some(whole) if last == Some(rendered.rendering()) => whole.append(text),
                    _ => found.push(OneFile {
                        shown: words::rendered(rendered.by()),
                        text: text.to_owned(),
                    }),
                }
                last = Some(rendered.rendering());
            }
            Input::File {
                path,
                context: false,
                ..
            } => {
                // What cannot be read was said before.
                let read = OneFile::read(path).ok();
                found.extend(read.map(|file| OneFile {
                    shown: input.shown().to_owned(),
                    ..file
                }));
            }
            _ => {}
        }
    }
    found
}

/// The pods of a text, or the one that is asked for.
fn views(file: &OneFile, wanted: Option<&Wanted>, settings: &Settings) -> Vec<View> {
    let tree = Tree::read(&file.text);
    let objects = objects(file, &tree);
    let asked_for = objects
        .iter()
        .filter(|object| wanted.is_none_or(|wanted| wanted.is(object)));
    let config_maps = ConfigMaps::of(&tree);
    asked_for
        .filter_map(|object| View::of(object, &config_maps, settings))
        .collect()
}
