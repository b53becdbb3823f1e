//! YAML as the JSON validator of an editor sees it.

#![expect(clippy::unwrap_used, reason = "what YAML holds fits JSON")]

use serde_json::Value;

/// Keys become texts.
fn as_json(yaml: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match yaml {
        Yaml::Mapping(map) => {
            let key = |k: Yaml| match k {
                Yaml::String(s) => s,
                other => serde_yaml::to_string(&other).unwrap().trim().to_owned(),
            };
            map.into_iter().map(|(k, v)| (key(k), as_json(v))).collect::<serde_json::Map<_, _>>().into()
        }
        Yaml::Sequence(items) => items.into_iter().map(as_json).collect::<Vec<_>>().into(),
        other => serde_json::to_value(other).unwrap(),
    }
}

/// `None` when it is not YAML, or holds a number too large for JSON.
pub(crate) fn json(text: &str) -> Option<Value> {
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).ok().map(as_json)
}
