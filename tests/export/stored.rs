//! Stored pose logs of sample videos, judged.

use std::path::Path;

use formcheck::core::judge::Search;
use formcheck::core::report::{ModelReport, Report};
use formcheck::io::export::{Content, Document, Evidence, Jpeg, Series, Shown, choices, figure_at};
use formcheck::io::recording::LogReader;
use formcheck::io::words::Words;

/// A judged recording with all that was measured.
pub(crate) struct Stored {
    pub(crate) report: Report,
    pub(crate) series: Series,
}

impl Stored {
    /// The stored log whose header names this sample.
    pub(crate) fn of(sample: &str) -> Self {
        let mut reader = reader(sample);
        let stream = reader.header().stream;
        let model = ModelReport { name: reader.header().model.clone(), sha256: reader.header().model_sha256.clone() };
        let samples = std::iter::from_fn(|| reader.next_sample().unwrap()).collect();
        let (series, judgement) = Series::judged(Search::Auto, stream, samples);
        let report = Report::of(format!("/home/somebody/{sample}.mp4"), judgement, None, "tract".into(), model);
        Self { report, series }
    }

    /// The report for people, with drawn figures.
    pub(crate) fn document(&self, name: Option<&str>) -> Document {
        let drawn = |choice| {
            let content = figure_at(&self.series, &self.report, &choice).map(Content::Drawing).ok_or_else(String::new);
            Shown { choice, content }
        };
        let shown: Vec<Shown> = choices(&self.report.judgement).into_iter().map(drawn).collect();
        self.with(&shown, name)
    }

    /// The same with a photograph of every chosen repetition.
    pub(crate) fn with_pictures(&self, jpeg: &Jpeg) -> Document {
        let shown = |choice| Shown { choice, content: Ok(Content::Jpeg(jpeg.clone())) };
        let shown: Vec<Shown> = choices(&self.report.judgement).into_iter().map(shown).collect();
        self.with(&shown, None)
    }

    fn with(&self, shown: &[Shown], name: Option<&str>) -> Document {
        self.said(&Evidence { shown, name, ..self.evidence() })
    }

    /// All that there is of it, without pictures, in English.
    pub(crate) fn evidence(&self) -> Evidence<'_> {
        let words = Words::english();
        Evidence { series: Some(&self.series), shown: &[], missing: &[], notes: &[], name: None, words }
    }

    pub(crate) fn said(&self, evidence: &Evidence<'_>) -> Document {
        Document::of(&self.report, evidence)
    }
}

fn reader(sample: &str) -> LogReader {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/poses");
    let shards = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let logs = shards.flat_map(|shard| std::fs::read_dir(shard).unwrap().map(|entry| entry.unwrap().path()));
    let mut readers = logs.map(|path| LogReader::open(&path).unwrap());
    let video = format!("{sample}.mp4");
    readers.find(|reader| reader.header().video == video).unwrap_or_else(|| panic!("no stored log of {video}"))
}
