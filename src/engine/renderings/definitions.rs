//! Definitions of custom resources that several renderings have alike. They can be by far the most of what is rendered, and
//! are checked with the first rendering that has them.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::{By, Renderer};
use crate::origin::{FileId, Rendering, Text};
use crate::source::Span;

/// How kustomize prints the start of one.
const START: &str = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n";

/// What stands between two documents that kustomize prints. A block of text is indented, and holds no such line.
const BETWEEN: &str = "\n---\n";

/// Those of the renderings so far.
#[derive(Default)]
pub(in crate::engine) struct Definitions {
    in_charts: HashSet<(Arc<Path>, Option<String>, Arc<str>)>,
    in_overlays: HashMap<Arc<Path>, HashSet<Arc<str>>>,
}

impl Definitions {
    /// Takes out of a rendering what an earlier one has of the same file.
    pub(in crate::engine) fn take_known(&mut self, by: &By, rendering: &mut Rendering) {
        match by.renderer {
            Renderer::Helm => self.take_from_chart(rendering),
            Renderer::Kustomize => self.take_from_overlay(rendering),
        }
    }

    /// No values change what stands in `crds/`: what is no template is one of its files.
    fn take_from_chart(&mut self, rendering: &mut Rendering) {
        let files = &rendering.files;
        rendering.outputs.retain(|output| {
            let read = files.get(output.file.0 as usize);
            let Some(read) = read.filter(|read| !read.is_template) else {
                return true;
            };
            let (name, text) = (output.name.clone(), Arc::clone(&read.text));
            self.in_charts.insert((read.path.clone(), name, text))
        });
    }

    fn take_from_overlay(&mut self, rendering: &mut Rendering) {
        let taken = &mut rendering.known;
        for output in &mut rendering.outputs {
            let mut rest = Text::default();
            let before = taken.len();
            for (start, end) in documents(output.text.as_str()) {
                let document = output.text.as_str()[start..end].trim_end();
                let file = only_file(&output.text, start, document)
                    .and_then(|file| rendering.files.get(file.0 as usize));
                if let Some(read) = file {
                    let known = self.in_overlays.entry(read.path.clone()).or_default();
                    if let Some(known) = known.get(document) {
                        taken.push(Arc::clone(known));
                        continue;
                    }
                    known.insert(Arc::from(document));
                }
                rest.push_slice(&output.text, start, end);
            }
            if taken.len() > before {
                output.text = rest;
            }
        }
    }
}

/// The file that a definition comes from, if all of it does.
fn only_file(text: &Text, start: usize, document: &str) -> Option<FileId> {
    if !document.starts_with(START) {
        return None;
    }
    let span = Span::new(start as u32, (start + document.len()) as u32);
    let mut places = text.places(span);
    let file = places.next()?.file;
    places.all(|place| place.file == file).then_some(file)
}

/// Where the documents of a text begin and end; each but the first begins behind its `---`, and ends with that of the next one.
fn documents(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let starts = text.match_indices(BETWEEN);
    let starts: Vec<usize> = starts.map(|(at, _)| at + BETWEEN.len()).collect();
    let ends = starts.clone().into_iter().chain([text.len()]);
    [0].into_iter().chain(starts).zip(ends)
}
