//! Puts configuration, capabilities and icons into the program.

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
    if std::path::Path::new("../ui/dist/index.html").is_file() {
        tauri_build::build();
    } else {
        println!("cargo::error=ui/dist is missing: run `npm ci && npm run build` in ui/ first");
    }
}
