//! The TypeScript types of the window are those of this crate.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use ts_rs::{Config, TS};
use views::{
    ArrivedView, BackupLine, CheckView, ComparisonView, DocumentForm, DocumentKind, Entry,
    ExportFormat, ExportedView, Failure, FilesAdded, FilesProgress, FilesSource, FoundView,
    HistoryView, Home, ItemView, LimitsView, LongWork, LookView, NewDossier, NewDossierForm,
    PackageForm, PackagePlanView, PackageShare, PackageSource, PackageTaken, PartView, PastePlan,
    PasteRequest, PlaceForm, Preview, ProfileForm, RegisterView, ReportForm, ReportSignatures,
    ReportSigned, ReportTaken, ResultView, RetypeView, ReviewView, RootsView, RoundForm, ScanView,
    SetLine, SetRef, Settings, SignatureField, SigningFiles, StartView, SubmissionForm, TableView,
    TextsForm, UpdateFound, Workspace,
};

/// Writes every type that crosses to the window, with all that it is made of, into a folder.
fn export(folder: &Path) {
    let config = Config::new().with_out_dir(folder);
    macro_rules! export_all {
        ($($root:ident)+) => { $($root::export_all(&config).expect(stringify!($root));)+ };
    }
    export_all! {
        StartView Settings ProfileForm BackupLine Failure
        Home SetLine SetRef NewDossierForm NewDossier
        Workspace ItemView ResultView Entry
        RegisterView DocumentForm PlaceForm
        FilesSource FilesProgress FilesAdded LongWork LimitsView ScanView FoundView LookView PartView
        TableView PasteRequest PastePlan RetypeView
        ReviewView ReportForm TextsForm RoundForm SubmissionForm
        ReportSignatures SignatureField ReportSigned ReportTaken SigningFiles
        CheckView RootsView
        HistoryView ComparisonView
        DocumentKind Preview ExportFormat ExportedView
        PackageForm PackagePlanView PackageShare PackageSource ArrivedView PackageTaken
        UpdateFound
    }
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).expect("folder").map(|entry| entry.expect("entry").path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    entries.map(|path| (name(&path), fs::read_to_string(&path).expect("file"))).collect()
}

/// `UPDATE_BINDINGS=1 cargo test -p views --test bindings` writes them anew.
#[test]
fn bindings_are_those_of_the_types() {
    let committed =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/lib/backend/bindings");
    let folder = tempfile::tempdir().unwrap();
    export(folder.path());
    let (made, there) = (files(folder.path()), files(&committed));
    if env::var_os("UPDATE_BINDINGS").is_some() {
        for name in there.keys().filter(|name| !made.contains_key(*name)) {
            fs::remove_file(committed.join(name)).unwrap();
        }
        for (name, text) in made.iter().filter(|(name, text)| there.get(*name) != Some(*text)) {
            fs::write(committed.join(name), text).unwrap();
        }
        return;
    }
    let names = made.keys().chain(there.keys());
    let mut stale: Vec<_> = names.filter(|name| made.get(*name) != there.get(*name)).collect();
    stale.dedup();
    assert!(stale.is_empty(), "stale, write them with UPDATE_BINDINGS=1: {stale:?}");
}
