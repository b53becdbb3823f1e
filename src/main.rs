//! The program: the command line of `crates/toets-cli`.

fn main() -> std::process::ExitCode {
    toets_cli::main()
}
