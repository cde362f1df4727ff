//! `podlint server`.

use std::io::{self, BufReader};

use super::{Exit, Failure};
use crate::server;

/// Talks with an editor on the streams of the process. What is said is not for a terminal, and goes out as it is.
pub(super) fn run() -> Result<Exit, Failure> {
    let as_it_should = server::run(BufReader::new(io::stdin()), &mut io::stdout())?;
    Ok(match as_it_should {
        true => Exit::Clean,
        // As the protocol has it, where the client ends without a word.
        false => Exit::Found,
    })
}
