//! What the programs are made of besides this project: crates, packages of the screens, and what comes
//! from no registry.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{
    CargoOpt, DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind,
};
use serde_json::Value;
use walkdir::WalkDir;

use super::{cross, delivery};
use crate::Failure;
use crate::process::{output, root};

/// A piece of somebody else's work that is part of what is delivered.
pub(super) struct Component {
    pub(super) name: String,
    pub(super) version: String,
    /// An SPDX expression, where it is known.
    pub(super) license: Option<String>,
    /// What its authors ask to be told along with it: licences and notices.
    pub(super) texts: Vec<PathBuf>,
}

/// Components by what tells them apart everywhere, their package URL
/// (<https://github.com/package-url/purl-spec>).
pub(super) type Components = BTreeMap<String, Component>;

/// Everything that is part of the programs, which were built into this folder, or of their installer.
pub(super) fn all(built: &Path) -> Result<Components, Failure> {
    let metadata = metadata()?;
    let mut components = crates(&metadata)?;
    components.extend(packages_of_screens()?);
    components.extend(others(&metadata, &version_of_loader(built)?)?);
    Ok(components)
}

fn metadata() -> Result<Metadata, Failure> {
    let mut command = MetadataCommand::new();
    command.cargo_path(cross::CARGO).current_dir(root());
    command.env("RUSTC", cross::RUSTC).features(CargoOpt::SomeFeatures(Vec::new()));
    let options = ["--locked", "--filter-platform", cross::TARGET].map(str::to_owned);
    command.other_options(options).exec().map_err(|error| error.to_string())
}

/// Every crate that is linked into one of the programs; what runs only while they are built is not.
fn crates(metadata: &Metadata) -> Result<Components, Failure> {
    let resolve = metadata.resolve.as_ref().ok_or("cargo tells no dependencies")?;
    let nodes: BTreeMap<&PackageId, _> =
        resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let packages: BTreeMap<&PackageId, &Package> =
        metadata.packages.iter().map(|package| (&package.id, package)).collect();
    let is_program =
        |package: &Package| ["par-index", "par-index-desktop"].contains(&package.name.as_str());
    let mut found = Components::new();
    let mut seen = BTreeSet::new();
    let mut ahead: Vec<&PackageId> = packages
        .values()
        .filter(|package| is_program(package))
        .map(|package| &package.id)
        .collect();
    while let Some(id) = ahead.pop() {
        let (Some(package), Some(node)) = (packages.get(id), nodes.get(id)) else {
            return Err(format!("cargo does not tell what {id} is"));
        };
        let is_macro =
            package.targets.iter().any(|target| target.kind.contains(&TargetKind::ProcMacro));
        if is_macro || !seen.insert(id) {
            continue;
        }
        // What belongs to this project is the program itself.
        if package.source.is_some() {
            let purl = format!("pkg:cargo/{}@{}", package.name, package.version);
            let folder = package.manifest_path.parent().ok_or("a crate has no folder")?;
            let component = Component {
                name: package.name.to_string(),
                version: package.version.to_string(),
                license: package.license.as_deref().map(expression),
                texts: texts(folder.as_std_path())?,
            };
            found.insert(purl, component);
        }
        let is_linked = |dependency: &&cargo_metadata::NodeDep| {
            dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal)
        };
        ahead.extend(node.deps.iter().filter(is_linked).map(|dependency| &dependency.pkg));
    }
    Ok(found)
}

