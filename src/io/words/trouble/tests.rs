use std::collections::BTreeSet;

use super::*;

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn every_code_has_words_in_every_language_with_the_same_values() {
    let [english, german] = [Words::english(), Words::of(Some("de"), None)];
    let ids: BTreeSet<&str> =
        TroubleCode::ALL.iter().filter(|code| **code != TroubleCode::Free).map(|code| code.id()).collect();
    for words in [english, german] {
        let known: BTreeSet<&str> = words.troubles.troubles.keys().map(String::as_str).collect();
        assert_eq!(known, ids, "{}", words.code);
    }
    for (id, text) in &english.troubles.troubles {
        let of_german = &german.troubles.troubles[id];
        assert_eq!(placeholders(text), placeholders(of_german), "{id}");
        assert_ne!(text, of_german, "{id} is not translated");
    }
    let keys = |words: &Words| words.troubles.advice.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(english), keys(german));
    for remedy in Remedy::ALL {
        assert_eq!(english.troubles.advice[remedy.id()], remedy.words());
    }
}

#[test]
fn causes_and_numbers_are_in_the_readers_language_and_the_programs_own_words_stay() {
    let german = Words::of(Some("de"), None);
    let full = io::Error::from_raw_os_error(28);
    let trouble = Trouble::new(TroubleCode::NotKeptYet, [("source", Value::cause(&full))]);
    assert_eq!(
        trouble.to_string(),
        "the session is not kept while it goes on (No space left on device (os error 28)); free some space"
    );
    assert_eq!(
        german.trouble(&trouble),
        "Die Sitzung wird nicht aufbewahrt, während sie läuft (der Datenträger ist voll). Schaffen Sie Platz."
    );
    let own = Value::cause(&io::Error::new(io::ErrorKind::InvalidData, "line 3: key `x` is unknown"));
    let said = german.trouble(&Trouble::new(TroubleCode::SettingsNotKept, [("source", own)]));
    assert!(said.contains("(line 3: key `x` is unknown)"), "{said}");
    let short = Trouble::new(TroubleCode::TooShort, [("secs", Value::number("1.5"))]);
    assert!(short.contains("only 1.5 s") && german.trouble(&short).starts_with("Nur 1,5 s"));
    let free = Trouble::from("this is free");
    assert_eq!(german.trouble(&free), "this is free");
}

#[test]
fn a_trouble_may_explain_another() {
    let german = Words::of(Some("de"), None);
    let inner = Trouble::new(TroubleCode::EncodeDiskFull, [("path", Value::text("/x"))]);
    let outer = Trouble::new(TroubleCode::RecorderVideo, [("trouble", Value::trouble(inner))]);
    assert_eq!(
        outer.to_string(),
        "the video is not recorded, only the poses: the disk is full; free some space or choose another place: /x"
    );
    let said = german.trouble(&outer);
    assert!(said.ends_with(
        "nur die Posen. Der Datenträger ist voll. Schaffen Sie Platz, oder wählen Sie einen anderen Ort: /x"
    ));
}
