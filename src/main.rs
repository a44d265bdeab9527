//! The `formcheck` program. See `formcheck --help`.

use std::hint::black_box;
use std::process::ExitCode;

/// As large as blocks of every picture are, in bytes: some MB of the pose model, 24 MB of a 4K picture in RGB. glibc learns
/// nothing from blocks of 32 MiB and more.
const LARGE_BLOCK: usize = 25 << 20;

fn main() -> ExitCode {
    keep_large_blocks();
    formcheck::app::cli::main()
}

/// Makes the C library keep large blocks instead of asking the kernel for each of them anew, which clears every page.
///
/// glibc takes the largest block that was freed for the size up to which it keeps them. Nothing is written to this one, so
/// that it takes no memory.
fn keep_large_blocks() {
    drop(black_box(Vec::<u8>::with_capacity(LARGE_BLOCK)));
}
