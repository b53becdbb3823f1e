#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| toets_fuzz::notations(text));
