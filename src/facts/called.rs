//! What a container is for by what people call it and its image, as far as nothing better speaks: what answers
//! requests on a port of its own is no collector of logs because it is called `audit-log`.

use crate::facts::role::Grounds;
use crate::facts::software::{Class, class_by_word, words};
use crate::objects::{Container, Image, Port};

/// What a container's own name says.
pub(super) fn by_own_name(container: &Container<'_>) -> Option<Class> {
    let name = container.name.as_deref()?;
    let class = class_by_word(name)?;
    let serves = || {
        // Of an image that says the same, or one that nothing says otherwise of, a name is believed.
        let doubted = words(name).nth(1).is_some() && !is_confirmed(container, class);
        let port = own_ports(container).next();
        doubted && port.is_some() || is_asked(container)
    };
    (!is_vague(name) || !serves()).then_some(class)
}

/// What the names of a container and of its image say, if anything.
pub(super) fn by_names(container: &Container<'_>) -> (Class, Grounds) {
    let says_nginx = |name: &str| words(name).any(|word| word == "nginx");
    let image = container.image.as_deref().unwrap_or_default();
    let base = Image::parse(image).base();
    let of_image = || class_by_word(base).filter(|_| !is_vague(base) || !is_asked(container));
    if let Some(class) = by_own_name(container) {
        (class, Grounds::Name)
    } else if let Some(class) = of_image() {
        (class, Grounds::ImageName)
    } else if says_nginx(base) {
        // An NGINX of one's own brings its configuration along, which nobody makes for static files alone.
        (Class::Proxy, Grounds::ImageName)
    } else if container.name.as_deref().is_some_and(says_nginx) {
        (Class::Proxy, Grounds::Name)
    } else {
        (Class::Application, Grounds::Nothing)
    }
}

/// Whether the word by which a name says what its bearer is for is one that applications bear as well.
fn is_vague(name: &str) -> bool {
    const VAGUE: [&str; 13] = [
        "agent",
        "aggregator",
        "client",
        "collector",
        "log",
        "logger",
        "logs",
        "manager",
        "monitor",
        "router",
        "scheduler",
        "streamer",
        "watcher",
    ];
    words(name)
        .last()
        .is_some_and(|word| VAGUE.contains(&&*word.to_lowercase()))
}

/// Whether the image is called so that it is of this class as well.
fn is_confirmed(container: &Container<'_>, class: Class) -> bool {
    let image = container.image.as_deref().unwrap_or_default();
    let of_image = class_by_word(Image::parse(image).path);
    of_image.is_some_and(|of_image| of_image == class || of_image.is_helper())
}

/// The TCP ports that a container declares for those who want something of it, and not for who watches over it.
fn own_ports<'c, 't>(container: &'c Container<'t>) -> impl Iterator<Item = &'c Port<'t>> {
    const ASIDE: [&str; 9] = [
        "admin", "debug", "health", "live", "metrics", "monitor", "probe", "prom", "webhook",
    ];
    let is_aside = |name: &str| ASIDE.iter().any(|word| name.contains(word));
    let is_own = move |port: &&Port<'_>| {
        port.protocol == "TCP" && !port.name.as_deref().is_some_and(is_aside)
    };
    container.ports.iter().filter(is_own)
}

/// Whether the kubelet asks one of these ports whether the container is ready to serve.
fn is_asked(container: &Container<'_>) -> bool {
    let asked = container.asked_ports();
    let probed = || asked.iter().filter(|asked| asked.is_probed());
    own_ports(container).any(|port| {
        let is_it = |own: &Port<'_>| std::ptr::eq(own, port);
        probed().any(|asked| container.port_asked(asked).is_some_and(is_it))
    })
}
