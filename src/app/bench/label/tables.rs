//! Labels that other programs write: tiers of ELAN (`NAME.eaf`) and rows of a table (`NAME.labels.csv`).

use std::collections::BTreeMap;

use csv::{ReaderBuilder, Trim};
use roxmltree::{Document, Node};
use serde::Deserialize;

use super::{Label, LabelRep, Origin, UNSAID};
use crate::core::exercises;
use crate::io::plain;

/// The tier of repetitions where the exercise is not the tier's name.
const REPETITIONS: &str = "repetitions";
/// The tier of holds.
const HOLDS: &str = "holds";
/// Says that a person looked for faults and found none.
const NO_FAULT: &str = "none";

/// Reads a file of ELAN (annotation format 2 and 3): a tier named as an exercise, or `repetitions`, has a repetition in
/// each annotation, with its side and faults as text; a tier `holds` has the holds.
pub(super) fn elan(text: &str) -> Result<Label, String> {
    let document = Document::parse(text).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if !root.has_tag_name("ANNOTATION_DOCUMENT") {
        return Err("it is no file of ELAN".to_owned());
    }
    let slots = slots(root);
    let tier = |wanted: &dyn Fn(&str) -> bool| {
        root.children().find(|node| node.has_tag_name("TIER") && node.attribute("TIER_ID").is_some_and(wanted))
    };
    let known = |name: &str| exercises::by_name(name).is_some();
    let of_reps = tier(&|name| name == REPETITIONS || known(name));
    let of_reps = of_reps.ok_or_else(|| format!("it has no tier named `{REPETITIONS}` or as an exercise"))?;
    let name = of_reps.attribute("TIER_ID").unwrap_or_default();
    let mut reps = annotations(of_reps, &slots)?;
    let holds = tier(&|name| name == HOLDS).map(|tier| annotations(tier, &slots)).transpose()?.unwrap_or_default();
    for hold in holds {
        let middle = f64::midpoint(hold.start_s, hold.end_s);
        let rep = reps.iter_mut().find(|rep| rep.start_s <= middle && middle <= rep.end_s);
        let rep = rep.ok_or_else(|| format!("the hold at {middle} s lies in no repetition"))?;
        (rep.peak_start_s, rep.peak_end_s) = (Some(hold.start_s), Some(hold.end_s));
    }
    Ok(label(if name == REPETITIONS { UNSAID } else { name }, reps))
}

/// Times of the slots, in s. One without a time is not aligned.
fn slots<'a>(root: Node<'a, '_>) -> BTreeMap<&'a str, f64> {
    let slot = |node: Node<'a, '_>| {
        let millis: u32 = node.attribute("TIME_VALUE")?.parse().ok()?;
        Some((node.attribute("TIME_SLOT_ID")?, f64::from(millis) / 1000.0))
    };
    root.descendants().filter(|node| node.has_tag_name("TIME_SLOT")).filter_map(slot).collect()
}

fn annotations(tier: Node<'_, '_>, slots: &BTreeMap<&str, f64>) -> Result<Vec<LabelRep>, String> {
    let mut reps = Vec::new();
    for node in tier.descendants().filter(|node| node.has_tag_name("ALIGNABLE_ANNOTATION")) {
        let time = |name: &str| node.attribute(name).and_then(|slot| slots.get(slot)).copied();
        let (Some(start_s), Some(end_s)) = (time("TIME_SLOT_REF1"), time("TIME_SLOT_REF2")) else {
            let id = node.attribute("ANNOTATION_ID").unwrap_or_default();
            return Err(format!("the annotation {id:?} has no times; align it with the video"));
        };
        let value = node.descendants().find(|child| child.has_tag_name("ANNOTATION_VALUE"));
        reps.push(rep((start_s, end_s), value.and_then(|value| value.text()).unwrap_or_default())?);
    }
    reps.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    Ok(reps)
}

/// A row of a table of repetitions. Times are s since the clip's first frame.
#[derive(Debug, Deserialize)]
struct Row {
    start_s: f64,
    end_s: f64,
    #[serde(default)]
    hold_start_s: Option<f64>,
    #[serde(default)]
    hold_end_s: Option<f64>,
    #[serde(default)]
    exercise: Option<String>,
    #[serde(default)]
    side: Option<String>,
    #[serde(default)]
    faults: Option<String>,
}

/// Reads a table with the columns `start_s` and `end_s`, and where they are known `exercise`, `side`, `faults`,
/// `hold_start_s` and `hold_end_s`.
pub(super) fn table(text: &str) -> Result<Label, String> {
    let (text, delimiter) = plain::table(text.as_bytes());
    let mut reader = ReaderBuilder::new().delimiter(delimiter).trim(Trim::All).from_reader(text);
    let (mut reps, mut exercise) = (Vec::new(), None);
    for row in reader.deserialize::<Row>() {
        let row = row.map_err(|error| error.to_string())?;
        let words = [row.side, row.faults].map(Option::unwrap_or_default).join(",");
        let mut rep = rep((row.start_s, row.end_s), &words)?;
        (rep.peak_start_s, rep.peak_end_s) = (row.hold_start_s, row.hold_end_s);
        let named = row.exercise.filter(|name| !name.is_empty());
        if exercise.is_some() && named.is_some() && exercise != named {
            return Err("it names two exercises; give each a clip of its own".to_owned());
        }
        exercise = exercise.or(named);
        reps.push(rep);
    }
    Ok(label(exercise.as_deref().unwrap_or(UNSAID), reps))
}

