//! Text in lines.

use unicode_width::UnicodeWidthStr;

/// The text in lines of at most `width` columns. Words are kept whole, and so is what stands between quotes: a line is
/// longer before a value is broken in two. No line starts with `::`, which to a CI server starts a command.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    hanging(text, width, width)
}

/// The same, with at most `first` columns in the first line.
#[must_use]
pub fn hanging(text: &str, first: usize, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for unit in units(text) {
        let most = if lines.len() > 1 { width } else { first };
        match lines.last_mut() {
            Some(line) if line.width() + 1 + unit.width() <= most || unit.starts_with("::") => {
                line.push(' ');
                line.push_str(unit);
            }
            _ => lines.push(unit.to_owned()),
        }
    }
    lines
}

/// What is longer may be broken.
const LONGEST: usize = 60;

/// The words of a text, those between a pair of quotes as one.
fn units(text: &str) -> Vec<&str> {
    let mut units = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = unit(rest);
        let (unit, behind) = rest.split_at(end);
        units.push(unit);
        rest = behind.trim_start();
    }
    units
}

/// Where the first unit of a text ends.
fn unit(text: &str) -> usize {
    let word = |text: &str| text.find(char::is_whitespace).unwrap_or(text.len());
    let mut end = word(text);
    // A quote that opens in the word and does not close in it does so further on.
    for quote in ['`', '"'] {
        if text[..end].matches(quote).count() % 2 == 1
            && let Some(close) = text[end..].find(quote)
            && close + end <= LONGEST
        {
            let close = end + close;
            end = close + word(&text[close..]);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{hanging, wrapped};

    #[test]
    fn values_are_kept_whole() {
        assert_eq!(
            hanging("the value `a b c` is none, `d e` is", 14, 12),
            ["the value", "`a b c` is", "none, `d e`", "is"]
        );
        assert_eq!(wrapped("a ::error::b c", 3), ["a ::error::b", "c"]);
        assert_eq!(wrapped("a ` b c", 3), ["a `", "b c"]);
        assert_eq!(wrapped("", 3), [""; 0]);
    }
}
