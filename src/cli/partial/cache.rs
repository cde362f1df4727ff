//! What was judged in runs before, in a directory that the user names.
//!
//! It is in a number of packs, by the directories of files: a change in one directory writes one of them anew. A pack is
//! written whole, so that runs at the same time see the one or the other; what one of them adds may be lost to the other,
//! and is judged again. A pack that cannot be read is as good as none.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use super::text::{self, Header, Line};
use crate::cli::say;
use crate::disk;
use crate::engine::{Key, Memory, Recalled};
use crate::files;
use crate::objects::Resource;
use crate::sha2::sha256;
use crate::source::reason;

/// How many packs there are.
const PACKS: usize = 16;

/// How large a pack becomes: what was not asked for is left out first.
const MOST: usize = 16 << 20;

/// What a line takes around a path and what was judged, about.
const FRAME: usize = 100;

/// When a pack is removed that no run has written since. Other versions of podlint leave theirs.
const OLD: Duration = Duration::from_secs(30 * 86_400);

/// What the names of packs begin with.
const NAME: &str = "podlint-";

/// A directory of packs.
pub(in crate::cli) struct Cache {
    directory: PathBuf,
    packs: [OnceLock<Pack>; PACKS],
    /// What was found to be wrong, a sentence each.
    problems: Mutex<Vec<String>>,
}

/// One of them, with what is new.
#[derive(Default)]
struct Pack {
    text: String,
    /// Where the parts of each line are: the path, and what was judged.
    known: HashMap<Key, Known>,
    state: Mutex<State>,
}

struct Known {
    path: (usize, usize),
    judged: Option<(usize, usize)>,
}

#[derive(Default)]
struct State {
    asked: HashSet<Key>,
    new: BTreeMap<Key, (String, Option<String>)>,
    is_broken: bool,
}

impl Cache {
    /// The one in a directory, which need not be there yet.
    pub(in crate::cli) fn at(directory: &Path) -> Self {
        Self {
            directory: directory.to_owned(),
            packs: Default::default(),
            problems: Mutex::default(),
        }
    }

    /// Writes what is new, and says what was wrong. That something could not be kept is no fault of what was checked.
    pub(in crate::cli) fn save(self) {
        let packs = self.packs.iter().enumerate();
        let packs = packs.filter_map(|(at, pack)| Some((self.file(at), pack.get()?)));
        let changed = packs.filter(|(_, pack)| pack.is_changed());
        let changed = changed.map(|(file, pack)| (file, pack.text(), &pack.text));
        let changed: Vec<_> = changed
            .filter(|(_, text, before)| text != *before)
            .collect();
        let mut problems = self
            .problems
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if !changed.is_empty() {
            let written = fs::create_dir_all(&self.directory).and_then(|()| {
                remove_old(&self.directory);
                let mut each = changed.iter();
                each.try_for_each(|(file, text, _)| disk::write(file, text.as_bytes()))
            });
            if let Err(error) = written {
                problems.push(format!("it cannot be written: {}", reason(&error)));
            }
        }
        problems.sort();
        problems.dedup();
        let directory = files::shown(&self.directory);
        problems
            .iter()
            .for_each(|problem| say(&format!("--cache {directory}: {problem}")));
    }

    fn file(&self, at: usize) -> PathBuf {
        let program = text::program();
        self.directory
            .join(format!("{NAME}{program}-{at:02}.jsonl"))
    }

    /// The pack for a text, which is read when it is first asked for.
    fn pack(&self, path: &str) -> &Pack {
        let [hash, ..] = sha256(Resource::directory_of(path).as_bytes());
        let at = usize::from(hash) % PACKS;
        self.packs[at].get_or_init(|| {
            let file = self.file(at);
            match read(&file) {
                Ok(pack) => pack,
                Err(why) => {
                    let name = file.file_name().unwrap_or_default();
                    self.tell(format!(
                        "{} is left aside: {why}",
                        files::shown(Path::new(name))
                    ));
                    let pack = Pack::default();
                    pack.state().is_broken = true;
                    pack
                }
            }
        })
    }

    fn tell(&self, problem: String) {
        let mut problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        problems.push(problem);
    }
}

/// Reads a pack; one that is not there is empty.
fn read(file: &Path) -> Result<Pack, String> {
    let text = match disk::read(file).and_then(files::as_text) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Pack::default()),
        Err(error) => return Err(reason(&error)),
    };
    let (header, lines) = text::read(&text)?;
    if header != Header::of_cache() {
        return Err("it is no pack of this podlint".to_owned());
    }
    let within = |part: &str| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        (start, start + part.len())
    };
    let known = lines.iter().map(|line| {
        let known = Known {
            path: within(line.path),
            judged: line.judged.map(within),
        };
        (line.key, known)
    });
    let known = known.collect();
    Ok(Pack {
        text,
        known,
        state: Mutex::default(),
    })
}

impl Pack {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn part(&self, (start, end): (usize, usize)) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn is_changed(&self) -> bool {
        let state = self.state();
        state.is_broken || !state.new.is_empty()
    }

    /// What was asked for, what is new, and what else there is room for: where there is too much, runs alike leave it alike.
    fn text(&self) -> String {
        let state = self.state();
        let is_asked = |key: &Key| state.asked.contains(key);
        let known = |asked: bool| {
            let keys = self.known.keys().filter(|key| is_asked(key) == asked);
            let mut keys: Vec<&Key> = keys.filter(|key| !state.new.contains_key(key)).collect();
            keys.sort_unstable();
            keys.into_iter().filter_map(|key| self.line(key))
        };
        let new = state.new.iter().map(|(key, (path, judged))| Line {
            key: *key,
            path,
            judged: judged.as_deref(),
        });
        let mut room = MOST;
        let fits = |line: &Line<'_>| {
            let size = line.path.len() + line.judged.map_or(0, str::len) + FRAME;
            room = room.saturating_sub(size);
            room > 0
        };
        let all = known(true).chain(new).chain(known(false));
        text::write(&Header::of_cache(), all.take_while(fits))
    }

    fn line(&self, key: &Key) -> Option<Line<'_>> {
        let known = self.known.get(key)?;
        Some(Line {
            key: *key,
            path: self.part(known.path),
            judged: known.judged.map(|judged| self.part(judged)),
        })
    }
}

/// Removes packs that no run has written for long.
fn remove_old(directory: &Path) {
    let now = SystemTime::now();
    let entries = directory.read_dir().into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let is_pack = name
            .to_str()
            .is_some_and(|name| name.starts_with(NAME) && name.ends_with(".jsonl"));
        let written = entry.metadata().and_then(|metadata| metadata.modified());
        let is_old =
            written.is_ok_and(|written| now.duration_since(written).is_ok_and(|age| age > OLD));
        if is_pack && is_old {
            // Another run may have removed it.
            drop(fs::remove_file(entry.path()));
        }
    }
}

impl Memory for Cache {
    fn recall(&self, key: &Key, path: &str, _: bool) -> Recalled {
        let pack = self.pack(path);
        let Some(known) = pack.known.get(key) else {
            return Recalled::Nothing;
        };
        pack.state().asked.insert(*key);
        match known.judged {
            Some(judged) => Recalled::Judged(pack.part(judged).to_owned()),
            None => Recalled::NotKept,
        }
    }

    fn keep(&self, key: Key, path: &str, written: Option<String>) {
        let kept = (text::json(&path), written);
        self.pack(path).state().new.insert(key, kept);
    }

    fn is_broken(&self, _: &Key, path: &str) {
        self.tell(format!(
            "what it says of {path} cannot be read, and is left aside"
        ));
    }
}
