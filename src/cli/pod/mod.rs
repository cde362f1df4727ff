//! `podlint pod`: the pods of a file as podlint sees them.

mod mermaid;
mod seen;
mod svg;
mod table;
mod view;

use std::io::Write;

use super::args::{Pod, PodFormat};
use super::one_file::{OneFile, Wanted, objects, require};
use super::{Exit, Failure, width};
use crate::objects::ConfigMaps;
use crate::yaml::Tree;
use view::View;

pub(super) fn run(asked: &Pod, color: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let file = OneFile::read(asked.file.path())?;
    let wanted = asked.object.as_deref().map(Wanted::read).transpose()?;
    let tree = Tree::read(&file.text);
    require(&file, &tree, wanted.as_ref())?;
    let objects = objects(&file, &tree);
    let asked_for = objects
        .iter()
        .filter(|object| wanted.as_ref().is_none_or(|wanted| wanted.is(object)));
    let settings = file.settings(&asked.configuration)?;
    let config_maps = ConfigMaps::of(&tree);
    let views: Vec<View> = asked_for
        .filter_map(|object| View::of(object, &config_maps, &settings))
        .collect();
    if views.is_empty() {
        let sentence = format!("{} holds nothing with a pod", file.shown);
        return Err(Failure::Request(sentence));
    }
    let text = match asked.format {
        PodFormat::Table => table::render(&views, width(), color),
        PodFormat::Svg => svg::render(&views),
        PodFormat::Mermaid => mermaid::render(&views),
    };
    out.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}
