//! Pods as a flowchart in Mermaid's language.

use std::fmt::Write;

use super::view::{Duty, Flow, View};
use crate::report::picture::for_mermaid as escaped;

/// Draws pods.
#[must_use]
pub fn render(views: &[View]) -> String {
    let mut out = String::from("flowchart LR\n");
    for (number, view) in views.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = one(number, view, &mut out);
    }
    out + CLASSES
}

/// The colours of duties, as in the picture; the text stays readable where the page is dark.
const CLASSES: &str = "  classDef main fill:#e6f1fa,stroke:#0072b2,color:#1f2328
  classDef tier fill:#fdf0d5,stroke:#b06c00,color:#1f2328
  classDef helper fill:#e0f3ec,stroke:#007a5a,color:#1f2328
  classDef init fill:#f3f4f6,stroke:#6e7781,color:#1f2328,stroke-dasharray:5 4
  classDef volume fill:#f7e9f2,stroke:#a2507f,color:#1f2328
";

/// A container's brackets, of a shape that goes with its duty, and its class.
fn shape(duty: Duty) -> (&'static str, &'static str, &'static str) {
    match duty {
        Duty::Main => ("[", "]", "main"),
        Duty::Tier => ("[[", "]]", "tier"),
        Duty::Helper | Duty::Sidecar => ("([", "])", "helper"),
        Duty::Init | Duty::Toy | Duty::Ephemeral => ("[", "]", "init"),
    }
}

fn one(pod: usize, view: &View, out: &mut String) -> std::fmt::Result {
    writeln!(out, "  subgraph pod{pod}[\"{}\"]", escaped(&view.title))?;
    for (at, container) in view.containers.iter().enumerate() {
        let mut lines = vec![escaped(&container.name), escaped(&container.role())];
        let listens = container.listens.iter();
        lines.extend(listens.map(|port| match port.how.is_guess() {
            true => format!("<i>{}</i>", escaped(&port.words())),
            false => escaped(&port.words()),
        }));
        let (open, close, class) = shape(container.duty);
        let text = lines.join("<br/>");
        writeln!(out, "    p{pod}c{at}{open}\"{text}\"{close}:::{class}")?;
    }
    let used = |at: &usize| !view.volumes[*at].users.is_empty();
    for at in (0..view.volumes.len()).filter(used) {
        let volume = &view.volumes[at];
        let (name, kind) = (escaped(&volume.name), escaped(&volume.kind));
        writeln!(out, "    p{pod}v{at}[(\"{name}<br/>{kind}\")]:::volume")?;
    }
    writeln!(out, "  end")?;
    for (at, container) in view.containers.iter().enumerate() {
        for touch in &container.files {
            let Some(volume) = touch.volume else { continue };
            let path = escaped(&touch.path);
            match touch.flow {
                Flow::Writes => writeln!(out, "  p{pod}c{at} -- \"{path}\" --> p{pod}v{volume}")?,
                Flow::Reads => writeln!(out, "  p{pod}v{volume} -- \"{path}\" --> p{pod}c{at}")?,
                Flow::Unknown => writeln!(out, "  p{pod}c{at} -- \"{path}\" --- p{pod}v{volume}")?,
            }
        }
    }
    for talk in &view.talks {
        let port = talk
            .port
            .map_or_else(String::new, |port| format!(":{port}"));
        let label = escaped(&format!("localhost{port}"));
        writeln!(
            out,
            "  p{pod}c{} -. \"{label}\" .-> p{pod}c{}",
            talk.from, talk.to
        )?;
    }
    Ok(())
}
