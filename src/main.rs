//! The command line.

fn main() -> std::process::ExitCode {
    toets::cli::main()
}
