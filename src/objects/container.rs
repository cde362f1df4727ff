//! A container as a rule sees it.

use std::borrow::Cow;

use crate::objects::{Image, Number, Stage, Text};
use crate::yaml::Cursor;

/// One container. A field that is missing or cannot be read is empty here: what can be read is judged.
#[derive(Clone, Debug)]
pub struct Container<'t> {
    /// Where it stands.
    pub at: Cursor<'t>,
    /// When it runs.
    pub stage: Stage,
    /// Its place in its list.
    pub index: usize,
    /// `name`
    pub name: Option<Text<'t>>,
    /// `image`
    pub image: Option<Text<'t>>,
    /// `command`
    pub command: Vec<Text<'t>>,
    /// `args`
    pub args: Vec<Text<'t>>,
    /// The command of its `postStart` hook.
    pub post_start: Vec<Text<'t>>,
    /// `env`
    pub env: Vec<EnvVar<'t>>,
    /// `envFrom` brings variables that the manifest does not show.
    pub env_from: bool,
    /// `ports`
    pub ports: Vec<Port<'t>>,
    /// `volumeMounts`
    pub mounts: Vec<Mount<'t>>,
    /// `volumeDevices`
    pub devices: Vec<Mount<'t>>,
    /// Whether `securityContext.windowsOptions.hostProcess` is set.
    pub host_process: bool,
}

/// An environment variable.
#[derive(Clone, Debug)]
pub struct EnvVar<'t> {
    /// `name`
    pub name: Text<'t>,
    /// `value`; `None` if it comes from elsewhere.
    pub value: Option<Text<'t>>,
}

/// A declared port.
#[derive(Clone, Debug)]
pub struct Port<'t> {
    /// Where it stands.
    pub at: Cursor<'t>,
    /// `containerPort`
    pub number: Option<Number<'t>>,
    /// `protocol`, TCP by default.
    pub protocol: Cow<'t, str>,
    /// `name`
    pub name: Option<Text<'t>>,
    /// `hostPort`
    pub host: Option<Number<'t>>,
    /// `hostIP`, every address by default.
    pub host_ip: Option<Text<'t>>,
}

/// A port that a probe or a handler asks for.
#[derive(Clone, Debug)]
pub struct PortUse<'t> {
    /// Its number, or its name among the container's own ports.
    pub port: Text<'t>,
    /// The action: `httpGet`, `tcpSocket` or `grpc`.
    pub action: Cursor<'t>,
    /// What asks for it: `readiness probe`.
    pub by: &'static str,
}

impl<'t> PortUse<'t> {
    /// Whether it is asked for by its name. A string of digits is a number.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.port.bytes().any(|byte| byte.is_ascii_alphabetic())
    }

    /// The host that is asked instead of the pod.
    #[must_use]
    pub fn host(&self) -> Option<Text<'t>> {
        Text::field(&self.action, "host").filter(|host| !host.is_empty())
    }

    /// Whether a probe asks for it, and no handler of the container's life.
    #[must_use]
    pub fn is_probed(&self) -> bool {
        self.by.ends_with("probe")
    }
}

/// A volume in a container: a mount or a device.
#[derive(Clone, Debug)]
pub struct Mount<'t> {
    /// `name`: the volume's.
    pub volume: Option<Text<'t>>,
    /// `mountPath` or `devicePath`.
    pub path: Option<Text<'t>>,
    /// `subPath` or `subPathExpr`: mounts with different ones do not show the same files.
    pub sub_path: Option<Text<'t>>,
    /// `readOnly`, where it is true.
    pub read_only: Option<Cursor<'t>>,
    /// Where it stands.
    pub at: Cursor<'t>,
}

