//! Where reports go: one to standard output, and any number to files.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::args::Check;
use super::{Exit, Failure, say};
use crate::disk::Draft;
use crate::engine::Report;
use crate::files;
use crate::report::{self, Format, Options, Output};
use crate::source::reason;

/// What reports that do not go to a terminal are wrapped to.
const WIDTH: usize = 80;

/// What a partial result is called among the formats.
pub(super) const PART: &str = "part";

/// A format, and the file that it goes to if it does not go to standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// None for a partial result, which is no report.
    format: Option<Format>,
    file: Option<PathBuf>,
}

impl FromStr for Target {
    type Err = String;

    /// `sarif=podlint.sarif`, or `sarif`.
    fn from_str(written: &str) -> Result<Self, String> {
        let (name, file) = match written.split_once('=') {
            Some((name, file)) => (name, Some(file)),
            None => (written, None),
        };
        let format = Format::named(name);
        if format.is_none() && name != PART {
            let names = Format::ALL.map(Format::name).join(", ");
            return Err(format!("there is no format {name}; there are {names}"));
        }
        if file == Some("") {
            return Err(format!("behind {name}= there is no file"));
        }
        let file = file.filter(|&file| file != "-").map(PathBuf::from);
        Ok(Self { format, file })
    }
}

/// All reports of a run.
#[derive(Debug)]
pub(super) struct Outputs {
    /// The report on standard output, where one was asked for.
    asked: Option<Format>,
    files: Vec<(Format, PathBuf)>,
}

impl Outputs {
    /// What was asked for. Two reports in one place would make neither.
    pub(super) fn of(check: &Check) -> Result<Self, Failure> {
        let mut asked = check.reporting.format;
        let mut files: Vec<(Format, PathBuf)> = Vec::new();
        for Target { format, file } in check.reporting.output.iter().cloned() {
            let Some(format) = format else {
                let sentence =
                    "a partial result is what a shard prints: --shard 1/4 --output part=FILE";
                return Err(Failure::Request(sentence.to_owned()));
            };
            match file {
                Some(file) if files.iter().any(|(_, other)| *other == file) => {
                    let file = files::shown(&file);
                    let sentence = format!("--output: two reports cannot both be in {file}");
                    return Err(Failure::Request(sentence));
                }
                Some(file) => files.push((format, file)),
                None if asked.is_some_and(|other| other != format) => {
                    return Err(Failure::Request(format!(
                        "standard output takes one report; write the other to a file: --output {}=FILE",
                        format.name()
                    )));
                }
                None => asked = Some(format),
            }
        }
        let outputs = Self { asked, files };
        let format = outputs.printed();
        if !format.is_for_people() && check.reporting.listing.is_asked() {
            return Err(Failure::Request(format!(
                "--limit, --group-by and --sort-by are for people: the format {} has all findings in their order",
                format.name()
            )));
        }
        Ok(outputs)
    }

    /// The file that a partial result goes to, if it does not go to standard output.
    pub(super) fn of_part(targets: &[Target]) -> Result<Option<&Path>, Failure> {
        let request = |sentence: &str| Err(Failure::Request(sentence.to_owned()));
        match targets {
            [] => Ok(None),
            [Target { format: None, file }] => Ok(file.as_deref()),
            [Target { format: None, .. }, ..] => request("a shard prints one partial result"),
            _ => request(
                "a shard has no report: podlint merge writes it; --output part=FILE is for the shard",
            ),
        }
    }

    /// The format of the report on standard output.
    fn printed(&self) -> Format {
        self.asked.unwrap_or_default()
    }

    /// Whether the report on standard output has a format that was asked for.
    pub(super) fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// The files that are written.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(_, file)| file.as_path())
    }

    /// Writes the files, each whole or not at all, and says which could not be written.
    pub(super) fn write_files(&self, report: &Report, options: &Options) -> Exit {
        let mut exit = Exit::Clean;
        for (format, file) in &self.files {
            let options = Options {
                format: *format,
                color: false,
                width: WIDTH,
                list: true,
                limit: None,
                ..options.clone()
            };
            if let Err(error) = write(report, &options, file) {
                let (name, file) = (format.name(), files::shown(file));
                say(&format!("--output {name}={file}: {}", reason(&error)));
                exit = Exit::Incomplete;
            }
        }
        exit
    }

    /// Writes the report that goes to standard output.
    pub(super) fn print(
        &self,
        report: &Report,
        options: &Options,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let options = Options {
            format: self.printed(),
            ..options.clone()
        };
        let mut output = Output {
            out,
            aside: &mut io::stderr(),
            options: &options,
        };
        report::render(report, &mut output)
    }
}

fn write(report: &Report, options: &Options, file: &Path) -> io::Result<()> {
    let mut draft = Draft::create(file)?;
    let mut output = Output {
        out: &mut draft,
        // The summary is said once, beside what is printed.
        aside: &mut io::sink(),
        options,
    };
    report::render(report, &mut output)?;
    draft.commit()
}

#[cfg(test)]
mod tests {
    use super::Target;
    use crate::report::Format;

    #[test]
    fn a_target_is_a_format_and_maybe_a_file() {
        let target = |format, file: Option<&str>| {
            Ok(Target {
                format: Some(format),
                file: file.map(Into::into),
            })
        };
        let sarif = Format::Sarif;
        assert_eq!("sarif=a=b.json".parse(), target(sarif, Some("a=b.json")));
        assert_eq!("sarif".parse(), target(sarif, None));
        assert_eq!("sarif=-".parse(), target(sarif, None));
        assert!("sarif=".parse::<Target>().is_err());
        let error = "xml=a".parse::<Target>().unwrap_err();
        assert!(error.starts_with("there is no format xml; there are human, concise"));
    }
}
