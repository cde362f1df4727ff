//! `toYaml`, `fromYaml` and their kin.

use super::call::{Answer, Call, any, text};
use super::decoded::{as_list, as_map};
use crate::helm::yaml::{self, Unwritable, Writer};
use crate::origin::{ProblemKind, Text};
use crate::template::{Bound, Refusal, Value};

/// How many bytes one call may write.
const MOST_BYTES: usize = 64 << 20;

/// `toYaml`: what has no YAML is an empty text.
pub(super) fn to_yaml(arguments: &[Value], call: &Call<'_>) -> Answer {
    written(arguments, call, Writer::Through)
}

/// `toYamlPretty`
pub(super) fn to_yaml_pretty(arguments: &[Value], call: &Call<'_>) -> Answer {
    written(arguments, call, Writer::Pretty)
}

fn written(arguments: &[Value], call: &Call<'_>, writer: Writer) -> Answer {
    let text = match yaml::write(any(arguments, 0), writer, MOST_BYTES) {
        Ok(text) => text,
        Err(Unwritable::Refused) => return Ok(Value::text("")),
        Err(Unwritable::TooDeep) => return Err(Bound::Depth.into()),
        Err(Unwritable::TooLarge) => return Err(Bound::Bytes.into()),
    };
    call.takes_text(&text)?;
    let end = text
        .as_str()
        .strip_suffix('\n')
        .map_or(text.len(), str::len);
    Ok(Value::Text(text.slice(0, end)))
}

/// What is read; the error as Helm's begins, in our words.
fn read(arguments: &[Value], call: &Call<'_>) -> Result<Result<Value, String>, Refusal> {
    let of: &Text = text(arguments, 0)?;
    call.takes(of.len())?;
    match yaml::read(of) {
        Ok(value) => Ok(Ok(value)),
        Err(problem) if problem.kind == ProblemKind::NotChecked => Err(Bound::Depth.into()),
        Err(problem) => Ok(Err(format!(
            "error converting YAML to JSON: yaml: {}",
            problem.message
        ))),
    }
}

/// What stands before an error of JSON that YAML was made into.
const AROUND: &str = "error unmarshaling JSON: while decoding JSON: ";

/// `fromYaml`
pub(super) fn from_yaml(arguments: &[Value], call: &Call<'_>) -> Answer {
    Ok(as_map(read(arguments, call)?, AROUND))
}

/// `fromYamlArray`
pub(super) fn from_yaml_array(arguments: &[Value], call: &Call<'_>) -> Answer {
    Ok(as_list(read(arguments, call)?, AROUND))
}
