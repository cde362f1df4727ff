//! The users that images start their programs as.

use crate::diagnostic::Certainty;

/// How an image names the user that its program runs as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum User {
    /// It names none, so that it is root.
    Root,
    /// By a name, which the kubelet cannot tell from root's.
    Named(&'static str),
}

impl User {
    /// How certain it is that the image decides: a cluster may give its pods users of their own, as OpenShift does.
    pub const DECIDES: Certainty = Certainty::Likely;
}

/// Images of Docker's own, by their names, and others by their paths, in order. Source: `USER` in their Dockerfiles. What
/// changes its user only after it is started begins as root.
#[rustfmt::skip]
pub(in crate::facts) static USERS: &[(&str, User)] = &[
    ("adminer", User::Named("adminer")),
    ("alpine", User::Root),
    ("busybox", User::Root),
    ("caddy", User::Root),
    ("cassandra", User::Root),
    ("couchdb", User::Root),
    ("debian", User::Root),
    ("drupal", User::Root),
    ("golang", User::Root),
    ("haproxy", User::Named("haproxy")),
    ("httpd", User::Root),
    ("influxdb", User::Root),
    ("jenkins/jenkins", User::Named("jenkins")),
    ("joomla", User::Root),
    ("mariadb", User::Root),
    ("memcached", User::Named("memcache")),
    ("mongo", User::Root),
    ("mysql", User::Root),
    ("nextcloud", User::Root),
    ("nginx", User::Root),
    ("node", User::Root),
    ("php", User::Root),
    ("phpmyadmin", User::Root),
    ("postgres", User::Root),
    ("prom/alertmanager", User::Named("nobody")),
    ("prom/node-exporter", User::Named("nobody")),
    ("prom/prometheus", User::Named("nobody")),
    ("python", User::Root),
    ("rabbitmq", User::Root),
    ("redis", User::Root),
    ("registry", User::Root),
    ("ruby", User::Root),
    ("solr", User::Named("solr")),
    ("tomcat", User::Root),
    ("traefik", User::Root),
    ("ubuntu", User::Root),
    ("wordpress", User::Root),
];
