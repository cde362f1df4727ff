//! The command line of podlint.

use std::process::ExitCode;

fn main() -> ExitCode {
    podlint::cli::main(std::env::args_os())
}
