//! What a renderer gives.

use std::path::Path;
use std::sync::Arc;

use super::text::{FileId, Place, Text};

/// A file that was read to render.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// Where it is; for a file of a packed chart, the archive with the path inside behind it.
    pub path: Arc<Path>,
    /// What is in it.
    pub text: Arc<str>,
    /// What brought it, if it was made elsewhere: the dependency in a chart's `Chart.yaml`.
    pub brought_by: Option<Place>,
    /// Whether it is a template of a chart, or there for templates alone.
    pub is_template: bool,
    /// Whether it only has something to say to what is rendered, and is no part of that: the manifest of an Argo CD
    /// Application, or a patch for what is made or fetched later. It is judged by itself.
    pub is_apart: bool,
}

/// A text that came of it.
#[derive(Clone, Debug)]
pub struct Output {
    /// The file that it stands for: a template, or a kustomization.
    pub file: FileId,
    /// What the program that it stands for calls it, if that tells it more exactly than the file: Helm's `# Source:`,
    /// `shop/charts/redis/templates/master.yaml`.
    pub name: Option<String>,
    /// The text, of any number of YAML documents.
    pub text: Text,
}

/// What it means that something did not go well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The program that it stands for (`helm`, `kustomize`) would refuse this: an error.
    Refused,
    /// The program takes this, and what it makes lacks something by it: an error as well.
    Lost,
    /// It could not be rendered here, in whole or in part, and nothing says that it is wrong.
    NotChecked,
    /// What it speaks of is not here: it lies elsewhere, or only a cluster knows it.
    NotFollowed,
    /// It is rendered, and something in what renders it does nothing.
    Advice,
    /// The same of something that others render too: what does nothing here may do something there.
    Idle,
    /// It is rendered, and something in what renders it is written in a way that is to be given up.
    Deprecated,
}

/// Something that did not go well.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What it means.
    pub kind: ProblemKind,
    /// Where; `None` if no file has the place.
    pub place: Option<Place>,
    /// What is wrong, in the manifest's own names: one sentence without its end.
    pub message: String,
    /// What to do, if that can be said.
    pub help: Option<String>,
    /// Other places that belong to it, with what they are.
    pub others: Vec<(Place, String)>,
}

impl Problem {
    /// Whether something is missing in what is rendered because of it, or all.
    #[must_use]
    pub const fn is_grave(&self) -> bool {
        matches!(
            self.kind,
            ProblemKind::Refused | ProblemKind::Lost | ProblemKind::NotChecked
        )
    }
}

/// Something that was made up: what the program that it stands for draws by chance, or reads from a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The action in which it was made.
    pub action: Option<Place>,
    /// The function that makes it: `randAlphaNum`.
    pub function: String,
}

/// A value that nothing reads, where another is asked for that is called nearly so and is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The key.
    pub place: Place,
    /// What it is.
    pub key: String,
    /// What is asked for.
    pub meant: String,
}

impl Slip {
    /// What is to be said of it.
    #[must_use]
    pub fn problem(&self) -> Problem {
        Problem {
            kind: ProblemKind::Advice,
            place: Some(self.place),
            message: format!("nothing reads the value `{}`", self.key),
            help: Some(format!("did you mean `{}`?", self.meant)),
            others: Vec::new(),
        }
    }
}

/// What came of rendering a chart with some values, or of building a kustomization.
#[derive(Clone, Debug, Default)]
pub struct Rendering {
    /// The files that were read; [`FileId`] is the index.
    pub files: Vec<ReadFile>,
    /// What came of them, in the order in which the program that it stands for prints it.
    pub outputs: Vec<Output>,
    /// What did not go well.
    pub problems: Vec<Problem>,
    /// What was made up.
    pub stand_ins: Vec<StandIn>,
    /// Values that are likely misspelt.
    pub slips: Vec<Slip>,
    /// The places of what could do nothing ([`ProblemKind::Idle`]), and does something.
    pub effects: Vec<Place>,
    /// Documents that came of it as well, and that are checked with another rendering of the same files.
    pub known: Vec<Arc<str>>,
}

impl Rendering {
    /// Whether the program that it stands for would refuse it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.kind == ProblemKind::Refused)
    }

    /// Whether all was rendered that there is.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.problems.iter().any(Problem::is_grave)
    }

    /// Whether nothing came of it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let mut outputs = self.outputs.iter();
        outputs.all(|output| output.text.as_str().trim().is_empty())
    }

    /// Whether a file is one that is rendered, or is there for such files alone: a template or a partial one.
    #[must_use]
    pub fn is_source(&self, file: FileId) -> bool {
        let read = self.files.get(file.0 as usize);
        read.is_some_and(|read| read.is_template)
            || self.outputs.iter().any(|output| output.file == file)
    }
}
