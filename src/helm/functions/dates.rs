//! The functions that work on times.

use super::call::{Answer, Call, any, characters};
use super::time::{PRESENT, Time};
use super::types::type_name;
use super::{layout, layout_read};
use crate::helm::numbers::parse_int;
use crate::template::{Object, Refusal, Value};

/// The moment that a value is to Sprig: a time, or seconds since 1970; the present if it is neither.
fn moment(value: &Value, call: &Call<'_>) -> Time {
    match value {
        Value::Int(seconds, _) | Value::Int64(seconds, _) => Time::at(*seconds),
        Value::Object(object) if object.type_name() == "time.Time" => time_of(object.as_ref()),
        _ => present(call),
    }
}

/// A time as the object that it is.
fn time_of(object: &dyn Object) -> Time {
    let number = |method: &str| match object.call(method, &[]) {
        Some(Ok(Value::Int64(number, _))) => number,
        _ => 0,
    };
    let text = |layout: &str| match object.call("Format", &[Value::text(layout)]) {
        Some(Ok(Value::Text(text))) => text.as_str().to_owned(),
        _ => String::new(),
    };
    let offset = text("-070000");
    let digits = |from: usize| {
        offset
            .get(from..from + 2)
            .and_then(|digits| digits.parse::<i32>().ok())
            .unwrap_or(0)
    };
    let size = digits(1) * 3600 + digits(3) * 60 + digits(5);
    Time {
        seconds: number("Unix"),
        nanoseconds: text(".000000000")
            .trim_start_matches('.')
            .parse()
            .unwrap_or(0),
        offset: if offset.starts_with('-') { -size } else { size },
        zone: text("MST"),
    }
}

fn present(call: &Call<'_>) -> Time {
    call.draws();
    Time::at(PRESENT)
}

/// `now`
pub(super) fn now(_: &[Value], call: &Call<'_>) -> Answer {
    Ok(present(call).value())
}

/// `date`, `htmlDate`, `dateInZone`, `htmlDateInZone`: zones are taken for UTC, of which the rendering tells.
fn formatted(layout: &str, moment_: &Value, zone: &str, call: &Call<'_>) -> Answer {
    let time = moment(moment_, call).utc();
    if !matches!(zone, "" | "UTC" | "Local" | "GMT") {
        call.draws();
    }
    Ok(Value::text(layout::format(&time, layout)))
}

/// `date`
pub(super) fn date(arguments: &[Value], call: &Call<'_>) -> Answer {
    formatted(characters(arguments, 0)?, any(arguments, 1), "UTC", call)
}

/// `dateInZone`
pub(super) fn date_in_zone(arguments: &[Value], call: &Call<'_>) -> Answer {
    formatted(
        characters(arguments, 0)?,
        any(arguments, 1),
        characters(arguments, 2)?,
        call,
    )
}

/// `htmlDate`
pub(super) fn html_date(arguments: &[Value], call: &Call<'_>) -> Answer {
    formatted("2006-01-02", any(arguments, 0), "UTC", call)
}

/// `htmlDateInZone`
pub(super) fn html_date_in_zone(arguments: &[Value], call: &Call<'_>) -> Answer {
    formatted(
        "2006-01-02",
        any(arguments, 0),
        characters(arguments, 1)?,
        call,
    )
}

/// `dateModify`: a text that is no duration changes nothing.
pub(super) fn date_modify(arguments: &[Value], call: &Call<'_>) -> Answer {
    match must_date_modify(arguments, call) {
        Err(Refusal::Failed(_)) => Ok(any(arguments, 1).clone()),
        answer => answer,
    }
}

/// `mustDateModify`
pub(super) fn must_date_modify(arguments: &[Value], _: &Call<'_>) -> Answer {
    let Value::Object(object) = any(arguments, 1) else {
        let got = type_name(any(arguments, 1));
        return Err(Refusal::Failed(format!(
            "wrong type for value; expected time.Time; got {got}"
        )));
    };
    let time = time_of(object.as_ref());
    let duration = super::duration::parse(characters(arguments, 0)?).map_err(Refusal::Failed)?;
    let nanoseconds = i128::from(time.seconds) * 1_000_000_000
        + i128::from(time.nanoseconds)
        + i128::from(duration);
    let seconds = nanoseconds.div_euclid(1_000_000_000);
    Ok(Time {
        seconds: i64::try_from(seconds).unwrap_or(i64::MAX),
        nanoseconds: nanoseconds.rem_euclid(1_000_000_000) as u32,
        ..time
    }
    .value())
}

/// `toDate`: the zero time if the text is none.
pub(super) fn to_date(arguments: &[Value], _: &Call<'_>) -> Answer {
    let parsed = layout_read::parse(characters(arguments, 0)?, characters(arguments, 1)?);
    Ok(parsed.unwrap_or_else(|_| Time::zero()).value())
}

/// `mustToDate`
pub(super) fn must_to_date(arguments: &[Value], _: &Call<'_>) -> Answer {
    let parsed = layout_read::parse(characters(arguments, 0)?, characters(arguments, 1)?);
    parsed.map(Time::value).map_err(Refusal::Failed)
}

/// `unixEpoch`
pub(super) fn unix_epoch(arguments: &[Value], _: &Call<'_>) -> Answer {
    match any(arguments, 0) {
        Value::Object(object) if object.type_name() == "time.Time" => {
            Ok(Value::text(time_of(object.as_ref()).seconds.to_string()))
        }
        other => {
            let got = type_name(other);
            Err(Refusal::Failed(format!(
                "wrong type for value; expected time.Time; got {got}"
            )))
        }
    }
}

/// `ago`
pub(super) fn ago(arguments: &[Value], call: &Call<'_>) -> Answer {
    let then = moment(any(arguments, 0), call);
    call.draws();
    let seconds = PRESENT.saturating_sub(then.seconds);
    Ok(Value::text(super::duration::written(
        seconds.saturating_mul(1_000_000_000),
    )))
}

/// `duration`: of seconds as a text, or as an `int64`.
pub(super) fn duration(arguments: &[Value], _: &Call<'_>) -> Answer {
    let seconds = match any(arguments, 0) {
        Value::Int64(seconds, _) => *seconds,
        Value::Text(text) => parse_int(text.as_str(), 10).unwrap_or(0),
        _ => 0,
    };
    Ok(Value::text(super::duration::written(
        seconds.wrapping_mul(1_000_000_000),
    )))
}

/// `durationRound`
pub(super) fn duration_round(arguments: &[Value], call: &Call<'_>) -> Answer {
    let nanoseconds = match any(arguments, 0) {
        Value::Int64(nanoseconds, _) => *nanoseconds,
        Value::Text(text) => super::duration::parse(text.as_str()).unwrap_or(0),
        Value::Object(object) if object.type_name() == "time.Time" => {
            call.draws();
            let seconds = PRESENT.saturating_sub(time_of(object.as_ref()).seconds);
            seconds.saturating_mul(1_000_000_000)
        }
        _ => 0,
    };
    Ok(Value::text(super::duration::rounded(nanoseconds)))
}
