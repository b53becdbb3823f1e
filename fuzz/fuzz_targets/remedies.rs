#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| toets_fuzz::remedies(bytes));
