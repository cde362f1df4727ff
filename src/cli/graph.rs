//! `podlint graph`: what refers to what.

use std::io::Write;

use super::args::{Graph, GraphFormat};
use super::{Exit, Failure, looked};
use crate::report::picture;

pub(super) fn run(asked: &Graph, out: &mut dyn Write) -> Result<Exit, Failure> {
    let (applied, _, exit) = looked::at(&asked.scope())?;
    let graph = picture::Graph::of(&applied);
    if graph.is_empty() {
        let sentence = match graph.left_out {
            0 => "there is no object to draw; podlint check --show-skipped says why",
            _ => "no object here refers to another; there is nothing to draw",
        };
        return Err(Failure::Request(sentence.to_owned()));
    }
    let text = match asked.format {
        GraphFormat::Svg => graph.svg(),
        GraphFormat::Mermaid => graph.mermaid(),
    };
    out.write_all(text.as_bytes())?;
    Ok(exit)
}
