//! What keeps a camera from giving frames, and what is wrong with single ones.

use std::io;

use crate::io::words::{Trouble, TroubleCode, Value};

/// Why no frames come: what happened and what to do, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CameraFault {
    /// Not a single camera.
    #[error("no camera was found; plug one in, or see that it is switched on")]
    NoCamera,
    /// There are cameras, but not the one that was asked for.
    #[error("the chosen camera is not there; plug it in, or choose another one: {wanted}")]
    NotFound {
        /// What was asked for.
        wanted: String,
    },
    /// It was there, and is no more.
    #[error("the camera was unplugged; plug it in again and the set goes on")]
    Unplugged,
    /// It is there and gives nothing.
    #[error("the camera stopped giving pictures; it is started again, and if that does not help, plug it out and in")]
    Stalled,
    /// Pictures come, and not one can be used.
    #[error("the camera gives damaged pictures only; it is started again; try another cable or another USB port")]
    Garbled,
    /// Another program has it.
    #[error("another program uses the camera; close it (a video call, a browser tab) and the set goes on")]
    Busy,
    /// The system refuses to open it.
    #[error(
        "this account may not use the camera; allow it in the system's privacy settings (on Linux: add the account to \
         the group `video` and log in again)"
    )]
    Denied,
    /// None of its modes can be used.
    #[error("the camera offers no kind of picture that can be read here; try another camera")]
    NoMode,
    /// It refuses a mode that it offers.
    #[error("the camera refuses the kind of picture that it offers; plug it out and in, or try another camera")]
    ModeRefused,
    /// The bus has no room for its pictures.
    #[error("there is no room for the camera's pictures on this USB port; plug it into another one, without a hub")]
    NoRoom,
    /// A hiccup: starting the stream again is enough.
    #[error("the camera's connection failed for a moment; it is started again, nothing needs to be done")]
    Interrupted,
    /// The machine was suspended, or the program was held.
    #[error("the computer slept or stood still; the set goes on")]
    Slept,
    /// Anything else.
    #[error("the camera failed; plug it out and in, or try another one ({what})")]
    Other {
        /// What the system said.
        what: String,
    },
}

impl From<&CameraFault> for Trouble {
    fn from(fault: &CameraFault) -> Self {
        let code = match fault {
            CameraFault::NoCamera => TroubleCode::CameraNone,
            CameraFault::NotFound { wanted } => {
                return Self::new(TroubleCode::CameraNotFound, [("wanted", Value::text(wanted))]);
            }
            CameraFault::Unplugged => TroubleCode::CameraUnplugged,
            CameraFault::Stalled => TroubleCode::CameraStalled,
            CameraFault::Garbled => TroubleCode::CameraGarbled,
            CameraFault::Busy => TroubleCode::CameraBusy,
            CameraFault::Denied => TroubleCode::CameraDenied,
            CameraFault::NoMode => TroubleCode::CameraNoMode,
            CameraFault::ModeRefused => TroubleCode::CameraModeRefused,
            CameraFault::NoRoom => TroubleCode::CameraNoRoom,
            CameraFault::Interrupted => TroubleCode::CameraInterrupted,
            CameraFault::Slept => TroubleCode::CameraSlept,
            CameraFault::Other { what } => {
                return Self::new(TroubleCode::CameraOther, [("what", Value::text(what))]);
            }
        };
        Self::new(code, [])
    }
}

impl CameraFault {
    /// Returns true if starting the stream again, without opening the camera anew, is worth a try.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Interrupted)
    }

    /// What the system said while a camera was opened or read.
    ///
    /// By number where the standard library has no name that is stable, as on Linux, whose drivers these numbers come from.
    pub(super) fn from_io(error: &io::Error) -> Self {
        match (error.raw_os_error(), error.kind()) {
            (Some(ENXIO | ENODEV), _) => Self::Unplugged,
            (Some(EIO | EAGAIN | EPROTO | EPIPE), _) | (_, io::ErrorKind::Interrupted) => Self::Interrupted,
            (Some(ENOSPC), _) => Self::NoRoom,
            (Some(EINVAL | ENOTTY), _) => Self::ModeRefused,
            (_, io::ErrorKind::NotFound) => Self::Unplugged,
            (_, io::ErrorKind::PermissionDenied) => Self::Denied,
            (_, io::ErrorKind::ResourceBusy) => Self::Busy,
            (_, io::ErrorKind::TimedOut) => Self::Stalled,
            _ => Self::Other { what: error.to_string() },
        }
    }
}

