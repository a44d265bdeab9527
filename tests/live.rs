//! A session against the scoring of the same clip.

#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use formcheck::app::live::{
    Control, Ended, Live, LiveStage, LiveState, PlayClock, SessionOptions, SoundSink, SourceChoice, Until,
    VoiceGuideOptions,
};
use formcheck::app::ui;
use formcheck::core::exercise::Goal;
use formcheck::core::exercises::HIP_BRIDGE;
use formcheck::core::judge::Search;
use formcheck::core::report::{Judgement, Report};
use formcheck::core::safety::StopReason;
use formcheck::guide::cue::{CueStage, Prompt, Sound};
use formcheck::io::inference::Model;
use formcheck::io::pipeline::{Job, score};
use formcheck::io::recording::{Keep, SessionFile, SessionState, SoundSettings, judge_log, looked_for};
use formcheck::io::video::Seeker;

const CLIP: &str = "sample_videos/bridge_short_hold.mp4";

fn path(clip: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(clip)
}

fn options(clip: &str, until: Until) -> SessionOptions {
    SessionOptions {
        search: Search::One(&HIP_BRIDGE),
        goal: None,
        source: SourceChoice::File(path(clip), PlayClock::File),
        until,
        model: Model::Full,
        report: None,
        guide: None,
        keep: None,
        has_video: false,
        cancelled: Arc::new(AtomicBool::new(false)),
    }
}

fn scored(clip: &str) -> Judgement {
    let job = Job {
        input: &path(clip),
        stills_fps: None,
        model: Model::Full,
        n_workers: 2,
        every_frame: false,
        poses: None,
        annotate: None,
        cancelled: &AtomicBool::new(false),
        progress: &|_, _| {},
    };
    score(&job, Search::One(&HIP_BRIDGE)).unwrap().judgement
}

/// Sits until the end; `each` sees every state that is not missed.
fn sit(options: SessionOptions, mut each: impl FnMut(&Live, &LiveState)) -> (LiveState, Ended) {
    let (woken, wakes) = std::sync::mpsc::sync_channel(1);
    let live = Live::start(options, move || {
        let _is_awake = woken.try_send(()).is_err();
    })
    .unwrap();
    loop {
        wakes.recv().unwrap();
        let Some(shown) = live.shown() else { continue };
        each(&live, &shown);
        if matches!(shown.stage, LiveStage::Done(_) | LiveStage::Failed(_)) {
            return (shown, live.end());
        }
    }
}

#[test]
fn a_played_clip_is_judged_as_when_scored_and_its_report_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new/report.json");
    let options = SessionOptions { report: Some(file.clone()), ..options(CLIP, Until::End) };
    let mut counts = Vec::new();
    let (shown, ended) = sit(options, |_, shown| counts.extend(shown.picture.as_ref().map(|it| it.view.n_reps)));
    let (live, offline) = (ended.report.unwrap(), scored(CLIP));
    assert_eq!((ended.outcome.code(), live.video.as_str()), (0, "bridge_short_hold.mp4"));
    assert!(counts.is_sorted() && counts.contains(&3), "counted while it happened: {counts:?}");
    assert_eq!(shown.numbers.n_skipped, 0, "by the file's clock every picture is looked at");
    assert_eq!(live.judgement, offline);
    let written: Report = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(written, *live);
}

#[test]
fn a_repetition_during_a_pause_does_not_count_and_the_set_goes_on_after_it() {
    // Repetitions of this clip: 0.9–3.5, 4.2–6.7, 7.5–10.1, 10.8–13.3 s. The second is left out.
    let (mut is_sent, mut was_paused) = ([false; 2], false);
    let (_, ended) = sit(options(CLIP, Until::End), |live, shown| {
        was_paused |= shown.stage == LiveStage::Paused;
        for (is_sent, (at, command)) in is_sent.iter_mut().zip([(3.8, Control::Pause), (7.0, Control::Resume)]) {
            if !*is_sent && at <= shown.secs {
                live.send(command);
                *is_sent = true;
            }
        }
    });
    let judgement = &ended.report.unwrap().judgement;
    let starts: Vec<f64> = judgement.reps.iter().map(|rep| rep.start_s.floor()).collect();
    assert!(was_paused);
    assert_eq!(starts, [0.0, 7.0, 10.0], "{:?}", judgement.reps);
    assert!(judgement.notes.iter().any(|note| note.starts_with("paused from 3.")), "{:?}", judgement.notes);
}

