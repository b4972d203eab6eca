//! How messages name what is called in Python.

use std::fmt;

use smol_str::SmolStr;

/// The name, put together only where a message needs it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'a> {
    /// Of a method.
    class: Option<&'a SmolStr>,
    name: &'a str,
}

impl<'a> Label<'a> {
    /// Anything but a method.
    #[inline]
    pub(super) fn new(name: &'a str) -> Self {
        Self { class: None, name }
    }

    /// A class and its method.
    #[inline]
    pub(super) fn method(class: &'a SmolStr, name: &'a str) -> Self {
        Self { class: Some(class), name }
    }
}

impl fmt::Display for Label<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(class) = self.class {
            write!(formatter, "{class}.")?;
        }
        write!(formatter, "{}()", self.name)
    }
}

/// A [`Label`] to keep. Short names take no memory of their own.
///
/// It is made before the call whose result it goes with: what is written byte by byte takes long to copy right afterwards.
#[derive(Debug)]
pub(super) struct OwnedLabel {
    /// Empty for what is no method.
    class: SmolStr,
    name: SmolStr,
}

impl OwnedLabel {
    /// That of anything but a method.
    #[inline]
    pub(super) fn new(name: &str) -> Self {
        Self { class: SmolStr::new_static(""), name: name.into() }
    }

    /// That of a method.
    #[inline]
    pub(super) fn method(class: &SmolStr, name: &str) -> Self {
        Self { class: class.clone(), name: name.into() }
    }
}

impl fmt::Display for OwnedLabel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = Some(&self.class).filter(|class| !class.is_empty());
        Label { class, name: &self.name }.fmt(formatter)
    }
}
