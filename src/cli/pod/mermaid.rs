//! Pods as a flowchart in Mermaid's language.

use std::fmt::Write;

use super::view::{Flow, View};

pub(super) fn render(views: &[View]) -> String {
    let mut out = String::from("flowchart LR\n");
    for (number, view) in views.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = one(number, view, &mut out);
    }
    out
}

fn one(pod: usize, view: &View, out: &mut String) -> std::fmt::Result {
    writeln!(out, "  subgraph pod{pod}[\"{}\"]", escaped(&view.title))?;
    for (at, container) in view.containers.iter().enumerate() {
        let mut lines = vec![escaped(&container.name), escaped(&container.role)];
        lines.extend(container.listens.iter().map(|port| escaped(port)));
        writeln!(out, "    p{pod}c{at}[\"{}\"]", lines.join("<br/>"))?;
    }
    let used = |at: &usize| !view.volumes[*at].users.is_empty();
    for at in (0..view.volumes.len()).filter(used) {
        let volume = &view.volumes[at];
        let (name, kind) = (escaped(&volume.name), escaped(&volume.kind));
        writeln!(out, "    p{pod}v{at}[(\"{name}<br/>{kind}\")]")?;
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

/// What Mermaid or the HTML it makes could take for something else, as numbers of characters.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !" -_./:(),".contains(c) {
            out += &format!("#{};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_ends_a_label() {
        assert_eq!(escaped("a\"]<b>#"), "a#34;#93;#60;b#62;#35;");
        assert_eq!(escaped("Größe 3/TCP · x"), "Größe 3/TCP · x");
    }
}