#[test]
fn a_set_ends_when_asked_after_its_time_or_with_ctrl_c_and_is_judged() {
    let cancelled = Arc::new(AtomicBool::new(false));
    let after = |secs: f64, act: &dyn Fn(&Live), options: SessionOptions| {
        let (_, ended) = sit(options, |live, shown| {
            if secs <= shown.secs {
                act(live);
            }
        });
        (ended.outcome.code(), ended.report.unwrap().judgement.reps.len())
    };
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| after(4.5, &|live| live.send(Control::Stop), options(CLIP, Until::Asked)));
        let timed = scope.spawn(|| after(99.0, &|_| {}, options(CLIP, Until::Secs(4.5))));
        let stopped = after(
            4.5,
            &|_| cancelled.store(true, Ordering::Relaxed),
            SessionOptions { cancelled: Arc::clone(&cancelled), ..options(CLIP, Until::End) },
        );
        assert_eq!([asked.join().unwrap(), timed.join().unwrap(), stopped], [(0, 1), (0, 1), (130, 1)]);
    });
}

#[test]
fn a_set_of_a_plan_ends_when_its_repetitions_are_done_and_is_judged_by_the_hold_that_was_asked_for() {
    // Two repetitions held for 2.4 and 2.2 s, done at 16 s of 22: without a plan both are long enough.
    let clip = "sample_videos/bridge_getting_down_and_up.mp4";
    let goal = Goal { reps: Some(2), hold_secs: Some(5.0) };
    let data = tempfile::tempdir().unwrap();
    let keep = Keep { base: data.path().to_owned(), profile: "Me".into(), pain_before: None };
    let (shown, ended) =
        sit(SessionOptions { goal: Some(goal), keep: Some(keep), ..options(clip, Until::End) }, |_, _| {});
    assert!(shown.secs < 20.0, "{}", shown.secs);
    let report = ended.report.unwrap();
    let (set, reps) = (report.judgement.sets.first().unwrap(), &report.judgement.reps);
    assert_eq!((set.n_reps, set.goal, set.hold_goal_s), (2, Some(2), Some(5.0)));
    let limits = |judgement: &Judgement| -> Vec<f64> {
        let findings = judgement.reps.iter().flat_map(|rep| &rep.findings);
        findings.filter(|it| it.fault == "short_hold").map(|it| it.limit.fine).collect()
    };
    assert_eq!((limits(&report.judgement), reps.len()), (vec![5.0, 5.0], 2));
    assert_eq!(limits(&scored(clip)), [0.0; 0]);
    let folder = ended.folder.unwrap();
    let again = judge_log(&folder.join("poses.log.zst"), looked_for(&SessionFile::read(&folder).unwrap())).unwrap();
    assert_eq!(limits(&again.report.judgement), [5.0, 5.0], "judged again by what was asked for");
}

#[test]
fn what_cannot_be_judged_is_told_in_one_sentence() {
    let (shown, ended) = sit(options("no_such.mp4", Until::End), |_, _| {});
    assert_eq!(ended.outcome.code(), 3);
    assert!(ended.said.as_ref().unwrap().contains("no_such.mp4"));
    assert_eq!(shown.stage, LiveStage::Failed(ended.said.unwrap()));
    let (_, ended) = sit(options(CLIP, Until::Secs(0.5)), |_, _| {});
    assert_eq!(ended.outcome.code(), 3);
    assert!(ended.said.unwrap().starts_with("only 0."));
}

#[test]
fn a_report_that_cannot_be_written_is_told_and_the_set_still_shown() {
    let options = SessionOptions { report: Some("/dev/full".into()), ..options(CLIP, Until::Secs(2.5)) };
    let (shown, ended) = sit(options, |_, _| {});
    assert_eq!(ended.outcome.code(), 5);
    assert!(ended.said.unwrap().contains("/dev/full") && matches!(shown.stage, LiveStage::Done(_)));
}

