//! YAML with its keys and items in another order.

use serde_yaml::{Mapping, Value};

/// Puts keys and items in an order that depends on the seed, all the way down.
pub fn shuffle(value: &mut Value, seed: u64) {
    let mut state = seed;
    go(value, &mut state);
}

fn go(value: &mut Value, state: &mut u64) {
    match value {
        Value::Sequence(items) => {
            mix(items, state);
            items.iter_mut().for_each(|i| go(i, state));
        }
        Value::Mapping(map) => {
            let mut entries: Vec<(Value, Value)> = std::mem::replace(map, Mapping::new()).into_iter().collect();
            mix(&mut entries, state);
            entries.iter_mut().for_each(|(_, v)| go(v, state));
            map.extend(entries);
        }
        _ => {}
    }
}

/// Fisher–Yates with a small generator of its own: the same seed gives the same order.
fn mix<T>(items: &mut [T], state: &mut u64) {
    for i in (1..items.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let j = usize::try_from(*state >> 33).unwrap_or(0) % (i + 1);
        items.swap(i, j);
    }
}
