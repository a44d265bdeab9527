//! A plan with the exercises of its own in one file: a tar archive compressed with zstd, every part within its limit.

use std::io::{self, BufReader, Read};
use std::path::Path;

use tar::{Archive, Builder, Entry, Header};
use zstd::stream::write::Encoder;

use super::exercise_files::{EXERCISE_ENDING, EXERCISES};
use super::plans::{PLAN, PLAN_LIMIT};
use super::whole;
use crate::core::exercise_file::MOST_BYTES;
use crate::io::bounded::{self, Limit, Unpacked};
use crate::io::plain;

/// A plan has at most twelve exercises; each may be its own.
const MOST_FILES: usize = 13;
const EXERCISE_LIMIT: Limit = Limit::kib((MOST_BYTES >> 10) as u64);
/// Good compression of texts at little cost.
const ZSTD_LEVEL: i32 = 3;

/// Contents of a packed plan, checked for their sizes and names alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Packed {
    /// Text of the plan.
    pub plan: String,
    /// Names and texts of exercises.
    pub exercises: Vec<(String, String)>,
}

/// Why a plan cannot be packed or unpacked.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The system refuses a file.
    #[error("a file cannot be read or written ({0}); check the place and its free space")]
    Io(io::Error),
    /// The file is damaged, or of another kind.
    #[error("this is no packed plan, or it is damaged ({0}); pack it anew")]
    Archive(io::Error),
    /// Something in it is no part of a plan.
    #[error("the file holds something that belongs to no plan; pack it anew: {0:?}")]
    Foreign(String),
}

impl Packed {
    /// Writes it into a file, whole or not at all.
    pub fn write(&self, to: &Path) -> Result<(), PackError> {
        let refused = |error| PackError::Io(plain::error(error));
        let packed = self.packed().map_err(refused)?;
        whole::write(to, &packed).map_err(refused)
    }

    fn packed(&self) -> io::Result<Vec<u8>> {
        let mut encoder = Encoder::new(Vec::new(), ZSTD_LEVEL)?;
        encoder.include_checksum(true)?;
        let mut builder = Builder::new(encoder);
        let exercises = self.exercises.iter().map(|(name, text)| (path_of(name), text));
        for (path, text) in [(PLAN.to_owned(), &self.plan)].into_iter().chain(exercises) {
            // Neither owner nor time: whose machine it was made on is nobody's business.
            let mut header = Header::new_gnu();
            header.set_mode(0o644);
            header.set_size(text.len() as u64);
            builder.append_data(&mut header, path, text.as_bytes())?;
        }
        builder.into_inner()?.finish()
    }

    /// Reads a packed plan and writes nothing.
    pub fn read(from: &Path) -> Result<Self, PackError> {
        let packed = BufReader::new(bounded::open(from).map_err(PackError::Io)?);
        let mut archive = Archive::new(Unpacked::new(packed).map_err(PackError::Archive)?);
        let (mut plan, mut exercises) = (None, Vec::<(String, String)>::new());
        // Raw: of its own accord the library takes names and headers of any size into memory.
        for (number, entry) in archive.entries().map_err(PackError::Archive)?.raw(true).enumerate() {
            let mut entry = entry.map_err(PackError::Archive)?;
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let exercise = exercise_of(&name).filter(|id| exercises.iter().all(|(other, _)| other != id));
            let is_plan = name == PLAN && plan.is_none();
            if MOST_FILES <= number || !entry.header().entry_type().is_file() || !is_plan && exercise.is_none() {
                return Err(PackError::Foreign(name));
            }
            match exercise {
                Some(id) => exercises.push((id.to_owned(), text(&mut entry, EXERCISE_LIMIT)?)),
                None => plan = Some(text(&mut entry, PLAN_LIMIT)?),
            }
        }
        // The checksum stands behind the last file: only whoever reads on to the end has it checked.
        io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(PackError::Archive)?;
        let plan = plan.ok_or_else(|| PackError::Archive(io::Error::other("it holds no plan.toml")))?;
        Ok(Self { plan, exercises })
    }
}

fn path_of(exercise: &str) -> String {
    format!("{EXERCISES}/{exercise}.{EXERCISE_ENDING}")
}

/// The exercise of a path in the archive: small letters, digits and `_`, so that no path leads elsewhere.
fn exercise_of(path: &str) -> Option<&str> {
    let id = path.strip_prefix(EXERCISES)?.strip_prefix('/')?.strip_suffix(EXERCISE_ENDING)?.strip_suffix('.')?;
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (!id.is_empty() && id.chars().all(is_plain)).then_some(id)
}

fn text(entry: &mut Entry<'_, impl Read>, limit: Limit) -> Result<String, PackError> {
    bounded::read_from(entry, limit).and_then(bounded::text).map_err(PackError::Archive)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = Builder::new(Encoder::new(Vec::new(), 3).unwrap());
        for (name, bytes) in files {
            let mut header = Header::new_gnu();
            header.set_mode(0o644);
            header.set_size(bytes.len() as u64);
            builder.append_data(&mut header, name, *bytes).unwrap();
        }
        builder.into_inner().unwrap().finish().unwrap()
    }

    fn refused(bytes: &[u8]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.plan");
        std::fs::write(&path, bytes).unwrap();
        Packed::read(&path).unwrap_err().to_string()
    }

    #[test]
    fn what_is_packed_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.plan");
        let exercises = vec![("wall_squat".to_owned(), "id = 1".to_owned()), ("b".to_owned(), String::new())];
        let whole = Packed { plan: "title = 1".to_owned(), exercises };
        whole.write(&path).unwrap();
        assert_eq!(Packed::read(&path).unwrap(), whole);
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        assert!(refused(&bytes).contains("damaged"), "the checksum is read");
    }

    #[test]
    fn what_belongs_to_no_plan_is_refused() {
        let plan = ("plan.toml", &b"a"[..]);
        for other in ["other.toml", "exercises/a.txt", "exercises/a/b.toml", "exercises/A.toml", "exercises/.toml"] {
            assert!(refused(&packed(&[plan, (other, b"x")])).contains("belongs to no plan"), "{other}");
        }
        assert!(refused(&packed(&[plan, plan])).contains("belongs to no plan"), "twice");
        let one = ("exercises/a.toml", &b"x"[..]);
        assert!(refused(&packed(&[plan, one, one])).contains("belongs to no plan"), "twice");
        assert!(refused(&packed(&[one])).contains("it holds no plan.toml"));
        assert!(refused(b"title = 1").contains("no packed plan"));
    }

    #[test]
    fn what_is_too_large_or_too_much_is_refused() {
        assert!(refused(&packed(&[("plan.toml", &vec![b'#'; (64 << 10) + 1])])).contains("64 KiB"));
        let plan = ("plan.toml", &b"a"[..]);
        assert!(refused(&packed(&[plan, ("exercises/a.toml", &vec![b'#'; (128 << 10) + 1])])).contains("128 KiB"));
        let names: Vec<String> = (0..13).map(|k| format!("exercises/a{k}.toml")).collect();
        let many = names.iter().map(|name| (name.as_str(), &b"x"[..]));
        assert!(refused(&packed(&[plan].into_iter().chain(many).collect::<Vec<_>>())).contains("a12.toml"));
    }
}
