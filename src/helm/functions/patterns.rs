//! Regular expressions.

use std::collections::BTreeMap;
use std::rc::Rc;

use regex::{Regex, RegexBuilder};

use super::call::{Answer, Call, characters, int, text};
use super::nil_list::NilList;
use super::print::list_of;
use crate::origin::Text;
use crate::pattern::translated;
use crate::template::format::quote;
use crate::template::{Bound, Refusal, Value};

/// The patterns that were compiled.
#[derive(Debug, Default)]
pub(super) struct Patterns(BTreeMap<String, Rc<Regex>>);

/// How many are kept.
const MOST_KEPT: usize = 200;

/// How many bytes one may take when it is compiled.
const MOST_BYTES: usize = 4 << 20;

/// Why there is no such pattern.
enum Fault {
    /// What Go says.
    Refused(String),
    Bound,
}

impl Patterns {
    fn find(&mut self, pattern: &str) -> Result<Rc<Regex>, Fault> {
        if let Some(known) = self.0.get(pattern) {
            return Ok(Rc::clone(known));
        }
        let says = translated(pattern)
            .map_err(|error| Fault::Refused(format!("error parsing regexp: {error}")))?;
        let compiled = RegexBuilder::new(&says).size_limit(MOST_BYTES).build();
        let compiled = Rc::new(compiled.map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => Fault::Bound,
            _ => Fault::Refused(format!(
                "error parsing regexp: invalid character class range: `{pattern}`"
            )),
        })?);
        if self.0.len() >= MOST_KEPT {
            self.0.clear();
        }
        self.0.insert(pattern.to_owned(), Rc::clone(&compiled));
        Ok(compiled)
    }
}

/// Compiles the first argument, or says what Go's compiler says.
fn parsed(arguments: &[Value], call: &Call<'_>) -> Result<Rc<Regex>, Refusal> {
    let pattern = characters(arguments, 0)?;
    call.works(pattern.len())?;
    let found = call.patterns.borrow_mut().find(pattern);
    found.map_err(|fault| match fault {
        Fault::Bound => Bound::Steps.into(),
        Fault::Refused(error) => Refusal::Failed(error),
    })
}

/// Compiles the first argument. Functions that are not asked for an error stop with more words.
fn compiled(arguments: &[Value], call: &Call<'_>) -> Result<Rc<Regex>, Refusal> {
    parsed(arguments, call).map_err(|refusal| match refusal {
        Refusal::Failed(error) if !call.name.starts_with("must") => {
            let pattern = characters(arguments, 0).unwrap_or_default();
            let quotes = |c: char| c == '`' || c.is_control() && c != '\t';
            let quoted = match pattern.contains(quotes) {
                true => quote(pattern),
                false => format!("`{pattern}`"),
            };
            Refusal::Failed(format!("regexp: Compile({quoted}): {error}"))
        }
        refusal => refusal,
    })
}

/// `regexMatch`: no if the pattern is none.
pub(super) fn regex_match(arguments: &[Value], call: &Call<'_>) -> Answer {
    match must_regex_match(arguments, call) {
        Err(Refusal::Failed(_)) => Ok(Value::bool(false)),
        answer => answer,
    }
}

/// `mustRegexMatch`
pub(super) fn must_regex_match(arguments: &[Value], call: &Call<'_>) -> Answer {
    let of = text(arguments, 1)?;
    call.works(of.len())?;
    let regex = parsed(arguments, call)?;
    Ok(Value::bool(regex.is_match(of.as_str())))
}

/// `regexFind`
pub(super) fn regex_find(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (regex, of) = (compiled(arguments, call)?, text(arguments, 1)?);
    call.works(of.len())?;
    let found = regex.find(of.as_str());
    Ok(Value::Text(found.map_or_else(Text::default, |found| {
        of.slice(found.start(), found.end())
    })))
}

/// `regexFindAll`: at most so many, or all if that is negative.
pub(super) fn regex_find_all(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (regex, of, most) = (
        compiled(arguments, call)?,
        text(arguments, 1)?,
        int(arguments, 2)?,
    );
    call.works(of.len())?;
    let found = regex
        .find_iter(of.as_str())
        .take(usize::try_from(most).unwrap_or(usize::MAX));
    let parts: Vec<Text> = found
        .map(|found| of.slice(found.start(), found.end()))
        .collect();
    call.works(parts.len())?;
    Ok(if parts.is_empty() {
        NilList::value()
    } else {
        list_of(parts)
    })
}

