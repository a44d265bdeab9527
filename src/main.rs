//! The `formcheck` program. See `formcheck --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    formcheck::cli::main()
}
