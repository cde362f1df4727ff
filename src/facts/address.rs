//! A host and a port, in the ways in which clients are told of them.

/// The host and the port in `db:5432`, `http://shop/health`, `jdbc:postgresql://u:p@db:5432/shop`,
/// `u:p@tcp(db:3306)/shop` and `host=db port=5432`.
pub(super) fn address(text: &str) -> Option<(String, Option<i64>)> {
    let pair = |key: &str| {
        text.split_whitespace()
            .find_map(|word| word.strip_prefix(key))
    };
    if let Some(host) = pair("host=") {
        return Some((
            host.to_lowercase(),
            pair("port=").and_then(|port| port.parse().ok()),
        ));
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let scheme = scheme.rsplit(':').next().unwrap_or(scheme);
    let rest = rest.split_once("tcp(").map_or(rest, |(_, inner)| inner);
    let rest = rest.strip_prefix("tcp:").unwrap_or(rest);
    let authority = rest
        .split(['/', '?', '#', ';', ')', ','])
        .next()
        .unwrap_or(rest);
    let authority = authority.rsplit('@').next().unwrap_or(authority);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
            (host, Some(port.parse().ok()?))
        }
        _ => (authority, None),
    };
    let is_part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    let is_host = !host.is_empty() && host.chars().all(is_part);
    is_host.then(|| (host.to_lowercase(), port.or_else(|| port_of(scheme))))
}

fn port_of(scheme: &str) -> Option<i64> {
    Some(match scheme {
        "http" | "ws" => 80,
        "https" | "wss" => 443,
        "postgres" | "postgresql" => 5432,
        "mysql" | "mariadb" => 3306,
        "redis" => 6379,
        "mongodb" => 27017,
        "amqp" => 5672,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_found_in_what_says_one() {
        for (text, host, port) in [
            ("db:5432", "db", Some(5432)),
            ("localhost", "localhost", None),
            ("http://shop/health:check", "shop", Some(80)),
            ("jdbc:postgresql://db/shop", "db", Some(5432)),
            (
                "postgres://u:p@LOCALHOST:6432/x?a=b",
                "localhost",
                Some(6432),
            ),
            ("u:p@tcp(127.0.0.1:3306)/shop", "127.0.0.1", Some(3306)),
            ("host=db port=5432 user=x", "db", Some(5432)),
            ("tcp:localhost:5432", "localhost", Some(5432)),
            ("[::1]:80", "[::1]", Some(80)),
        ] {
            assert_eq!(address(text), Some((host.to_owned(), port)), "{text}");
        }
        for text in ["", "a b", "$DB:80", "db:http", "%{http_code}"] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
