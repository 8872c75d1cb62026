//! The path of a request, before it is routed.

use axum::http::Uri;
use axum::http::uri::PathAndQuery;

/// Returns the address with only one slash at the start of its path. A proxy that replaces `/chat`
/// with `/`, as nginx does with `location /chat` and `proxy_pass http://ADDR:PORT/`, asks for
/// `//events`.
pub(super) fn with_one_slash(uri: Uri) -> Uri {
    let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    if !path.starts_with("//") {
        return uri;
    }
    let path = format!("/{}", path.trim_start_matches('/')).parse();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = path.ok();
    Uri::from_parts(parts).unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_that_a_proxy_doubled_are_one() {
        let plain = |uri: &str| with_one_slash(uri.parse().unwrap()).to_string();
        assert_eq!(plain("//"), "/");
        assert_eq!(plain("//events?after=0-0"), "/events?after=0-0");
        assert_eq!(plain("///chat.txt"), "/chat.txt");
        assert_eq!(plain("/?//"), "/?//");
        assert_eq!(plain("/assets//x"), "/assets//x");
        assert_eq!(plain("http://localhost//room"), "http://localhost/room");
    }
}
