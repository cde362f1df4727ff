//! A chart with values to what Helm prints.

use std::path::Path;
use std::rc::Rc;

use super::chart::{Chart, Content, Missing, Part};
use super::coalesce::{copy_map, new_map};
use super::dependencies::{all_values, process};
use super::failures::Failures;
use super::functions::is_in_range;
use super::manifests::{self, Written};
use super::metadata::refused;
use super::node::Node;
use super::request::Request;
use super::schema::{self, Schemas};
use super::shared::Shared;
use super::top::{Template, templates};
use super::unread::Watched;
use super::wanting::Wanting;
use super::{Ground, values};
use crate::origin::{Output, Problem, ProblemKind, Rendering, StandIn, Text};
use crate::placeholder::is_placeholder;
use crate::template::{
    Budget, Engine, Limits, Map, Missing as MissingKey, Templates, without_no_value,
};

/// Renders a chart.
pub(super) fn render(
    chart: &Chart,
    request: &Request,
    ground: Ground<'_>,
    limits: Limits,
) -> Rendering {
    let mut rendering = Rendering {
        files: chart.files.clone(),
        problems: chart.problems.clone(),
        ..Rendering::default()
    };
    let Some(top) = &chart.top else {
        return rendering;
    };
    let Rendering {
        files,
        problems,
        outputs,
        stand_ins,
        slips,
        ..
    } = &mut rendering;
    let given = values::given(request, ground, files, problems);
    let mut root = Node::new(top, files, problems);
    if request.drops_own_values {
        root.values = new_map(std::iter::empty());
    }
    let values = match prepared(&mut root, &given, request, problems) {
        Ok(values) => values,
        Err(problem) => {
            problems.push(problem);
            return rendering;
        }
    };
    let schemas = Schemas::of((files, ground), &chart.shared, !request.is_final());
    schema::check(&root, &values, schemas, problems);
    let missing = missing(chart, &root);
    let has_all = missing.is_empty() && !is_within_chart(&top.path, ground);
    problems.extend(missing.into_iter().map(not_there));
    let templates = templates(&root, values.clone(), request, files);
    let files = &*files;
    let wanting = Wanting {
        request,
        values: &values,
        files,
    };
    let mut failures = Failures::new(wanting, has_all);
    let functions = Watched::default();
    let set = parsed(&templates, &chart.shared, &functions, &mut failures);
    let written = executed((&templates, &set), &functions, limits, &mut failures);
    stand_ins.extend(functions.library.drawn().into_iter().map(stand_in));
    problems.extend(failures.told());
    if !request.without.crds {
        outputs.extend(custom_resources(&root, files));
    }
    if problems.is_empty() {
        slips.extend(functions.slips(&values, &templates));
    }
    outputs.extend(documents(written, (chart, request), wanting, problems));
    if is_template_of_charts(&top.metadata.name.text) {
        leave_open(&mut rendering);
    }
    rendering
}

