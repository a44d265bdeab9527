//! Which engine runs the models: the native ONNX Runtime where its library is found, else tract, in pure Rust.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use ort::environment::Environment;

use super::InferenceError;
use super::memory::keep_heap_small;

/// The engine that runs the models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Backend {
    /// The native ONNX Runtime.
    Native {
        /// Its version, as its file name says it.
        version: String,
        /// Where its library was found.
        library: PathBuf,
    },
    /// The pure-Rust engine that is always there, about four times slower.
    Tract,
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Native { version, .. } => write!(f, "onnxruntime {version}"),
            Self::Tract => f.write_str("tract"),
        }
    }
}

/// The engine of this process, started once.
#[derive(Debug)]
pub struct Runtime {
    /// What sessions are created in.
    pub(super) environment: Environment,
    /// Engine that runs the models.
    pub backend: Backend,
    /// Libraries that were found and could not be used, each with the reason.
    pub rejected: Vec<String>,
}

/// Starts the engine, or returns the one that runs.
///
/// `FORMCHECK_BACKEND=tract` leaves the native library out; `ORT_DYLIB_PATH` names it.
pub fn runtime() -> Result<&'static Runtime, InferenceError> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    RUNTIME.get_or_init(start).as_ref().map_err(|cause| InferenceError::Runtime { cause: cause.clone() })
}

fn start() -> Result<Runtime, String> {
    keep_heap_small();
    let mut rejected = Vec::new();
    if std::env::var_os("FORMCHECK_BACKEND").is_none_or(|name| name != "tract") {
        match start_first(library_candidates(), &mut rejected) {
            Ok(Some((library, environment))) => {
                let backend = Backend::Native { version: version_in_name(&library), library };
                return Ok(Runtime { environment, backend, rejected });
            }
            Ok(None) => {}
            Err(cause) => rejected.push(cause),
        }
    }
    for cause in &rejected {
        tracing::warn!("the native ONNX Runtime cannot be used: {cause}");
    }
    if !ort::set_api(ort_tract::api()) {
        return Err(format!("the native ONNX Runtime was loaded and does not work: {}", rejected.join("; ")));
    }
    let environment = ort::init().build().map_err(|e| e.to_string())?;
    Ok(Runtime { environment, backend: Backend::Tract, rejected })
}

/// Starts the first candidate that is a library at all, and no other: once `ort` 2.0.0-rc.14 has failed to load one, it
/// takes the next for loaded without looking, and runs into memory that was never written.
fn start_first(candidates: Vec<PathBuf>, rejected: &mut Vec<String>) -> Result<Option<(PathBuf, Environment)>, String> {
    for library in candidates {
        let named = |cause: String| format!("{}: {cause}", library.display());
        if let Err(cause) = check_is_library(&library) {
            rejected.push(named(cause));
            continue;
        }
        let builder = ort::init_from(&library).map_err(|e| named(e.to_string()))?;
        let environment = builder.build().map_err(|e| named(e.to_string()))?;
        return Ok(Some((library, environment)));
    }
    Ok(None)
}

/// By its first bytes, for what cannot be loaded spoils the next one; see [`start_first`].
fn check_is_library(path: &Path) -> Result<(), String> {
    const ELF: [u8; 4] = *b"\x7fELF";
    const MACH_O: [[u8; 4]; 2] = [[0xcf, 0xfa, 0xed, 0xfe], [0xca, 0xfe, 0xba, 0xbe]];
    let mut start = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.map_err(|e| e.to_string())?;
    let is_library = start == ELF || MACH_O.contains(&start) || start.starts_with(b"MZ");
    if is_library { Ok(()) } else { Err("this is no library".into()) }
}

/// Libraries to try, in order: the one named by `ORT_DYLIB_PATH`, then those in [`resource_folders`].
fn library_candidates() -> Vec<PathBuf> {
    let named = std::env::var_os("ORT_DYLIB_PATH").map(PathBuf::from);
    let found = resource_folders(".runtime").into_iter().filter_map(|folder| library_in(&folder));
    named.into_iter().chain(found).collect()
}