/// A repetition whose words are a side and faults, between commas, semicolons or spaces; without a fault nobody looked for
/// them, unless it says `none`.
fn rep((start_s, end_s): (f64, f64), words: &str) -> Result<LabelRep, String> {
    if !(start_s.is_finite() && end_s.is_finite() && 0.0 <= start_s && start_s < end_s) {
        return Err(format!("a repetition from {start_s} s to {end_s} s is none"));
    }
    let words = words.split([',', ';', ' ', '\n']).map(|word| word.trim().to_lowercase());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let (sides, faults): (Vec<String>, Vec<String>) =
        words.into_iter().partition(|word| ["left", "right", "both"].contains(&word.as_str()));
    let known = |id: &String| {
        id == NO_FAULT || exercises::all().into_iter().flat_map(|exercise| exercise.faults).any(|fault| fault.id == id)
    };
    if let Some(unknown) = faults.iter().find(|id| !known(id)) {
        return Err(format!("{unknown:?} is no fault, no side and not `{NO_FAULT}`"));
    }
    let found: Vec<String> = faults.iter().filter(|id| *id != NO_FAULT).cloned().collect();
    Ok(LabelRep {
        start_s,
        end_s,
        peak_start_s: None,
        peak_end_s: None,
        peak: BTreeMap::new(),
        side: sides.into_iter().find(|side| side != "both"),
        faults: (!faults.is_empty()).then_some(found),
        is_coarse: false,
    })
}

fn label(exercise: &str, reps: Vec<LabelRep>) -> Label {
    Label {
        source: Origin::Filmed,
        exercise: Some(exercise.to_owned()),
        near_side: None,
        count: None,
        up: None,
        reps: Some(reps),
        faults: None,
        frames: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ELAN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-11-30T12:00:00+01:00" FORMAT="3.0" VERSION="3.0">
  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
  <TIME_ORDER>
    <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1200"/><TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="2500"/>
    <TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="4500"/><TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="6000"/>
    <TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="8000"/><TIME_SLOT TIME_SLOT_ID="ts6" TIME_VALUE="12000"/>
    <TIME_SLOT TIME_SLOT_ID="ts7"/>
  </TIME_ORDER>
  <TIER LINGUISTIC_TYPE_REF="default" TIER_ID="hip_bridge">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts5" TIME_SLOT_REF2="ts6">
      <ANNOTATION_VALUE>none</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts4">
      <ANNOTATION_VALUE>left, hips_low</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="default" TIER_ID="holds">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3">
      <ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
</ANNOTATION_DOCUMENT>"#;

    #[test]
    fn tiers_of_elan_are_repetitions_with_side_faults_and_hold() {
        let label = elan(ELAN).unwrap();
        assert_eq!((label.exercise.as_deref(), label.n_reps()), (Some("hip_bridge"), 2));
        let reps = label.reps().unwrap();
        assert_eq!((reps[0].start_s, reps[0].end_s), (1.2, 6.0));
        assert_eq!((reps[0].peak_start_s, reps[0].peak_end_s), (Some(2.5), Some(4.5)));
        assert_eq!(
            (reps[0].side.as_deref(), reps[0].faults.as_deref()),
            (Some("left"), Some(&["hips_low".into()][..]))
        );
        assert_eq!(reps[1].faults, Some(Vec::new()), "somebody looked and found none");
        let unnamed = elan(&ELAN.replace("TIER_ID=\"hip_bridge\"", "TIER_ID=\"repetitions\"")).unwrap();
        assert_eq!(unnamed.exercise.as_deref(), Some(UNSAID));
    }

    #[test]
    fn a_wrong_file_of_elan_is_refused_with_its_cause() {
        let causes = [
            (ELAN.replace("hip_bridge", "hip_brigde"), "no tier named"),
            (ELAN.replace("TIME_SLOT_REF2=\"ts6\"", "TIME_SLOT_REF2=\"ts7\""), "\"a2\" has no times"),
            (ELAN.replace("hips_low", "hips_lwo"), "\"hips_lwo\" is no fault"),
            (ELAN.replace("ANNOTATION_DOCUMENT", "SOMETHING"), "no file of ELAN"),
            (
                ELAN.replace("TIME_SLOT_REF1=\"ts1\"", "TIME_SLOT_REF1=\"ts3\""),
                "the hold at 3.5 s lies in no repetition",
            ),
        ];
        for (text, cause) in causes {
            let error = elan(&text).unwrap_err();
            assert!(error.contains(cause), "{error}");
        }
        assert!(elan("<ANNOTATION_DOCUMENT>").is_err());
    }

    #[test]
    fn a_table_is_read_with_commas_or_semicolons_and_names_one_exercise() {
        let text = "start_s,end_s,exercise,side,faults\n1.0,4.0,knee_to_chest,right,short_range short_hold\n5,8,,,\n";
        let label = table(text).unwrap();
        assert_eq!((label.exercise.as_deref(), label.n_reps()), (Some("knee_to_chest"), 2));
        let reps = label.reps().unwrap();
        assert_eq!(reps[0].faults.as_deref(), Some(&["short_range".into(), "short_hold".into()][..]));
        assert_eq!((reps[0].side.as_deref(), reps[1].faults.as_deref()), (Some("right"), None));
        assert_eq!(table("start_s;end_s\n1.0;4.0\n").unwrap().exercise.as_deref(), Some(UNSAID));
        assert!(
            table("start_s,end_s,exercise\n1,2,hip_bridge\n3,4,pelvic_tilt\n").unwrap_err().contains("two exercises")
        );
        assert!(table("start_s,end_s\n4,1\n").unwrap_err().contains("is none"));
        assert!(table("start_s,end_s\n1,x\n").is_err() && table("from,to\n1,2\n").is_err());
    }
}