/// A licence as SPDX writes it: some crates still part two by a slash.
fn expression(license: &str) -> String {
    license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// Every npm package that the screens are made of, as the lock file names them.
fn packages_of_screens() -> Result<Components, Failure> {
    let path = root().join("ui").join("package-lock.json");
    let lock = fs::read(&path).map_err(|error| delivery::failed(&path, &error))?;
    let lock: Value = serde_json::from_slice(&lock).map_err(|error| error.to_string())?;
    let packages = lock["packages"].as_object().ok_or("package-lock.json names no packages")?;
    let mut found = Components::new();
    for (folder, package) in packages {
        let Some((_, name)) = folder.rsplit_once("node_modules/") else { continue };
        let Some(version) = package["version"].as_str() else { continue };
        if package["dev"] == true {
            continue;
        }
        let component = Component {
            name: name.to_owned(),
            version: version.to_owned(),
            license: package["license"].as_str().map(str::to_owned),
            texts: texts(&root().join("ui").join(folder))?,
        };
        found.insert(format!("pkg:npm/{}@{version}", name.replace('@', "%40")), component);
    }
    Ok(found)
}

/// What comes from no package registry.
fn others(metadata: &Metadata, loader: &str) -> Result<Components, Failure> {
    let rust = output(cross::RUSTC, &["--version"])?;
    let rust = rust.split_whitespace().nth(1).ok_or("rustc tells no version")?;
    let debian =
        |package: &str| output("dpkg-query", &["--show", "--showformat=${Version}", package]);
    let sqlite = sqlite(metadata)?;
    let found: [(_, _, _, &[&str]); 7] = [
        (
            "rust-std",
            rust,
            Some("MIT OR Apache-2.0"),
            &["/usr/share/doc/libstd-rust-web-dev/copyright"],
        ),
        ("sqlite", &sqlite, Some("blessing"), &[]),
        (
            "mingw-w64-crt",
            &debian("mingw-w64-x86-64-dev")?,
            Some("ZPL-2.1"),
            &["/usr/share/doc/mingw-w64-x86-64-dev/copyright"],
        ),
        (
            "libgcc",
            &debian("gcc-mingw-w64-x86-64")?,
            Some("GPL-3.0-or-later WITH GCC-exception-3.1"),
            &[],
        ),
        (
            "webview2-loader",
            loader,
            Some("BSD-3-Clause"),
            &["assets/windows/LICENSE-WebView2Loader.txt"],
        ),
        // A part of every installer that it makes.
        (
            "nsis",
            &debian("nsis")?,
            // The second is that of its LZMA, with an exception for what it packs.
            Some("Zlib AND CPL-1.0"),
            &["/usr/share/doc/nsis/copyright"],
        ),
        ("tinos", "1.33", Some("OFL-1.1"), &["assets/fonts/LICENSE-Tinos.txt"]),
    ];
    let components = found.into_iter().map(|(name, version, license, texts)| {
        let component = Component {
            name: name.to_owned(),
            version: version.to_owned(),
            license: license.map(str::to_owned),
            texts: texts.iter().map(|text| root().join(text)).collect(),
        };
        (format!("pkg:generic/{name}@{version}"), component)
    });
    Ok(components.collect())
}

/// The licences and notices in a package's folder and below, in the order of their names: what a
/// package has of others, such as fonts, comes with its own.
fn texts(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = WalkDir::new(folder).into_iter();
    // The packages that a package brings are told of themselves.
    let entries = entries.filter_entry(|entry| entry.file_name() != "node_modules");
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| error.to_string())?;
        if entry.file_type().is_file() && is_text(entry.path()) {
            found.push(entry.into_path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file is called as licences and notices are, and is no source or library.
fn is_text(path: &Path) -> bool {
    let lower = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().to_lowercase();
    let (name, ending) = (lower(path.file_name()), lower(path.extension()));
    let is_named = ["license", "licence"].iter().any(|word| name.contains(word))
        || ["copying", "notice", "copyright"].iter().any(|start| name.starts_with(start));
    is_named && !["a", "js", "rs", "toml"].contains(&ending.as_str())
}

/// The version of the library of Microsoft's that starts `WebView2`, as it tells itself.
fn version_of_loader(built: &Path) -> Result<String, Failure> {
    let path = built.join("WebView2Loader.dll");
    let bytes = fs::read(&path).map_err(|error| delivery::failed(&path, &error))?;
    // Name and value stand in UTF-16 behind each other, padded with zeros
    // (<https://learn.microsoft.com/windows/win32/menurc/string-str>).
    let name: Vec<u8> = "FileVersion".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = bytes.windows(name.len()).position(|window| window == name);
    let value = at.and_then(|at| bytes.get(at + name.len()..));
    let version: String = value
        .unwrap_or_default()
        .chunks_exact(2)
        .map(|pair| char::from(pair[0]))
        .skip_while(|letter| *letter == '\0')
        .take_while(|letter| *letter != '\0')
        .collect();
    if version.is_empty() {
        Err("WebView2Loader.dll tells no version".to_owned())
    } else {
        Ok(version)
    }
}

/// The version of the `SQLite` that is compiled in.
fn sqlite(metadata: &Metadata) -> Result<String, Failure> {
    let bindings = metadata.packages.iter().find(|package| package.name == "libsqlite3-sys");
    let folder = bindings.and_then(|package| package.manifest_path.parent());
    let header = folder.ok_or("libsqlite3-sys is missing")?.join("sqlite3").join("sqlite3.h");
    let text = fs::read_to_string(&header)
        .map_err(|error| delivery::failed(header.as_std_path(), &error))?;
    let version = text.lines().find_map(|line| line.strip_prefix("#define SQLITE_VERSION "));
    let version = version.ok_or("sqlite3.h tells no version")?;
    Ok(version.trim().trim_matches('"').to_owned())
}
