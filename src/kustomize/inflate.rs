//! Charts rendered as kustomize has `helm template` render them, where they are at hand: nothing is fetched.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::files::{locate, shown};
use crate::helm::{self, Given, Request};
use crate::origin::{
    FileId, Numbers, Output, Passage, Place, ProblemKind, ReadFile, Rendering, Slip, Text,
};
use crate::source::reason;

use super::chart::{Chart, Merge};
use super::expand::objects;
use super::load::{Loaded, Loader};
use super::merge::merge;
use super::node::Node;
use super::problem::{Failure, Outcome};
use super::provenance::Source;
use super::read::{self, documents};
use super::schema::Schemas;
use super::set::Set;
use super::target::State;
use super::write::Writer;

/// Adds what a chart makes.
pub(super) fn inflate(
    chart: &Chart,
    loader: &Loader<'_>,
    schemas: &Schemas,
    source: Option<&Source>,
    state: &mut State,
) -> Outcome<()> {
    let Some(path) = find(chart, loader)? else {
        state.is_whole = false;
        loader.note(not_here(chart));
        return Ok(());
    };
    let request = request(chart, &path, loader, schemas)?;
    let rendering = helm::render(&path, &request, loader.ground.of_charts());
    let mut taken = Taken::of(&rendering, chart, loader);
    let told = taken.tell(&rendering, state);
    let numbered = |output: &Output| taken.numbers.text(&output.text);
    let texts: Vec<Text> = rendering.outputs.iter().map(numbered).collect();
    taken.note(&rendering, &path);
    told?;
    let mut made = Set::default();
    for mut text in texts {
        // As Helm prints it.
        text.push_str("\n");
        made.resources.extend(objects(read::Source::text(&text))?);
    }
    made.demand_apart()?;
    for mut resource in made.resources {
        resource.source = source.cloned();
        state.set.absorb(resource, state.is_whole)?;
    }
    Ok(())
}

/// The directory of the chart, or its archive, as `helm pull` would have put it there.
fn find(chart: &Chart, loader: &Loader<'_>) -> Outcome<Option<PathBuf>> {
    let name = chart.name.as_str();
    let home = locate(&loader.root, Path::new(chart.home.as_str()));
    let files = loader.ground.files;
    let unpacked = match (&chart.version, &chart.repository) {
        (Some(version), Some(_)) => home.join(format!("{name}-{}", version.as_str())).join(name),
        _ => home.join(name),
    };
    let version = chart.version.as_ref().map_or("", Text::as_str);
    let packed = home.join(format!("{name}-{version}.tgz"));
    let found = match files.is_directory(&unpacked) {
        true => unpacked,
        // What was pulled and lies there packed is the same.
        false if chart.repository.is_some() && files.exists(&packed) => packed,
        false if chart.repository.is_some() => return Ok(None),
        false => {
            let message = format!(
                "there is no chart at `{}`, and no `repo` to bring it from",
                shown(&Path::new(chart.home.as_str()).join(name))
            );
            return Err(Failure::refused(chart.place(), message));
        }
    };
    match loader.ground.reach.resolve(files, &found) {
        Ok(_) => Ok(Some(found)),
        Err(error) => {
            let message = format!("the chart `{name}` is not rendered: {error}");
            Err(Failure::not_checked(chart.place(), message))
        }
    }
}

fn not_here(chart: &Chart) -> Failure {
    let name = chart.name.as_str();
    let message = format!(
        "the chart `{name}` is not at hand: it is not fetched, and what it makes is missing here"
    );
    Failure::not_checked(chart.place(), message)
}

fn request(chart: &Chart, path: &Path, loader: &Loader<'_>, schemas: &Schemas) -> Outcome<Request> {
    let name = chart.name.as_str();
    let said = |text: &Option<Text>| text.as_ref().map(|text| text.as_str().to_owned());
    let default = Request::default();
    Ok(Request {
        // Helm makes one up, with the time in it.
        release: said(&chart.release).unwrap_or_else(|| format!("{name}-0000000000")),
        namespace: said(&chart.namespace).unwrap_or(default.namespace),
        values: values(chart, path, loader, schemas)?,
        kubernetes: chart.kubernetes.unwrap_or(loader.ground.kubernetes),
        api_versions: chart
            .api_versions
            .iter()
            .map(|text| text.as_str().to_owned())
            .collect(),
        without: chart.without,
        ..Request::default()
    })
}

/// The values that kustomize gives to Helm, which reads the chart's own below them.
fn values(
    chart: &Chart,
    path: &Path,
    loader: &Loader<'_>,
    schemas: &Schemas,
) -> Outcome<Vec<Given>> {
    let mut given = vec![match (&chart.inline, chart.merge) {
        (None, _) => of_file(&own(chart, path, loader)?)?,
        (Some(inline), Merge::Replace) => of_node(inline, loader),
        (Some(inline), how) => {
            let loaded = own(chart, path, loader)?;
            let of_file = documents(loaded.demand_text()?)?.into_iter().next();
            let of_file = of_file.unwrap_or_else(Node::map);
            let (below, above) = match how {
                Merge::Override => (of_file, inline.clone()),
                _ => (inline.clone(), of_file),
            };
            let merged = merge(below, above, schemas)?;
            of_node(&merged.unwrap_or_else(Node::map), loader)
        }
    }];
    for path in &chart.more_values {
        given.push(of_file(&loader.load(path)?)?);
    }
    Ok(given)
}