#[test]
fn a_report_does_not_take_the_place_of_the_video() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("clip.mp4");
    std::fs::copy(path(CLIP), &copy).unwrap();
    let source = SourceChoice::File(copy.clone(), PlayClock::File);
    let (_, ended) =
        sit(SessionOptions { source, report: Some(copy.clone()), ..options(CLIP, Until::Secs(2.5)) }, |_, _| {});
    assert_eq!((ended.outcome.code(), std::fs::read(copy).unwrap()), (5, std::fs::read(path(CLIP)).unwrap()));
}

#[test]
fn a_whole_session_is_led_by_ear_paused_and_ended_by_body_and_its_recording_gives_the_same_report() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("said.txt");
    let said = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&said);
    let sink = SoundSink::new(move |sound| {
        if let Sound::Say(prompt) = sound {
            heard.lock().unwrap().push(prompt);
        }
    });
    let sound = SoundSettings::default();
    let guide = VoiceGuideOptions {
        sound,
        n_sessions: 0,
        secs: Prompt::estimated_secs,
        words: ui::said,
        language: "de",
        sink,
        transcript: Some(file.clone()),
    };
    let keep = Keep { base: folder.path().join("sittings"), profile: "Me".into(), pain_before: Some(1) };
    let clip = enlarged(folder.path());
    // In real time, as the recorder must keep up.
    let source = SourceChoice::File(clip.clone(), PlayClock::Machine);
    let options = SessionOptions { source, ..options(clip.to_str().unwrap(), Until::Asked) };
    let mut stages = Vec::new();
    let (_, ended) =
        sit(SessionOptions { guide: Some(guide), keep: Some(keep), has_video: true, ..options }, |_, shown| {
            stages.extend(shown.guide.map(|guide| guide.stage));
        });
    let said = said.lock().unwrap().clone();
    let transcript = std::fs::read_to_string(file).unwrap();
    println!("{transcript}");
    stages.dedup();
    assert_eq!(
        stages,
        [
            CueStage::Coaching,
            CueStage::CountingDown,
            CueStage::Doing,
            CueStage::Paused,
            CueStage::Doing,
            CueStage::Paused
        ]
    );
    let at = |prompt| said.iter().position(|it| *it == prompt).unwrap_or_else(|| panic!("{prompt:?}\n{transcript}"));
    let correction = |fault| Prompt::Correction("hip_bridge", fault);
    let order = [
        Prompt::StopRule,
        Prompt::Countdown(3),
        Prompt::Go,
        Prompt::Number(1),
        correction("hips_low"),
        Prompt::Number(5),
        correction("head_lifted"),
        Prompt::Paused,
        Prompt::Resumed,
        Prompt::Number(6),
        Prompt::Done,
    ];
    assert!(order.map(at).is_sorted(), "{transcript}");
    let is_said = |line: &&str| !line.contains('(') && !line.starts_with('#');
    assert_eq!(transcript.lines().filter(is_said).count(), said.len());
    assert!(transcript.starts_with("# hip_bridge\n"), "{transcript}");
    assert!(transcript.contains(&ui::said("de", Prompt::StopRule)), "in the language of the session: {transcript}");
    assert!(!transcript.contains(&Prompt::StopRule.words()), "{transcript}");
    assert!(1.0 < ended.talk_secs && ended.talk_secs < 20.0);
    assert_recording_gives(&ended.report.unwrap(), &ended.folder.unwrap());
}

/// The sample of a whole session as a camera of 1280 × 720 px would show it: a person who is too small is told so first.
fn enlarged(folder: &Path) -> PathBuf {
    let clip = folder.join("large.mp4");
    let mut ffmpeg = std::process::Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-i"]).arg(path("sample_videos/bridge_whole_session.mp4"));
    ffmpeg.args(["-vf", "scale=1280:720", "-preset", "ultrafast", "-crf", "20"]).arg(&clip);
    assert!(ffmpeg.stdin(std::process::Stdio::null()).status().unwrap().success());
    clip
}

