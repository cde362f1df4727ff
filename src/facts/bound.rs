//! The ports that known software binds by itself, unless it is told otherwise.

use crate::diagnostic::Certainty;
use crate::facts::listen::{Listen, Origin};
use crate::facts::network::{address_of, is_place, settings};
use crate::facts::software::Software;
use crate::objects::{Container, Mount, Text, within};
use crate::yaml::Cursor;

/// The TCP ports that the software which a container runs binds, as far as its manifest lets one know.
pub(super) fn by_itself<'t>(container: &Container<'t>, software: &Software) -> Vec<Listen<'t>> {
    let Some(image) = &container.image else {
        return Vec::new();
    };
    let line: Vec<&str> = container.command_line().map(|text| &**text).collect();
    let variables: Vec<&str> = container.env.iter().map(|var| &*var.name).collect();
    if !software.listens_when(&line, &variables) || is_configured(container, software) {
        return Vec::new();
    }
    let default =
        |&port: &i64| Listen::bound((None, port), Origin::Default, Certainty::Certain, image.at);
    // A port told under a name that is not the main port's may be where any of the others has gone.
    let rest = if tells_another(container, software) {
        &[]
    } else {
        software.ports.get(1..).unwrap_or_default()
    };
    let others = rest.iter().map(default);
    let main = match moved(container, software) {
        Moved::To(place, text) => Some(Listen::bound(
            place,
            Origin::Told,
            Certainty::Certain,
            text.at,
        )),
        Moved::Somewhere => None,
        Moved::Nowhere => software.ports.first().map(default),
    };
    let main = main.map(|main| match loopback_told(container) {
        Some(at) if main.address.is_none() => Listen {
            address: Some("127.0.0.1".to_owned()),
            said_at: at,
            ..main
        },
        _ => main,
    });
    main.into_iter().chain(others).collect()
}

/// Whether the ports that the software of a container is known to bind are all that it binds. `files`: where mounted
/// files say what it listens on.
pub(super) fn is_all(container: &Container<'_>, software: &Software, files: &[String]) -> bool {
    let line: Vec<&str> = container.command_line().map(|text| &**text).collect();
    let variables: Vec<&str> = container.env.iter().map(|var| &*var.name).collect();
    let is_shown = |mount: &Mount<'_>| {
        let path = mount.path.as_deref().unwrap_or_default();
        // One file among others leaves what those say.
        let is_whole = mount.sub_path.is_none()
            || !software
                .config
                .iter()
                .any(|place| within(path, place) && *place != path);
        is_whole && files.iter().any(|file| file == path)
    };
    let mut mounts = container.mounts.iter();
    let configured = mounts.all(|mount| {
        let path = mount.path.as_deref().unwrap_or_default();
        !is_config_of(software, path) || is_shown(mount)
    });
    !software.ports.is_empty()
        && configured
        && software.listens_when(&line, &variables)
        && !is_told_elsewhere(container, software)
        && !tells_another(container, software)
        && !matches!(moved(container, software), Moved::Somewhere)
}

/// Where a datastore is told to bind no address but its own: `--bind 127.0.0.1`, `-c listen_addresses=localhost`.
fn loopback_told<'t>(container: &Container<'t>) -> Option<Cursor<'t>> {
    const FLAGS: [&str; 5] = [
        "--bind",
        "--bind-address",
        "--bind_ip",
        "--listen",
        "listen_addresses",
    ];
    let is_local = |address: &str| {
        address.starts_with("127.") || matches!(address, "localhost" | "::1" | "-::1")
    };
    let mut told = settings(container).filter(|(name, ..)| FLAGS.contains(&&**name));
    told.find_map(|(_, value, at)| {
        let mut addresses = value
            .split([' ', ','])
            .filter(|address| !address.is_empty());
        (!value.is_empty() && addresses.all(is_local)).then_some(at)
    })
}

/// What became of the main port.
enum Moved<'c, 't> {
    To((Option<String>, i64), &'c Text<'t>),
    /// To a port that the manifest does not show.
    Somewhere,
    Nowhere,
}

fn moved<'c, 't>(container: &'c Container<'t>, software: &Software) -> Moved<'c, 't> {
    let line: Vec<&'c Text<'t>> = container.command_line().collect();
    for (at, text) in line.iter().enumerate() {
        let value = software.port_flags.iter().find_map(|flag| {
            let rest = without_dashes(text)?.strip_prefix(without_dashes(flag)?)?;
            match rest.strip_prefix('=') {
                Some(value) => Some((value, *text)),
                None if rest.is_empty() => line.get(at + 1).map(|next| (&***next, *next)),
                None => None,
            }
        });
        if let Some((value, text)) = value {
            return address_of(value).map_or(Moved::Somewhere, |place| Moved::To(place, text));
        }
    }
    let is_its = |name: &str| software.port_env.contains(&name);
    match container.env.iter().find(|var| is_its(&var.name)) {
        Some(var) => {
            let told = var
                .value
                .as_ref()
                .and_then(|value| Some((address_of(value)?, value)));
            told.map_or(Moved::Somewhere, |(place, value)| Moved::To(place, value))
        }
        None => Moved::Nowhere,
    }
}

/// Whether a container is told a port under a name that is not one of the main port's.
fn tells_another(container: &Container<'_>, software: &Software) -> bool {
    let mains = || software.port_flags.iter().chain(software.port_env);
    let is_main = |name: &str| {
        let bare = |name: &str| name.trim_start_matches('-').to_lowercase();
        mains().any(|main| bare(main) == bare(name))
    };
    settings(container)
        .any(|(name, value, _)| is_place(&name) && !is_main(&name) && address_of(value).is_some())
}

/// A flag's name and what follows it, for what reads one dash and two alike.
fn without_dashes(flag: &str) -> Option<&str> {
    flag.strip_prefix("--").or_else(|| flag.strip_prefix('-'))
}

/// Whether a configuration of one's own may say where it listens: one is mounted where it is looked for, the command
/// line names one, or a script or variables from elsewhere stand before it.
fn is_configured(container: &Container<'_>, software: &Software) -> bool {
    let mut mounted = container
        .mounts
        .iter()
        .filter_map(|mount| mount.path.as_deref());
    is_told_elsewhere(container, software) || mounted.any(|path| is_config_of(software, path))
}

/// Whether what its command line names, or variables from elsewhere, may say where it listens.
fn is_told_elsewhere(container: &Container<'_>, software: &Software) -> bool {
    const FILES: [&str; 8] = [
        ".conf", ".cfg", ".cnf", ".ini", ".json", ".toml", ".yaml", ".yml",
    ];
    let names_file = |text: &str| {
        FILES.iter().any(|end| text.ends_with(end)) || text.contains(char::is_whitespace)
    };
    let from_elsewhere = container.env_from && !software.port_env.is_empty();
    from_elsewhere || container.command_line().any(|text| names_file(text))
}

/// Whether the software looks for its configuration at a path, or below it.
pub(super) fn is_config_of(software: &Software, path: &str) -> bool {
    let mut places = software.config.iter();
    places.any(|place| within(path, place) || within(place, path))
}
