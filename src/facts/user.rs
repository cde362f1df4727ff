//! The user that an image starts its program as.

use crate::facts::table::{USERS, User};
use crate::objects::Image;

/// The user that an image names, where that is known and the kubelet cannot tell it from root.
#[must_use]
pub fn user_of(image: &str) -> Option<User> {
    let path = Image::parse(image).on_docker_hub()?;
    let known = USERS.iter().find(|(known, _)| *known == path);
    known.map(|(_, user)| *user)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(USERS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn only_what_comes_from_there_is_known() {
        assert_eq!(user_of("nginx:1.27-alpine"), Some(User::Root));
        assert_eq!(user_of("docker.io/library/redis"), Some(User::Root));
        assert_eq!(user_of("registry.example/nginx:1.27"), None);
        assert_eq!(user_of("bitnami/redis:7"), None);
    }
}
