//! Everything that is called in Python, and only that: `main.py` exports a class and a function under these names.

use gopylink::{PythonObject, Result, new_python_class_instance, python_func_call};

/// A progress bar: an instance of the Python class `Progress`.
pub(crate) struct Progress(PythonObject);

impl Progress {
    /// Shows a bar for `total` files.
    pub(crate) fn start(total: usize) -> Result<Self> {
        new_python_class_instance("Progress", (total,)).map(Self)
    }

    /// Moves the bar on. Fails with `KeyboardInterrupt` once the user has pressed Ctrl-C.
    pub(crate) fn advance(&self, files: usize) -> Result<()> {
        self.0.method_call("update", (files,)).get()
    }

    /// Leaves the bar on the screen as it is, and releases it.
    pub(crate) fn finish(self) -> Result<()> {
        self.0.method_call("finish", ()).get::<()>()?;
        self.0.close()
    }
}

/// The qualified name of the function or class that a line belongs to, or of the module.
pub(crate) fn enclosing(path: &str, line: u32) -> Result<String> {
    python_func_call("enclosing", (path, line)).get()
}
