//! The parameter section of a C3D file: groups, and named values in them.

use super::BLOCK;

/// Intel's number format, in the section's head.
const INTEL: u8 = 84;

/// A section that is being written.
pub(super) struct Parameters {
    bytes: Vec<u8>,
    n_groups: u8,
}

impl Parameters {
    pub(super) fn new() -> Self {
        // The third byte is the number of blocks.
        Self { bytes: vec![1, 0x50, 0, INTEL], n_groups: 0 }
    }

    /// Adds a group and returns its number.
    pub(super) fn group(&mut self, name: &str) -> u8 {
        self.n_groups += 1;
        let group = self.n_groups;
        // A group's number is negative in its own record, and positive in those of its parameters.
        self.record(name, group.wrapping_neg(), &[]);
        group
    }

    /// Adds 16-bit numbers; they are read as signed, and counts among them as unsigned.
    pub(super) fn words(&mut self, group: u8, name: &str, values: &[u16]) {
        let data: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.value(group, name, (2, &[values.len()]), &data);
    }

    pub(super) fn floats(&mut self, group: u8, name: &str, values: &[f32]) {
        let data: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.value(group, name, (4, &[values.len()]), &data);
    }

    pub(super) fn text(&mut self, group: u8, name: &str, text: &str) {
        self.value(group, name, (0xff, &[text.len()]), text.as_bytes());
    }

    /// Adds texts, padded with blanks to the longest.
    pub(super) fn texts(&mut self, group: u8, name: &str, texts: &[&str]) {
        let longest = texts.iter().map(|text| text.len()).max().unwrap_or_default();
        let mut data = Vec::new();
        for text in texts {
            data.extend(text.bytes().chain(std::iter::repeat(b' ')).take(longest));
        }
        self.value(group, name, (0xff, &[longest, texts.len()]), &data);
    }

    /// Adds values of a type (−1 text, 2 words, 4 floats); one number has no dimension.
    fn value(&mut self, group: u8, name: &str, (kind, dimensions): (u8, &[usize]), data: &[u8]) {
        let dimensions = if dimensions == [1] && kind != 0xff { &[] } else { dimensions };
        let mut content = vec![kind, dimensions.len() as u8];
        content.extend(dimensions.iter().map(|length| *length as u8));
        content.extend(data);
        self.record(name, group, &content);
    }

    /// Appends a record: lengths of name and group, name, offset of the next record, content, an empty description.
    fn record(&mut self, name: &str, group: u8, content: &[u8]) {
        self.bytes.extend([name.len() as u8, group]);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend((content.len() as u16 + 3).to_le_bytes());
        self.bytes.extend(content);
        self.bytes.push(0);
    }

    /// Returns whole blocks; a record without a name ends them.
    pub(super) fn finished(mut self) -> Vec<u8> {
        self.bytes.extend([0, 0]);
        self.bytes.resize(self.bytes.len().next_multiple_of(BLOCK), 0);
        let n_blocks = (self.bytes.len() / BLOCK) as u8;
        if let Some(place) = self.bytes.get_mut(2) {
            *place = n_blocks;
        }
        self.bytes
    }
}