/// The documents that templates wrote; what Helm cannot read of them is told.
fn documents(
    written: Vec<Written>,
    (chart, request): (&Chart, &Request),
    wanting: Wanting<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Output> {
    let mut unread = Vec::new();
    let sorted = manifests::sort(written, request.without, &chart.shared, &mut unread);
    unread
        .iter_mut()
        .for_each(|unread| wanting.excuse(&mut unread.problem, unread.ends_in_nothing));
    problems.extend(unread.into_iter().map(|unread| unread.problem));
    sorted
}

/// Whether a chart lies inside another one, which may have the templates that it asks for, wherever it keeps its parts.
fn is_within_chart(chart: &Path, ground: Ground<'_>) -> bool {
    const AROUND: usize = 3;
    let mut around = chart.ancestors().skip(1).take(AROUND);
    around.any(|directory| {
        let manifest = directory.join("Chart.yaml");
        directory.file_name().is_some() && ground.files.exists(&manifest)
    })
}

fn stand_in(drawn: super::functions::Drawn) -> StandIn {
    StandIn {
        action: drawn.place,
        function: drawn.function,
    }
}

/// Judges nothing of what is completed when a chart is made of it.
fn leave_open(rendering: &mut Rendering) {
    rendering.outputs.clear();
    rendering.slips.clear();
    let problems = rendering.problems.iter_mut();
    let refused = problems.filter(|problem| problem.kind == ProblemKind::Refused);
    refused.for_each(|problem| problem.kind = ProblemKind::NotChecked);
}

/// Whether the name of a chart stands for that of another: `__chartname__`, `CHART-TEMPLATE`, where none is in capitals.
fn is_template_of_charts(name: &str) -> bool {
    let is_capital = name.contains(|c: char| c.is_ascii_uppercase())
        && !name.contains(|c: char| c.is_ascii_lowercase());
    is_capital || is_placeholder(name)
}

/// The values of all charts, once those that are off are taken away.
fn prepared(
    root: &mut Node<'_>,
    given: &Map,
    request: &Request,
    problems: &mut Vec<Problem>,
) -> Result<Map, Problem> {
    if root.metadata().is_library {
        let name = &root.metadata().name;
        let message = format!("{} is a library chart, which only others render", name.text);
        return Err(Problem {
            kind: ProblemKind::NotChecked,
            ..refused(name.place, message)
        });
    }
    process(root, given)?;
    let values = copy_map(given);
    all_values(root, &values)?;
    if let Some(range) = &root.metadata().kube_version
        && !is_in_range(&range.text, &request.kubernetes.to_string())
    {
        let version = request.kubernetes;
        let message = format!("the chart is for Kubernetes {}, not {version}", range.text);
        problems.push(Problem {
            kind: ProblemKind::NotChecked,
            ..refused(range.place, message)
        });
    }
    Ok(values)
}

/// The dependencies that are on and not there.
fn missing<'c>(chart: &'c Chart, root: &Node<'_>) -> Vec<&'c Missing> {
    let is_on = |missing: &&Missing| {
        let called = &missing.dependency.called().text;
        let mut on = root.dependencies.iter();
        missing.directory != root.part.path || on.any(|on| on.called().text == *called)
    };
    chart.missing.iter().filter(is_on).collect()
}

fn not_there(missing: &Missing) -> Problem {
    let name = &missing.dependency.name;
    let directory = crate::files::shown(&missing.directory);
    Problem {
        kind: ProblemKind::NotChecked,
        help: Some(format!("`helm dependency build {directory}` brings it")),
        ..refused(
            name.place,
            format!(
                "the chart {} is not in charts/, and the rest is rendered without it",
                name.text
            ),
        )
    }
}

/// All that the templates define.
fn parsed(
    all: &[Template],
    shared: &Shared,
    functions: &Watched,
    failures: &mut Failures<'_>,
) -> Rc<Templates> {
    let mut set = Templates::new();
    for template in all {
        match shared.parsed(template, functions) {
            Ok(parsed) => set.add(&parsed),
            Err(failure) => failures.unparsed(template, &failure),
        }
    }
    Rc::new(set)
}

/// What the templates write that are not only there for others.
fn executed(
    (all, set): (&[Template], &Rc<Templates>),
    functions: &Watched,
    limits: Limits,
    failures: &mut Failures<'_>,
) -> Vec<Written> {
    let budget = Budget::new(limits);
    let engine = Engine {
        functions,
        budget: &budget,
        missing: MissingKey::Zero,
    };
    let mut written = Vec::new();
    for template in all {
        if template.is_partial() || failures.has(template) {
            continue;
        }
        match engine.execute(set, &template.name, &template.data()) {
            Ok(text) if template.name.ends_with("NOTES.txt") => drop(text),
            Ok(text) => written.extend(template.file.map(|file| Written {
                name: template.name.clone(),
                file,
                text: without_no_value(text),
            })),
            Err(failure) => failures.unexecuted(template, &failure),
        }
    }
    written
}

/// What is in `crds/` of a chart and its dependencies, as it stands.
fn custom_resources(node: &Node<'_>, files: &[crate::origin::ReadFile]) -> Vec<Output> {
    let mut outputs = Vec::new();
    add_custom_resources(node, &node.name, files, &mut outputs);
    outputs
}

fn add_custom_resources(
    node: &Node<'_>,
    path: &str,
    files: &[crate::origin::ReadFile],
    outputs: &mut Vec<Output>,
) {
    let Part { others, .. } = node.part;
    for file in others {
        let Content::Text(id) = file.content else {
            continue;
        };
        if file.name.starts_with("crds/") && is_manifest(&file.name) {
            let text = files.get(id.0 as usize).map_or("", |file| &*file.text);
            outputs.push(Output {
                file: id,
                name: Some(format!("{path}/{}", file.name)),
                text: Text::of_file(id, text),
            });
        }
    }
    for child in &node.children {
        let path = format!("{path}/charts/{}", child.name);
        add_custom_resources(child, &path, files, outputs);
    }
}

fn is_manifest(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["yaml", "yml", "json"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}
