//! What packages are made of: completions, the manual, and what `make install` puts where.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::desk::{Desk, Run, sample, stored_log};

/// All commands, in words.
pub(crate) fn commands() -> Vec<String> {
    fn family(command: &str) -> Vec<String> {
        let below = subcommands(command).into_iter().map(|name| format!("{command} {name}").trim().to_owned());
        let families = below.flat_map(|command| family(&command));
        [command.to_owned()].into_iter().chain(families).collect()
    }
    family("")
}

/// Of a command, as its help lists them.
fn subcommands(command: &str) -> Vec<String> {
    let desk = Desk::new();
    let help = desk.run(desk.formcheck(&format!("{command} --help"))).stdout;
    let listed = help.split_once("\nCommands:\n").map_or("", |(_, rest)| rest);
    let lines = listed.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

fn page_name(command: &str) -> String {
    format!("formcheck {command}").trim().replace(' ', "-")
}

fn all_went_well(command: &mut Command) -> Run {
    let run = Run::from(command.output().unwrap());
    assert_eq!(run.code, 0, "{command:?}: {}", run.stderr);
    run
}

/// Runs a program that the set-up of the tests installs.
fn needed(program: &str) -> Command {
    let is_there = Command::new("sh").args(["-c", &format!("command -v {program} >/dev/null")]).status().unwrap();
    assert!(is_there.success(), "{program} is needed: .ci/setup test installs it");
    Command::new(program)
}

#[test]
fn bash_completes_commands_options_and_values() {
    let desk = Desk::new();
    let script = desk.run(desk.formcheck("completions bash")).stdout;
    desk.write("formcheck.bash", script);
    let completed = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let ask = format!(
            "source formcheck.bash; COMP_WORDS=({line}); [ -z '{}' ] && COMP_WORDS+=(''); COMP_CWORD={}; \
             _formcheck formcheck '{}' '{}'; echo \"${{COMPREPLY[@]}}\"",
            words[words.len() - 1],
            words.len() - 1,
            words[words.len() - 1],
            words[words.len() - 2],
        );
        all_went_well(Command::new("bash").args(["--norc", "-c", &ask]).current_dir(desk.path("")))
            .stdout
            .trim()
            .to_owned()
    };
    assert_eq!(completed("formcheck sc"), "score schema");
    assert_eq!(completed("formcheck score --annot"), "--annotate");
    assert_eq!(completed("formcheck score --format "), "text json csv");
    assert_eq!(completed("formcheck sessions im"), "import");
}

#[test]
fn every_shell_gets_every_command() {
    let desk = Desk::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = desk.run(desk.formcheck(&format!("completions {shell}"))).stdout;
        for command in commands() {
            assert!(command.split(' ').all(|word| script.contains(word)), "{shell} without {command}");
        }
    }
    for shell in ["bash", "fish", "zsh"] {
        desk.write("script", desk.run(desk.formcheck(&format!("completions {shell}"))).stdout);
        all_went_well(needed(shell).args(["-n", "script"]).current_dir(desk.path("")));
    }
}

#[test]
fn every_command_has_a_page_with_what_it_ends_with() {
    let desk = Desk::new();
    all_went_well(&mut desk.formcheck("man --to pages"));
    let commands = commands();
    assert!(commands.contains(&"sessions forget".to_owned()), "{commands:?}");
    let wanted: BTreeSet<String> = commands.iter().map(|command| format!("{}.1", page_name(command))).collect();
    let entries = fs::read_dir(desk.path("pages")).unwrap();
    let found: BTreeSet<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, wanted);
    for command in &commands {
        let page = fs::read_to_string(desk.path("pages").join(format!("{}.1", page_name(command)))).unwrap();
        assert_eq!(page, desk.run(desk.formcheck(&format!("man {command}"))).stdout);
        let released = fs::read_to_string(sample("CITATION.cff")).unwrap();
        let released = released.lines().find_map(|line| line.strip_prefix("date-released: ")).unwrap();
        assert!(page.lines().next().unwrap().contains(&format!(" 1 \"{released}\" ")), "{page}");
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "CAUTION", "SEE ALSO"] {
            assert!(page.contains(&format!(".SH {section}")) || page.contains(&format!(".SH \"{section}\"")), "{page}");
        }
        assert!(page.contains("\\fB130\\fR\nstopped with Ctrl\\-C\n"), "{page}");
    }
}

