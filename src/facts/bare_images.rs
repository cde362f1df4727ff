//! Programs that an image does not have, as far as the image says itself.

use crate::facts::shell::{Then, base, is_shell, started_by_hook};
use crate::facts::table::{BARE, BASES, Base};
use crate::objects::{Container, Exec, Image, Text};
use crate::wildcard::is_like;

/// A program that is started in an image without it.
#[derive(Debug)]
pub struct Lacking<'t> {
    /// What starts it.
    pub by: &'static str,
    /// Where it is named.
    pub text: Text<'t>,
    /// Its name.
    pub program: String,
    /// The image, by its short name.
    pub image: String,
    /// What the image has instead, if that is known: `wget`.
    pub instead: Option<&'static str>,
    /// Whether it has no shell and no programs of a system at all.
    pub is_bare: bool,
}

impl<'t> Lacking<'t> {
    /// That of a command line of a container. What a volume brings, or a script installs, is there.
    #[must_use]
    pub fn of(container: &Container<'t>, exec: &Exec<'t>) -> Option<Self> {
        let sets_path = container.env_from || container.env.iter().any(|var| &*var.name == "PATH");
        let image = container.image.as_ref().filter(|_| !sets_path)?;
        let image = Image::parse(image);
        let lacks = |program: &str| lack(&image, program);
        let own = exec.line.first()?;
        let (program, text, lack) = match lacks(own) {
            Some(lack) => (base(own), own, lack),
            None => in_script(&exec.line, lacks)?,
        };
        Some(Self {
            by: exec.by,
            program: program.to_owned(),
            image: image.base().to_owned(),
            instead: lack.instead,
            is_bare: lack.is_bare,
            text: text.clone(),
        })
    }
}

/// What is known of a program that an image lacks.
#[derive(Clone, Copy)]
struct Lack {
    instead: Option<&'static str>,
    is_bare: bool,
}

/// Whether an image lacks a program that is started by its name, or by a path in a directory of the system's programs.
fn lack(image: &Image<'_>, program: &str) -> Option<Lack> {
    let name = base(program);
    let directory = &program[..program.len() - name.len()];
    if !matches!(
        directory,
        "" | "/bin/" | "/usr/bin/" | "/usr/local/bin/" | "/sbin/" | "/usr/sbin/"
    ) {
        return None;
    }
    if let Some(base) = base_of(image) {
        let lacks = base.lacks.contains(&name);
        let instead = base.instead.iter().find(|(lacking, _)| *lacking == name);
        return lacks.then_some(Lack {
            instead: instead.map(|(_, instead)| *instead),
            is_bare: false,
        });
    }
    // A program that the image is there for may be called as one of the system's is.
    (is_shell(name) && is_bare(image)).then_some(Lack {
        instead: None,
        is_bare: true,
    })
}

/// Whether an image holds its program and nothing else; a tag may say that it is one of another kind.
fn is_bare(image: &Image<'_>) -> bool {
    const WITH_TOOLS: [&str; 8] = [
        "alpine", "bookworm", "bullseye", "busybox", "debian", "debug", "ubuntu", "windows",
    ];
    let tag = image.tag.unwrap_or_default();
    BARE.iter().any(|bare| is_like(image.path, bare))
        && !WITH_TOOLS.iter().any(|word| tag.contains(word))
}

/// The system that an image of Docker's own is.
fn base_of(image: &Image<'_>) -> Option<&'static Base> {
    let path = image.on_docker_hub()?;
    BASES.iter().find(|base| base.images.contains(&path))
}

/// The first command of a script whose program is lacking, if the script does one command after the other and brings no
/// programs along; and where it stands.
fn in_script<'l, 't>(
    line: &'l [Text<'t>],
    lacks: impl Fn(&str) -> Option<Lack>,
) -> Option<(&'l str, &'l Text<'t>, Lack)> {
    #[rustfmt::skip]
    const BRINGING: [&str; 9] = ["apk", "apt", "apt-get", "command", "curl", "export", "type", "wget", "which"];
    let started = started_by_hook(line);
    if !started.marks.is_empty() || !started.functions.is_empty() {
        return None;
    }
    for command in &started.commands {
        let program = *command.line().first()?;
        if command.then == Then::Or {
            return None;
        }
        if let Some(lack) = lacks(program) {
            return Some((base(program), command.item(0), lack));
        }
        if BRINGING.contains(&base(program)) {
            return None;
        }
    }
    None
}
