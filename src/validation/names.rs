//! What is wrong with a name, and which name it may have been meant to be.

use super::formats::Format;

/// What keeps a string from a format, where one thing does: completes "`name` takes …".
pub(super) fn fault(text: &str, shown: &str, format: &Format) -> Option<String> {
    let fits = format.fits;
    // Other formats have parts, of which each may be wrong.
    if !fits("aaa") {
        return None;
    }
    let long = most(format).filter(|&most| text.chars().count() > most && !text.contains('/'));
    if let Some(most) = long {
        let count = text.chars().count();
        return Some(format!(
            "up to {most} characters, and `{shown}` has {count}"
        ));
    }
    if let Some(odd) = text.chars().find(|&odd| !is_allowed(odd, format)) {
        let is_capital = odd.is_ascii_uppercase() && is_allowed(odd.to_ascii_lowercase(), format);
        return match odd {
            _ if is_capital => Some(format!("lower-case letters, and `{shown}` has `{odd}`")),
            ' ' => Some(format!("no blanks, and `{shown}` has one")),
            _ if odd.is_ascii_graphic() && odd != '`' => Some(format!("no `{odd}`: `{shown}`")),
            _ => None,
        };
    }
    let trimmed = text.trim_matches(|end: char| !end.is_ascii_alphanumeric());
    let ends = trimmed.len() < text.len() && fits(trimmed);
    ends.then(|| format!("a letter or digit at both ends: `{shown}`"))
}

/// The name that it is with other letters, if that is one; no text that is to be filled in has any.
pub(super) fn meant(text: &str, format: &Format) -> Option<String> {
    let is_open = text.contains(['$', '{', '<']) || !text.is_ascii();
    let filler = ['-', '_'].into_iter().find(|&c| is_allowed(c, format));
    let filler = filler.filter(|_| (format.fits)("aaa") && !is_open)?;
    let mut meant = String::new();
    for c in text.chars() {
        let small = c.to_ascii_lowercase();
        let c = [c, small, filler]
            .into_iter()
            .find(|&c| is_allowed(c, format))?;
        if c != filler || !meant.ends_with(filler) {
            meant.push(c);
        }
    }
    let meant = meant.trim_matches(|end: char| !end.is_ascii_alphanumeric());
    (meant != text && (format.fits)(meant)).then(|| meant.to_owned())
}

fn is_allowed(c: char, format: &Format) -> bool {
    (format.fits)(&format!("a{c}a"))
}

/// How many characters there may be at most, if that is all that there is to their number.
fn most(format: &Format) -> Option<usize> {
    let fits = |count: &usize| (format.fits)(&"a".repeat(*count));
    if fits(&1000) {
        return None;
    }
    [253, 63, 15].into_iter().find(fits)
}

#[cfg(test)]
mod tests {
    use super::{fault, meant};
    use crate::validation::formats::{CONFIG_KEY, DNS_LABEL, DNS_SUBDOMAIN, IP, PORT_NAME};

    #[test]
    fn what_is_wrong_with_a_name_is_told() {
        let label = |text| fault(text, text, &DNS_LABEL).unwrap_or_default();
        assert_eq!(label("my_app"), "no `_`: `my_app`");
        assert_eq!(label("my.app"), "no `.`: `my.app`");
        assert_eq!(label("my app"), "no blanks, and `my app` has one");
        assert_eq!(label("MyApp"), "lower-case letters, and `MyApp` has `M`");
        assert_eq!(label("app-"), "a letter or digit at both ends: `app-`");
        let port = |text| fault(text, text, &PORT_NAME).unwrap_or_default();
        assert_eq!(
            port("http-api-port-main"),
            "up to 15 characters, and `http-api-port-main` has 18"
        );
        // What it lacks is another thing.
        assert_eq!([port("8080"), port("a--b")], ["", ""]);
        assert_eq!(fault("10.0.0.256", "10.0.0.256", &IP), None);
        assert_eq!(
            fault(&"a/".repeat(200), "a/…", &CONFIG_KEY),
            Some("no `/`: `a/…`".to_owned())
        );
    }

    #[test]
    fn a_name_with_other_letters_may_be_meant() {
        let name = |text| meant(text, &DNS_SUBDOMAIN).unwrap_or_default();
        assert_eq!(
            ["my_app", "My App", "_x", "web..", "App.v1"].map(name),
            ["my-app", "my-app", "x", "web", "app.v1"]
        );
        assert_eq!(
            ["$NAME", "${X}-a", "<name>", "café", "", "web"].map(name),
            [""; 6]
        );
        assert_eq!(meant("http-api-port-main", &PORT_NAME), None);
    }
}
