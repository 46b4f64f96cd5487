//! Files in messages: the window calls them by name, where the command line gives their paths.

use std::collections::BTreeMap;
use std::path::Path;

use backend::file_name;

/// The names of files that are told together.
pub(crate) struct Names(BTreeMap<String, usize>);

impl Names {
    /// The names of these files.
    pub(crate) fn of<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut names = BTreeMap::new();
        for path in paths {
            *names.entry(file_name(path)).or_default() += 1;
        }
        Self(names)
    }

    /// The name of a file, with its folder's where another one has the same.
    pub(crate) fn name(&self, path: &Path) -> String {
        let name = file_name(path);
        let folder = path.parent().map(file_name).filter(|folder| !folder.is_empty());
        match folder {
            Some(folder) if self.0.get(&name).is_some_and(|count| *count > 1) => {
                format!("{folder}{}{name}", std::path::MAIN_SEPARATOR)
            }
            _ => name,
        }
    }

    /// A message with the name of a file in place of its path.
    pub(crate) fn in_message(&self, path: &Path, message: &str) -> String {
        message.replace(&path.display().to_string(), &self.name(path))
    }
}
