//! Puts configuration, capabilities and icons into the program, and checks its inputs.

/// The base64 line of the minisign public key that installers of newer versions are signed with; a
/// program that is built without it cannot be updated from a file.
const UPDATE_KEY: &str = "PAR_INDEX_UPDATE_KEY";

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
    println!("cargo::rerun-if-env-changed={UPDATE_KEY}");
    // Better no program than one that refuses every installer once it is handed out.
    if std::env::var_os(UPDATE_KEY).is_some_and(|key| !key.is_empty() && !is_key(&key)) {
        println!("cargo::error={UPDATE_KEY} is no minisign public key: give its base64 line alone");
    }
    if std::path::Path::new("../ui/dist/index.html").is_file() {
        println!("cargo::rerun-if-changed=../assets/windows/app.manifest");
        let manifest = include_str!("../assets/windows/app.manifest");
        let windows = tauri_build::WindowsAttributes::new_without_app_manifest();
        let attributes =
            tauri_build::Attributes::new().windows_attributes(windows.app_manifest(manifest));
        if let Err(error) = tauri_build::try_build(attributes) {
            println!("cargo::error={error:#}");
        }
    } else {
        println!("cargo::error=ui/dist is missing: run `npm ci && npm run build` in ui/ first");
    }
}

fn is_key(key: &std::ffi::OsStr) -> bool {
    key.to_str().is_some_and(|key| minisign_verify::PublicKey::from_base64(key).is_ok())
}
