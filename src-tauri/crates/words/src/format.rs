//! Vietnamese forms of figures, dates and lists.

/// A decimal number as Vietnamese write it: `1.72` becomes `1,72`.
///
/// Takes the plain decimal text of an exact number (digits, perhaps a sign and a point).
pub fn decimal(plain: &str) -> String {
    plain.replace('.', ",")
}

/// A day as `dd/MM/yyyy`.
pub fn date(year: i32, month: u32, day: u32) -> String {
    format!("{day:02}/{month:02}/{year:04}")
}

/// A day in the words of an administrative document, `ngày 05 tháng 02 năm 2024`: days below 10
/// and months 1 and 2 take a leading zero (Decree 30/2020/NĐ-CP, Annex I, II.4).
pub fn date_in_words(year: i32, month: u32, day: u32) -> String {
    let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
    crate::common::date_in_words(format!("{day:02}"), month, year)
}

/// A document's number with at least two digits, as typed otherwise: `5` becomes `05`.
pub fn two_digits(number: &str) -> String {
    if number.chars().count() < 2 { format!("0{number}") } else { number.to_owned() }
}

/// Items after one another, separated by semicolons.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_and_early_months_take_a_leading_zero() {
        assert_eq!(date_in_words(2024, 2, 5), "ngày 05 tháng 02 năm 2024");
        assert_eq!(date_in_words(2024, 10, 15), "ngày 15 tháng 10 năm 2024");
        assert_eq!(date_in_words(2024, 3, 1), "ngày 01 tháng 3 năm 2024");
    }

    #[test]
    fn numbers_of_documents_have_two_digits_at_least() {
        assert_eq!(two_digits("5"), "05");
        assert_eq!(two_digits("05"), "05");
        assert_eq!(two_digits("123"), "123");
    }

    #[test]
    fn decimals_take_a_comma() {
        assert_eq!(decimal("86.11"), "86,11");
    }
}
