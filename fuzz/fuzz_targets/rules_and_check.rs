#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| toets_fuzz::rules_and_check(text));
