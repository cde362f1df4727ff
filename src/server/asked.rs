//! What a client asks about texts.

use std::path::Path;

use serde_json::{Value, json};

use super::actions::{self, EXPLAIN};
use super::answers::Answering;
use super::conversation::Conversation;
use super::findings::Places;
use super::params::{CodeActions, Command, TextDocument};
use super::refusal::Refusal;
use crate::ask::Question;
use crate::engine::Surroundings;
use crate::machine;
use crate::rules;

impl Conversation {
    pub(super) fn actions(&mut self, asked: CodeActions) -> Result<Value, Refusal> {
        let (path, _) = self.opened(&asked.text_document.uri)?;
        let document = &self.documents[&path];
        let open = |path: &Path| self.uri_of_open(path);
        let mut actions = Vec::new();
        for group in self.groups(&path).iter().filter(|group| group.is_fresh) {
            let places = Places::new(group.report, group.here, &self.client, &open);
            let others = |path: &Path, source| match self.documents.get(path) {
                None => Some(None),
                Some(other) => {
                    let stands = places.text(source) == Some(other.text());
                    stands.then_some(Some(other.version))
                }
            };
            let asked = actions::Asked {
                path: &path,
                text: document.text(),
                range: asked.range,
                only: asked.context.only.clone().unwrap_or_default(),
                version: document.version,
                others: &others,
            };
            actions.extend(asked.actions(&places, &group.shown));
        }
        Ok(Value::Array(actions))
    }

    pub(super) fn command(&mut self, asked: &Command) -> Result<Value, Refusal> {
        if asked.command != EXPLAIN {
            return Err(Refusal::params("there is no such command"));
        }
        let name = asked.arguments.first().and_then(Value::as_str);
        let known = self.roots.iter().filter_map(|root| root.known.as_ref());
        let written = |name| {
            known
                .clone()
                .find_map(|known| known.report.rules.find(name))
        };
        let rule = name.and_then(|name| rules::find(name).or_else(|| written(name)));
        let rule = rule.ok_or_else(|| Refusal::params("there is no such rule"))?;
        let page = format!("# {}\n\n{}", rule.name(), rule.page().markdown());
        let url = rule.url().filter(|_| self.client.shows);
        match url {
            Some(url) => {
                let params = json!({"uri": url, "external": true});
                self.request("window/showDocument", &params);
            }
            None => self.notify("window/showMessage", &json!({"type": 3, "message": page})),
        }
        Ok(Value::String(page))
    }

    /// Asks about a text.
    pub(super) fn ask(
        &mut self,
        of: &TextDocument,
        answer: impl FnOnce(&Answering<'_>) -> Result<Value, Refusal>,
    ) -> Result<Value, Refusal> {
        let (path, _) = self.opened(&of.uri)?;
        let document = &self.documents[&path];
        let known = self.owner(&path).and_then(|root| root.known.as_ref());
        let (nothing, built_in) = (Surroundings::default(), machine::settings());
        let open = |path: &Path| {
            let document = self.documents.get(path)?;
            Some((document.uri.clone(), document.version))
        };
        answer(&Answering {
            question: Question {
                path: &path,
                text: document.text(),
                settings: known.map_or(&built_in, |known| &known.alone),
                around: known.map_or(&nothing, |known| &known.around),
            },
            encoding: self.client.encoding,
            files: &*self.typed,
            open: &open,
            versioned: self.client.versioned,
            nests: self.client.nests,
        })
    }
}