impl<'t> Container<'t> {
    /// Reads the container at `at`, `index` in the list of the containers of this stage.
    #[must_use]
    pub fn read(at: Cursor<'t>, index: usize, stage: Stage) -> Self {
        let always =
            || Text::field(&at, "restartPolicy").is_some_and(|policy| &*policy == "Always");
        let stage = match stage {
            Stage::Init if always() => Stage::Sidecar,
            _ => stage,
        };
        let list = |key| at.get(key).into_iter().flat_map(|list| list.items());
        Self {
            stage,
            index,
            name: Text::field(&at, "name"),
            image: Text::field(&at, "image"),
            command: Text::list(&at, "command"),
            args: Text::list(&at, "args"),
            post_start: post_start(&at),
            env: list("env").filter_map(EnvVar::read).collect(),
            env_from: list("envFrom").next().is_some(),
            ports: list("ports").map(Port::read).collect(),
            mounts: list("volumeMounts")
                .map(|m| Mount::read(&m, "mountPath"))
                .collect(),
            devices: list("volumeDevices")
                .map(|m| Mount::read(&m, "devicePath"))
                .collect(),
            host_process: host_process(&at),
            at,
        }
    }

    /// What reports call it: its name, or its place if it has none.
    #[must_use]
    pub fn called(&self) -> Cow<'_, str> {
        match &self.name {
            Some(name) => Cow::Borrowed(name),
            None => {
                let list = match self.stage {
                    Stage::Init | Stage::Sidecar => "initContainers",
                    Stage::Main => "containers",
                    Stage::Ephemeral => "ephemeralContainers",
                };
                Cow::Owned(format!("{list}[{}]", self.index))
            }
        }
    }

    /// Where to point when the container as a whole is meant: one line of it.
    #[must_use]
    pub fn anchor(&self) -> Cursor<'t> {
        let named = self.name.as_ref().or(self.image.as_ref());
        named.map_or(self.at, |text| text.at)
    }

    /// The ports that its probes and lifecycle handlers ask for.
    #[must_use]
    pub fn asked_ports(&self) -> Vec<PortUse<'t>> {
        let lifecycle = self.at.get("lifecycle");
        let of_lifecycle = |key| lifecycle.and_then(|handlers| handlers.get(key));
        let handlers = [
            (self.at.get("livenessProbe"), "liveness probe"),
            (self.at.get("readinessProbe"), "readiness probe"),
            (self.at.get("startupProbe"), "startup probe"),
            (of_lifecycle("postStart"), "postStart handler"),
            (of_lifecycle("preStop"), "preStop handler"),
        ];
        let mut found = Vec::new();
        for (handler, by) in handlers {
            let Some(handler) = handler else { continue };
            let actions = ["httpGet", "tcpSocket", "grpc"];
            let actions = actions.iter().filter_map(|action| handler.get(action));
            found.extend(actions.filter_map(|action| {
                let port = Text::field(&action, "port")?;
                Some(PortUse { port, action, by })
            }));
        }
        found
    }

    /// The declared port that one asks for which is asked for by name or number.
    #[must_use]
    pub fn port_asked(&self, asked: &PortUse<'_>) -> Option<&Port<'t>> {
        let number: Option<i64> = asked.port.parse().ok();
        self.ports.iter().find(|port| match number {
            Some(number) => port.number.is_some_and(|port| port.value == number),
            None => port.name.as_deref() == Some(&*asked.port),
        })
    }

    /// The number of the port that one asks for; `None` for a name that is none of its own.
    #[must_use]
    pub fn number_asked(&self, asked: &PortUse<'_>) -> Option<i64> {
        match asked.port.parse() {
            Ok(number) => Some(number),
            Err(_) => Some(self.port_asked(asked)?.number?.value),
        }
    }

    /// `command` and `args` one after the other.
    pub fn command_line(&self) -> impl Iterator<Item = &Text<'t>> {
        self.command.iter().chain(&self.args)
    }

    /// Whether its image's last part is this name.
    #[must_use]
    pub fn is_named_after(&self, name: &str) -> bool {
        let image = self.image.as_deref().map(Image::parse);
        image.is_some_and(|image| image.base() == name)
    }

    /// Whether it says for itself when it is restarted.
    #[must_use]
    pub fn has_restart_policy(&self) -> bool {
        self.at.get("restartPolicy").is_some() || self.at.get("restartPolicyRules").is_some()
    }

    /// Whether somebody may write to its standard input, for which a shell waits.
    #[must_use]
    pub fn is_written_to(&self) -> bool {
        let is_on = |key| self.at.get(key).and_then(|on| on.as_bool()) == Some(true);
        is_on("stdin") || is_on("tty")
    }

    /// Whether these words are its `args`, and it has no `command`.
    #[must_use]
    pub fn is_told_only(&self, words: &[&str]) -> bool {
        self.command.is_empty()
            && self
                .args
                .iter()
                .map(|text| &**text)
                .eq(words.iter().copied())
    }

    /// Whether the manifest tells it anything: a command, an argument or a variable.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.command_line().next().is_some() || !self.env.is_empty()
    }

    /// Where it says that its own file system is read-only: `securityContext.readOnlyRootFilesystem`.
    #[must_use]
    pub fn read_only_root(&self) -> Option<Cursor<'t>> {
        is_on(&self.at.get("securityContext")?, "readOnlyRootFilesystem")
    }

    /// Whether a program is started in it beside its own once it runs: `lifecycle.postStart.exec`.
    #[must_use]
    pub fn runs_after_start(&self) -> bool {
        let handler = self
            .at
            .get("lifecycle")
            .and_then(|all| all.get("postStart"));
        handler.is_some_and(|handler| handler.get("exec").is_some())
    }

    /// Where it mounts the volume of that name.
    #[must_use]
    pub fn place_of(&self, volume: &str) -> Option<&Text<'t>> {
        let is_it = |mount: &&Mount<'t>| mount.volume.as_deref() == Some(volume);
        self.mounts.iter().find(is_it)?.path.as_ref()
    }

    /// Whether it mounts the volume of that name, or has it as a device.
    #[must_use]
    pub fn mounts_volume(&self, volume: &str) -> bool {
        let mut all = self.mounts.iter().chain(&self.devices);
        all.any(|mount| mount.volume.as_deref() == Some(volume))
    }

    /// The mount whose path holds `path`, the nearest if there are several.
    #[must_use]
    pub fn mount_of(&self, path: &str) -> Option<&Mount<'t>> {
        let holds = |mount: &&Mount<'t>| mount.path.as_ref().is_some_and(|at| within(path, at));
        let length = |mount: &&Mount<'t>| mount.path.as_ref().map_or(0, |path| path.len());
        self.mounts.iter().filter(holds).max_by_key(length)
    }
}

