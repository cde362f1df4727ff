//! The one definition of what a configuration file may say. The reader, the JSON schema, `podlint config`
//! and the file that `podlint init` writes all follow this table.

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A version of Kubernetes, or a range of them.
    Versions,
    /// A Pod Security Standard.
    Standard,
    /// `open` or `closed`.
    World,
    /// A list of places where schemas are.
    Locations,
    /// A directory.
    Directory,
    /// A list of globs in the syntax of `.gitignore`.
    Globs,
    /// The name of a profile.
    Profile,
    /// A list of names of rules and categories.
    Selectors,
    /// The same, each perhaps with a field behind `@`.
    Ignored,
    /// A table from names of rules and categories to levels.
    Levels,
    /// A list of names, in which `*` stands for any characters.
    Patterns,
    /// A table from names of images to what they are.
    Images,
    /// A table from names of rules to tables of their parameters.
    Parameters,
    /// True or false.
    Flag,
    /// A sentence.
    Text,
    /// A list of tables with keys of their own.
    Tables(&'static [Key]),
}

impl Shape {
    /// In the words of a message: "`exclude` takes …".
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Versions => "a version of Kubernetes in quotes, or a range of them",
            Self::Standard => "a level of the Pod Security Standards in quotes",
            Self::World => "\"open\" or \"closed\"",
            Self::Locations => "a list of files and directories",
            Self::Directory => "a directory in quotes",
            Self::Globs => "a list of globs",
            Self::Profile => "the name of a profile in quotes",
            Self::Selectors => "a list of rules and categories",
            Self::Ignored => "a list of rules and categories, perhaps with a field",
            Self::Levels => "a table from rules and categories to levels",
            Self::Patterns => "a list of names, in which `*` stands for anything",
            Self::Images => "a table from images to what they are",
            Self::Parameters => "a table from rules to their parameters",
            Self::Flag => "true or false",
            Self::Text => "a sentence in quotes",
            Self::Tables(_) => "tables of its own",
        }
    }
}

/// One key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// A sentence or two for the schema and the commented file.
    pub(super) about: &'static str,
    /// The key as it could be written.
    pub(super) example: &'static str,
}

const IGNORE: Key = Key {
    name: "ignore",
    shape: Shape::Ignored,
    about: "Rules and categories that are left out, or only at a field and below it: invalid-value@spec.schedule.",
    example: "ignore = [\"bare-pod\"]",
};

const LEVELS: Key = Key {
    name: "levels",
    shape: Shape::Levels,
    about: "The level of a rule's findings, or of a category's: error, warning or advice.",
    example: "levels = { bare-pod = \"error\", design = \"advice\" }",
};

/// The keys of a file, in the order in which they are shown.
pub(super) static KEYS: [Key; 18] = [
    Key {
        name: "kubernetes-version",
        shape: Shape::Versions,
        about: "The version of Kubernetes to check against, or a range of them; the newest unless given.",
        example: "kubernetes-version = \"1.29..1.33\"",
    },
    Key {
        name: "pod-security",
        shape: Shape::Standard,
        about: "The Pod Security Standard that every pod is held to, as --pod-security: baseline or restricted, and \
                the version of Kubernetes whose standard it is, or latest. What namespaces among the manifests ask \
                for by their labels holds as well.",
        example: "pod-security = \"baseline:latest\"",
    },
    Key {
        name: "scope",
        shape: Shape::World,
        about: "Whether there is more than the manifests show, as --scope: open, or closed where they are everything, \
                so that what they name and do not have is told, and what nothing uses.",
        example: "scope = \"closed\"",
    },
    Key {
        name: "schema-locations",
        shape: Shape::Locations,
        about: "Where the schemas of custom resources are: CRDs, JSON schemas, directories of either, \
                and paths with the variables of kubeconform; relative to this file.",
        example: "schema-locations = [\"crds/\"]",
    },
    Key {
        name: "rule-locations",
        shape: Shape::Locations,
        about: "Directories with rules of your own, a page each; relative to this file. They hold for the manifests that \
                this file holds for, and `podlint rules test` tries them.",
        example: "rule-locations = [\"rules/\"]",
    },
    Key {
        name: "exclude",
        shape: Shape::Globs,
        about: "Files and directories that are not checked, in the syntax of .gitignore; relative to this file.",
        example: "exclude = [\"charts/**\"]",
    },
    Key {
        name: "project",
        shape: Shape::Directory,
        about: "A directory whose manifests are looked at too, for what the files to check refer to, without \
                reporting on them, as with --project; relative to this file.",
        example: "project = \".\"",
    },
    Key {
        name: "profile",
        shape: Shape::Profile,
        about: "Which rules are on: recommended, security, reliability, strict or all; recommended unless given. \
                `podlint rules` shows the profiles of each.",
        example: "profile = \"security\"",
    },
    Key {
        name: "select",
        shape: Shape::Selectors,
        about: "Rules and categories to report, and no others; beside `profile`, on top of those that it has. A name \
                says more than its category: a rule can be selected out of a category that is ignored.",
        example: "select = [\"api\", \"correctness\"]",
    },
    IGNORE,
    LEVELS,
    Key {
        name: "require-reason",
        shape: Shape::Flag,
        about: "Whether what is suppressed must say why.",
        example: "require-reason = true",
    },
    Key {
        name: "images",
        shape: Shape::Images,
        about: "What images of your own are, by their names without a tag: a software that podlint knows, such \
                as PostgreSQL or NGINX, or what it is for, such as database, proxy, helper or application.",
        example: "images = { \"registry.example.com/ledger*\" = \"PostgreSQL\" }",
    },
    Key {
        name: "rules",
        shape: Shape::Parameters,
        about: "The parameters of rules; `podlint explain RULE` shows those that a rule has.",
        example: "rules = { host-port = { allowed = [80, 443] } }",
    },
    Key {
        name: "charts",
        shape: Shape::Tables(&CHART),
        about: "Values that a Helm chart is checked with too, besides its own and those that lie beside it.",
        example: "charts = [{ path = \"charts/shop\", values = [\"deploy/shop.yaml\"], set = [\"image.tag=1.2\"] }]",
    },
    Key {
        name: "pods",
        shape: Shape::Tables(&POD),
        about: "Where custom resources have pods that do not show by their shape: the template, or the `spec`.",
        example: "pods = [{ group = \"example.com\", kind = \"Farm\", path = \"spec.workers[].template\" }]",
    },
    Key {
        name: "gitops",
        shape: Shape::Flag,
        about: "Whether charts and overlays are checked as Argo CD Applications and ApplicationSets, Flux HelmReleases and \
                Kustomizations, and helmfiles among the files deliver them; they are unless this is false.",
        example: "gitops = true",
    },
    Key {
        name: "overrides",
        shape: Shape::Tables(&OVERRIDE),
        about: "What holds for some files, objects or containers only; all conditions of an entry must hold.",
        example: "overrides = [{ paths = [\"dev/**\"], kinds = [\"Job\"], ignore = [\"bare-pod\"] }]",
    },
];