/// The log and the video of a session in which the set began late.
fn assert_recording_gives(report: &Report, folder: &Path) {
    let again = judge_log(&folder.join("poses.log.zst"), Search::One(&HIP_BRIDGE)).unwrap();
    let (reps, again) = (&report.judgement.reps, &again.report.judgement.reps);
    assert_eq!((reps.len(), again.len()), (6, 6));
    for (rep, again) in reps.iter().zip(again) {
        // Times that were shifted are rounded once more.
        assert!((rep.start_s - again.start_s).abs() < 0.0021 && (rep.end_s - again.end_s).abs() < 0.0021);
        assert!((rep.score.unwrap() - again.score.unwrap()).abs() < 0.2, "{rep:?} {again:?}");
    }
    let first = reps.first().unwrap();
    assert!(first.start_s < 15.0, "counted from the beginning of the set: {}", first.start_s);
    let seeker = Seeker::open(&folder.join("video.mp4")).unwrap();
    let secs = seeker.times().last().unwrap().secs();
    assert!(reps.last().unwrap().end_s < secs && secs < 75.0, "{secs} s of video");
}

#[test]
fn who_says_that_it_hurts_is_told_to_stop_and_no_result() {
    let said = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&said);
    let sink = SoundSink::new(move |sound| heard.lock().unwrap().push(sound));
    let sound = SoundSettings::default();
    let guide = VoiceGuideOptions {
        sound,
        n_sessions: 0,
        secs: Prompt::estimated_secs,
        words: ui::said,
        language: "en",
        sink,
        transcript: None,
    };
    let mut is_sent = false;
    let (_, ended) = sit(SessionOptions { guide: Some(guide), ..options(CLIP, Until::Asked) }, |live, shown| {
        if !is_sent && 5.0 <= shown.secs {
            live.send(Control::Hurts);
            is_sent = true;
        }
    });
    let said = said.lock().unwrap().clone();
    let stop = ended.stop.unwrap();
    assert_eq!(stop.reason, StopReason::MorePain.id());
    assert!(5.0 <= stop.at_s.unwrap(), "{stop:?}");
    assert_eq!(said.last(), Some(&Sound::Say(Prompt::Stop(StopReason::MorePain))));
    assert!(!said.contains(&Sound::Say(Prompt::Done)) && ended.report.is_some(), "kept, and not told: {said:?}");
}

/// Before the first picture, in the first second, and later: what is kept of a set that hurt.
#[test]
fn a_set_that_hurts_is_kept_as_stopped_however_short_it_was() {
    for (at_secs, least_samples) in [(None, 0), (Some(0.4), 1), (Some(5.0), 30)] {
        let folder = tempfile::tempdir().unwrap();
        let keep = Keep { base: folder.path().join("sittings"), profile: "Me".into(), pain_before: Some(2) };
        let options = SessionOptions { keep: Some(keep), ..options(CLIP, Until::Asked) };
        let mut is_sent = false;
        let (shown, ended) = sit(options, |live, shown| {
            if !is_sent && at_secs.is_none_or(|at| at <= shown.secs) {
                live.send(Control::Hurts);
                is_sent = true;
            }
        });
        assert!(matches!(shown.stage, LiveStage::Done(_)), "{at_secs:?}: {:?}", shown.stage);
        assert_eq!((ended.outcome.code(), ended.said.as_deref()), (0, None), "{at_secs:?}");
        let report = ended.report.unwrap();
        assert!(report.timing.as_ref().map_or(0, |timing| timing.frames) >= least_samples);
        assert!(at_secs == Some(5.0) || report.judgement.refusal.is_none(), "nothing is asked of somebody in pain");
        let session = SessionFile::read(&ended.folder.unwrap()).unwrap();
        assert_eq!((session.state, session.stop_reason()), (SessionState::Stopped, Some(StopReason::MorePain)));
        assert_eq!((&session.stop, session.pain_before), (&ended.stop, Some(2)));
        assert_eq!(report.session.as_ref().map(|told| &told.stop), Some(&ended.stop));
    }
}
