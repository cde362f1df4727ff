//! Runs podlint within this process, which is faster than to start another.

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

/// A run with these arguments, and its exit code.
pub(crate) fn podlint(arguments: &[&OsStr]) -> u8 {
    let all = [&[OsStr::new("podlint")], arguments].concat();
    let code = podlint::cli::main(all.into_iter().map(OsString::from));
    let codes = 0..=u8::MAX;
    codes.into_iter().find(|&number| ExitCode::from(number) == code).unwrap()
}