/// Where a field says `true`, if it does.
fn is_on<'t>(at: &Cursor<'t>, key: &str) -> Option<Cursor<'t>> {
    at.get(key).filter(|on| on.as_bool() == Some(true))
}

/// Whether `path` is `directory` or lies in it.
#[must_use]
pub fn within(path: &str, directory: &str) -> bool {
    let directory = directory.trim_end_matches('/');
    path.strip_prefix(directory)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether Windows runs it on the host's own file system.
pub(super) fn host_process(at: &Cursor<'_>) -> bool {
    let context = at
        .get("securityContext")
        .and_then(|context| context.get("windowsOptions"));
    context.and_then(|options| options.get("hostProcess")?.as_bool()) == Some(true)
}

impl<'t> EnvVar<'t> {
    fn read(at: Cursor<'t>) -> Option<Self> {
        Some(Self {
            name: Text::field(&at, "name")?,
            value: Text::field(&at, "value"),
        })
    }
}

fn post_start<'t>(container: &Cursor<'t>) -> Vec<Text<'t>> {
    let hook = container.get("lifecycle");
    let exec = hook.and_then(|hooks| hooks.get("postStart")?.get("exec"));
    exec.map_or_else(Vec::new, |exec| Text::list(&exec, "command"))
}

impl<'t> Port<'t> {
    fn read(at: Cursor<'t>) -> Self {
        Self {
            number: Number::field(&at, "containerPort"),
            name: Text::field(&at, "name"),
            protocol: Text::field(&at, "protocol").map_or(Cow::Borrowed("TCP"), |text| text.value),
            host: Number::field(&at, "hostPort"),
            host_ip: Text::field(&at, "hostIP"),
            at,
        }
    }
}

impl<'t> Mount<'t> {
    fn read(at: &Cursor<'t>, path: &str) -> Self {
        let sub_path = Text::field(at, "subPath").or_else(|| Text::field(at, "subPathExpr"));
        Self {
            volume: Text::field(at, "name"),
            path: Text::field(at, path),
            sub_path,
            read_only: is_on(at, "readOnly"),
            at: *at,
        }
    }
}
