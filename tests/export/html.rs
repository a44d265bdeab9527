//! The page, read by an HTML parser, and its drawings by an XML parser.

use formcheck::io::export::{Evidence, Jpeg, Note, html};
use formcheck::io::words::Words;
use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::stored::Stored;

const SAMPLES: [&str; 4] =
    ["bridge_mixed_feet_head_heavy", "ktc_short_range_man_oblique", "tilt_uneven_woman", "neg_sit_up"];

const BOTH_SIDES: &str = "ktc_single_alternating";

fn parsed(page: &str) -> RcDom {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page);
    let errors = dom.errors.borrow();
    assert!(errors.is_empty(), "{errors:?}");
    drop(errors);
    dom
}

/// An element: its name, its attributes, the text right in it.
type Element = (String, Vec<(String, String)>, String);

/// Every element below a node.
fn elements(node: &Handle) -> Vec<Element> {
    let mut found = Vec::new();
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attrs = attrs.borrow().iter().map(|it| (it.name.local.to_string(), it.value.to_string())).collect();
        let of_child = |child: &Handle| match &child.data {
            NodeData::Text { contents } => contents.borrow().to_string(),
            _ => String::new(),
        };
        let text: String = node.children.borrow().iter().map(of_child).collect();
        found.push((name.local.to_string(), attrs, text));
    }
    for child in node.children.borrow().iter() {
        found.extend(elements(child));
    }
    found
}

fn texts(page: &str, name: &str) -> Vec<String> {
    elements(&parsed(page).document).into_iter().filter(|(it, ..)| it == name).map(|(.., text)| text).collect()
}

#[test]
fn every_page_is_whole_and_fetches_nothing() {
    for sample in SAMPLES {
        let stored = Stored::of(sample);
        let jpeg = Jpeg { bytes: vec![255, 216, 255, 217], width: 640, height: 360 };
        for document in [stored.document(None), stored.with_pictures(&jpeg)] {
            let page = html(&document);
            let all = elements(&parsed(&page).document);
            assert!(
                all.iter().all(|(name, ..)| !["script", "link", "iframe", "object", "base"].contains(&name.as_str()))
            );
            for (name, attribute, value) in
                all.iter().flat_map(|(name, attrs, _)| attrs.iter().map(move |(key, value)| (name, key, value)))
            {
                let is_own = attribute != "src" && attribute != "href" || value.starts_with("data:image/jpeg;base64,");
                assert!(is_own && !attribute.starts_with("on"), "<{name} {attribute}={value}>");
                assert!(attribute == "xmlns" || !value.contains("://"), "<{name} {attribute}={value}>");
            }
            assert!(!texts(&page, "style")[0].contains("url(") && !texts(&page, "style")[0].contains("@import"));
            assert!(texts(&page, "footer")[0].contains("education and practice"));
        }
    }
}

#[test]
fn the_report_says_score_errors_findings_limits_sources_and_what_was_not_judged() {
    let stored = Stored::of("bridge_mixed_feet_head_heavy");
    let page = html(&stored.document(None));
    let score = format!("{:.0}", stored.report.judgement.score.unwrap());
    assert_eq!(texts(&page, "strong"), [score]);
    let headings = texts(&page, "h2");
    for heading in ["Repetitions", "Pictures", "Over time", "Why this score", "How it was measured"] {
        assert!(headings.iter().any(|it| it == heading), "{heading}: {headings:?}");
    }
    let all = ["td", "p", "li"].map(|name| texts(&page, name).join("\n")).concat();
    let finding = stored.report.judgement.reps.iter().flat_map(|rep| &rep.findings).next().unwrap();
    let said = [
        "±".to_owned(),
        "fine up to".to_owned(),
        finding.source.clone(),
        "if every reading is off by its stated error".to_owned(),
        "cannot be seen from the side".to_owned(),
        stored.report.model.sha256[..12].to_owned(),
        format!("version {}", stored.report.rules_version),
    ];
    for said in said {
        assert!(all.contains(&said), "«{said}» is not said");
    }
    assert!(!page.contains("/home/somebody"), "the folder is nobody's business");
}

#[test]
fn the_drawings_are_xml_with_a_curve_in_its_frame_and_both_figures() {
    let page = html(&Stored::of("bridge_mixed_feet_head_heavy").document(None));
    let drawings: Vec<&str> = page.split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap()).collect();
    assert_eq!(drawings.len(), 5, "best, worst, angle, mean, rhythm");
    for drawing in &drawings {
        let xml = format!("<svg{drawing}</svg>");
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let size: Vec<f32> =
            tree.root_element().attribute("viewBox").unwrap().split(' ').map(|it| it.parse().unwrap()).collect();
        for points in tree.descendants().filter_map(|node| node.attribute("points")) {
            for pair in points.split(' ') {
                let (x, y) = pair.split_once(',').unwrap();
                let (x, y): (f32, f32) = (x.parse().unwrap(), y.parse().unwrap());
                assert!((0.0..=size[2]).contains(&x) && (0.0..=size[3]).contains(&y), "{x}, {y} in {size:?}");
            }
        }
    }
    let words: Vec<&str> = drawings[2].split("</text>").filter_map(|it| it.rsplit('>').next()).collect();
    assert!(words.contains(&"hips low") && words.contains(&"overextended") && words.contains(&"time, s"), "{words:?}");
    assert!(drawings[3].contains("time of the repetition, %"), "{}", drawings[3]);
}

