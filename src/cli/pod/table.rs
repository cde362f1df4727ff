//! Pods in a terminal: a table where there is room for it, or else a list. No value is broken in two.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::report::picture::{Duty, Flow, Seen, Shared, Touch, View};
use crate::report::wrap::wrapped;

const HEADS: [&str; 5] = ["container", "role", "listens", "files", "talks to"];
const GAP: usize = 2;

/// A line of a cell, and how it is written.
type Piece = (String, Style);

pub(super) fn render(views: &[View], width: usize, colored: bool) -> String {
    let pens = Pens { colored };
    let all: Vec<String> = views.iter().map(|view| one(view, width, pens)).collect();
    all.join("\n")
}

/// How things are written, where colour is wanted. None tells anything that the words do not.
#[derive(Clone, Copy)]
struct Pens {
    colored: bool,
}

impl Pens {
    fn pen(self, style: Style) -> Style {
        if self.colored { style } else { Style::new() }
    }

    fn bold(self) -> Style {
        self.pen(Style::new().bold())
    }

    /// For what the manifest does not say, and for what is not there.
    fn faint(self) -> Style {
        self.pen(Style::new().dimmed())
    }

    fn duty(self, duty: Duty) -> Style {
        let color = match duty {
            Duty::Main => AnsiColor::Blue,
            Duty::Tier => AnsiColor::Yellow,
            Duty::Helper | Duty::Sidecar => AnsiColor::Green,
            Duty::Init | Duty::Toy | Duty::Ephemeral => return self.faint(),
        };
        self.pen(color.on_default())
    }
}

fn one(view: &View, width: usize, pens: Pens) -> String {
    let mut out = String::new();
    hang(&view.title, "", (width, pens.bold()), &mut out);
    out.push('\n');
    let containers = view.containers.iter();
    let rows: Vec<[Vec<Piece>; 5]> = containers
        .map(|container| row(view, container, pens))
        .collect();
    let widths = widths(&rows);
    let whole = GAP + widths.iter().sum::<usize>() + GAP * (HEADS.len() - 1);
    match whole <= width {
        true => table(&rows, &widths, pens, &mut out),
        false => list(&rows, pens, &mut out),
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
            hang(text, "  ", (width, Style::new()), &mut out);
        }
    }
    out
}

fn row(view: &View, container: &Seen, pens: Pens) -> [Vec<Piece>; 5] {
    let plain = Style::new();
    let ports = container.listens.iter().map(|port| {
        let pen = if port.how.is_guess() {
            pens.faint()
        } else {
            plain
        };
        (port.words(), pen)
    });
    let files = container.files.iter().map(|touch| match touch.volume {
        Some(_) => (place(view, touch), plain),
        None => (place(view, touch), pens.faint()),
    });
    let peers = container.talks.iter().chain(&container.peers);
    [
        vec![(container.name.clone(), pens.bold())],
        vec![(container.role(), pens.duty(container.duty))],
        ports.collect(),
        files.collect(),
        peers.map(|peer| (peer.clone(), plain)).collect(),
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

/// As wide as the cells.
fn widths(rows: &[[Vec<Piece>; 5]]) -> [usize; 5] {
    let heads = HEADS.map(UnicodeWidthStr::width);
    rows.iter().fold(heads, |mut widths, row| {
        for (width, cell) in widths.iter_mut().zip(row) {
            let pieces = cell.iter().map(|(text, _)| text.width());
            *width = pieces.fold(*width, usize::max);
        }
        widths
    })
}

fn table(rows: &[[Vec<Piece>; 5]], widths: &[usize; 5], pens: Pens, out: &mut String) {
    line(
        &HEADS.map(|head| vec![(head.to_owned(), pens.bold())]),
        widths,
        out,
    );
    for row in rows {
        let filled = row.each_ref().map(|cell| match &cell[..] {
            [] => vec![("–".to_owned(), pens.faint())],
            pieces => pieces.to_vec(),
        });
        line(&filled, widths, out);
    }
}

fn line(cells: &[Vec<Piece>; 5], widths: &[usize; 5], out: &mut String) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        // Blanks that nothing stands behind are left out.
        let mut blanks = GAP;
        for (cell, width) in cells.iter().zip(widths) {
            let text = cell.get(at).map_or("", |(text, pen)| {
                *out += &" ".repeat(std::mem::take(&mut blanks));
                *out += &format!("{pen}{text}{pen:#}");
                text
            });
            blanks += width.saturating_sub(text.width()) + GAP;
        }
        out.push('\n');
    }
}

/// Each container with what there is to say of it, a value a line.
fn list(rows: &[[Vec<Piece>; 5]], pens: Pens, out: &mut String) {
    for [name, role, others @ ..] in rows {
        out.push_str("  ");
        let head: Vec<String> = name
            .iter()
            .chain(role)
            .map(|(text, pen)| format!("{pen}{text}{pen:#}"))
            .collect();
        *out += &(head.join("  ") + "\n");
        let wide = HEADS[2..].iter().map(|head| head.len()).max().unwrap_or(0);
        for (head, cell) in HEADS[2..].iter().zip(others) {
            for (at, (text, pen)) in cell.iter().enumerate() {
                let head = if at == 0 { head } else { "" };
                let faint = pens.faint();
                *out += &format!("    {faint}{head:wide$}{faint:#}  {pen}{text}{pen:#}\n");
            }
        }
    }
}

/// A sentence whose later lines hang below its first.
fn hang(text: &str, indent: &str, (width, pen): (usize, Style), out: &mut String) {
    let lines = wrapped(text, width.saturating_sub(indent.len() + 2));
    for (at, line) in lines.iter().enumerate() {
        let more = if at > 0 { "  " } else { "" };
        *out += &format!("{indent}{more}{pen}{line}{pen:#}\n");
    }
}
