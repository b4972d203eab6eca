//! Which files belong to a tree.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// A file or folder that is not in the index, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[gopylink::record]
pub struct Skipped {
    /// Where it is.
    pub path: String,
    /// What went wrong.
    pub reason: String,
}

impl Skipped {
    pub(crate) fn new(path: &Path, reason: impl Into<String>) -> Self {
        Self { path: path.display().to_string(), reason: reason.into() }
    }
}

/// Finds every `.py` file below `root`, and what could not be looked into.
///
/// Folders named in `without` are left out, and so are hidden ones and symbolic links.
pub(crate) fn python_files(root: &Path, without: Vec<String>) -> (Vec<PathBuf>, Vec<Skipped>) {
    let wanted = move |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with('.') && !without.iter().any(|folder| *folder == name)
    };
    let mut files = Vec::new();
    let mut skipped = Vec::new();
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(wanted) {
        match entry {
            Ok(entry)
                if entry.file_type().is_file() && entry.path().extension().is_some_and(|it| it == "py") =>
            {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                let reason =
                    error.into_io_error().map_or_else(|| "a loop of links".to_owned(), |it| it.to_string());
                skipped.push(Skipped::new(&path, reason));
            }
        }
    }
    (files, skipped)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn only_python_files_of_wanted_folders_are_found() {
        let folder = TestFolder::new("walk");
        for file in ["a.py", "b.txt", "pkg/c.py", "pkg/tests/d.py", "tests.py", ".hidden/e.py"] {
            folder.write(file, b"");
        }
        fs::create_dir(folder.path().join("folder.py")).unwrap();

        let (files, skipped) = python_files(folder.path(), vec!["tests".to_owned()]);

        let names: Vec<_> = files.iter().map(|it| it.strip_prefix(folder.path()).unwrap()).collect();
        assert_eq!(names, [Path::new("a.py"), Path::new("pkg/c.py"), Path::new("tests.py")]);
        assert!(skipped.is_empty());
    }

    #[test]
    fn a_root_that_is_not_there_is_skipped_with_a_reason() {
        let (files, skipped) = python_files(Path::new("/no/such/folder"), Vec::new());
        assert!(files.is_empty());
        assert_eq!(skipped[0].path, "/no/such/folder");
    }
}
