//! Which objects findings are about, and the pictures of those whose pods have several containers.

use std::collections::BTreeMap;
use std::path::Path;

use crate::engine::{Finding, Input, Report};
use crate::objects::{ConfigMaps, recognize};
use crate::report::picture::{View, figure};
use crate::report::words;
use crate::source::SourceId;
use crate::yaml::Tree;

/// How many pods are drawn at most: a page with thousands of pictures opens slowly.
const MOST: usize = 200;

/// What a finding is about: an object by its names, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// The source that is shown for it.
    pub(super) source: SourceId,
    stands: Stands,
    /// What it is called, kind first; nothing where there is no object.
    name: Option<String>,
}

/// Where an object stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stands {
    /// In a source.
    In(SourceId),
    /// In what was rendered from this.
    From(String),
}

/// Where an object stands, and what it is called.
type Key = (Stands, String);

impl Subject {
    pub(super) fn of(finding: &Finding) -> Self {
        let source = finding.diagnostic.primary.source;
        let by = finding.rendered.as_deref().map(words::rendered);
        Self {
            source,
            stands: by.map_or(Stands::In(source), Stands::From),
            name: finding.diagnostic.object.as_deref().map(words::called),
        }
    }

    /// `Deployment shop/web`
    pub(super) fn called(&self) -> &str {
        self.name.as_deref().unwrap_or("no object")
    }

    fn key(&self) -> Option<Key> {
        Some((self.stands.clone(), self.name.clone()?))
    }
}

/// The pictures, by the objects, of which some have none.
pub(super) struct Pictures {
    all: BTreeMap<Key, Option<String>>,
    count: usize,
}

impl Pictures {
    /// Those of the objects that findings are about.
    pub(super) fn of<'s>(report: &Report, subjects: impl Iterator<Item = &'s Subject>) -> Self {
        let wanted = subjects.filter_map(Subject::key).map(|key| (key, None));
        let mut pictures = Self {
            all: wanted.collect(),
            count: 0,
        };
        for (id, source) in &report.sources {
            pictures.draw(&Stands::In(*id), (&source.path, &source.text), report);
        }
        for input in &report.inputs {
            if let Input::Rendered(rendered) = input {
                let stands = Stands::From(words::rendered(rendered.by()));
                pictures.draw(&stands, (input.shown(), rendered.text().as_str()), report);
            }
        }
        pictures
    }

    /// Draws what is wanted of a text.
    fn draw(&mut self, stands: &Stands, (path, text): (&str, &str), report: &Report) {
        let of = |key: &Key| key.0 == *stands;
        let from = (stands.clone(), String::new());
        if self.count >= MOST
            || !self
                .all
                .range(from..)
                .next()
                .is_some_and(|(key, _)| of(key))
        {
            return;
        }
        let tree = Tree::read(text);
        let config_maps = ConfigMaps::of(&tree);
        let settings = report.settings.of(Path::new(path));
        for document in tree.documents() {
            for object in recognize(SourceId(0), path, &tree, document).objects() {
                let key = (stands.clone(), words::called(&object.reference()));
                let Some(drawn @ None) = self.all.get_mut(&key) else {
                    continue;
                };
                let view = View::of(&object, &config_maps, settings);
                if let Some(view) =
                    view.filter(|view| view.containers.len() > 1 && self.count < MOST)
                {
                    *drawn = Some(figure(&view));
                    self.count += 1;
                }
            }
        }
    }

    pub(super) fn get(&self, subject: &Subject) -> Option<&str> {
        self.all.get(&subject.key()?)?.as_deref()
    }

    /// Whether there are any.
    pub(super) fn are_there(&self) -> bool {
        self.count > 0
    }

    /// What is said where not all may be there.
    pub(super) fn remark(&self) -> Option<String> {
        (self.count >= MOST).then(|| {
            format!("Of pods with several containers {MOST} are drawn at most; `podlint pod` draws them all.")
        })
    }
}
