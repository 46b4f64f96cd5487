//! Puts version, icon and manifest into the program for Windows.

use tauri_winres::WindowsResource;

const MANIFEST: &str = "../../../assets/windows/app.manifest";
const ICON: &str = "../../../assets/icons/icon.ico";

fn main() {
    println!("cargo::rerun-if-changed={MANIFEST}");
    println!("cargo::rerun-if-changed={ICON}");
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return;
    }
    let mut resource = WindowsResource::new();
    resource.set_icon(ICON).set_manifest(include_str!("../../../assets/windows/app.manifest"));
    for (field, text) in [
        ("CompanyName", "PAR Index"),
        ("ProductName", "PAR Index"),
        ("LegalCopyright", env!("CARGO_PKG_LICENSE")),
    ] {
        resource.set(field, text);
    }
    if let Err(error) = resource.compile() {
        println!("cargo::error=the resources cannot be compiled: {error}");
    }
}
