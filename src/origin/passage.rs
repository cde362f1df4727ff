//! Text that is taken along: with the files that it comes from, for renderings that number files in their own way.

use std::sync::Arc;

use super::{FileId, ReadFile, Text};

/// A text with the files that its origins speak of.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The text.
    pub text: Text,
    /// The files; [`FileId`] is the index.
    pub files: Arc<[ReadFile]>,
}

impl Passage {
    /// The text as part of a rendering, to whose files its own are added.
    #[must_use]
    pub fn among(&self, files: &mut Vec<ReadFile>) -> Text {
        self.numbered(&mut |read| {
            let known = files.iter().position(|file| file.path == read.path);
            let at = known.unwrap_or_else(|| {
                files.push(ReadFile {
                    is_apart: true,
                    ..read.clone()
                });
                files.len() - 1
            });
            FileId(at as u32)
        })
    }

    /// The text where files have other numbers, which are asked for once each. What it was written through is left out.
    #[must_use]
    pub fn numbered(&self, number: &mut dyn FnMut(&ReadFile) -> FileId) -> Text {
        let mut known: Vec<Option<FileId>> = vec![None; self.files.len()];
        self.text.placed(&mut |file| {
            let at = file.0 as usize;
            let read = self.files.get(at)?;
            Some(*known[at].get_or_insert_with(|| number(read)))
        })
    }
}
