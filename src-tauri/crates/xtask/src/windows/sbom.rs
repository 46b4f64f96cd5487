//! What the programs are made of, as `CycloneDX` 1.5 (<https://cyclonedx.org/docs/1.5/json/>). Neither
//! a moment nor a serial number is in it: the same source gives the same list.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use cargo_metadata::{
    CargoOpt, DependencyKind, Metadata, MetadataCommand, Package, PackageId, TargetKind,
};
use serde_json::{Value, json};

use super::{VERSION, cross, delivery, out};
use crate::Failure;
use crate::process::{output, root};

/// Components by what tells them apart everywhere, their package URL.
type Components = BTreeMap<String, Value>;

/// Writes the list beside what is delivered.
pub(super) fn write() -> Result<(), Failure> {
    let metadata = metadata()?;
    let mut components = crates(&metadata)?;
    components.extend(packages_of_screens()?);
    components.extend(others(&metadata)?);
    let list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": format!("pkg:generic/par-index@{VERSION}"),
            "name": "par-index",
            "version": VERSION,
            "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
        } },
        "components": components.into_values().collect::<Vec<_>>(),
    });
    let path = out().join(format!("cham-diem-cchc-{VERSION}.cdx.json"));
    let text = serde_json::to_string_pretty(&list).map_err(|error| error.to_string())?;
    fs::write(&path, text + "\n").map_err(|error| delivery::failed(&path, &error))
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
            let license = package.license.as_deref().map(expression);
            let component = component(&purl, &package.name, &package.version.to_string(), license);
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
    let components = packages.iter().filter_map(|(folder, package)| {
        let (_, name) = folder.rsplit_once("node_modules/")?;
        let version = package["version"].as_str()?;
        if package["dev"] == true {
            return None;
        }
        let purl = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        let license = package["license"].as_str().map(str::to_owned);
        Some((purl.clone(), component(&purl, name, version, license)))
    });
    Ok(components.collect())
}

/// What comes from no package registry.
fn others(metadata: &Metadata) -> Result<Components, Failure> {
    let rust = output(cross::RUSTC, &["--version"])?;
    let rust = rust.split_whitespace().nth(1).ok_or("rustc tells no version")?;
    let debian =
        |package: &str| output("dpkg-query", &["--show", "--showformat=${Version}", package]);
    let sqlite = sqlite(metadata)?;
    // The library of Microsoft's that starts WebView2 comes with the crate of its bindings.
    let loader = version_of(metadata, "webview2-com-sys")?;
    let found = [
        ("rust-std", rust, Some("MIT OR Apache-2.0")),
        ("sqlite", &sqlite, Some("blessing")),
        ("mingw-w64-crt", &debian("mingw-w64-x86-64-dev")?, Some("ZPL-2.1")),
        (
            "libgcc",
            &debian("gcc-mingw-w64-x86-64")?,
            Some("GPL-3.0-or-later WITH GCC-exception-3.1"),
        ),
        ("webview2-loader", &loader, None),
        // A part of every installer that it makes.
        ("nsis", &debian("nsis")?, Some("Zlib")),
        ("tinos", "1.33", Some("OFL-1.1")),
    ];
    let components = found.into_iter().map(|(name, version, license)| {
        let purl = format!("pkg:generic/{name}@{version}");
        let component = component(&purl, name, version, license.map(str::to_owned));
        (purl, component)
    });
    Ok(components.collect())
}

fn version_of(metadata: &Metadata, name: &str) -> Result<String, Failure> {
    let package = metadata.packages.iter().find(|package| package.name == name);
    Ok(package.ok_or_else(|| format!("{name} is missing"))?.version.to_string())
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

fn component(purl: &str, name: &str, version: &str, license: Option<String>) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
    });
    if let Some(license) = license {
        component["licenses"] = json!([{ "expression": license }]);
    }
    component
}
