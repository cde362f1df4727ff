//! What git has stored of files.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::thread;

use super::Failure;
use super::program::Git;

/// Of a file of more bytes nothing is compared.
pub(super) const MOST: u64 = 64 << 20;

/// A file, and the blob that is asked for.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) blob: String,
    pub(super) path: PathBuf,
    /// Whether it is known already that the file is not as the blob.
    pub(super) has_changed: bool,
}

/// What there is of a blob.
#[derive(Debug)]
pub(super) enum Blob {
    Text(Vec<u8>),
    Large,
    /// Nothing: a partial clone has not all.
    Missing,
}

impl Git<'_> {
    /// Reads blobs, as they are stored, in no order.
    pub(super) fn read_blobs(
        &self,
        questions: Vec<Question>,
        add: &mut dyn FnMut(Question, Blob),
    ) -> Result<(), Failure> {
        let left = self.batch(questions, add)?;
        if left.is_empty() {
            return Ok(());
        }
        // A partial clone lacks some, and git ends at the first of them that it may not fetch.
        let local = [
            "cat-file",
            "--batch-all-objects",
            "--unordered",
            "--batch-check=%(objectname)",
        ];
        let local = self.demand(&local)?;
        let local: HashSet<&[u8]> = local.split(|&byte| byte == b'\n').collect();
        let (there, missing): (Vec<_>, Vec<_>) = left
            .into_iter()
            .partition(|question| local.contains(question.blob.as_bytes()));
        missing
            .into_iter()
            .for_each(|question| add(question, Blob::Missing));
        let left = self.batch(there, add)?;
        left.is_empty()
            .then_some(())
            .ok_or_else(|| self.failed("cat-file"))
    }

    /// Asks one process, and gives the questions that it has not answered.
    fn batch(
        &self,
        questions: Vec<Question>,
        add: &mut dyn FnMut(Question, Blob),
    ) -> Result<Vec<Question>, Failure> {
        if questions.is_empty() {
            return Ok(questions);
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| self.cannot_run(&error))?;
        let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(self.failed("cat-file"));
        };
        let names = questions
            .iter()
            .map(|question| format!("{}\n", question.blob));
        let names: String = names.collect();
        let mut questions = questions.into_iter();
        let mut unanswered = Vec::new();
        // git answers while it is asked, so one thread asks and one listens.
        thread::scope(|scope| {
            scope.spawn(move || drop(to.write_all(names.as_bytes())));
            let mut from = BufReader::new(from);
            for question in questions.by_ref() {
                match read(&mut from) {
                    Ok(blob) => add(question, blob),
                    Err(_) => {
                        unanswered.push(question);
                        break;
                    }
                }
            }
        });
        // What it ends with says nothing that the answers have not said.
        drop(child.wait());
        unanswered.extend(questions);
        Ok(unanswered)
    }
}

/// Reads a blob as `git cat-file --batch` prints it: `name type size` and its bytes, or `name missing`.
fn read(from: &mut impl BufRead) -> io::Result<Blob> {
    let mut head = String::new();
    from.read_line(&mut head)?;
    let last = head.trim_end().rsplit(' ').next().unwrap_or_default();
    if last == "missing" {
        return Ok(Blob::Missing);
    }
    let size: u64 = last.parse().map_err(|_| io::ErrorKind::UnexpectedEof)?;
    let mut bytes = Vec::new();
    from.by_ref().take(size.min(MOST)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != size.min(MOST) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    // The rest, and a line break.
    let rest = size.saturating_sub(MOST) + 1;
    io::copy(&mut from.take(rest), &mut io::sink())?;
    Ok(if size <= MOST {
        Blob::Text(bytes)
    } else {
        Blob::Large
    })
}