/// `regexSplit`: into at most so many, or all if that is negative.
pub(super) fn regex_split(arguments: &[Value], call: &Call<'_>) -> Answer {
    let (regex, of, most) = (
        compiled(arguments, call)?,
        text(arguments, 1)?,
        int(arguments, 2)?,
    );
    call.works(of.len())?;
    if most == 0 {
        return Ok(NilList::value());
    }
    if of.is_empty() && !characters(arguments, 0)?.is_empty() {
        return Ok(list_of([Text::default()]));
    }
    let (mut parts, mut start, mut end) = (Vec::new(), 0, 0);
    for found in regex.find_iter(of.as_str()) {
        if most > 0 && parts.len() as i64 == most - 1 {
            break;
        }
        end = found.start();
        if found.end() != 0 {
            parts.push(of.slice(start, end));
        }
        start = found.end();
    }
    if end != of.len() {
        parts.push(of.slice(start, of.len()));
    }
    call.works(parts.len())?;
    Ok(list_of(parts))
}

/// `regexReplaceAll`: groups by `$1` and `${name}`.
pub(super) fn regex_replace_all(arguments: &[Value], call: &Call<'_>) -> Answer {
    replaced(arguments, call, false)
}

/// `regexReplaceAllLiteral`
pub(super) fn regex_replace_all_literal(arguments: &[Value], call: &Call<'_>) -> Answer {
    replaced(arguments, call, true)
}

fn replaced(arguments: &[Value], call: &Call<'_>, is_literal: bool) -> Answer {
    let (regex, of, by) = (
        compiled(arguments, call)?,
        text(arguments, 1)?,
        text(arguments, 2)?,
    );
    call.works(of.len())?;
    let mut made = Text::default();
    let mut at = 0;
    for groups in regex.captures_iter(of.as_str()) {
        let Some(whole) = groups.get(0) else { continue };
        made.push_slice(of, at, whole.start());
        let before = made.len();
        if is_literal {
            made.push(by);
        } else {
            expand(by, &groups, of, &mut made);
        }
        call.takes(made.len() - before)?;
        at = whole.end();
    }
    made.push_slice(of, at, of.len());
    call.takes(made.len())?;
    Ok(Value::Text(made))
}

/// A replacement with its groups filled in.
fn expand(by: &Text, groups: &regex::Captures<'_>, of: &Text, made: &mut Text) {
    let says = by.as_str();
    let mut at = 0;
    while let Some(sign) = says[at..].find('$') {
        let start = at + sign;
        made.push_slice(by, at, start);
        let rest = &says[start + 1..];
        if rest.starts_with('$') {
            made.push_slice(by, start, start + 1);
            at = start + 2;
            continue;
        }
        let Some((name, length)) = name(rest) else {
            made.push_slice(by, start, start + 1);
            at = start + 1;
            continue;
        };
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit())
            && (name == "0" || !name.starts_with('0'));
        let group = match name.parse::<usize>() {
            Ok(number) if is_number => groups.get(number),
            _ => groups.name(name),
        };
        if let Some(group) = group {
            made.push_slice(of, group.start(), group.end());
        }
        at = start + 1 + length;
    }
    made.push_slice(by, at, says.len());
}

/// The name behind a `$`, and how long it is with its braces.
fn name(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('{');
    let names = inner.unwrap_or(text);
    let is_name = |c: char| c == '_' || c.is_alphanumeric();
    let end = names.find(|c| !is_name(c)).unwrap_or(names.len());
    if end == 0 || inner.is_some() && !names[end..].starts_with('}') {
        return None;
    }
    Some((&names[..end], end + 2 * usize::from(inner.is_some())))
}

/// `regexQuoteMeta`
pub(super) fn regex_quote_meta(arguments: &[Value], _: &Call<'_>) -> Answer {
    let of = text(arguments, 0)?;
    let mut made = Text::default();
    let mut at = 0;
    for (start, _) in of.as_str().match_indices(|c| r"\.+*?()|[]{}^$".contains(c)) {
        made.push_slice(of, at, start);
        made.push_str("\\");
        at = start;
    }
    made.push_slice(of, at, of.len());
    Ok(Value::Text(made))
}
