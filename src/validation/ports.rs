//! Port numbers and names.

use crate::diagnostic::{Applicability, Reason};
use crate::schema::findings;
use crate::validation::check::Check;
use crate::validation::field::Field;
use crate::validation::formats::PORT_NAME;

/// A port by its number or by its name; one that is not written is 0, which is none. Source:
/// `ValidatePortNumOrName`.
pub(super) fn port_number_or_name<'t>(check: &mut Check<'_, 't>, port: Field<'t>) {
    match port.str() {
        Some(name) => name_of_port(check, port, &name),
        None if !port.is_set() => check.invalid(port, "a number from 1 to 65535 or a name"),
        None => check.range(port, 1, 65535),
    }
}

/// The name of a port where its number may stand too: in quotes it is none.
pub(super) fn name_of_port<'t>(check: &mut Check<'_, 't>, port: Field<'t>, name: &str) {
    let is_number = name.parse::<u16>().is_ok_and(|number| number > 0);
    if !is_number || !name.bytes().all(|byte| byte.is_ascii_digit()) {
        return check.format_of_reference(port, name, &PORT_NAME);
    }
    let (object, place) = (check.object, port.place());
    let field = check.name(port);
    let message = format!("`{field}` is the string \"{name}\"; the number of a port has no quotes");
    let help = format!("{field}: {name}");
    if let Some(found) = check.at(Reason::Invalid, port, message, Some(help)) {
        found.notes.push("a string is the name of a port".into());
        let wrong = findings::Wrong::scalar(object, None, place, Some(name.to_owned()));
        let fix = wrong.fix(format!("write `{name}`"), Applicability::Safe);
        found.fix = fix.map(Box::new);
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
