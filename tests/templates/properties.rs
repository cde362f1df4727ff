//! What holds of any text that is executed as a template.

use podlint::template::{FailureKind, Limits, Missing};

use super::files::{Files, execute};

/// Executes a text over values of every kind, among them the text itself, within narrow limits.
pub(crate) fn holds(text: &str) {
    let limits = Limits {
        steps: 50_000,
        bytes: 1 << 20,
        ..Limits::default()
    };
    let data = serde_json::json!({
        "text": text, "a": {"b": {"c": "deep"}}, "list": ["x", 1, null, [true], {"k": "v"}], "number": 3, "float": 0.5,
        "none": null, "on": true, "off": false, "empty": "", "wide": "h\u{e9}llo \u{65e5}", "map": {"one": 1, "two": 2},
    });
    for missing in [Missing::Zero, Missing::Error] {
        let mut files = Files::default();
        let (template, value) = (files.text(text), files.value(&data));
        match execute(&template, &value, missing, limits) {
            Ok(out) => {
                assert!(
                    out.len() <= limits.bytes as usize,
                    "{text:?} writes {}",
                    out.len()
                );
                assert_eq!(files.lie(&out), None, "{text:?}");
            }
            Err(failure) => {
                let shown = failure.place.map(|place| files.at(place));
                assert_ne!(shown, Some(None), "{text:?}: {failure:?}");
                let is_bound = matches!(failure.kind, FailureKind::Bound(_));
                assert!(is_bound || failure.place.is_some(), "{text:?}: {failure:?}");
                assert!(
                    failure.go.starts_with("template: "),
                    "{text:?}: {failure:?}"
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn texts_near_to_templates_hold() {
        let rows = include_str!("../data/templates.jsonl").lines();
        let texts: Vec<String> = rows
            .map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap())
            .map(|row| row["text"].as_str().unwrap().to_owned())
            .collect();
        for (number, text) in texts.iter().enumerate() {
            holds(text);
            // Cut at a place of its own, and with half of another one behind it.
            let cut: String = text.chars().take(number * 7 % (text.len() + 1)).collect();
            holds(&cut);
            let other = &texts[number * 31 % texts.len()];
            let half = other.chars().skip(other.len() / 2);
            holds(&cut.chars().chain(half).collect::<String>());
        }
    }
}
