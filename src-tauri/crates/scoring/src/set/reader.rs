//! Walks a JSON tree field by field and notes every fault on the way.

use crate::decimal::Decimal;
use crate::fault::{Fault, FaultKind, Shape};
use crate::json::Json;

/// Largest number of a set plus one: nine integer digits.
const SET_LIMIT: Decimal = Decimal::whole(1_000_000_000);
/// Characters of a wrong number that a message repeats.
const SHOWN: usize = 40;

/// Where in the file something stands: the code it belongs to and the path below it.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    code: String,
    field: String,
}

impl Place {
    /// The file itself.
    pub(crate) fn file() -> Self {
        Self::of("")
    }

    /// What has this code.
    pub(crate) fn of(code: &str) -> Self {
        Self { code: code.to_owned(), field: String::new() }
    }

    /// A field of it.
    pub(crate) fn child(&self, name: &str) -> Self {
        let dot = if self.field.is_empty() { "" } else { "." };
        Self { code: self.code.clone(), field: format!("{}{dot}{name}", self.field) }
    }

    /// An item of the list it is, from 0.
    pub(crate) fn item(&self, index: usize) -> Self {
        Self { code: self.code.clone(), field: format!("{}[{index}]", self.field) }
    }

    /// The same path under a code that has become known.
    pub(crate) fn with_code(self, code: &str) -> Self {
        if code.is_empty() { self } else { Self::of(code) }
    }
}

/// A field that may be missing, with its place.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) json: Option<&'a Json>,
    pub(crate) place: Place,
}

/// An object whose member names have been checked.
pub(crate) struct Fields<'a> {
    members: &'a [(String, Json)],
    pub(crate) place: Place,
}

impl<'a> Fields<'a> {
    /// The member as it is written, `null` included.
    pub(crate) fn written(&self, name: &str) -> Option<&'a Json> {
        self.members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The member, if it is there and not `null`.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Json> {
        self.written(name).filter(|json| **json != Json::Null)
    }

    /// The member as it is written, with its place.
    pub(crate) fn written_field(&self, name: &str) -> Field<'a> {
        Field { json: self.written(name), place: self.place.child(name) }
    }

    /// The member with its place.
    pub(crate) fn field(&self, name: &str) -> Field<'a> {
        Field { json: self.get(name), place: self.place.child(name) }
    }
}

/// Collects faults while values are taken from the tree.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    faults: Vec<Fault>,
    /// Decimals of points, once they are known.
    pub(crate) points_decimals: Option<u32>,
}

