//! Texts that are held beside the memory until each is needed.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Texts in a file that nobody else sees and that goes with them.
#[derive(Debug)]
pub struct Texts {
    file: File,
    /// Where each text begins, and its bytes.
    places: Vec<(u64, u64)>,
}

impl Texts {
    /// None yet.
    ///
    /// # Errors
    /// Where the folder for such files cannot be written.
    pub fn new() -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile()?, places: Vec::new() })
    }

    /// Adds a text.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn push(&mut self, text: &str) -> io::Result<()> {
        let start = self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(text.as_bytes())?;
        self.places.push((start, text.len() as u64));
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The text at a position from 0; none where there is none.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn get(&self, position: usize) -> io::Result<Option<String>> {
        let Some((start, bytes)) = self.places.get(position).copied() else {
            return Ok(None);
        };
        let mut text = String::new();
        let mut file = &self.file;
        file.seek(SeekFrom::Start(start))?;
        file.take(bytes).read_to_string(&mut text)?;
        Ok(Some(text))
    }
}
