//! What holds of any text: it is an expression, or it is refused at a place of it; and an expression is evaluated to the
//! same value each time, or to an error, at the same cost.

use podlint::cel::{ErrorKind, Value};

use super::variables::{environment, values};

/// What one evaluation may cost here: less than on a server, so that many texts are tried.
const LIMIT: u64 = 20_000;

/// A value, so that what is no number is the same as itself.
fn shown(value: &Value<'_>) -> String {
    format!("{value:?}")
}

/// Panics if one of them does not hold of `text`.
pub(crate) fn hold(text: &str) {
    let program = match environment().compile(text) {
        Ok(program) => program,
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason: {text:?}");
            for fault in faults {
                let (start, end) = (fault.span.start as usize, fault.span.end as usize);
                assert!(
                    text.get(start..end).is_some(),
                    "{:?} in {text:?}",
                    fault.span
                );
                assert!(!fault.message.is_empty(), "{text:?}");
            }
            return;
        }
    };
    let values = values();
    let first = program.evaluate(&values, LIMIT);
    let second = program.evaluate(&values, LIMIT);
    assert_eq!(first.cost, second.cost, "{text:?}");
    match (first.value, second.value) {
        (Ok(first), Ok(second)) => assert_eq!(shown(&first), shown(&second), "{text:?}"),
        (Err(first), Err(second)) => {
            assert_eq!(first, second, "{text:?}");
            assert!(
                first.at.is_some() || first.kind == ErrorKind::Cost,
                "{text:?}: {first:?}"
            );
        }
        (first, second) => panic!("{first:?} and then {second:?}: {text:?}"),
    }
}