#[test]
fn a_name_is_shown_only_if_given_and_cannot_become_markup() {
    let stored = Stored::of("bridge_short_hold");
    let name = "<script>alert(1)</script> & \"Zoë\"";
    let with = html(&stored.document(Some(name)));
    assert!(texts(&with, "p").iter().any(|text| text == name));
    assert!(texts(&with, "script").is_empty());
    assert!(!html(&stored.document(None)).contains("class=\"name\""));
}

#[test]
fn what_is_not_scored_says_so_and_shows_no_number() {
    let stored = Stored::of("neg_sit_up");
    let document = stored.document(None);
    assert_eq!(document.headline.mark, None);
    let page = html(&document);
    assert!(texts(&page, "strong").is_empty());
    assert!(texts(&page, "p").iter().any(|text| text.starts_with("Not scored: ")));
    assert!(!texts(&page, "li").concat().contains("cannot be seen"), "of exercises that nobody did");
}

#[test]
fn a_share_says_of_what_and_an_angle_what_is_straight() {
    let page = html(&Stored::of("tilt_uneven_woman").document(None));
    let cells = texts(&page, "td");
    for said in ["1.00 of what a tilt may move", "0.75 of the first repetitions", "0.15 of the mean period"] {
        assert!(cells.iter().any(|cell| cell == said), "{said}: {cells:?}");
    }
    let bridge = html(&Stored::of("bridge_mixed_feet_head_heavy").document(None));
    assert!(texts(&bridge, "p").concat().contains("180° is a straight line"));
    assert!(!bridge.contains("athlete"));
}

#[test]
fn a_score_that_errors_cannot_change_has_no_range() {
    let good = Stored::of("ktc_rocking");
    let said = texts(&html(&good.document(None)), "p").join("\n");
    assert!(said.contains("Score 100 of 100"), "{said}");
    assert!(!said.contains("100 to 100"), "{said}");
}

#[test]
fn a_few_tilts_of_twenty_are_so_many_of_twenty_and_no_score_in_large_letters() {
    let stored = Stored::of("tilt_uneven_woman");
    let (n, score) = (stored.report.judgement.reps.len(), stored.report.judgement.score.unwrap());
    assert!(n < 20);
    let page = html(&stored.document(None));
    assert_eq!(texts(&page, "strong"), [n.to_string()]);
    let said = texts(&page, "p").join("\n");
    assert!(said.contains(&format!("{n} of 20 repetitions; those done score {score:.0} of 100")), "{said}");
}

fn german() -> &'static Words {
    Words::of(Some("de"), None)
}

#[test]
fn in_german_nothing_is_english_but_names_and_decimals_have_a_comma() {
    for sample in SAMPLES {
        let mut stored = Stored::of(sample);
        stored.report.recorded_at = Some("2026-11-29T21:09:16+01:00".into());
        let page = html(&stored.said(&Evidence { words: german(), ..stored.evidence() }));
        assert!(page.contains("<html lang=\"de\">") && page.contains("29.11.2026, 21:09"), "{sample}");
        let names = ["h1", "h2", "p", "li", "td", "th", "dt", "dd", "caption", "figcaption", "footer", "text"];
        let all: Vec<String> = names.iter().flat_map(|name| texts(&page, name)).collect();
        let english = [" the ", " of ", " is ", " and ", " in every ", " not ", "leg:", "fine ", "points"];
        for said in &all {
            assert!(english.iter().all(|word| !said.contains(word)), "{sample}: {said}");
        }
        let cells = texts(&page, "td");
        let readings = cells.iter().filter(|cell| cell.contains('±') || cell.contains("Rumpfs"));
        assert!(readings.clone().any(|cell| cell.contains(',')), "{cells:?}");
        for cell in readings {
            assert!(!cell.contains('.'), "{sample}: {cell}");
        }
    }
}

#[test]
fn both_sides_stand_beside_each_other_where_each_has_repetitions() {
    let stored = Stored::of(BOTH_SIDES);
    let page = html(&stored.document(None));
    assert!(texts(&page, "h2").contains(&"Left and right".to_owned()));
    let rows = texts(&page, "td").join("|");
    assert!(rows.contains("the error"), "{rows}");
    assert!(!html(&Stored::of("bridge_short_hold").document(None)).contains("Left and right"));
}

#[test]
fn what_people_say_of_a_session_is_in_its_report_as_text() {
    let stored = Stored::of("bridge_short_hold");
    let note = |said: &str| Note {
        by: "Anna <b>".into(),
        at: "2026-11-29 21:09".into(),
        about: "repetition 2".into(),
        said: said.into(),
    };
    let notes = [note("breathe out"), note("hips low: is no fault")];
    let page = html(&stored.said(&Evidence { notes: &notes, ..stored.evidence() }));
    assert!(texts(&page, "h2").contains(&"Notes of people".to_owned()));
    let cells = texts(&page, "td");
    assert!(cells.contains(&"breathe out".to_owned()) && cells.contains(&"hips low: is no fault".to_owned()));
    assert!(texts(&page, "b").is_empty() && texts(&page, "th").contains(&"Anna <b>".to_owned()));
    assert!(!html(&stored.document(None)).contains("Notes of people"));
}
