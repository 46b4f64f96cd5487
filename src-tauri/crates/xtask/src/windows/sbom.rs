//! What the programs are made of, as `CycloneDX` 1.5 (<https://cyclonedx.org/docs/1.5/json/>). Neither
//! a moment nor a serial number is in it: the same source gives the same list.

use std::fs;

use serde_json::{Value, json};

use super::components::{Component, Components};
use super::{VERSION, delivery, out};
use crate::Failure;

/// Writes the list beside what is delivered.
pub(super) fn write(components: &Components) -> Result<(), Failure> {
    let list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": format!("pkg:generic/par-index@{VERSION}"),
            "name": "par-index",
            "version": VERSION,
            "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
        } },
        "components":
            components.iter().map(|(purl, component)| entry(purl, component)).collect::<Vec<_>>(),
    });
    let path = out().join(format!("cham-diem-cchc-{VERSION}.cdx.json"));
    let text = serde_json::to_string_pretty(&list).map_err(|error| error.to_string())?;
    fs::write(&path, text + "\n").map_err(|error| delivery::failed(&path, &error))
}

fn entry(purl: &str, component: &Component) -> Value {
    let mut entry = json!({
        "type": "library",
        "bom-ref": purl,
        "name": component.name,
        "version": component.version,
        "purl": purl,
    });
    if let Some(license) = &component.license {
        entry["licenses"] = json!([{ "expression": license }]);
    }
    entry
}
