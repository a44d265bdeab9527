//! The rules of the language that can be checked. In full: the subject comes first; subject, verb, object; the first line
//! on a function begins with a verb; words of the field, one word for one idea; a message says what happened, why, and
//! what to do.

use super::{files, pages, unfenced};

/// A sentence that begins so has no subject: "Whether the joint is seen" says less than "True if the joint is seen".
const HEADLESS: [&str; 9] = ["What", "Who", "Whom", "Whose", "Whether", "Where", "Which", "How", "Of"];

/// Words to avoid, with better ones.
const AVOIDED: [(&str, &str); 17] = [
    ("sittings", "sessions"),
    ("a sitting", "a session"),
    ("hand on", "export"),
    ("handed on", "exported"),
    ("told", "reported, shown, asked"),
    ("besides", "also"),
    ("do without", "work without"),
    ("does without", "works without"),
    ("as good as", "nearly"),
    ("there is none", "say what is missing"),
    ("is none of", "is not one of"),
    ("that is no", "that is not a"),
    ("wants", "requires"),
    ("what there is", "name it"),
    ("things", "name them"),
    ("nobody", "no person"),
    ("somebody", "a person"),
];

/// Words that end like a verb and are none.
const NOUNS: [&str; 8] = ["Cells", "Cross", "Digits", "Frames", "Its", "Nanoseconds", "Pictures", "Seconds"];

/// Comments on public items that broke a rule when the rules became a test. A number may only fall: lower it when you
/// have mended some.
const N_HEADLESS: usize = 308;
const N_WITHOUT_VERB: usize = 0;
const N_AVOIDED: usize = 50;

#[test]
fn pages_and_help_keep_the_rules() {
    let texts = pages().into_iter().filter(|(page, _)| page == "README.md" || page.starts_with("docs/"));
    let broken: Vec<String> = texts.flat_map(|(page, text)| broken_on_page(&page, &text)).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn comments_on_public_items_break_no_more_rules_than_before() {
    let sources = files("rs").into_iter().filter(|(file, _)| file.starts_with("src/") && !file.ends_with("tests.rs"));
    let comments: Vec<Comment> = sources.flat_map(|(file, source)| comments(&file, &source)).collect();
    assert!(1000 < comments.len(), "comments are no longer found");
    for (rule, breaks, n_before) in [
        ("begins without a subject", is_headless as fn(&Comment) -> bool, N_HEADLESS),
        ("does not begin with a verb, such as \"Returns\"", lacks_verb, N_WITHOUT_VERB),
        ("has a word of AVOIDED", |comment| avoided(&comment.text).is_some(), N_AVOIDED),
    ] {
        let broken: Vec<&str> = comments.iter().filter(|comment| breaks(comment)).map(|it| it.place.as_str()).collect();
        assert!(
            broken.len() <= n_before,
            "{} comments, {n_before} were allowed, among them a new one that {rule}:\n{}",
            broken.len(),
            broken.join("\n")
        );
    }
}

#[test]
fn strings_quote_with_straight_quotes() {
    let sources = files("rs").into_iter().filter(|(file, _)| file.starts_with("src/") && !file.ends_with("tests.rs"));
    let quoted: Vec<String> = sources.flat_map(|(file, source)| with_guillemets(&file, &source)).collect();
    assert!(quoted.is_empty(), "write \"…\":\n{}", quoted.join("\n"));
}

#[test]
fn planted_breaks_are_found() {
    for page in ["Whether it rains.", "It rains. What falls is wet.", "| a | How it rains |", "Nobody came.", "- told"]
    {
        assert_eq!(broken_on_page("docs/a.md", page).len(), 1, "{page}");
    }
    for page in [
        "How does it rain?",
        "It rains, where it can.",
        "```\nnobody\n```",
        "`sittings/`",
        "Sitting up pauses.",
        "# How to film",
    ] {
        assert_eq!(broken_on_page("docs/a.md", page), Vec::<String>::new(), "{page}");
    }
    let help = "```text\n      --name <TEXT>  Whose report it is\n```";
    assert_eq!(broken_on_page(COMMANDS, help).len(), 1, "help is read within fences");
    let found = |source: &str| {
        let all = comments("a.rs", source);
        all.iter().map(|it| (is_headless(it), lacks_verb(it), avoided(&it.text).is_some())).collect::<Vec<_>>()
    };
    assert_eq!(found("/// Whether it is.\npub is: bool,"), [(true, false, false)]);
    assert_eq!(found("/// Where it is.\n#[cfg(\n    unix\n)]\npub const fn f() {}"), [(true, true, false)]);
    assert_eq!(found("/// The place.\npub fn f() {}"), [(false, true, false)]);
    assert_eq!(found("/// Returns the place,\n/// if somebody is there.\npub fn f() {}"), [(false, false, true)]);
    assert_eq!(found("/// Seconds since then.\npub fn f() {}"), [(false, true, false)]);
    assert!(found("/// Whether it is.\nfn f() {}\n#[cfg(test)]\nmod tests {\n/// Nobody.\npub fn f() {}").is_empty());
    assert_eq!(with_guillemets("a.rs", "// «Title»\nlet a = \"«a»\";\n#[cfg(test)]\nlet b = \"«b»\";").len(), 1);
}

/// The page made from the help texts, which stand in fences.
const COMMANDS: &str = "docs/commands.md";

/// A comment on a public item.
struct Comment {
    /// File, line and first line.
    place: String,
    text: String,
    is_on_function: bool,
}

/// Returns the comments on public items and on variants, up to the tests.
fn comments(file: &str, source: &str) -> Vec<Comment> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let mut found = Vec::new();
    let mut begun: Option<(usize, Vec<&str>)> = None;
    let mut depth = 0_usize;
    for (idx, line) in lines.iter().enumerate() {
        if let Some(text) = line.strip_prefix("///") {
            begun.get_or_insert((idx, Vec::new())).1.push(text.trim());
            continue;
        }
        if line.starts_with("#[") || 0 < depth {
            depth += line.matches(['[', '(']).count();
            depth = depth.saturating_sub(line.matches([']', ')']).count());
            continue;
        }
        let Some((at, text)) = begun.take() else { continue };
        let is_variant = line.starts_with(|c: char| c.is_ascii_uppercase());
        if line.starts_with("pub ") || is_variant {
            let place = format!("{file}:{}: {}", at + 1, text.first().copied().unwrap_or_default());
            let is_on_function =
                ["fn ", "const fn "].iter().any(|start| line.trim_start_matches("pub ").starts_with(start));
            found.push(Comment { place, text: text.join(" "), is_on_function });
        }
    }
    found
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default()
}

