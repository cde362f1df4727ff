//! What the labels of a namespace ask for.

use super::standard::{Level, Standard, minor};

/// What the API server does about a pod that breaks a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// It refuses the pod.
    Enforce,
    /// It takes it, and warns.
    Warn,
    /// It takes it, and notes that in the audit log.
    Audit,
}

impl Mode {
    /// Every mode, the strictest first.
    pub const ALL: [Self; 3] = [Self::Enforce, Self::Warn, Self::Audit];

    /// What labels call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Warn => "warn",
            Self::Audit => "audit",
        }
    }
}

/// The standards that a namespace asks for, by mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modes([Standard; 3]);

impl Modes {
    /// What labels ask for, which are found by what stands behind `pod-security.kubernetes.io/`. What is no level counts as the API server counts it: as `restricted` where it would be
    /// enforced, and as nothing elsewhere. Source: `PolicyToEvaluate` of `k8s.io/pod-security-admission/api`.
    #[must_use]
    pub fn of<'l>(label: impl Fn(&str) -> Option<&'l str>) -> Self {
        let level = |mode: Mode| {
            let written = label(mode.name())?;
            let otherwise = match mode {
                Mode::Enforce => Level::Restricted,
                Mode::Warn | Mode::Audit => Level::Privileged,
            };
            Some(Level::named(written).unwrap_or(otherwise))
        };
        let version = |mode: Mode| {
            let written = label(&format!("{}-version", mode.name()))?;
            Some(minor(written).flatten())
        };
        let standard = |mode| Standard {
            level: level(mode).unwrap_or(Level::Privileged),
            minor: version(mode).flatten(),
        };
        let mut modes = Mode::ALL.map(standard);
        let [enforced, warned, _] = &mut modes;
        if level(Mode::Warn).is_none() {
            warned.level = enforced.level;
            if version(Mode::Warn).is_none() {
                warned.minor = enforced.minor;
            }
        }
        Self(modes)
    }

    /// The standard of a mode.
    #[must_use]
    pub fn standard(&self, mode: Mode) -> Standard {
        self.0[mode as usize]
    }
}
