//! Port numbers and names.

use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::PORT_NAME;

/// A port by its number or by its name; one that is not written is 0, which is none. Source:
/// `ValidatePortNumOrName`.
pub(super) fn port_number_or_name<'t>(check: &mut Check<'_, 't>, port: Field<'t>) {
    match port.str() {
        Some(name) => check.format_of(port, &name, &PORT_NAME),
        None if !port.is_set() => check.invalid(port, "a number from 1 to 65535 or a name"),
        None => check.range(port, 1, 65535),
    }
}

/// A port by its number, which must be there.
pub(super) fn required_port<'t>(check: &mut Check<'_, 't>, port: Field<'t>) {
    if port.is_set() {
        check.range(port, 1, 65535);
    } else {
        check.invalid(port, "a number from 1 to 65535");
    }
}