const EIO: i32 = 5;
const ENXIO: i32 = 6;
const EAGAIN: i32 = 11;
const ENODEV: i32 = 19;
const EINVAL: i32 = 22;
const ENOTTY: i32 = 25;
const ENOSPC: i32 = 28;
const EPIPE: i32 = 32;
const EPROTO: i32 = 71;

/// Why a frame was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DropReason {
    /// The driver flagged it, it is empty, or it came before: its picture is an old one.
    Stale,
    /// It ends before its pixels do.
    Cut,
    /// It cannot be decoded.
    Corrupt,
    /// It is not as large as agreed.
    WrongSize,
}

/// Numbers of frames that came, and of the others by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_field_names, reason = "counts are named so everywhere")]
pub struct FrameCounts {
    /// Decoded and passed on.
    pub n_good: u64,
    /// Left out as [`DropReason::Stale`].
    pub n_stale: u64,
    /// Left out as [`DropReason::Cut`].
    pub n_cut: u64,
    /// Left out as [`DropReason::Corrupt`].
    pub n_corrupt: u64,
    /// Left out as [`DropReason::WrongSize`].
    pub n_wrong_size: u64,
    /// Lost before they reached this program, by the driver's numbers.
    pub n_lost: u64,
}

impl FrameCounts {
    /// Returns all that were left out, for whatever reason; those lost by the driver are not among them.
    pub fn n_dropped(&self) -> u64 {
        self.n_stale + self.n_cut + self.n_corrupt + self.n_wrong_size
    }

    pub(super) fn drop_one(&mut self, reason: DropReason) {
        *match reason {
            DropReason::Stale => &mut self.n_stale,
            DropReason::Cut => &mut self.n_cut,
            DropReason::Corrupt => &mut self.n_corrupt,
            DropReason::WrongSize => &mut self.n_wrong_size,
        } += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_words_in_other_languages_and_prints_those_of_english() {
        use CameraFault as It;
        let (wanted, what) = ("a \"b\"".to_owned(), "EIO".to_owned());
        let all = [
            It::NoCamera,
            It::NotFound { wanted },
            It::Unplugged,
            It::Stalled,
            It::Garbled,
            It::Busy,
            It::Denied,
            It::NoMode,
            It::ModeRefused,
            It::NoRoom,
            It::Interrupted,
            It::Slept,
            It::Other { what },
        ];
        for fault in &all {
            assert_eq!(Trouble::from(fault).to_string(), fault.to_string());
        }
        let codes: std::collections::BTreeSet<_> = all.iter().map(|fault| Trouble::from(fault).code()).collect();
        assert_eq!(codes.len(), all.len(), "two faults have the same words");
    }

    #[test]
    fn each_reason_is_counted_apart_and_in_the_total() {
        let mut counts = FrameCounts::default();
        for reason in [DropReason::Stale, DropReason::Cut, DropReason::Corrupt, DropReason::WrongSize, DropReason::Cut]
        {
            counts.drop_one(reason);
        }
        let each = [counts.n_stale, counts.n_cut, counts.n_corrupt, counts.n_wrong_size];
        assert_eq!((each, counts.n_dropped()), ([1, 2, 1, 1], 5));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_linux_says_is_sorted_by_what_to_do() {
        let fault = |number| CameraFault::from_io(&io::Error::from_raw_os_error(number));
        assert!([2, 6, 19].into_iter().all(|number| fault(number) == CameraFault::Unplugged));
        assert!([1, 13].into_iter().all(|number| fault(number) == CameraFault::Denied));
        assert!([4, 5].into_iter().all(|number| fault(number) == CameraFault::Interrupted));
        assert_eq!(
            (fault(16), fault(22), fault(28)),
            (CameraFault::Busy, CameraFault::ModeRefused, CameraFault::NoRoom)
        );
        assert!(matches!(fault(12), CameraFault::Other { .. }));
    }

    #[test]
    fn only_a_hiccup_is_transient() {
        assert!(CameraFault::Interrupted.is_transient() && !CameraFault::Unplugged.is_transient());
    }
}