/// Returns the folders where files that belong to the program may lie: beside the executable, where `make install` puts
/// them, in the user's data folder, in the checkout that it is run from.
pub(super) fn resource_folders(name: &str) -> Vec<PathBuf> {
    let programs = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_path_buf));
    let data = crate::io::inference::data_folder();
    let belonging = programs.into_iter().flat_map(|programs| folders_of_install(&programs, name));
    let checkout = checkout(std::env::var_os("FORMCHECK_CHECKOUT"), build_folder());
    belonging.chain([data, checkout].into_iter().flatten().map(|folder| folder.join(name))).collect()
}

/// Returns the working copy of the sources that cargo runs the program from; `.cargo/config.toml` sets the variable.
///
/// A binary that is started by itself does not look where it was built: on another machine, anyone may have made a folder
/// of that name and put a library into it.
fn checkout(named_by_cargo: Option<OsString>, build_folder: Option<PathBuf>) -> Option<PathBuf> {
    named_by_cargo.filter(|folder| !folder.is_empty()).map(PathBuf::from).or(build_folder)
}

/// A debug build runs where it was built, also under a debugger and under test harnesses that clear the environment.
#[cfg(debug_assertions)]
#[expect(clippy::unnecessary_wraps, reason = "a release build has none")]
fn build_folder() -> Option<PathBuf> {
    Some(PathBuf::from(env!("CARGO_MANIFEST_DIR")))
}

#[cfg(not(debug_assertions))]
const fn build_folder() -> Option<PathBuf> {
    None
}

/// Of an executable in `programs`: beside it, then `share` and `lib` under the prefix that `programs` is the `bin` of.
fn folders_of_install(programs: &Path, name: &str) -> Vec<PathBuf> {
    let prefix = programs.parent().filter(|_| programs.ends_with("bin"));
    let installed = prefix.map(|prefix| [prefix.join("share/formcheck").join(name), prefix.join("lib/formcheck")]);
    [programs.join(name), programs.to_path_buf()].into_iter().chain(installed.into_iter().flatten()).collect()
}

fn library_in(folder: &Path) -> Option<PathBuf> {
    let mut libraries: Vec<_> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(is_library_name))
        .collect();
    libraries.sort();
    libraries.pop()
}

fn is_library_name(name: &str) -> bool {
    let (stem, ending) = if cfg!(target_os = "windows") {
        ("onnxruntime", ".dll")
    } else if cfg!(target_os = "macos") {
        ("libonnxruntime", ".dylib")
    } else {
        ("libonnxruntime", ".so")
    };
    name.strip_prefix(stem).is_some_and(|rest| rest.contains(ending) && !rest.starts_with('_'))
}

/// `libonnxruntime.so.1.31.1` is version `1.31.1`; a name without digits has none to tell.
fn version_in_name(library: &Path) -> String {
    let name = library.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let version = name.trim_matches(|c: char| !c.is_ascii_digit());
    if version.is_empty() { "of unknown version".into() } else { version.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_library_is_known_by_its_name() {
        assert!(is_library_name("libonnxruntime.so.1.31.1"));
        assert!(!is_library_name("libonnxruntime_providers_shared.so"));
        assert_eq!(version_in_name(Path::new("/x/libonnxruntime.so.1.31.1")), "1.31.1");
    }

    #[test]
    fn without_cargo_and_without_a_build_folder_no_checkout_is_looked_at() {
        assert_eq!(checkout(None, None), None);
        assert_eq!(checkout(Some("".into()), None), None);
        assert_eq!(checkout(Some("/x".into()), None), Some("/x".into()));
        assert_eq!(checkout(None, Some("/built".into())), Some("/built".into()));
    }

    #[test]
    fn an_installed_program_looks_under_its_prefix() {
        let folders = |programs| folders_of_install(Path::new(programs), "models");
        let beside = ["/opt/x/models", "/opt/x"].map(PathBuf::from);
        assert_eq!(folders("/opt/x"), beside);
        let installed = ["/usr/bin/models", "/usr/bin", "/usr/share/formcheck/models", "/usr/lib/formcheck"];
        assert_eq!(folders("/usr/bin"), installed.map(PathBuf::from));
    }
}
