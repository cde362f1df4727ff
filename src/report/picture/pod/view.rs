//! What is to be shown of a pod, whatever the form.

/// A pod.
#[derive(Debug)]
pub struct View {
    /// `Deployment shop · 3 replicas · one IP per pod`
    pub title: String,
    /// Those that prepare first, then the others, as the manifest has them.
    pub containers: Vec<Seen>,
    /// Its volumes.
    pub volumes: Vec<Shared>,
    /// The calls between containers.
    pub talks: Vec<Talk>,
    /// What the rules find, each with the rule's name.
    pub findings: Vec<(String, &'static str)>,
}

/// A container.
#[derive(Debug)]
pub struct Seen {
    /// Its name.
    pub name: String,
    /// What it is in its pod.
    pub duty: Duty,
    /// What it is in words, if more is known: `MySQL`.
    pub what: Option<String>,
    /// Where it listens.
    pub listens: Vec<Listens>,
    /// The files that it has from volumes, and those that its software keeps in none.
    pub files: Vec<Touch>,
    /// Whom it calls in its pod: `localhost:3306 (db)`.
    pub talks: Vec<String>,
    /// Whom it calls beyond: `mail:25`.
    pub peers: Vec<String>,
}

impl Seen {
    /// `tier (MySQL)`
    #[must_use]
    pub fn role(&self) -> String {
        let word = self.duty.word();
        match &self.what {
            Some(what) => format!("{word} ({what})"),
            None => word.to_owned(),
        }
    }
}

/// What a container is in its pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// What the pod is for.
    Main,
    /// A tier of its own, which could be a pod of its own.
    Tier,
    /// It helps another.
    Helper,
    /// It helps, and Kubernetes starts it before the others.
    Sidecar,
    /// It runs to its end before the others start.
    Init,
    /// A shell or a placeholder.
    Toy,
    /// Put into a pod that runs, to look around in it.
    Ephemeral,
}

impl Duty {
    /// Whether it is over, or at least started, when the others start.
    #[must_use]
    pub fn is_before(self) -> bool {
        matches!(self, Self::Init | Self::Sidecar)
    }

    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Tier => "tier",
            Self::Helper => "helper",
            Self::Sidecar => "sidecar",
            Self::Init => "init",
            Self::Toy => "toy",
            Self::Ephemeral => "ephemeral",
        }
    }
}

/// A port on which a container listens.
#[derive(Debug)]
pub struct Listens {
    /// `3306/TCP`
    pub port: String,
    /// How that is known.
    pub how: How,
}

/// How something is known of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// `ports` says so.
    Declared,
    /// Its command, a variable or a file says so.
    Told,
    /// Its software does so unless told otherwise.
    Default,
    /// What it seems to be does so.
    Likely,
}

impl How {
    /// Whether the manifest says nothing of it.
    #[must_use]
    pub fn is_guess(self) -> bool {
        matches!(self, Self::Default | Self::Likely)
    }
}

impl Listens {
    /// `3306/TCP default`
    #[must_use]
    pub fn words(&self) -> String {
        let how = match self.how {
            How::Declared => "",
            How::Told => " told",
            How::Default => " default",
            How::Likely => " likely",
        };
        format!("{}{how}", self.port)
    }
}

/// A place in a container's file system.
#[derive(Debug)]
pub struct Touch {
    /// Where.
    pub path: String,
    /// What is done there.
    pub flow: Flow,
    /// The volume that is there, by its place in [`View::volumes`].
    pub volume: Option<usize>,
}

/// What a container does with files, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It writes, and may read.
    Writes,
    /// It reads.
    Reads,
    /// Nothing tells.
    Unknown,
}

/// A volume that containers mount.
#[derive(Debug)]
pub struct Shared {
    /// Its name.
    pub name: String,
    /// `emptyDir`
    pub kind: String,
    /// The containers, by their place in [`View::containers`].
    pub users: Vec<(usize, Flow)>,
}

/// A call through the pod's own network.
#[derive(Debug)]
pub struct Talk {
    /// The container that calls, by its place in [`View::containers`].
    pub from: usize,
    /// The one that answers.
    pub to: usize,
    /// The port, if it is known.
    pub port: Option<i64>,
}
