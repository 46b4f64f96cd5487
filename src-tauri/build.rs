//! Puts configuration, capabilities and icons into the program.

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
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
