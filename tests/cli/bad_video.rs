//! Recordings that cannot be read, or in which there is nothing to judge.

use std::fs;

use crate::desk::Desk;

const H264: &str = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";

#[test]
fn what_is_no_video_is_an_input_error() {
    let desk = Desk::new();
    assert!(desk.fails("score none.mp4", 3).contains("no such file or folder; check the spelling: none.mp4"));
    assert!(desk.fails("pose none.mp4", 3).contains("no such file or folder"));
    desk.write("empty.mp4", "");
    assert!(desk.fails("score empty.mp4", 3).contains("the file is empty"));
    desk.write("text.mp4", "Dear diary,\n".repeat(100));
    assert!(desk.fails("score text.mp4", 3).contains("this is not a video"));
    let noise: Vec<u8> = (0..50_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
    desk.write("noise.mp4", noise);
    assert!(desk.fails("score noise.mp4", 3).contains("this is not a video"));
    desk.ffmpeg("-f lavfi -i sine=duration=1 sound.mp4");
    assert!(desk.fails("score sound.mp4", 3).contains("no pictures"));
}

#[test]
fn a_truncated_video_is_read_as_far_as_it_goes() {
    let desk = Desk::new();
    desk.test_picture("index_last.mp4", "160x120", 3.0, H264);
    desk.test_picture("index_first.mp4", "160x120", 4.0, &format!("-r 10 {H264} -g 5 -movflags +faststart"));
    let cut = |name: &str, share: f64| {
        let bytes = fs::read(desk.path(name)).unwrap();
        desk.write("cut.mp4", &bytes[..(bytes.len() as f64 * share) as usize]);
    };
    cut("index_last.mp4", 0.5);
    assert!(desk.fails("score cut.mp4", 3).contains("its index is missing"));
    cut("index_first.mp4", 0.3);
    assert!(desk.fails("score cut.mp4", 3).contains("less than 2 s hold no repetition"));
    cut("index_first.mp4", 0.8);
    let notes = desk.refuses("score cut.mp4")["notes"].to_string();
    assert!(notes.contains("the file is cut off"), "{notes}");
}

#[test]
fn pictures_of_unusable_size_are_an_input_error_that_names_the_file() {
    let desk = Desk::new();
    desk.test_picture("dot.mkv", "64x64", 0.1, "-vf scale=1:1 -c:v ffv1");
    let sentence = desk.fails("score dot.mkv", 3);
    assert!(sentence.contains("too small (1x1 px)") && sentence.ends_with("dot.mkv"), "{sentence}");
    desk.ffmpeg(&format!("-f lavfi -i color=size=7680x4320 -frames:v 1 {H264} 8k.mp4"));
    let sentence = desk.fails("score 8k.mp4", 3);
    assert!(sentence.contains("too large (7680x4320 px") && sentence.ends_with("8k.mp4"), "{sentence}");
    assert!(desk.fails("score none.mp4 8k.mp4 -j 1 --annotate out.mp4", 2).contains("take one INPUT"));
}

#[test]
fn too_few_frames_are_an_input_error() {
    let desk = Desk::new();
    desk.test_picture("none.mp4", "160x120", 0.1, "-c:v libx264 -movflags frag_keyframe+empty_moov");
    let bytes = fs::read(desk.path("none.mp4")).unwrap();
    let moof = bytes.windows(4).position(|window| window == b"moof").unwrap() - 4;
    desk.write("none.mp4", &bytes[..moof]);
    assert!(desk.fails("score none.mp4", 3).contains("no frame"));
    desk.test_picture("one.mp4", "160x120", 1.0, &format!("-frames:v 1 {H264}"));
    for command in ["score one.mp4 --annotate out.mp4 --poses out.poses", "pose one.mp4"] {
        let sentence = desk.fails(command, 3);
        assert!(sentence.contains("only 0.0 s can be read") && sentence.ends_with("one.mp4"), "{sentence}");
    }
}

#[test]
fn a_video_without_time_stamps_is_an_input_error() {
    let desk = Desk::new();
    desk.test_picture("raw.h264", "160x120", 0.3, "-c:v libx264");
    assert!(desk.fails("score raw.h264", 3).contains("no time stamps; give it a rate with"));
}

#[test]
fn a_folder_needs_stills_and_a_rate() {
    let desk = Desk::new();
    fs::create_dir(desk.path("stills")).unwrap();
    assert!(desk.fails("score stills", 3).contains("give --fps"));
    assert!(desk.fails("score stills --fps 10", 3).contains("no JPEG or PNG stills"));
    desk.write("stills/a.png", "broken");
    assert!(desk.fails("score stills --fps 10", 3).contains("no JPEG or PNG stills"));
    desk.ffmpeg("-f lavfi -i testsrc2=size=64x48:rate=10:duration=2.2 stills/%d.png");
    assert!(desk.fails("score stills --fps 0", 2).contains("0 is no frame rate"));
    assert!(desk.fails("score stills --fps 1000", 3).contains("less than 2 s"));
    let report = desk.refuses("score stills --fps 10");
    assert_eq!(report["timing"]["frames"], 22);
    assert_eq!(report["notes"].as_array().unwrap().last().unwrap()["text"], "1 unreadable still(s) skipped: a.png");
}

#[test]
fn a_video_with_nobody_in_it_is_refused() {
    let desk = Desk::new();
    desk.test_picture("nobody.mp4", "160x120", 2.2, &format!("-r 10 {H264}"));
    assert_eq!(desk.refuses("score nobody.mp4")["refusal"]["reason"], "no_person");
    desk.ffmpeg(&format!("-f lavfi -i color=black:size=160x120:rate=10:duration=2.2 {H264} dark.mp4"));
    assert_eq!(desk.refuses("score dark.mp4")["refusal"]["reason"], "too_dark");
}