/// The keys of the values of a chart.
pub(super) static CHART: [Key; 6] = [
    Key {
        name: "path",
        shape: Shape::Directory,
        about: "The directory of the chart, relative to this file.",
        example: "path = \"charts/shop\"",
    },
    Key {
        name: "values",
        shape: Shape::Locations,
        about: "Files of values, relative to this file; of a value that several set, the last holds.",
        example: "values = [\"deploy/shop.yaml\"]",
    },
    Key {
        name: "set",
        shape: Shape::Patterns,
        about: "Values as Helm's --set takes them, which hold over those of files.",
        example: "set = [\"image.tag=1.2\"]",
    },
    Key {
        name: "release",
        shape: Shape::Text,
        about: "The release's name; release-name unless given.",
        example: "release = \"shop\"",
    },
    Key {
        name: "namespace",
        shape: Shape::Text,
        about: "The namespace of the release; default unless given.",
        example: "namespace = \"shop\"",
    },
    Key {
        name: "api-versions",
        shape: Shape::Patterns,
        about: "API versions that templates are told of, besides those of the version of Kubernetes that is checked against.",
        example: "api-versions = [\"monitoring.coreos.com/v1\"]",
    },
];

/// The keys of a place of pods.
pub(super) static POD: [Key; 3] = [
    Key {
        name: "group",
        shape: Shape::Text,
        about: "The API group of the kind; any unless given.",
        example: "group = \"example.com\"",
    },
    Key {
        name: "kind",
        shape: Shape::Text,
        about: "The kind.",
        example: "kind = \"Farm\"",
    },
    Key {
        name: "path",
        shape: Shape::Text,
        about: "The way to the template or the `spec` of the pod; `[]` stands behind a list of which each item is meant.",
        example: "path = \"spec.workers[].template\"",
    },
];

/// The keys of an override: its conditions, then what holds.
pub(super) static OVERRIDE: [Key; 8] = [
    Key {
        name: "paths",
        shape: Shape::Globs,
        about: "Files and directories, in the syntax of .gitignore; relative to this file.",
        example: "paths = [\"dev/**\"]",
    },
    Key {
        name: "kinds",
        shape: Shape::Patterns,
        about: "Kinds of objects.",
        example: "kinds = [\"Job\", \"CronJob\"]",
    },
    Key {
        name: "namespaces",
        shape: Shape::Patterns,
        about: "Namespaces, as objects name them.",
        example: "namespaces = [\"kube-*\"]",
    },
    Key {
        name: "names",
        shape: Shape::Patterns,
        about: "Names of objects.",
        example: "names = [\"shop-*\"]",
    },
    Key {
        name: "containers",
        shape: Shape::Patterns,
        about: "Names of containers.",
        example: "containers = [\"istio-proxy\"]",
    },
    IGNORE,
    LEVELS,
    Key {
        name: "reason",
        shape: Shape::Text,
        about: "Why.",
        example: "reason = \"runs on one node only\"",
    },
];