/// The file of values that is named, or the chart's own.
fn own(chart: &Chart, path: &Path, loader: &Loader<'_>) -> Outcome<Loaded> {
    match &chart.values {
        Some(values) => loader.load(values),
        None => {
            let said = Path::new(chart.home.as_str()).join(chart.name.as_str());
            let unreadable = |error: io::Error| {
                let said = shown(&said.join("values.yaml"));
                let message = format!("`{said}` cannot be read: {}", reason(&error));
                Failure::refused(chart.place(), message)
            };
            let read = loader.read_found(&path.join("values.yaml"));
            read.map_err(unreadable)
        }
    }
}

/// A file of values.
fn of_file(loaded: &Loaded) -> Outcome<Given> {
    loaded.demand_text()?;
    let read = loaded.read_file();
    Ok(Given::Text(Passage {
        text: Text::of_file(FileId(0), &read.text),
        files: [read].into(),
    }))
}

/// Values that were read, with the files that they stand in.
fn of_node(node: &Node, loader: &Loader<'_>) -> Given {
    let mut writer = Writer::default();
    writer.document(node);
    let text = writer.finish();
    let runs = text.runs().iter();
    let used = runs.filter_map(|run| Some(run.origin?.place.file));
    let used: BTreeSet<FileId> = used.collect();
    let files = loader.ground.cache.files(used.iter().copied());
    let mut numbers = Numbers::new(used.into_iter().zip((0..).map(FileId)).collect());
    Given::Text(Passage {
        text: numbers.text(&text),
        files: files.iter().map(|file| file.read()).collect(),
    })
}

/// The files of a chart among those of the build.
struct Taken<'l, 'h> {
    loader: &'l Loader<'h>,
    numbers: Numbers,
    /// Where the chart is asked for.
    asked: Option<Place>,
    /// Whether it is from elsewhere: what is found in it stands where it is asked for.
    is_brought: bool,
    /// The numbers that files have in the build, by those that they have in the rendering.
    files: Vec<FileId>,
}

impl<'l, 'h> Taken<'l, 'h> {
    fn of(rendering: &Rendering, chart: &Chart, loader: &'l Loader<'h>) -> Self {
        let keep = |read: &ReadFile| loader.keep(read);
        let files: Vec<FileId> = rendering.files.iter().map(keep).collect();
        let own = (0..).map(FileId);
        Self {
            loader,
            numbers: Numbers::new(own.zip(files.iter().copied()).collect()),
            asked: chart.place(),
            is_brought: chart.repository.is_some(),
            files,
        }
    }

    /// Says what did not go well. What Helm refuses ends the build.
    fn tell(&mut self, rendering: &Rendering, state: &mut State) -> Outcome<()> {
        let slips = rendering.slips.iter().map(Slip::problem);
        let mut refused = None;
        for mut problem in rendering.problems.iter().cloned().chain(slips) {
            problem.place = problem.place.map(|place| self.numbers.place(place));
            for (place, _) in &mut problem.others {
                *place = self.numbers.place(*place);
            }
            state.is_whole &= problem.kind != ProblemKind::NotChecked;
            let failure = Failure(Box::new(problem));
            match (failure.0.kind, &refused) {
                (ProblemKind::Refused, None) => {
                    refused = Some(failure.also(self.asked, "the chart is asked for here"));
                }
                _ => self.loader.note(failure),
            }
        }
        refused.map_or(Ok(()), Err)
    }

    /// Notes what was read: the templates, and whatever else something comes from. Other files of a chart are no part of
    /// what it makes.
    fn note(&mut self, rendering: &Rendering, path: &Path) {
        let mut trace = self.loader.trace.borrow_mut();
        let stand_ins = rendering.stand_ins.iter().cloned();
        trace.stand_ins.extend(stand_ins.map(|mut made_up| {
            made_up.action = made_up.action.map(|place| self.numbers.place(place));
            made_up
        }));
        for (at, (read, &file)) in rendering.files.iter().zip(&self.files).enumerate() {
            let name = read.path.file_name().unwrap_or_default();
            let is_of_all = name == "Chart.yaml" || name == "values.yaml";
            let is_source = rendering.is_source(FileId(at as u32));
            if !(is_of_all || is_source || self.numbers.used().contains(&file)) {
                continue;
            }
            trace.files.insert(file);
            if is_source {
                trace.templates.insert(file);
            }
            let own = read.brought_by.map(|place| self.numbers.place(place));
            let is_of_chart = read.path.starts_with(path);
            let brought_by = self.asked.filter(|_| self.is_brought && is_of_chart);
            if let Some(place) = brought_by.or(own) {
                trace.brought.entry(file).or_insert(place);
            }
        }
        let real = self.loader.ground.files.resolve(path);
        trace.charts.extend(real);
    }
}
