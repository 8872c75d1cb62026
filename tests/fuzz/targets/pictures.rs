//! The target `pictures` for cargo-fuzz; see the crate's documentation.
#![no_main]
#![allow(missing_docs, reason = "the macro writes a function without any")]

libfuzzer_sys::fuzz_target!(|data: &[u8]| flatchat_fuzz::run("pictures", data));
