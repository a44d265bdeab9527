//! Voices made of small scripts that write down what they were asked.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::*;

fn script(folder: &Path, name: &str, body: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn voice(folder: &Path) -> Option<SystemVoice> {
    voice_of(folder, Language::English)
}

fn voice_of(folder: &Path, language: Language) -> Option<SystemVoice> {
    voice_in([PathBuf::from("relative"), folder.to_owned()].into_iter(), language)
}

#[test]
fn the_users_own_voice_comes_first_and_none_is_fine() {
    let folder = tempfile::tempdir().unwrap();
    assert!(voice(folder.path()).is_none());
    fs::write(folder.path().join("espeak-ng"), "no program").unwrap();
    assert!(voice(folder.path()).is_none());
    script(folder.path(), "espeak-ng", "");
    assert_eq!(voice(folder.path()).unwrap().kind, Kind::Espeak);
    script(folder.path(), "spd-say", "");
    assert_eq!(voice(folder.path()).unwrap().kind, Kind::Dispatcher);
}

#[test]
fn text_is_one_argument_and_never_an_option_or_a_command() {
    let folder = tempfile::tempdir().unwrap();
    script(folder.path(), "espeak-ng", "printf '%s\\n' \"$@\" > \"$0.said\"");
    let mut voice = voice(folder.path()).unwrap();
    voice.say("--help; touch $0.bad", 0.5);
    voice.speaking.as_mut().unwrap().wait().unwrap();
    let said = fs::read_to_string(folder.path().join("espeak-ng.said")).unwrap();
    assert_eq!(
        said.lines().collect::<Vec<_>>(),
        ["-v", "en-us", "-s", "150", "-a", "50", "--", "--help; touch $0.bad"]
    );
    assert!(!folder.path().join("espeak-ng.bad").exists());
}

#[test]
fn each_program_is_told_the_language() {
    let said = |name, language| {
        let folder = tempfile::tempdir().unwrap();
        script(folder.path(), name, "printf '%s ' \"$@\" > \"$0.said\"");
        let mut voice = voice_of(folder.path(), language).unwrap();
        voice.say("7", 1.0);
        voice.speaking.as_mut().unwrap().wait().unwrap();
        fs::read_to_string(folder.path().join(format!("{name}.said"))).unwrap()
    };
    assert_eq!(said("espeak-ng", Language::German), "-v de -s 150 -a 100 -- 7 ");
    assert_eq!(said("spd-say", Language::German), "--wait -l de --volume 100 -- 7 ");
    assert_eq!(said("spd-say", Language::English), "--wait -l en --volume 100 -- 7 ");
}

#[test]
fn the_next_text_ends_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    script(folder.path(), "spd-say", "[ \"$1\" = --cancel ] && { : > \"$0.cancelled\"; exit; }\nexec sleep 600");
    let mut voice = voice(folder.path()).unwrap();
    voice.say("one", 1.0);
    let first = voice.speaking.as_ref().unwrap().id();
    voice.say("two", 1.0);
    assert!(folder.path().join("spd-say.cancelled").exists());
    assert!(!Path::new(&format!("/proc/{first}")).exists());
    let second = voice.speaking.as_ref().unwrap().id();
    drop(voice);
    assert!(!Path::new(&format!("/proc/{second}")).exists());
}
