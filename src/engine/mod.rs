//! The one place that knows the order: read, recognise, check against the schema, apply the rules; in
//! parallel per file, then across files.

mod above;
mod across;
mod alike;
mod assemble;
mod capitals;
mod carried;
mod changes;
mod charts;
mod deliveries;
mod demonstration;
mod faults;
mod for_older;
mod guess;
mod input;
mod judge;
mod judged;
mod kustomize;
mod lacking;
mod late;
mod left_open;
mod made_up;
mod memory;
mod of_tests;
mod old_crd;
mod outcome;
mod overlays;
mod part;
mod policies;
mod readme;
mod record;
mod refused;
mod renamed;
mod rendered;
mod renderings;
mod report;
mod run_crds;
mod serve;
mod session;
mod surroundings;
mod test_data;
mod text;
mod unfilled;
mod unite;
mod unlisted;
mod verdict;
mod world;
mod written;

pub use input::{Input, unread};
pub use memory::{Key, Memory, Recalled};
pub use refused::is_refused;
pub use renderings::{By, Rendered, Renderer, Renders, render_from};
pub use report::{Defect, Finding, Report, Skipped, Summary};
pub use session::Session;
pub use surroundings::{Applied, Surroundings};

pub use crate::config::Settings;

/// Checks one text that is at hand and lists its findings in order.
#[must_use]
pub fn check_text(path: &str, text: &str, settings: &Settings) -> Vec<Finding> {
    let input = Input::Bytes {
        shown: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    run(vec![input], settings, &|_| ()).findings
}

/// Checks all inputs and reports on them. `progress` is told how many are done.
pub fn run(inputs: Vec<Input>, settings: &Settings, progress: &(dyn Fn(usize) + Sync)) -> Report {
    let session = Session::new(settings, progress);
    session.check_all(inputs);
    session.into_report()
}
