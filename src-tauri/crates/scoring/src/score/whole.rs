//! A whole set: every item, then sums, index and class.

use super::extra::{score_bonus, score_penalty};
use super::index::{classify, totals};
use super::result::{AreaScore, CriterionScore, Score, SubCriterionScore, Warning, sums};
use super::sub_criterion::{Terms, evaluate};
use super::warning::note_over_hundred;
use crate::answers::{Answer, Answers};
use crate::set::{Area, CriteriaSet, ScoredBy};

/// Scores every item that has an answer, whoever scores it.
///
/// Answers to codes that the set does not know are passed over: whoever reads a file asks
/// [`Answers::faults_against`] first.
///
/// # Examples
/// The worked examples of `scoring.md`, each as maximum, rule, inputs, and the status with points
/// of applicable maximum:
/// ```
/// use scoring::{Answers, CriteriaSet, score};
///
/// fn result(rounding: &str, maximum: &str, rule: &str, answer: &str) -> String {
///     let set = format!(
///         r#"{{"schema":"par-criteria/1","id":"s","version":"1","title":"T","unitKind":"commune",
///         "year":2024,"locale":"vi-VN","provenance":{{"official":false,"statement":"S"}},
///         "maxPoints":{maximum},"rounding":{{"points":2,"index":2,"mode":"{rounding}"}},
///         "classification":[{{"id":"a","label":"A","min":0}}],"deadlines":{{}},
///         "areas":[{{"code":"1","title":"T","maxPoints":{maximum},"criteria":[{{"code":"1.1",
///         "title":"T","maxPoints":{maximum},"subCriteria":[{{"code":"1.1.1","title":"T",
///         "maxPoints":{maximum},"scoredBy":"self","rule":{rule}}}]}}]}}]}}"#
///     );
///     let set = CriteriaSet::parse(set.as_bytes()).unwrap();
///     let answers = format!(
///         r#"{{"schema":"par-answers/1","criteriaSet":"s","answers":{{"1.1.1":{answer}}}}}"#
///     );
///     let score = score(&set, &Answers::parse(answers.as_bytes()).unwrap());
///     let outcome = &score.areas[0].criteria[0].sub_criteria[0].outcome;
///     format!("{} {}/{}", outcome.status().word(), outcome.points, outcome.applicable_max)
/// }
/// let of = |first: &str, second: &str| format!(r#"{{"inputs":{{"a":{first},"b":{second}}}}}"#);
/// let ab = r#""inputs":[{"key":"a","label":"A","kind":"number"},{"key":"b","label":"B","kind":"number"}]"#;
///
/// // A ratio of at most 2 points, from 80 % on.
/// let floor = format!(r#"{{"type":"ratio",{ab},"maxPoints":2,"floorPercent":80}}"#);
/// assert_eq!(result("half-up", "2", &floor, &of("31", "36")), "scored 1.72/2");
/// assert_eq!(result("half-up", "2", &floor, &of("799", "1000")), "scored 0/2");
/// // Rounded once, at the sub-criterion.
/// let ratio = |max: &str| format!(r#"{{"type":"ratio",{ab},"maxPoints":{max}}}"#);
/// assert_eq!(result("half-up", "1.5", &ratio("1.5"), &of("1", "3")), "scored 0.5/1.5");
/// assert_eq!(result("half-up", "0.75", &ratio("0.75"), &of("1", "2")), "scored 0.38/0.75");
/// assert_eq!(result("half-even", "0.75", &ratio("0.75"), &of("1", "2")), "scored 0.38/0.75");
/// assert_eq!(result("half-up", "0.73", &ratio("0.73"), &of("1", "2")), "scored 0.37/0.73");
/// assert_eq!(result("half-even", "0.73", &ratio("0.73"), &of("1", "2")), "scored 0.36/0.73");
/// // More done than there was to do.
/// let bound = format!(r#"{{"type":"ratio",{ab},"maxPoints":2,"constraints":["a<=b"]}}"#);
/// assert_eq!(result("half-up", "2", &bound, &of("37", "36")), "invalid 0/2");
/// assert_eq!(result("half-up", "2", &ratio("2"), &of("37", "36")), "scored 2/2");
/// // A percentage is compared before any rounding.
/// let tier = |band: &str| format!(
///     r#"{{"type":"tier",{ab},"measure":"percent","bands":[{{{band},"points":4.5}},{{"min":95,"points":3}}]}}"#
/// );
/// assert_eq!(result("half-up", "4.5", &tier(r#""min":98"#), &of("979", "999")), "scored 3/4.5");
/// let above = tier(r#""min":98,"minExclusive":true"#);
/// assert_eq!(result("half-up", "4.5", &above, &of("98", "100")), "scored 3/4.5");
/// // Before the 25th: the 24th is the last day in time.
/// let deadline = r#"{"type":"deadline","inputs":[{"key":"d","label":"D","kind":"date"}],
///     "due":{"before":"2024-01-25"},
///     "bands":[{"maxDaysLate":0,"points":1.5},{"maxDaysLate":10,"points":0.75},{"points":0}]}"#;
/// let on = |day: &str| format!(r#"{{"inputs":{{"d":"{day}"}}}}"#);
/// assert_eq!(result("half-up", "1.5", deadline, &on("2024-01-24")), "scored 1.5/1.5");
/// assert_eq!(result("half-up", "1.5", deadline, &on("2024-01-25")), "scored 0.75/1.5");
/// assert_eq!(result("half-up", "1.5", deadline, &on("2024-02-04")), "scored 0/1.5");
/// // A deduction stops at its floor.
/// let deduction = r#"{"type":"deduction","start":1.5,"floor":0,
///     "items":[{"key":"t","label":"T","perUnit":0.75}]}"#;
/// assert_eq!(result("half-up", "1.5", deduction, r#"{"inputs":{"t":3}}"#), "scored 0/1.5");
/// // An excluded part leaves the denominator.
/// let yes = r#"{"type":"boolean","inputs":[{"key":"d","label":"D","kind":"bool"}],"points":"#;
/// let sum = format!(
///     r#"{{"type":"sum","parts":[
///     {{"key":"p","title":"P","maxPoints":1,"rule":{yes}{{"true":1,"false":0}}}}}},
///     {{"key":"q","title":"Q","maxPoints":1.5,"rule":{yes}{{"true":1.5,"false":0}}}},
///      "notApplicable":{{"treatment":"exclude"}}}}]}}"#
/// );
/// let one = r#"{"parts":{"p":{"inputs":{"d":true}},"q":{"notApplicable":true}}}"#;
/// assert_eq!(result("half-up", "2.5", &sum, one), "scored 1/1");
/// // A whole number is due.
/// let count = r#"{"type":"count","inputs":[{"key":"n","label":"N","kind":"integer"}],
///     "pointsPer":1,"cap":5}"#;
/// assert_eq!(result("half-up", "5", count, r#"{"inputs":{"n":3.5}}"#), "invalid 0/5");
/// ```
pub fn score(set: &CriteriaSet, answers: &Answers) -> Score {
    let terms = Terms { rounding: set.rounding, dates: &answers.deadlines };
    let mut warnings = Vec::new();
    let areas: Vec<AreaScore> =
        set.areas.iter().map(|area| score_area(area, answers, terms, &mut warnings)).collect();
    let bonus = score_bonus(set.bonus.as_ref(), answers, terms, &mut warnings);
    let penalty = score_penalty(set.penalty.as_ref(), answers, &mut warnings);
    let totals = totals(set, &areas, &bonus, &penalty);
    let class = classify(&set.classification, &areas, &totals);
    let provisional = areas
        .iter()
        .flat_map(AreaScore::sub_criteria)
        .any(|item| item.scored_by != ScoredBy::Unit && !item.outcome.status().is_settled());
    Score { areas, bonus, penalty, totals, class, provisional, warnings }
}

fn score_area(
    area: &Area,
    answers: &Answers,
    terms: Terms<'_>,
    warnings: &mut Vec<Warning>,
) -> AreaScore {
    let nothing = Answer::default();
    let mut criteria = Vec::with_capacity(area.criteria.len());
    for criterion in &area.criteria {
        let mut items = Vec::with_capacity(criterion.sub_criteria.len());
        for item in &criterion.sub_criteria {
            let answer = answers.sub_criteria.get(&item.code).unwrap_or(&nothing);
            let outcome = evaluate(item, answer, terms.rounding, terms.dates);
            note_over_hundred(item, &outcome, warnings);
            let (code, scored_by) = (item.code.clone(), item.scored_by);
            items.push(SubCriterionScore { code, scored_by, outcome });
        }
        let (points, applicable_max) = sums(items.iter());
        let code = criterion.code.clone();
        criteria.push(CriterionScore { code, points, applicable_max, sub_criteria: items });
    }
    let points = criteria.iter().map(|criterion| criterion.points).sum();
    let applicable_max = criteria.iter().map(|criterion| criterion.applicable_max).sum();
    AreaScore { code: area.code.clone(), points, applicable_max, criteria }
}
