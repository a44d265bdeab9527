//! The list of what can go wrong in front of a person.

/// Declares an enum whose variants have an id, and lists them all.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// Codes of troubles, whatever the language. The words are in `assets/words/trouble`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the English words say what each is")]
        pub enum TroubleCode { $($(#[$doc])* $name,)* }

        impl TroubleCode {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns its key in the files of words.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

codes! {
    // A sentence of the system's or of a library, which has no code.
    Free = "free",
    // Camera.
    CameraNone = "camera_none",
    CameraNotFound = "camera_not_found",
    CameraUnplugged = "camera_unplugged",
    CameraStalled = "camera_stalled",
    CameraGarbled = "camera_garbled",
    CameraBusy = "camera_busy",
    CameraDenied = "camera_denied",
    CameraNoMode = "camera_no_mode",
    CameraModeRefused = "camera_mode_refused",
    CameraNoRoom = "camera_no_room",
    CameraInterrupted = "camera_interrupted",
    CameraSlept = "camera_slept",
    CameraOther = "camera_other",
    CameraSilent = "camera_silent",
    CameraOtherSize = "camera_other_size",
    CameraNotBuilt = "camera_not_built",
    // Sound.
    SoundNoDevice = "sound_no_device",
    SoundRefused = "sound_refused",
    SoundLost = "sound_lost",
    SoundNoThread = "sound_no_thread",
    SoundNotBuilt = "sound_not_built",
    // Videos.
    VideoNotFound = "video_not_found",
    VideoIsFolder = "video_is_folder",
    VideoDenied = "video_denied",
    VideoIo = "video_io",
    VideoEmpty = "video_empty",
    VideoNoVideo = "video_no_video",
    VideoNoFile = "video_no_file",
    VideoDamaged = "video_damaged",
    VideoNoPictures = "video_no_pictures",
    VideoNoFrames = "video_no_frames",
    VideoNoTimes = "video_no_times",
    VideoTooSmall = "video_too_small",
    VideoTooLarge = "video_too_large",
    VideoNeedsFfmpeg = "video_needs_ffmpeg",
    VideoNoSeek = "video_no_seek",
    VideoFfmpeg = "video_ffmpeg",
    VideoNoStills = "video_no_stills",
    VideoBadRate = "video_bad_rate",
    // Writing a video.
    EncodeCreate = "encode_create",
    EncodeDiskFull = "encode_disk_full",
    EncodeIo = "encode_io",
    EncodeBadSize = "encode_bad_size",
    EncodeOtherSize = "encode_other_size",
    EncodeFailed = "encode_failed",
    EncodeNoFrames = "encode_no_frames",
    // Pose model.
    ModelNoEngine = "model_no_engine",
    ModelMissing = "model_missing",
    ModelDamaged = "model_damaged",
    ModelUnreadable = "model_unreadable",
    ModelEngine = "model_engine",
    ModelNoOutput = "model_no_output",
    ModelThreadLost = "model_thread_lost",
    NoThread = "no_thread",
    // Pose logs, joints of others, reports.
    LogIo = "log_io",
    LogHeader = "log_header",
    LogLine = "log_line",
    LogWrite = "log_write",
    JointsIo = "joints_io",
    JointsNoRate = "joints_no_rate",
    JointsDamaged = "joints_damaged",
    JointsNoBody = "joints_no_body",
    OfFile = "of_file",
    TooShortFile = "too_short_file",
    NoPictures = "no_pictures",
    Write = "write",
    Cancelled = "cancelled",
    ReviewMissing = "review_missing",
    ReviewNoSession = "review_no_session",
    ReviewReport = "review_report",
    ReviewMarks = "review_marks",
    ReviewPain = "review_pain",
    ReviewPast = "review_past",
    // Recording and keeping a session.
    RecorderFolder = "recorder_folder",
    RecorderDiskFull = "recorder_disk_full",
    RecorderLog = "recorder_log",
    RecorderVideo = "recorder_video",
    RecorderDied = "recorder_died",
    JudgeDied = "judge_died",
    TooShort = "too_short",
    NotKeptYet = "not_kept_yet",
    ReportNotKept = "report_not_kept",
    SessionNotKept = "session_not_kept",
    ReportNotWritten = "report_not_written",
    ExportReport = "export_report",
    ExportNoSession = "export_no_session",
    ReportNotBuilt = "report_not_built",
    // Settings, past sessions, plans.
    SettingsSetAside = "settings_set_aside",
    SettingsNotKept = "settings_not_kept",
    SessionUnreadable = "session_unreadable",
    AnswersNotKept = "answers_not_kept",
    MarkNotKept = "mark_not_kept",
    FolderNotShown = "folder_not_shown",
    SessionNotRemoved = "session_not_removed",
    SessionOfNobody = "session_of_nobody",
    HistoryNewer = "history_newer",
    HistoryInUse = "history_in_use",
    HistoryIo = "history_io",
    HistorySql = "history_sql",
    PlanIo = "plan_io",
    PlanWrong = "plan_wrong",
    PlanWrite = "plan_write",
    PlanNotKept = "plan_not_kept",
    PlanEntryNotKept = "plan_entry_not_kept",
    PlanNotesIo = "plan_notes_io",
    PlanNotesDamaged = "plan_notes_damaged",
    PlanRatingsIo = "plan_ratings_io",
    PlanRatingsDamaged = "plan_ratings_damaged",
    ReminderIo = "reminder_io",
    ReminderSystemd = "reminder_systemd",
}
