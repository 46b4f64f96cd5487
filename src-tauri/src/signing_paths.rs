//! With which files reports are signed, and whose certificates are trusted: paths, never a password.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use views::{FieldFiles, RootsView, SignatureField, SigningFiles};

/// The paths that were chosen last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct SigningPaths {
    signer: FieldPaths,
    agency: FieldPaths,
    /// The folder of certificates that are trusted.
    pub(crate) roots: Option<PathBuf>,
}

/// The files that a field is signed with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct FieldPaths {
    /// The PKCS#12 file with key and certificate.
    pub(crate) identity: Option<PathBuf>,
    /// The picture of the handwritten signature or the seal.
    pub(crate) picture: Option<PathBuf>,
}

impl SigningPaths {
    /// The files of a field.
    pub(crate) const fn of(&mut self, field: SignatureField) -> &mut FieldPaths {
        match field {
            SignatureField::Signer => &mut self.signer,
            SignatureField::Agency => &mut self.agency,
        }
    }

    /// The folder of certificates that are trusted, while it can be used.
    pub(crate) fn trusted(&self) -> Option<&Path> {
        self.roots.as_deref().filter(|folder| backend::count_roots(folder).is_ok())
    }

    /// The folder of certificates that are trusted, as it is shown.
    pub(crate) fn roots_view(&self) -> RootsView {
        let folder = self.roots.as_deref();
        folder.map_or_else(RootsView::none, |folder| {
            RootsView::new(folder, backend::count_roots(folder))
        })
    }

    /// The files of both fields, as they are shown.
    pub(crate) fn view(&self) -> SigningFiles {
        SigningFiles { signer: self.signer.view(), agency: self.agency.view() }
    }
}

impl FieldPaths {
    fn view(&self) -> FieldFiles {
        FieldFiles::new(self.identity.as_deref(), self.picture.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_keeps_its_own_files() {
        let mut paths = SigningPaths::default();
        paths.of(SignatureField::Agency).identity = Some("E:/dấu.p12".into());
        let view = paths.view();
        assert_eq!(view.signer.identity, None);
        assert_eq!(view.agency.identity.map(|file| file.name), Some("dấu.p12".to_owned()));
    }

    #[test]
    fn folder_of_roots_that_cannot_be_used_is_told_and_left_out() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ảnh.png"), "no certificate").unwrap();
        for roots in [folder.path().to_owned(), folder.path().join("gone")] {
            let paths = SigningPaths { roots: Some(roots.clone()), ..SigningPaths::default() };
            assert_eq!(paths.trusted(), None);
            let view = paths.roots_view();
            assert_eq!(view.folder, Some(roots.display().to_string()));
            assert_eq!(view.text, None);
            assert!(view.trouble.is_some());
        }
        assert_eq!(SigningPaths::default().roots_view(), RootsView::none());
    }
}
