//! Pods as tables for a terminal.

use anstyle::Style;

use super::view::{Flow, Seen, Shared, Touch, View};
use crate::report::wrap::wrapped;

const HEADS: [&str; 5] = [
    "container",
    "role",
    "listens",
    "files",
    "talks to (localhost)",
];
const GAP: usize = 2;
/// A column that narrow is as hard to read as a line that is too long.
const LEAST: usize = 9;

pub(super) fn render(views: &[View], width: usize, colored: bool) -> String {
    let bold = match colored {
        true => Style::new().bold(),
        false => Style::new(),
    };
    let all: Vec<String> = views.iter().map(|view| one(view, width, bold)).collect();
    all.join("\n")
}

fn one(view: &View, width: usize, bold: Style) -> String {
    let mut out = format!("{bold}");
    hang(&view.title, "", width, &mut out);
    out += &format!("{bold:#}\n");
    let rows: Vec<[Vec<String>; 5]> = view
        .containers
        .iter()
        .map(|container| row(view, container))
        .collect();
    let widths = widths(&rows, width.saturating_sub(GAP));
    out += &format!("{bold}");
    line(&HEADS.map(|head| vec![head.to_owned()]), &widths, &mut out);
    out += &format!("{bold:#}");
    for row in &rows {
        line(row, &widths, &mut out);
    }
    let shared = view.volumes.iter().filter(|volume| volume.users.len() > 1);
    let shared: Vec<String> = shared.map(|volume| sentence(view, volume)).collect();
    let found = view.findings.iter();
    let found: Vec<String> = found
        .map(|(message, rule)| format!("{message} → {rule}"))
        .collect();
    for lines in [shared, found].iter().filter(|lines| !lines.is_empty()) {
        out.push('\n');
        for text in lines {
            hang(text, "  ", width, &mut out);
        }
    }
    out
}

fn row(view: &View, container: &Seen) -> [Vec<String>; 5] {
    let or_none = |cells: Vec<String>| match cells.is_empty() {
        true => vec!["–".to_owned()],
        false => cells,
    };
    let files = container.files.iter().map(|touch| place(view, touch));
    [
        vec![container.name.clone()],
        vec![container.role.clone()],
        or_none(container.listens.clone()),
        or_none(files.collect()),
        or_none(container.talks.clone()),
    ]
}

/// `/var/log/app → logs`
fn place(view: &View, touch: &Touch) -> String {
    let path = &touch.path;
    let Some(volume) = touch.volume.and_then(|at| view.volumes.get(at)) else {
        return format!("{path}, in no volume");
    };
    let arrow = match touch.flow {
        Flow::Writes => "→",
        Flow::Reads => "←",
        Flow::Unknown => "↔",
    };
    format!("{path} {arrow} {}", volume.name)
}

/// `volume logs (emptyDir): written by web, read by shipper`
fn sentence(view: &View, volume: &Shared) -> String {
    let by = |wanted: Flow, verb: &str| {
        let mut names: Vec<&str> = Vec::new();
        for (at, flow) in &volume.users {
            let name = view
                .containers
                .get(*at)
                .map_or("", |container| &*container.name);
            if *flow == wanted && !names.contains(&name) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| format!("{verb} by {}", names.join(", ")))
    };
    let all = [
        (Flow::Writes, "written"),
        (Flow::Reads, "read"),
        (Flow::Unknown, "mounted"),
    ];
    let all: Vec<String> = all
        .into_iter()
        .filter_map(|(flow, verb)| by(flow, verb))
        .collect();
    format!(
        "volume {} ({}): {}",
        volume.name,
        volume.kind,
        all.join(", ")
    )
}

/// As wide as the cells; where that is too wide the widest columns give way, as far as no value is broken in two.
fn widths(rows: &[[Vec<String>; 5]], room: usize) -> [usize; 5] {
    let length = |text: &str| text.chars().count();
    let longest = |of: &dyn Fn(&str) -> usize| {
        let heads = HEADS.map(of);
        rows.iter().fold(heads, |mut widths, row| {
            for (width, cells) in widths.iter_mut().zip(row) {
                *width = cells.iter().map(|cell| of(cell)).fold(*width, usize::max);
            }
            widths
        })
    };
    let mut widths = longest(&length);
    let least = longest(&|cell| pieces(cell).into_iter().map(length).max().unwrap_or(0));
    let gaps = GAP * (HEADS.len() - 1);
    while widths.iter().sum::<usize>() + gaps > room {
        let able = widths.iter_mut().zip(least);
        let able = able.filter(|(width, least)| **width > LEAST.max(*least));
        match able.map(|(width, _)| width).max() {
            Some(widest) => *widest -= 1,
            None => break,
        }
    }
    widths
}

/// The parts of a cell that stay whole: words, and directories of paths.
fn pieces(text: &str) -> Vec<&str> {
    let words = text.split(' ');
    words.flat_map(|word| word.split_inclusive('/')).collect()
}

fn line(cells: &[Vec<String>; 5], widths: &[usize; 5], out: &mut String) {
    let columns: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
        .map(|(cells, width)| cells.iter().flat_map(|cell| folded(cell, *width)).collect())
        .collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let mut written = String::from("  ");
        for (column, width) in columns.iter().zip(widths) {
            let text = column.get(at).map_or("", String::as_str);
            written += &format!("{text:width$}{:GAP$}", "");
        }
        *out += written.trim_end();
        out.push('\n');
    }
}

/// A text in lines of at most `width` columns; paths that are longer are cut behind a `/`, and nothing else is cut.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in arrows_down(wrapped(text, width), width) {
        let mut last = String::new();
        for piece in line.split_inclusive('/') {
            if !last.is_empty() && last.chars().count() + piece.chars().count() > width {
                lines.push(std::mem::take(&mut last));
            }
            last += piece;
        }
        lines.push(last);
    }
    lines
}

/// An arrow at the end of a line belongs to what it points to, if that leaves room.
fn arrows_down(mut lines: Vec<String>, width: usize) -> Vec<String> {
    for at in 1..lines.len() {
        let arrow = ["→", "←", "↔"]
            .into_iter()
            .find(|arrow| lines[at - 1].ends_with(arrow));
        if let Some(arrow) = arrow
            && lines[at].chars().count() + 2 <= width
        {
            lines[at] = format!("{arrow} {}", lines[at]);
            let kept = lines[at - 1].trim_end_matches(arrow).trim_end().len();
            lines[at - 1].truncate(kept);
        }
    }
    lines
}

/// A sentence whose later lines hang below its first.
fn hang(text: &str, indent: &str, width: usize, out: &mut String) {
    for (at, line) in wrapped(text, width.saturating_sub(indent.len() + 2))
        .iter()
        .enumerate()
    {
        *out += indent;
        *out += if at > 0 { "  " } else { "" };
        *out += line;
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn paths_are_cut_and_values_are_not() {
        assert_eq!(
            folded("/var/lib/mysql → data", 12),
            ["/var/lib/", "mysql", "→ data"]
        );
        assert_eq!(
            folded("localhost:11211 (cache)", 9),
            ["localhost:11211", "(cache)"]
        );
    }
}