#[test]
fn the_manual_is_read_without_a_complaint() {
    let desk = Desk::new();
    all_went_well(&mut desk.formcheck("man --to pages"));
    for command in commands() {
        let page = desk.path("pages").join(format!("{}.1", page_name(&command)));
        let run = all_went_well(needed("groff").args(["-man", "-Tutf8", "-Kutf8", "-ww"]).arg(&page));
        assert_eq!(run.stderr, "", "{command}");
        assert!(!run.stdout.trim().is_empty(), "nothing of {command}");
    }
}

#[test]
fn a_page_that_is_not_there_or_cannot_be_written_is_said() {
    let desk = Desk::new();
    desk.write("file", "");
    assert!(desk.fails("man scroe", 2).contains("there is no command scroe"));
    assert!(desk.fails("man --to file/pages", 5).contains("cannot write"));
    assert!(desk.fails("completions csh", 2).contains("possible values: bash"));
}

/// `make` of this project, with the program under test in place of a release build.
fn make(target: &str, prefix: &Path) -> Command {
    let mut command = Command::new("make");
    command.args(["--no-print-directory", target]).arg(format!("BIN={}", env!("CARGO_BIN_EXE_formcheck")));
    command.arg(format!("DESTDIR={}", prefix.display())).arg("PREFIX=/usr").current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn files_below(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { BTreeSet::from([path]) }).collect()
}

#[test]
fn what_is_installed_runs_by_itself_and_goes_without_a_trace() {
    let desk = Desk::new();
    let destination = desk.path("root");
    let prefix = destination.join("usr");
    fs::create_dir_all(prefix.join("bin")).unwrap();
    desk.write("root/usr/bin/other", "");
    let run = Run::from(make("install", &destination).arg("BIN=none").output().unwrap());
    assert!(run.code != 0 && run.stderr.contains("there is no none; run 'make build' first"), "{}", run.stderr);
    for _twice in 0..2 {
        all_went_well(&mut make("install", &destination));
    }
    for name in [
        "bin/formcheck",
        "share/applications/formcheck.desktop",
        "share/bash-completion/completions/formcheck",
        "share/doc/formcheck/NOTICE",
        "share/doc/formcheck/licences/third-party.txt",
        "share/fish/vendor_completions.d/formcheck.fish",
        "share/formcheck/models/blazepose_landmark_heavy_nomask.onnx",
        "share/icons/hicolor/48x48/apps/formcheck.png",
        "share/icons/hicolor/scalable/apps/formcheck.svg",
        "share/man/man1/formcheck-sessions-list.1",
        "share/man/man1/formcheck.1",
        "share/metainfo/formcheck.metainfo.xml",
        "share/zsh/site-functions/_formcheck",
    ] {
        assert!(fs::metadata(prefix.join(name)).is_ok_and(|file| file.len() > 0), "{name}");
    }
    finds_its_own(&prefix);
    let log = stored_log("bridge_short_hold");
    let judged = Command::new(prefix.join("bin/formcheck")).args(["score", &log]).output().unwrap();
    assert_eq!(Run::from(judged).stdout, desk.run(desk.formcheck(&format!("score {log}"))).stdout);

    all_went_well(&mut make("uninstall", &destination));
    assert_eq!(files_below(&destination), BTreeSet::from([prefix.join("bin/other")]));
    assert_eq!(fs::read_dir(&prefix).unwrap().count(), 1, "folders are left");
    let again = Run::from(make("uninstall", &destination).output().unwrap());
    assert!(again.stderr.contains("formcheck is not installed in"), "{}", again.stderr);
}

/// Models and runtime of the prefix, never those of the repository that it was built in.
fn finds_its_own(prefix: &Path) {
    let mut doctor = Command::new(prefix.join("bin/formcheck"));
    doctor.arg("doctor").env_remove("FORMCHECK_MODELS").env_remove("ORT_DYLIB_PATH").env_remove("FORMCHECK_BACKEND");
    let told = all_went_well(&mut doctor).stdout;
    let models = prefix.join("share/formcheck/models");
    assert_eq!(told.matches(&*models.to_string_lossy()).count(), 3, "{told}");
    if sample(".runtime/SHA256SUMS").exists() {
        assert!(told.contains(&*prefix.join("lib/formcheck/libonnxruntime.so").to_string_lossy()), "{told}");
    }
}
