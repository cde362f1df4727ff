//! The values that a request gives: files, and what stands in arguments.

use std::path::Path;

use super::coalesce::{new_map, set};
use super::metadata::refused;
use super::node::{read_values, values_of};
use super::request::{Given, How, Request};
use super::{Ground, strvals};
use crate::files::{Most, as_text, shown};
use crate::origin::{FileId, Problem, ProblemKind, ReadFile, Text};
use crate::template::{Key, Map, Value};

use super::bounds::MAX_FILE;

/// Reads what a request gives. Files are added to those that were read.
pub(super) fn given(
    request: &Request,
    ground: Ground<'_>,
    files: &mut Vec<ReadFile>,
    problems: &mut Vec<Problem>,
) -> Map {
    let mut all = new_map(std::iter::empty());
    for given in &request.values {
        let read = match given {
            Given::File(path) => {
                let read = read(path, ground, files);
                read.and_then(|file| read_values(files, file))
            }
            Given::Text(passage) => values_of(&passage.among(files)),
        };
        match read {
            Ok(values) => all = merged(&all, &values),
            Err(problem) => problems.push(problem),
        }
    }
    let mut sets: Vec<_> = request.set.iter().collect();
    sets.sort_by_key(|set| set.how);
    for argument in sets {
        let file = std::cell::RefCell::new(&mut *files);
        let read = |path: &str| {
            let mut files = file.borrow_mut();
            let read = read(Path::new(path), ground, &mut files);
            let read = read.map_err(|problem| problem.message)?;
            let text = files.get(read.0 as usize).map_or("", |file| &*file.text);
            Ok(Value::Text(Text::of_file(read, text)))
        };
        let said_by = argument.said_by.as_ref();
        let place = said_by.and_then(|passage| passage.among(&mut file.borrow_mut()).place());
        let applied = strvals::apply((&argument.text, place), argument.how, &all, &read);
        if let Err(error) = applied {
            let flag = flag(argument.how);
            let message = format!("{flag} {} cannot be used: {error}", argument.text);
            problems.push(refused(place, message));
        }
    }
    all
}

/// The option of Helm's command line.
fn flag(how: How) -> &'static str {
    match how {
        How::Json => "--set-json",
        How::Typed => "--set",
        How::Text => "--set-string",
        How::File => "--set-file",
        How::Literal => "--set-literal",
    }
}

/// Reads a file, unless it is one that was read before.
fn read(path: &Path, ground: Ground<'_>, files: &mut Vec<ReadFile>) -> Result<FileId, Problem> {
    let known = files.iter().position(|file| *file.path == *path);
    if let Some(known) = known {
        return Ok(FileId(known as u32));
    }
    let data = ground.reach.resolve(ground.files, path);
    let data = data.and_then(|path| ground.files.read(&path, Most::bytes(MAX_FILE)));
    let text = data.and_then(as_text);
    let text = text.map_err(|error| Problem {
        kind: ProblemKind::Refused,
        ..refused(
            None,
            format!(
                "{} cannot be read: {}",
                shown(path),
                crate::source::reason(&error)
            ),
        )
    })?;
    files.push(ReadFile {
        path: path.into(),
        text: text.into(),
        brought_by: None,
        is_template: false,
        is_apart: false,
    });
    Ok(FileId(files.len() as u32 - 1))
}

/// The values of one file with those of a later one, which hold over them; maps within both in the same way.
fn merged(first: &Map, second: &Map) -> Map {
    let all = new_map(first.borrow().iter().map(own));
    for (key, value) in second.borrow().iter() {
        let known = all.borrow().get(key).cloned();
        let value = match (known, value) {
            (Some(Value::Map(known)), Value::Map(value)) => Value::Map(merged(&known, value)),
            (_, value) => value.clone(),
        };
        set(&all, key.clone(), value);
    }
    all
}

fn own((key, value): (&Key, &Value)) -> (Key, Value) {
    (key.clone(), value.clone())
}
