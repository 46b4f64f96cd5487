//! Installs what a task needs and what is missing.

use std::path::Path;

use crate::Failure;
use crate::process::{is_there, output, run, target, text};

/// A program and the Debian package that brings it.
pub(crate) struct Tool {
    program: &'static str,
    package: &'static str,
}

/// What every build needs: the C compiler for the bundled `SQLite`.
pub(crate) const BUILD: &[Tool] = &[Tool { program: "cc", package: "build-essential" }];

/// What the window's build needs: the web view's headers and the compiler of its screens.
pub(crate) const WINDOW: &[Tool] = &[
    Tool { program: "cc", package: "build-essential" },
    Tool { program: "pkg-config", package: "pkg-config" },
    Tool { program: "node", package: "nodejs" },
    Tool { program: "npm", package: "npm" },
];

/// Libraries that the window is linked with, by the name under which `pkg-config` knows them.
const LIBRARIES: &[(&str, &str)] = &[
    ("webkit2gtk-4.1", "libwebkit2gtk-4.1-dev"),
    ("librsvg-2.0", "librsvg2-dev"),
    ("xdo", "libxdo-dev"),
    ("ayatana-appindicator3-0.1", "libayatana-appindicator3-dev"),
];

/// What driving the real window needs: a display without a screen, the web view's driver, and the
/// list of processes to end one as a power cut would.
pub(crate) const DISPLAY: &[Tool] = &[
    Tool { program: "Xvfb", package: "xvfb" },
    Tool { program: "WebKitWebDriver", package: "webkit2gtk-driver" },
    Tool { program: "ps", package: "procps" },
];

/// What the tests need besides: reading PDF files and their signatures, issuing certificates, dropping
/// rights, mounting small disks, and another program that opens the data file.
pub(crate) const TEST: &[Tool] = &[
    Tool { program: "cc", package: "build-essential" },
    Tool { program: "pdftotext", package: "poppler-utils" },
    Tool { program: "pdfsig", package: "poppler-utils" },
    Tool { program: "openssl", package: "openssl" },
    Tool { program: "setpriv", package: "util-linux" },
    Tool { program: "mount", package: "mount" },
    Tool { program: "python3", package: "python3-venv" },
];

/// What the programs for Windows are made with besides a compiler.
pub(crate) const WINDOWS: &[Tool] = &[
    Tool { program: "x86_64-w64-mingw32-gcc", package: "gcc-mingw-w64-x86-64" },
    Tool { program: "makensis", package: "nsis" },
    Tool { program: "zip", package: "zip" },
];

/// What shows that a Debian package is there, where it is no program on the path, and the package.
type Part = (&'static str, &'static str);

/// What runs programs for Windows.
pub(crate) const WINE: &[Part] = &[("/usr/bin/wine", "wine"), ("/usr/lib/wine/wine64", "wine64")];

/// Debian's compiler with the source of its standard library, which is the one that can be had for
/// Windows.
pub(crate) const CROSS_COMPILER: &[Part] = &[
    ("/usr/bin/rustc", "rustc-web"),
    ("/usr/bin/cargo", "cargo-web"),
    ("/usr/lib/rustlib/x86_64-unknown-linux-gnu", "libstd-rust-web-dev"),
    ("/usr/lib/rustlib/src/rust/library/std/Cargo.toml", "rust-web-src"),
];

/// What the bench compares with.
pub(crate) const BENCH: &[Tool] = &[
    Tool { program: "cc", package: "build-essential" },
    Tool { program: "time", package: "time" },
    Tool { program: "python3", package: "python3-venv" },
    Tool { program: "zip", package: "zip" },
];

/// Installs the packages of the tools that are not there. Safe to run again.
pub(crate) fn install(tools: &[Tool]) -> Result<(), Failure> {
    let missing = tools.iter().filter(|tool| !is_there(tool.program)).map(|tool| tool.package);
    install_packages(missing.collect())
}

/// Installs the libraries that the window is linked with, where they are not there.
pub(crate) fn install_libraries() -> Result<(), Failure> {
    let is_known = |name: &str| output("pkg-config", &["--exists", name]).is_ok();
    // xdo comes without a description for pkg-config: its header is what is looked for.
    let is_there = |name: &str| match name {
        "xdo" => Path::new("/usr/include/xdo.h").exists(),
        _ => is_known(name),
    };
    let missing = LIBRARIES.iter().filter(|(name, _)| !is_there(name)).map(|(_, package)| *package);
    install_packages(missing.collect())
}

/// Installs the packages of the parts that are not there.
pub(crate) fn install_parts(parts: &[Part]) -> Result<(), Failure> {
    let missing = parts.iter().filter(|(file, _)| !Path::new(file).exists());
    install_packages(missing.map(|(_, package)| *package).collect())
}

fn install_packages(mut missing: Vec<&str>) -> Result<(), Failure> {
    missing.dedup();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    println!("xtask: installing from Debian: {packages}");
    if !is_there("apt-get") {
        return Err(format!("this is no Debian system; install by hand: {packages}"));
    }
    let root = output("id", &["-u"])?.trim() == "0";
    if !root && !is_there("sudo") {
        return Err(format!("run as root, or install by hand: apt-get install {packages}"));
    }
    let apt = |arguments: &[&str]| {
        if root {
            run("apt-get", arguments)
        } else {
            run("sudo", &[&["apt-get"], arguments].concat())
        }
    };
    apt(&["update", "-qq"])?;
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(&[&install[..], &missing].concat())
        .map_err(|failure| format!("{packages} cannot be had: {failure}"))
}

/// Installs a Python package in an environment of its own, `target/FOLDER/venv`, and gives the path
/// of its Python.
pub(crate) fn python_package(folder: &str, package: &str) -> Result<String, Failure> {
    let venv = target().join(folder).join("venv");
    let text = |path: &Path| text(path).map(str::to_owned);
    let python = text(&venv.join("bin").join("python"))?;
    let is_installed = || output(&python, &["-m", "pip", "show", "--quiet", package]).is_ok();
    if !Path::new(&python).exists() || !is_installed() {
        // Debian's Python comes without what an environment needs.
        if output("python3", &["-m", "ensurepip", "--version"]).is_err() {
            install_packages(vec!["python3-venv"])?;
        }
        println!("xtask: installing the Python package {package} into target/{folder}/venv");
        run("python3", &["-m", "venv", &text(&venv)?])?;
        run(&python, &["-m", "pip", "install", "--quiet", package])?;
    }
    Ok(python)
}

/// Checks for a part of the Rust toolchain, and adds it where `rustup` can.
pub(crate) fn component(name: &str, probe: &[&str]) -> Result<(), Failure> {
    if output("cargo", probe).is_ok() {
        return Ok(());
    }
    println!("xtask: installing the Rust component {name}");
    run("rustup", &["component", "add", name])
        .map_err(|failure| format!("the Rust component {name} cannot be had: {failure}"))
}
