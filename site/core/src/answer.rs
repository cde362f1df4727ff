//! Answers questions.

use serde_json::{Value, json};

use podlint::api::Versions;
use podlint::parts::{self, Part};
use podlint::rules::Profile;

use crate::question::Question;
use crate::{pages, place, tabs};

/// What is said to a question, and what could not be looked at for it because this module lacks what does.
pub(crate) fn answer(question: &[u8]) -> Value {
    let answered = serde_json::from_slice(question)
        .map_err(|error| format!("this question is not understood: {error}"))
        .and_then(|question| match question {
            Question::About => Ok(about()),
            Question::Check(files) => tabs::check(&files),
            _ if !cfg!(feature = "whole") => Err("this is asked of the whole".to_owned()),
            Question::Pages => Ok(pages::all()),
            Question::Split(at) => tabs::split(&at),
            Question::Hover(at) => place::hover(&at),
            Question::Complete(at) => place::complete(&at),
        });
    let mut answer = answered.unwrap_or_else(|sentence| json!({ "refused": sentence }));
    let lacking: Vec<&str> = parts::lacking().into_iter().map(Part::checks).collect();
    if !lacking.is_empty() {
        answer["lacking"] = json!(lacking);
    }
    answer
}

/// What is said of a failure of podlint's own.
pub(crate) fn failed(what: &str) -> Value {
    json!({ "failed": what })
}

fn about() -> Value {
    let all = Versions::all();
    let versions = all.iter().map(|version| version.to_string());
    json!({
        "version": podlint::VERSION,
        "versions": versions.collect::<Vec<String>>(),
        "default": Versions::default().to_string(),
        "profiles": Profile::ALL.map(Profile::name),
    })
}
