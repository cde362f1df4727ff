//! Images whose entry point is one program: what they are told are its arguments.
//!
//! Only what an image's own Dockerfile says belongs here. A name with a slash is the end of an image's path.

#[rustfmt::skip]
pub(in crate::facts) static ENTRIES: &[(&str, &str)] = &[
    ("alpine/git", "git"),
    ("alpine/helm", "helm"),
    ("alpine/socat", "socat"),
    ("amacneil/dbmate", "dbmate"),
    ("amazon/aws-cli", "aws"),
    ("appropriate/curl", "curl"),
    ("atkrad/wait4x", "wait4x"),
    ("bitnami/kubectl", "kubectl"),
    ("byrnedo/alpine-curl", "curl"),
    ("curlimages/curl", "curl"),
    ("flyway/flyway", "flyway"),
    ("hairyhenderson/gomplate", "gomplate"),
    ("hashicorp/terraform", "terraform"),
    ("jwilder/dockerize", "dockerize"),
    ("liquibase/liquibase", "liquibase"),
    ("migrate/migrate", "migrate"),
    ("minio/mc", "mc"),
    ("moby/buildkit", "buildkitd"),
    ("rancher/kubectl", "kubectl"),
    ("rclone/rclone", "rclone"),
    ("redgate/flyway", "flyway"),
];
