//! Compresses the fonts, which are half of what a small program weighs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;

const FONTS: &str = "../../../assets/fonts";
const FACES: [&str; 4] = ["Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder")?);
    for face in FACES {
        let font = Path::new(FONTS).join(face).with_extension("ttf");
        println!("cargo::rerun-if-changed={}", font.display());
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&fs::read(font)?)?;
        fs::write(out.join(face).with_extension("deflate"), packed.finish()?)?;
    }
    Ok(())
}
