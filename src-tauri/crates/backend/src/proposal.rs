//! A unit's profile as it is usually filled in, for a start.

use store::{Kind, Profile, Signer};
use words::profile as say;

/// A profile with sensible proposals for this kind of unit, its name and its place; the names of
/// persons stay empty.
pub fn propose_profile(kind: Kind, name: &str, place: &str) -> Profile {
    let name = name.trim();
    let issuing_body = match (kind, say::committee_short()) {
        (Kind::Commune, short) if name.starts_with(short) => {
            name.replacen(short, say::committee(), 1)
        }
        _ => name.to_owned(),
    };
    let (symbol, post, file_copy) = match kind {
        Kind::Commune => (say::commune_symbol(), say::commune_post(), say::commune_file_copy()),
        Kind::Department => {
            (say::department_symbol(), say::department_post(), say::department_file_copy())
        }
    };
    let (authority, recipients) = match kind {
        Kind::Commune => (
            vec![say::commune_authority().to_owned()],
            vec![say::commune_recipient().to_owned(), say::commune_leaders().to_owned()],
        ),
        Kind::Department => (Vec::new(), vec![say::department_leaders().to_owned()]),
    };
    Profile {
        schema: "par-profile/1".to_owned(),
        name: name.to_owned(),
        kind,
        superior_body: None,
        issuing_body,
        receiving_office: String::new(),
        place: place.trim().to_owned(),
        symbol: symbol.to_owned(),
        signer: Signer { authority, post: post.to_owned(), name: String::new() },
        prepared_by: String::new(),
        recipients,
        file_copy: file_copy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commune_signs_for_its_committee_and_is_named_in_full() {
        let profile = propose_profile(Kind::Commune, " UBND xã Đức Liễu ", "Đức Liễu");
        assert_eq!(profile.issuing_body, "Ủy ban nhân dân xã Đức Liễu");
        assert_eq!(profile.signer.authority, ["TM. ỦY BAN NHÂN DÂN"]);
        assert_eq!(profile.symbol, "BC-UBND");
    }

    #[test]
    fn department_signs_for_itself() {
        let profile = propose_profile(Kind::Department, "Phòng Tư pháp", "Bù Đăng");
        assert!(profile.signer.authority.is_empty());
        assert_eq!(profile.issuing_body, "Phòng Tư pháp");
    }
}
