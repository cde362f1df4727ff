//! Markdown as a terminal shows it: the part of it that rule pages use.

use anstyle::{AnsiColor, Style};

/// Renders `text` for `width` columns. Without colour the marks stay where they mean something.
pub(super) fn render(text: &str, color: bool, width: usize) -> String {
    let mut page = Page {
        out: String::new(),
        paragraph: String::new(),
        color,
        width,
    };
    let mut fence = None;
    for line in text.lines() {
        let mark = line.trim_start();
        match fence {
            Some(end) if mark.starts_with(end) => fence = None,
            Some(_) => page.code(line),
            None if mark.starts_with("```") => {
                page.flush();
                page.caption(mark.trim_start_matches('`'));
                fence = Some("```");
            }
            None if line.starts_with('#') => {
                page.flush();
                page.heading(line.trim_start_matches('#').trim());
            }
            None if line.trim().is_empty() => page.blank(),
            None if ["- ", "* ", "| "].iter().any(|it| mark.starts_with(it)) => {
                page.flush();
                page.paragraph.push_str(line);
            }
            None => page.words(line),
        }
    }
    page.flush();
    page.out
}

struct Page {
    out: String,
    /// The paragraph or list item that is being gathered.
    paragraph: String,
    color: bool,
    width: usize,
}

impl Page {
    fn style(&self, style: Style) -> Style {
        if self.color { style } else { Style::new() }
    }

    fn heading(&mut self, words: &str) {
        if self.color {
            let bold = Style::new().bold();
            self.out.push_str(&format!("{bold}{words}{bold:#}\n"));
        } else {
            let line = "-".repeat(words.chars().count());
            self.out.push_str(&format!("{words}\n{line}\n"));
        }
    }

    /// What a block of code is, if it says more than its language.
    fn caption(&mut self, info: &str) {
        let file = info
            .split_whitespace()
            .find_map(|word| word.strip_prefix("file="));
        if let Some(file) = file {
            let dim = self.style(Style::new().dimmed());
            self.out.push_str(&format!("    {dim}{file}{dim:#}\n"));
        }
    }

    fn code(&mut self, line: &str) {
        if line.is_empty() {
            self.out.push('\n');
            return;
        }
        let style = self.style(match line.contains("# flagged") {
            true => AnsiColor::Red.on_default(),
            false => AnsiColor::Cyan.on_default(),
        });
        self.out.push_str(&format!("    {style}{line}{style:#}\n"));
    }

    fn words(&mut self, line: &str) {
        if !self.paragraph.is_empty() {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(line.trim());
    }

    fn blank(&mut self) {
        self.flush();
        if !self.out.ends_with("\n\n") && !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// Writes the gathered paragraph, wrapped; a list item hangs under its first word.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        let lead = paragraph.len() - paragraph.trim_start().len();
        let indent = lead
            + if ["- ", "* "]
                .iter()
                .any(|it| paragraph[lead..].starts_with(it))
            {
                2
            } else {
                0
            };
        let (mut line, mut lines) = (" ".repeat(lead), Vec::new());
        for (index, word) in paragraph.split_whitespace().enumerate() {
            let columns = line.chars().count() + 1 + word.chars().count();
            if index > 0 && columns > self.width {
                lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            } else if index > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
        let text = self.inline(&lines.join("\n"));
        self.out.push_str(&text);
        self.out.push('\n');
    }

    /// Bold, code and links within a paragraph.
    fn inline(&self, text: &str) -> String {
        if !self.color {
            return text.replace("**", "");
        }
        let (bold, code) = (Style::new().bold(), AnsiColor::Cyan.on_default());
        let mut out = String::with_capacity(text.len());
        for (index, part) in text.split('`').enumerate() {
            if index % 2 == 1 {
                out.push_str(&format!("{code}{part}{code:#}"));
                continue;
            }
            for (index, part) in part.split("**").enumerate() {
                if index % 2 == 1 {
                    out.push_str(&format!("{bold}{part}{bold:#}"));
                } else {
                    out.push_str(part);
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::render;

    const PAGE: &str = "# What\n\nTwo containers of **one** pod `listen`\non one port.\n\n- a list whose item is long enough to be wrapped\n\n```yaml file=a.yaml\nkind: Pod  # flagged\n```\n";

    #[test]
    fn plain_text_is_wrapped_and_keeps_code() {
        let expected = "What\n----\n\nTwo containers of one pod\n`listen` on one port.\n\n- a list whose item is long\n  enough to be wrapped\n\n    a.yaml\n    kind: Pod  # flagged\n";
        assert_eq!(render(PAGE, false, 30), expected);
    }

    #[test]
    fn color_is_for_headings_emphasis_and_code() {
        let text = render(PAGE, true, 80);
        assert!(text.starts_with("\u{1b}[1mWhat\u{1b}[0m\n"), "{text:?}");
        assert!(text.contains("\u{1b}[36mlisten\u{1b}[0m"), "{text:?}");
        assert!(text.contains("\u{1b}[1mone\u{1b}[0m"), "{text:?}");
    }
}
