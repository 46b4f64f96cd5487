//! An office with one dossier, to measure with, and how measuring goes.
// Each example includes this and uses its part.
#![allow(dead_code, unreachable_pub, clippy::print_stdout, clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use store::{Holder, NewDossier, Person, Profile, Round, Stamp, Store};

/// The dossier's identifier.
pub const DOSSIER: &str = "d";

/// Makes a data file with the dossier of the sample commune, without answers.
pub fn office(path: &Path) -> Store {
    let mut store = Store::create(path, &holder()).unwrap();
    let set = store.add_criteria_set(&asset("criteria/commune-2024.json")).unwrap();
    let new = NewDossier {
        id: DOSSIER.into(),
        criteria_set: set.set.id.clone(),
        criteria_set_version: set.set.version.clone(),
        profile: Profile::parse(&asset("sample/profile-xa-duc-lieu.json")).unwrap(),
        round: Round::parse(&asset("sample/round-2024.json")).unwrap(),
    };
    store.new_dossier(&new, &stamp()).unwrap();
    store
}

pub fn holder() -> Holder {
    let since = stamp().at.to_utc();
    Holder { name: "An".into(), computer: "bench".into(), pid: 0, since }
}

pub fn stamp() -> Stamp {
    let at = "2024-12-01T08:00:00+07:00".parse().unwrap();
    Stamp { at, by: Person { name: "A clerk of the office".into(), post: "Clerk".into() } }
}

/// Assets of the project.
pub fn asset(name: &str) -> Vec<u8> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets");
    std::fs::read(assets.join(name)).unwrap()
}

pub fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// A row with how many times longer one took than the other.
pub fn ratio(what: &str, one: Duration, other: Duration) {
    let permille = one.as_nanos() * 1000 / other.as_nanos();
    println!("{what}\t{}.{:03}\t", permille / 1000, permille % 1000);
}

/// Files of random content, each another, read once so that every later reading is as fast.
pub fn sources(folder: &Path, files: usize, bytes: usize) -> Vec<PathBuf> {
    fs::create_dir(folder).unwrap();
    let mut state = 88_172_645_463_325_252_u64;
    let mut content = vec![0; bytes];
    let write = |ordinal| {
        for part in content.chunks_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            part.copy_from_slice(&state.to_le_bytes()[..part.len()]);
        }
        let path = folder.join(format!("{ordinal}.pdf"));
        let mut file = File::create(&path).unwrap();
        file.write_all(&content).unwrap();
        file.sync_all().unwrap();
        path
    };
    (0..files).map(write).collect()
}

/// Kilobytes that the system tells of this process; none where it does not tell.
pub fn resident(what: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