impl Reader {
    /// Everything that was found wrong; another schema, from which the rest follows, first.
    pub(crate) fn into_faults(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| !matches!(fault.kind, FaultKind::UnknownSchema { .. }));
        self.faults
    }

    /// Notes a fault.
    pub(crate) fn refuse(&mut self, place: &Place, kind: FaultKind) {
        self.faults.push(Fault { code: place.code.clone(), field: place.field.clone(), kind });
    }

    /// Notes that a value has another shape than is due.
    pub(crate) fn wrong_shape(&mut self, place: &Place, expected: Shape, found: &Json) {
        self.refuse(place, FaultKind::WrongShape { expected, found: found.shape() });
    }

    /// The members of an object; a duplicate is noted.
    pub(crate) fn members<'a>(&mut self, json: &'a Json, place: &Place) -> &'a [(String, Json)] {
        let Json::Object(members) = json else {
            self.wrong_shape(place, Shape::Object, json);
            return &[];
        };
        let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        let mut reported = None;
        for pair in keys.windows(2) {
            if pair[0] == pair[1] && reported != Some(pair[0]) {
                reported = Some(pair[0]);
                self.refuse(&place.child(pair[0]), FaultKind::DuplicateField);
            }
        }
        members
    }

    /// An object with exactly these fields; unknown, missing and doubled ones are noted.
    pub(crate) fn fields<'a>(
        &mut self,
        json: &'a Json,
        place: &Place,
        required: &[&str],
        optional: &[&str],
    ) -> Option<Fields<'a>> {
        if !matches!(json, Json::Object(_)) {
            self.wrong_shape(place, Shape::Object, json);
            return None;
        }
        let members = self.members(json, place);
        for (key, _) in members {
            if !required.contains(&key.as_str()) && !optional.contains(&key.as_str()) {
                self.refuse(&place.child(key), FaultKind::UnknownField);
            }
        }
        let fields = Fields { members, place: place.clone() };
        for name in required {
            if fields.get(name).is_none() {
                self.refuse(&place.child(name), FaultKind::MissingField);
            }
        }
        Some(fields)
    }

    /// The schema must be this one.
    pub(crate) fn schema(&mut self, field: &Field<'_>, expected: &'static str) {
        if let Some(found) = self.text(field)
            && found != expected
        {
            self.refuse(&field.place, FaultKind::UnknownSchema { found, expected });
        }
    }

    /// A text that is not empty.
    pub(crate) fn text(&mut self, field: &Field<'_>) -> Option<String> {
        match field.json? {
            Json::Text(text) if text.trim().is_empty() => {
                self.refuse(&field.place, FaultKind::EmptyText);
                None
            }
            Json::Text(text) => Some(text.clone()),
            other => {
                self.wrong_shape(&field.place, Shape::Text, other);
                None
            }
        }
    }

    /// A text that may be empty; an empty one counts as none.
    pub(crate) fn optional_text(&mut self, field: &Field<'_>) -> Option<String> {
        match field.json? {
            Json::Text(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
            other => {
                self.wrong_shape(&field.place, Shape::Text, other);
                None
            }
        }
    }

    /// A truth value.
    pub(crate) fn truth(&mut self, field: &Field<'_>) -> Option<bool> {
        match field.json? {
            Json::Bool(value) => Some(*value),
            other => {
                self.wrong_shape(&field.place, Shape::Bool, other);
                None
            }
        }
    }

    /// One of these words, as the value that stands beside it.
    pub(crate) fn word<T: Copy>(
        &mut self,
        field: &Field<'_>,
        allowed: &'static [&'static str],
        values: &[T],
    ) -> Option<T> {
        let found = self.text(field)?;
        let position = allowed.iter().position(|word| *word == found);
        if position.is_none() {
            self.refuse(&field.place, FaultKind::UnknownWord { found, allowed });
        }
        values.get(position?).copied()
    }

    /// A list, each item with its place; `None` where it is missing or no list.
    pub(crate) fn list<'a>(&mut self, field: &Field<'a>) -> Option<Vec<Field<'a>>> {
        match field.json? {
            Json::List(items) => Some(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| Field { json: Some(item), place: field.place.item(index) })
                    .collect(),
            ),
            other => {
                self.wrong_shape(&field.place, Shape::List, other);
                None
            }
        }
    }

    /// A list with at least one item.
    pub(crate) fn filled_list<'a>(&mut self, field: &Field<'a>) -> Option<Vec<Field<'a>>> {
        let items = self.list(field)?;
        if items.is_empty() {
            self.refuse(&field.place, FaultKind::EmptyList);
        }
        Some(items)
    }

    /// A list of texts, empty where the field is missing; blank ones say nothing and are left out.
    pub(crate) fn texts(&mut self, field: &Field<'_>) -> Vec<String> {
        let items = self.list(field).unwrap_or_default();
        items.iter().filter_map(|item| self.optional_text(item)).collect()
    }

    /// A decimal with at most nine integer digits and six decimals.
    pub(crate) fn number(&mut self, field: &Field<'_>) -> Option<Decimal> {
        let Json::Number(text) = field.json? else {
            self.wrong_shape(&field.place, Shape::Number, field.json?);
            return None;
        };
        match set_number(text) {
            Ok(number) => Some(number),
            Err(kind) => {
                self.refuse(&field.place, kind);
                None
            }
        }
    }

    /// A number that is not below zero.
    pub(crate) fn amount(&mut self, field: &Field<'_>) -> Option<Decimal> {
        let number = self.number(field)?;
        if number.is_negative() {
            self.refuse(&field.place, FaultKind::Negative { found: number });
            return None;
        }
        Some(number)
    }

    /// A number above zero.
    pub(crate) fn positive(&mut self, field: &Field<'_>) -> Option<Decimal> {
        let number = self.amount(field)?;
        if number.is_zero() {
            self.refuse(&field.place, FaultKind::NotPositive { found: number });
            return None;
        }
        Some(number)
    }

    /// Points: not below zero, not finer than `rounding.points`.
    pub(crate) fn points(&mut self, field: &Field<'_>) -> Option<Decimal> {
        let points = self.amount(field)?;
        if let Some(decimals) = self.points_decimals.filter(|most| points.decimals() > *most) {
            self.refuse(&field.place, FaultKind::FinerThanRounding { found: points, decimals });
        }
        Some(points)
    }

    /// A whole number within bounds.
    pub(crate) fn whole(&mut self, field: &Field<'_>, min: i64, max: i64) -> Option<i64> {
        let number = self.number(field)?;
        let whole = number.as_whole().filter(|whole| (min..=max).contains(whole));
        if whole.is_none() {
            self.refuse(&field.place, FaultKind::OutsideRange { found: number, min, max });
        }
        whole
    }

    /// A key of the form `[A-Za-z][A-Za-z0-9_]*`.
    pub(crate) fn key(&mut self, field: &Field<'_>) -> Option<String> {
        let found = self.text(field)?;
        let mut characters = found.chars();
        let fits = characters.next().is_some_and(|first| first.is_ascii_alphabetic())
            && characters.all(|other| other.is_ascii_alphanumeric() || other == '_');
        if !fits {
            self.refuse(&field.place, FaultKind::BadKey { found });
            return None;
        }
        Some(found)
    }

    /// Notes each key that stands twice.
    pub(crate) fn unique<'a>(&mut self, keys: impl Iterator<Item = (&'a str, Place)>) {
        let mut seen = std::collections::BTreeSet::new();
        for (key, place) in keys {
            if !seen.insert(key) {
                self.refuse(&place, FaultKind::KeyNotUnique { found: key.to_owned() });
            }
        }
    }
}

/// A number as a set may have it: at most nine integer digits and six decimals.
pub(super) fn set_number(text: &str) -> Result<Decimal, FaultKind> {
    match Decimal::parse(text) {
        Ok(number) if number >= SET_LIMIT || number <= Decimal::ZERO - SET_LIMIT => {
            Err(FaultKind::TooManyDigits { found: number })
        }
        Ok(number) => Ok(number),
        Err(why) => Err(FaultKind::BadNumber { found: text.chars().take(SHOWN).collect(), why }),
    }
}
