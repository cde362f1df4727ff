//! What changed, as `diff -u` shows it.

/// Lines around a change.
const CONTEXT: usize = 3;

/// Where lines that differ stand, in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    old: (usize, usize),
    new: (usize, usize),
}

/// The unified diff of two texts; empty if they are equal.
#[must_use]
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let (old, new) = (lines(old), lines(new));
    let changes = changes(&old, &new);
    if changes.is_empty() {
        return String::new();
    }
    let mut text = format!("--- {path}\n+++ {path}\n");
    for hunk in changes.chunk_by(|a, b| b.old.0 - a.old.1 <= 2 * CONTEXT) {
        write_hunk(&mut text, hunk, &old, &new);
    }
    text
}

/// The lines with their breaks, so that a changed break is a change.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn write_hunk(text: &mut String, hunk: &[Change], old: &[&str], new: &[&str]) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
        return;
    };
    let before = first.old.0.min(CONTEXT);
    let after = (old.len() - last.old.1).min(CONTEXT);
    let place = |start: usize, end: usize| match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        count => format!("{},{count}", start + 1),
    };
    *text += &format!(
        "@@ -{} +{} @@\n",
        place(first.old.0 - before, last.old.1 + after),
        place(first.new.0 - before, last.new.1 + after),
    );
    let mut at = first.old.0 - before;
    for change in hunk {
        write_lines(text, ' ', &old[at..change.old.0]);
        write_lines(text, '-', &old[change.old.0..change.old.1]);
        write_lines(text, '+', &new[change.new.0..change.new.1]);
        at = change.old.1;
    }
    write_lines(text, ' ', &old[at..at + after]);
}

fn write_lines(text: &mut String, mark: char, lines: &[&str]) {
    for line in lines {
        text.push(mark);
        *text += line;
        if !line.ends_with('\n') {
            *text += "\n\\ No newline at end of file\n";
        }
    }
}

/// The lines that differ. Fixes change few lines, so a line that is found again soon is the same: at a
/// difference both texts are searched ahead, at first little and then more, for where they go on alike.
fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < old.len() || b < new.len() {
        if a < old.len() && old.get(a) == new.get(b) {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (skip_old, skip_new) = alike(&old[a..], &new[b..]);
        changes.push(Change {
            old: (a, a + skip_old),
            new: (b, b + skip_new),
        });
        (a, b) = (a + skip_old, b + skip_new);
    }
    changes
}

/// How many lines of both to leave out until they are alike, as few as possible together.
fn alike(old: &[&str], new: &[&str]) -> (usize, usize) {
    for sum in 1..old.len() + new.len() {
        for skip_old in sum.saturating_sub(new.len())..=sum.min(old.len()) {
            let skip_new = sum - skip_old;
            let same = old
                .get(skip_old)
                .is_some_and(|line| new.get(skip_new) == Some(line));
            if same {
                return (skip_old, skip_new);
            }
        }
    }
    (old.len(), new.len())
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn a_diff_shows_what_changed_and_what_stands_around() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\nx";
        let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\nadded\n13\n14\ny\n";
        assert_eq!(
            unified("a.yaml", old, new),
            "--- a.yaml\n+++ a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n\
             @@ -10,6 +10,7 @@\n 10\n 11\n 12\n+added\n 13\n 14\n-x\n\\ No newline at end of file\n+y\n"
        );
        assert_eq!(unified("a", "same\n", "same\n"), "");
        assert_eq!(unified("a", "x\n", ""), "--- a\n+++ a\n@@ -1 +0,0 @@\n-x\n");
    }
}
