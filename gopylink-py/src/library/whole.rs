//! Whether a file is as long as its headers say. The platform's loader maps what they name without a look: of a file that was
//! copied by half, the process would be killed.

use std::fs::File;
use std::path::Path;

use object::elf::{FileHeader32, FileHeader64, PT_LOAD};
use object::read::elf::{FileHeader, ProgramHeader};
use object::read::{ReadCache, ReadRef};
use object::{Endianness, FileKind};

/// Refuses a file of ELF's that ends too early. Any other is for the loader to judge.
pub(super) fn check(path: &Path) -> Result<(), String> {
    // What is no file could be opened but not read to an end.
    let Some(length) = path.metadata().ok().filter(std::fs::Metadata::is_file).map(|found| found.len())
    else {
        return Ok(());
    };
    let Ok(file) = File::open(path) else { return Ok(()) };
    let data = &ReadCache::new(file);
    let named = match FileKind::parse(data) {
        Ok(FileKind::Elf32) => end::<FileHeader32<Endianness>, _>(data),
        Ok(FileKind::Elf64) => end::<FileHeader64<Endianness>, _>(data),
        _ => None,
    };
    match named {
        Some(named) if length < named => Err(format!(
            "{} is cut short: it has {length} bytes, its headers name {named}; copy or build it again",
            path.display()
        )),
        _ => Ok(()),
    }
}

/// Where what is to be mapped ends, if the headers are whole.
fn end<'a, H: FileHeader<Endian = Endianness>, R: ReadRef<'a>>(data: R) -> Option<u64> {
    let header = H::parse(data).ok()?;
    let endian = header.endian().ok()?;
    let segments = header.program_headers(endian, data).ok()?;
    let loaded = segments.iter().filter(|segment| segment.p_type(endian) == PT_LOAD);
    let ends = loaded.map(|segment| {
        let (offset, size): (u64, u64) = (segment.p_offset(endian).into(), segment.p_filesz(endian).into());
        offset.saturating_add(size)
    });
    ends.max()
}
