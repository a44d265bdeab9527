//! `docs/commands.md` against the program's own help, and `docs/exit-codes.md` against its exit codes.

use std::fs;

use crate::desk::{Desk, sample};
use crate::package::commands;

const HEAD: &str = "# Commands\n\nThis page is the program's own help. `UPDATE_DOCS=1 cargo test --features ui-tests --test cli \
                    commands_page` writes it anew.\n";

/// The page as it must be.
fn page() -> String {
    let desk = Desk::new();
    let section = |command: String| {
        let mut asked = desk.formcheck(&format!("{command} --help"));
        // Lines as wide as where no terminal is.
        asked.env_remove("COLUMNS");
        let help = desk.run(asked).stdout;
        format!("\n## {}\n\n```text\n{}\n```\n", format!("formcheck {command}").trim(), help.trim_end())
    };
    let sections: String = commands().into_iter().map(section).collect();
    format!("{HEAD}{sections}")
}

#[test]
fn the_command_reference_is_the_help() {
    let (path, wanted) = (sample("docs/commands.md"), page());
    // Read before it is written anew: a run that changes the page fails, and the next one passes.
    let found = fs::read_to_string(&path).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let changed: Vec<&str> = wanted.lines().filter(|line| !found.lines().any(|there| there == *line)).collect();
    assert!(
        found == wanted,
        "docs/commands.md is out of step with the help, UPDATE_DOCS=1 writes it anew: {changed:#?}"
    );
}

#[test]
fn the_page_of_exit_codes_has_each() {
    let desk = Desk::new();
    let help = desk.run(desk.formcheck("--help")).stdout;
    let listed = help.split_once("Exit codes: ").and_then(|(_, rest)| rest.split_once(".\n")).unwrap().0;
    let page = fs::read_to_string(sample("docs/exit-codes.md")).unwrap();
    let codes: Vec<&str> = listed.split('·').filter_map(|code| code.split_whitespace().next()).collect();
    assert_eq!(codes.len(), page.matches("\n| ").count() - 1, "{codes:?}");
    for code in codes {
        assert!(page.contains(&format!("\n| {code} | ")), "docs/exit-codes.md without {code}");
    }
}