fn is_headless(comment: &Comment) -> bool {
    HEADLESS.contains(&first_word(&comment.text))
}

/// Finds the third person by its ending, as far as that can be.
fn lacks_verb(comment: &Comment) -> bool {
    let word = first_word(&comment.text);
    comment.is_on_function && (!word.ends_with('s') || NOUNS.contains(&word))
}

/// Returns a word to avoid outside backticks, and a better one.
fn avoided(text: &str) -> Option<(&'static str, &'static str)> {
    let plain = text.split('`').step_by(2).collect::<Vec<_>>().join("`").to_lowercase();
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let spaced = format!(" {} ", words.join(" "));
    AVOIDED.into_iter().find(|(word, _)| spaced.contains(&format!(" {word} ")))
}

fn broken_on_page(page: &str, text: &str) -> Vec<String> {
    let lines: Vec<&str> = if page == COMMANDS { text.lines().collect() } else { unfenced(text).collect() };
    let mut broken = Vec::new();
    for line in lines {
        if let Some((word, better)) = avoided(line) {
            broken.push(format!("{page}: \"{word}\", better: {better}: {line}"));
        }
        broken.extend(sentences(line).find(|it| lacks_subject(it)).map(|it| format!("{page}: no subject: {it}")));
    }
    broken
}

/// Titles, links in lists and questions may begin with any word.
fn lacks_subject(sentence: &str) -> bool {
    let sentence = sentence.trim_start_matches("- ");
    let is_title = sentence.starts_with(['#', '[', '*']) || sentence.ends_with('?');
    !is_title && HEADLESS.contains(&first_word(sentence))
}

/// Splits a line into sentences and cells. Two spaces part an option from its help.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '!']).flat_map(|cell| cell.split("  ")).flat_map(|part| part.split_inclusive(". ")).map(str::trim)
}

/// Returns the strings with «…» outside comments and tests.
fn with_guillemets(file: &str, source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//") && line.contains('«'));
    lines.map(|line| format!("{file}: {}", line.trim())).collect()
}
