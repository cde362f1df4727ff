//! Scalars where a list, labels or an object is meant.

use super::Misfit;
use crate::api::{Field, Shape, Type};
use crate::mend::{is_plain, quoted, quoted_unless_plain};
use crate::schema::scalars;

impl<'t> Misfit<'t> {
    /// A string as the list of strings that it says.
    pub(super) fn words(&self) -> Option<String> {
        let text = self.value.as_str()?;
        let key = self.key.map(|key| key.as_key()).unwrap_or_default();
        let items = match &*key {
            "command" | "args" => match command_line(&text) {
                Some(words) => words,
                None if key == "command" => ["sh", "-c", &text].map(str::to_owned).to_vec(),
                None => return None,
            },
            _ if text.contains(',') => text.split(',').map(|item| item.trim().to_owned()).collect(),
            _ if text.contains(char::is_whitespace) => return None,
            _ => return Some(format!("[{}]", self.value.text())),
        };
        let is_quoted = matches!(&*key, "command" | "args") || self.is_json();
        let written = |item: &String| match is_quoted {
            true => quoted(item),
            false => quoted_unless_plain(item),
        };
        let items: Vec<String> = items.iter().map(written).collect();
        Some(format!("[{}]", items.join(", ")))
    }

    /// `a=b,c=d` as a mapping.
    pub(super) fn pairs(&self) -> Option<String> {
        let text = self.value.as_str()?;
        let pair = |pair: &str| {
            let (key, value) = pair.split_once('=').or_else(|| pair.split_once(": "))?;
            let (key, value) = (key.trim(), value.trim());
            (is_plain(key) && !value.is_empty()).then(|| {
                let value = quoted_unless_plain(value);
                format!("{}: {value}", self.word(key))
            })
        };
        let pairs: Option<Vec<String>> = text.split(',').map(pair).collect();
        Some(format!("{{{}}}", pairs?.join(", ")))
    }

    /// A scalar as the object that has it in the one field which it can be for.
    pub(super) fn object(&self, definition: Type) -> Option<String> {
        let field = |name: &str| definition.field(name, self.version);
        let written = self.value.text();
        let text = self.value.as_str().unwrap_or_default();
        let with = |name: &str, value: &str| format!("{{{}: {value}}}", self.word(name));
        if field("command").is_some() && !text.is_empty() && field("path").is_none() {
            let words = command_line(&text)?;
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            return Some(with("command", &format!("[{}]", words.join(", "))));
        }
        if field("name").is_some() && field("value").is_some() {
            let (name, value) = text.split_once('=')?;
            let (name, value) = (quoted_unless_plain(name), quoted(value));
            let (first, second) = (self.word("name"), self.word("value"));
            return Some(format!("{{{first}: {name}, {second}: {value}}}"));
        }
        if field("path").is_some() && field("port").is_some() && text.starts_with('/') {
            let port = self.port.filter(|port| port.as_int().is_some());
            return Some(match port {
                Some(port) => format!(
                    "{{{}: {written}, {}: {}}}",
                    self.word("path"),
                    self.word("port"),
                    port.text()
                ),
                None => with("path", written),
            });
        }
        // A name alone says nothing of the key that is meant of it.
        if field("name").is_some() && field("key").is_some() {
            return None;
        }
        // A mount as command lines have it: `data:/srv`. What has a path before the colon names no volume.
        if field("name").is_some() && field("mountPath").is_some() {
            let (name, path) = text.split_once(':')?;
            let (name, path) = (
                quoted_unless_plain(name),
                path.strip_suffix(":rw").unwrap_or(path),
            );
            let is_mount = !name.contains('/') && path.starts_with('/') && is_plain(path);
            let (first, second) = (self.word("name"), self.word("mountPath"));
            return is_mount.then(|| format!("{{{first}: {name}, {second}: {path}}}"));
        }
        if self.value.as_bool() == Some(true) && definition.required() == 0 {
            return Some("{}".to_owned());
        }
        let field = self.only_field(definition, &text)?;
        Some(with(field.name(), written))
    }

    /// The field that a scalar can be for.
    pub(super) fn only_field(&self, definition: Type, text: &str) -> Option<Field> {
        let takes = |field: &Field| {
            field.versions().contains(self.version)
                && scalars::fits(field.shape(), &self.value).is_ok()
                && !matches!(field.shape(), Shape::Any)
        };
        let fields: Vec<Field> = definition.fields().filter(takes).collect();
        let listed = |field: &&Field| field.values(self.version).any(|value| value == text);
        let only = |of: Vec<Field>| match of[..] {
            [field] => Some(field),
            _ => None,
        };
        let by_value = only(fields.iter().filter(listed).copied().collect());
        let open = fields
            .iter()
            .filter(|field| field.values(self.version).next().is_none());
        let open: Vec<Field> = open.copied().collect();
        let required = only(
            open.iter()
                .filter(|field| field.required())
                .copied()
                .collect(),
        );
        let named = |field: &&Field| field.name() == "name" || field.name().ends_with("Name");
        by_value
            .or(required)
            .or_else(|| only(open.iter().filter(named).copied().collect()))
            .or_else(|| only(open))
    }
}

/// The words of a command, without quotes; none if it takes a shell to say what they are.
fn command_line(text: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some('"'), '$' | '`' | '\\') => return None,
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            // `$(NAME)` is Kubernetes' own.
            (None, '$') if chars.peek() == Some(&'(') => {
                let word = word.get_or_insert_default();
                word.push(c);
                for inside in chars.by_ref() {
                    word.push(inside);
                    if inside == ')' {
                        break;
                    }
                    if !inside.is_ascii_alphanumeric() && !"_(".contains(inside) {
                        return None;
                    }
                }
            }
            (None, _) if c.is_whitespace() && c != '\n' => words.extend(word.take()),
            (None, _) if "|&;<>()$`\\*?[]{}~#\n!".contains(c) => return None,
            (None, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (quote.is_none() && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::command_line;

    #[test]
    fn a_command_is_taken_apart_where_no_shell_is_needed() {
        let words = |text| command_line(text).map(|words| words.join("|"));
        assert_eq!(words("python app.py"), Some("python|app.py".to_owned()));
        assert_eq!(
            words("echo 'a b' \"c\"d --x=$(PORT)"),
            Some("echo|a b|cd|--x=$(PORT)".to_owned())
        );
        for text in [
            "a && b",
            "a > b",
            "echo $HOME",
            "echo \"$HOME\"",
            "echo 'a",
            "a; b",
            "echo $(date -u)",
            "",
        ] {
            assert_eq!(words(text), None, "{text}");
        }
    }
}
