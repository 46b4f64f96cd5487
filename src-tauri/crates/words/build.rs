//! Turns `assets/i18n/vi/*.toml` into one typed function for each text: a module a file, a
//! function a key, an argument for each `{placeholder}` in the order of its first appearance.
//!
//! A text that does not exist, or an argument too many, is thus a compile error.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let folder = manifest.join("../../../assets/i18n/vi");
    println!("cargo::rerun-if-changed={}", folder.display());

    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();

    let mut code = String::new();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let module = file.file_stem().and_then(|stem| stem.to_str()).ok_or("file name")?;
        let table: toml::Table = fs::read_to_string(&file)?.parse()?;
        writeln!(
            code,
            "/// Texts of `{module}.toml`.\n\
             #[allow(clippy::too_many_arguments, reason = \"as many as the text has placeholders\")]\n\
             pub mod {module} {{"
        )?;
        for (key, value) in &table {
            let text = value.as_str().ok_or_else(|| format!("{module}.{key}: not a text"))?;
            code.push_str(
                &function(key, text).map_err(|fault| format!("{module}.{key}: {fault}"))?,
            );
        }
        code.push_str("}\n");
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("catalogue.rs"), code)?;
    Ok(())
}

/// The Rust function for one text.
fn function(key: &str, text: &str) -> Result<String, String> {
    let names = placeholders(text)?;
    let doc = text.replace('`', "ʼ").replace('\n', " ");
    let doc = format!("{:?}", format!("`{doc}`"));
    if names.is_empty() {
        return Ok(format!(
            "    #[doc = {doc}]\n    pub const fn {key}() -> &'static str {{ {text:?} }}\n"
        ));
    }
    let arguments: Vec<String> =
        names.iter().map(|name| format!("{name}: impl std::fmt::Display")).collect();
    Ok(format!(
        "    #[doc = {doc}]\n    pub fn {key}({}) -> String {{ format!({text:?}) }}\n",
        arguments.join(", ")
    ))
}

/// The names between braces, each once, in the order of their first appearance.
fn placeholders(text: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut seen = BTreeSet::new();
    for piece in text.split('{').skip(1) {
        let (name, _) = piece.split_once('}').ok_or("a brace is not closed")?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if name.is_empty() || !name.chars().all(plain) {
            return Err(format!("`{name}` is not a placeholder"));
        }
        if seen.insert(name.to_owned()) {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}
