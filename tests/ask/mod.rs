//! What an editor asks of a place: a text with a mark where the cursor is, and the whole answer.

mod chart;
mod complete;
mod custom;
mod hover;
mod kustomization;
mod links;
mod patches;
mod rename;
mod robust;
mod symbols;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use podlint::api::Versions;
use podlint::ask::{Completion, Location, Question};
use podlint::config::Settings;
use podlint::engine::{Input, Session, Surroundings, render_from};
use podlint::files::{Nothing, Texts};
use podlint::host::Host;
use podlint::source::LineIndex;

/// Where the cursor is.
const MARK: char = '‸';

/// A text with other files around it, and a place in it.
struct Asked {
    path: PathBuf,
    text: String,
    offset: u32,
    settings: Settings,
    around: Surroundings,
    texts: Vec<(PathBuf, String)>,
}

impl Asked {
    /// The first file has the mark. All are in one directory unless their names say more.
    fn of(files: &[(&str, &str)]) -> Self {
        Self::by(files, "1.30")
    }

    fn by(files: &[(&str, &str)], versions: &str) -> Self {
        let (_, marked) = files[0];
        let offset = marked.find(MARK).unwrap() as u32;
        let place = |name: &str| Path::new("/k8s").join(name);
        let plain = |(name, text): &(&str, &str)| (place(name), text.replace(MARK, ""));
        let texts: Vec<(PathBuf, String)> = files.iter().map(plain).collect();
        let mut laid = Texts::over(Arc::new(Nothing));
        texts
            .iter()
            .for_each(|(path, text)| laid.put(path, text.as_str()));
        let settings = Settings {
            host: Host {
                files: Arc::new(laid),
                ..Host::default()
            },
            versions: Versions::named(versions).unwrap(),
            versions_are_asked: true,
            ..Settings::default()
        };
        let session = Session::new(&settings, &|_| ());
        let inputs = texts.iter().map(|(path, _)| Input::File {
            path: path.clone(),
            shown: path.display().to_string(),
            context: false,
            regular: true,
        });
        session.check_all(inputs.collect());
        let paths: Vec<&Path> = texts.iter().map(|(path, _)| path.as_path()).collect();
        let files = &*settings.host.files;
        let renders = render_from(&session, &paths, std::iter::empty(), files, &settings);
        let shown = |path: &Path| files.locate(path).display().to_string();
        session.check_rendered(renders, &|_| true, &shown);
        let around = session.surroundings();
        drop(session);
        Self {
            path: texts[0].0.clone(),
            text: texts[0].1.clone(),
            offset,
            settings,
            around,
            texts,
        }
    }

    fn question(&self) -> Question<'_> {
        Question {
            path: &self.path,
            text: &self.text,
            settings: &self.settings,
            around: &self.around,
        }
    }

    /// Places as a person would say them: `web.yaml:3:5 web`.
    fn shown(&self, places: &[Location]) -> Vec<String> {
        let shown = places.iter().map(|place| {
            let (_, text) = self
                .texts
                .iter()
                .find(|(path, _)| *path == place.path)
                .unwrap();
            let at = LineIndex::new(text).position(text, place.span.start);
            let name = place.path.strip_prefix("/k8s").unwrap().display();
            let word = place.span.of(text).lines().next().unwrap_or_default();
            format!("{name}:{}:{} {word}", at.line, at.column)
                .trim_end()
                .to_owned()
        });
        shown.collect()
    }

    /// The text once a completion is chosen, with the mark where the cursor is then.
    fn chosen(&self, chosen: &Completion) -> String {
        let mut text = self.text.clone();
        let range = chosen.span.start as usize..chosen.span.end as usize;
        text.replace_range(range, &format!("{}{MARK}", chosen.text));
        text
    }
}
