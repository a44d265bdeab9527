//! Keeping the C library's heap small.

/// Blocks from this size on go back to the system when they are freed, in bytes.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE_BLOCK: libc::c_int = 256 * 1024;

/// Tells glibc to give large blocks back and to share one heap between threads.
///
/// The engine frees most of what it allocates while it loads a model. By default glibc keeps that, once per thread:
/// 147 MB instead of about 126 MB at the peak of `formcheck pose`. Smaller blocks than these save no more and cost 3 %.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "glibc has no safe way to be asked; two integers cross, nothing is borrowed")]
pub(super) fn keep_heap_small() {
    // SAFETY: `mallopt` takes two integers, may be called at any time and from any thread, and reports refusal by 0,
    // after which everything works as before.
    let taken = unsafe { [libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE_BLOCK), libc::mallopt(libc::M_ARENA_MAX, 1)] };
    if taken.contains(&0) {
        tracing::debug!("glibc keeps its own settings: more memory is used");
    }
}

/// Other C libraries give memory back by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn keep_heap_small() {}
