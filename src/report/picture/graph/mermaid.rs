//! References as a flowchart in Mermaid's language.

use std::fmt::Write;

use super::{Graph, Group, State};
use crate::report::picture::for_mermaid as escaped;

/// The colours, as in the picture; the text stays readable where the page is dark.
const CLASSES: &str = "  classDef door fill:#fdfbe0,stroke:#857a00,color:#1f2328
  classDef service fill:#e6f1fa,stroke:#0072b2,color:#1f2328
  classDef governor fill:#f3f4f6,stroke:#6e7781,color:#1f2328
  classDef workload fill:#fdf0d5,stroke:#b06c00,color:#1f2328
  classDef data fill:#e0f3ec,stroke:#007a5a,color:#1f2328
  classDef secret fill:#e0f3ec,stroke:#007a5a,color:#1f2328
  classDef storage fill:#f7e9f2,stroke:#a2507f,color:#1f2328
  classDef account fill:#f7e9f2,stroke:#a2507f,color:#1f2328
  classDef other fill:#f3f4f6,stroke:#6e7781,color:#1f2328
  classDef absent fill:#ffffff,stroke:#6e7781,color:#1f2328,stroke-dasharray:5 4
  classDef broken fill:#fdeae0,stroke:#c44e00,color:#a63f00,stroke-width:3px,stroke-dasharray:7 3
";

pub(super) fn render(graph: &Graph) -> String {
    let mut out = String::from("flowchart LR\n");
    let mut broken = Vec::new();
    for (number, group) in graph.groups.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = one(number, group, &mut out);
    }
    for (line, (part, edge)) in graph.edges().enumerate() {
        if part.is_broken(edge) {
            broken.push(line.to_string());
        }
    }
    out += CLASSES;
    if !broken.is_empty() {
        let broken = broken.join(",");
        out +=
            &format!("  linkStyle {broken} stroke:#c44e00,stroke-width:2px,stroke-dasharray:7 3\n");
    }
    if let Some(remark) = graph.remark() {
        out += &format!("  %% {remark}\n");
    }
    out
}

fn one(number: usize, group: &Group, out: &mut String) -> std::fmt::Result {
    writeln!(out, "  subgraph g{number}[\"{}\"]", escaped(&group.title))?;
    for (at, part) in group.parts.iter().enumerate() {
        for (place, node) in part.nodes.iter().enumerate() {
            let (open, close, class) = node.class.mermaid();
            let (sign, class) = match node.state {
                State::There => ("", class),
                State::Absent => ("", "absent"),
                State::Broken => ("✗ ", "broken"),
            };
            let mut lines = vec![
                format!("{sign}{}", escaped(&node.name)),
                escaped(&node.kind),
            ];
            lines.extend(node.note.as_deref().map(escaped));
            let text = lines.join("<br/>");
            writeln!(
                out,
                "    g{number}p{at}n{place}{open}\"{text}\"{close}:::{class}"
            )?;
        }
        for edge in &part.edges {
            let (from, to) = (edge.from, edge.to);
            let line = if edge.by_labels { "-.->" } else { "-->" };
            writeln!(out, "    g{number}p{at}n{from} {line} g{number}p{at}n{to}")?;
        }
    }
    writeln!(out, "  end")
}
