//! What is proposed from first pages, titles and names of files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use chrono::NaiveDate;
use proptest::prelude::*;
use reader::{Proposal, Secrecy, propose, secrecy, secrecy_of_subject};
use unicode_normalization::UnicodeNormalization;

fn day(text: &str) -> Option<NaiveDate> {
    (!text.is_empty()).then(|| NaiveDate::parse_from_str(text, "%d/%m/%Y").unwrap())
}

/// number, date, issuer, kind, subject
fn expected([number, date, issuer, kind, subject]: [&str; 5]) -> Proposal {
    Proposal {
        number: number.to_owned(),
        date: day(date),
        issuer: issuer.to_owned(),
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        secrecy: None,
    }
}

const REPORT: &str = "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ BÙ ĐĂNG\tĐộc lập - Tự do - Hạnh phúc
Số: 12/BC-UBND\tBù Đăng, ngày 05 tháng 02 năm 2024
BÁO CÁO
Kết quả thực hiện công tác cải cách hành chính
năm 2023
Thực hiện Kế hoạch số 01/KH-UBND ngày 03 tháng 01 năm 2023 của UBND xã,
";

/// First pages, and what they say.
const FIRST_PAGES: &[(&str, [&str; 5])] = &[
    (
        REPORT,
        [
            "12/BC-UBND",
            "05/02/2024",
            "Ủy ban nhân dân xã Bù Đăng",
            "Báo cáo",
            "Kết quả thực hiện công tác cải cách hành chính năm 2023",
        ],
    ),
    // A superior body; the columns of a Word file one after the other; a plan.
    (
        "UBND HUYỆN BÙ ĐĂNG\nUBND XÃ ĐỨC LIỄU\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
             Độc lập - Tự do - Hạnh phúc\n---------------\nSố: 07 /KH - UBND\t\
             Đức Liễu, ngày 10 tháng 01 năm 2024\n\nKẾ HOẠCH\nCải cách hành chính năm 2024\n\n\
             Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021",
        [
            "07/KH-UBND",
            "10/01/2024",
            "UBND xã Đức Liễu",
            "Kế hoạch",
            "Cải cách hành chính năm 2024",
        ],
    ),
    // A decision: who decides follows in capitals; old spelling.
    (
        "UỶ BAN NHÂN DÂN\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BÌNH PHƯỚC\t\
             Độc lập - Tự do - Hạnh phúc\nSố: 02/2024/QĐ-UBND\tBình Phước, ngày 15 tháng 3 năm 2024\n\
             QUYẾT ĐỊNH\nVề việc ban hành Quy chế một cửa\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n\
             Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        [
            "02/2024/QĐ-UBND",
            "15/03/2024",
            "Ủy ban nhân dân tỉnh Bình Phước",
            "Quyết định",
            "Về việc ban hành Quy chế một cửa",
        ],
    ),
    // A letter.
    (
        "UBND TỈNH BÌNH PHƯỚC\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ\t\
             Độc lập - Tự do - Hạnh phúc\nSố: 345/SNV-CCHC\tBình Phước, ngày 20 tháng 11 năm 2024\n\
             V/v tự chấm điểm Chỉ số\ncải cách hành chính năm 2024\nKính gửi: Ủy ban nhân dân các xã\n\
             Thực hiện Quyết định số 5/QĐ-UBND",
        [
            "345/SNV-CCHC",
            "20/11/2024",
            "Sở Nội vụ",
            "Công văn",
            "Tự chấm điểm Chỉ số cải cách hành chính năm 2024",
        ],
    ),
    // A letter of a Word file: date in the other cell.
    (
        "UBND XÃ NGHĨA TRUNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
             Số: 88/UBND-VP\nV/v báo cáo thủ tục hành chính\nNghĩa Trung, ngày 01 tháng 7 năm 2024\n\
             Kính gửi: Phòng Nội vụ",
        [
            "88/UBND-VP",
            "01/07/2024",
            "UBND xã Nghĩa Trung",
            "Công văn",
            "Báo cáo thủ tục hành chính",
        ],
    ),
    // No number yet, no day yet.
    (
        "ỦY BAN NHÂN DÂN\nXÃ BÙ ĐĂNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:      /BC-UBND\t\
             Bù Đăng, ngày      tháng 02 năm 2024\nBÁO CÁO\nTình hình\n\nPhần I",
        ["", "", "Ủy ban nhân dân xã Bù Đăng", "Báo cáo", "Tình hình"],
    ),
    // Of the Party: no colon, a stroke, stars.
    (
        "ĐẢNG BỘ HUYỆN BÙ ĐĂNG\tĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ BÙ ĐĂNG\t\
             Bù Đăng, ngày 09 tháng 8 năm 2024\n*\nSố 45-BC/ĐU\nBÁO CÁO\nsơ kết 6 tháng đầu năm\n-----",
        ["45-BC/ĐU", "09/08/2024", "Đảng ủy xã Bù Đăng", "Báo cáo", "Sơ kết 6 tháng đầu năm"],
    ),
    // Letters that stand apart.
    (
        "U B N D  X Ã  B Ù  Đ Ă N G\nS ố : 1 2 / B C - U B N D\n\
             Bù Đăng, n g à y 0 5 t h á n g 0 2 n ă m 2 0 2 4\nB Á O C Á O\nKết quả",
        ["12/BC-UBND", "05/02/2024", "UBND xã Bù Đăng", "Báo cáo", "Kết quả"],
    ),
    // A heading that is broken, and one that has run together with the left side.
    (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nỦY BAN NHÂN DÂN\nVIỆT NAM\nXÃ BÙ ĐĂNG\n\
             Độc lập - Tự do - Hạnh phúc\nSố: 8/UBND\nV/v nghỉ lễ\tBù Đăng, ngày 2 tháng 9 năm 2024\nKính gửi: A",
        ["8/UBND", "02/09/2024", "Ủy ban nhân dân xã Bù Đăng", "Công văn", "Nghỉ lễ"],
    ),
    (
        "UBND TỈNH BÌNH PHƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
             SỞ KẾ HOẠCH VÀ ĐẦU TƯ Độc lập - Tự do - Hạnh phúc\n\
             Số: 9/HD-SKHĐT Bình Phước, ngày 3 tháng 9 năm 2024\nHƯỚNG DẪN\nLập kế hoạch\n____",
        ["9/HD-SKHĐT", "03/09/2024", "Sở Kế hoạch và Đầu tư", "Hướng dẫn", "Lập kế hoạch"],
    ),
    // Words that begin a text may stand in a subject.
    (
        "UBND XÃ A\nSố: 1/BC-UBND\nA, ngày 1 tháng 2 năm 2024\nBÁO CÁO\n\
         Thực hiện nhiệm vụ cải cách hành chính\ntheo Nghị quyết của Hội đồng nhân dân\n\
         Thực hiện Kế hoạch số 5/KH-UBND,",
        [
            "1/BC-UBND",
            "01/02/2024",
            "UBND xã A",
            "Báo cáo",
            "Thực hiện nhiệm vụ cải cách hành chính theo Nghị quyết của Hội đồng nhân dân",
        ],
    ),
    (
        "UBND XÃ A\nHỎA TỐC\nSố: 2/UBND\nV/v báo cáo kết quả\nthực hiện nhiệm vụ\n\
         A, ngày 1 tháng 2 năm 2024\nKính gửi: B",
        ["2/UBND", "01/02/2024", "UBND xã A", "Công văn", "Báo cáo kết quả thực hiện nhiệm vụ"],
    ),
    // A body that is not known stays as it is.
    (
        "CÔNG TY TNHH MỘT THÀNH VIÊN\nSố: 3/TB-CT\nHà Nội, ngày 1 tháng 2 năm 2024\nTHÔNG BÁO\nNghỉ lễ",
        ["3/TB-CT", "01/02/2024", "CÔNG TY TNHH MỘT THÀNH VIÊN", "Thông báo", "Nghỉ lễ"],
    ),
    // A day that does not exist.
    (
        "UBND XÃ A\nSố: 1/TB-UBND\tA, ngày 31 tháng 02 năm 2024\nTHÔNG BÁO\nLịch",
        ["1/TB-UBND", "", "UBND xã A", "Thông báo", "Lịch"],
    ),
    // Numbers and days of other documents are not its own.
    ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ", [""; 5]),
    ("Danh sách cán bộ\n1. Nguyễn Văn A\n2. Trần Thị B", [""; 5]),
    ("", [""; 5]),
];

#[test]
fn a_first_page_says_what_the_document_is() {
    for (page, fields) in FIRST_PAGES {
        assert_eq!(propose("", page, ""), expected(*fields), "{page}");
        let apart: String = page.nfd().collect();
        assert_eq!(propose("", &apart, ""), expected(*fields), "decomposed: {page}");
    }
}

#[test]
fn a_file_s_name_says_what_it_can() {
    let names: &[(&str, [&str; 5])] = &[
        ("12-BC-UBND.pdf", ["12/BC-UBND", "", "", "Báo cáo", ""]),
        ("12.BC.UBND.docx", ["12/BC-UBND", "", "", "Báo cáo", ""]),
        ("12_BC-UBND ngay 05-02-2024.pdf", ["12/BC-UBND", "05/02/2024", "", "Báo cáo", ""]),
        ("05-QD-UBND_20240205.pdf", ["05/QĐ-UBND", "05/02/2024", "", "Quyết định", ""]),
        ("02-2024-QĐ-UBND.pdf", ["02/2024/QĐ-UBND", "", "", "Quyết định", ""]),
        ("15.NQ-HDND.signed.pdf", ["15/NQ-HĐND", "", "", "Nghị quyết", ""]),
        ("BC 12 kết quả cải cách.docx", ["12/BC", "", "", "Báo cáo", "Kết quả cải cách"]),
        ("BC 6 tháng đầu năm 2024.docx", ["", "", "", "Báo cáo", "6 tháng đầu năm 2024"]),
        ("KH 2024.pdf", ["", "", "", "Kế hoạch", ""]),
        (
            "Kế hoạch cải cách hành chính 05.02.2024.docx",
            ["", "05/02/2024", "", "Kế hoạch", "Cải cách hành chính"],
        ),
        ("7-TTr-UBND xin kinh phí.doc", ["7/TTr-UBND", "", "", "Tờ trình", "Xin kinh phí"]),
        ("3-ĐA-UBND.pdf", ["3/ĐA-UBND", "", "", "Đề án", ""]),
        ("bao cao 31-02-2024.pdf", ["", "", "", "Báo cáo", ""]),
        ("scan0001.pdf", [""; 5]),
        (
            "Báo cáo kết quả chuyển đổi số năm 2024.pdf",
            ["", "", "", "Báo cáo", "Kết quả chuyển đổi số năm 2024"],
        ),
        (
            "15-KH-UBND chuyển đổi số ngày 05.02.2024 scan.pdf",
            ["15/KH-UBND", "05/02/2024", "", "Kế hoạch", "Chuyển đổi số"],
        ),
        (
            "Kế hoạch chuyển đổi số 15-KH-UBND.pdf",
            ["15/KH-UBND", "", "", "Kế hoạch", "Chuyển đổi số"],
        ),
        (
            "Kế hoạch số 15-KH-UBND về kinh tế số.pdf",
            ["15/KH-UBND", "", "", "Kế hoạch", "Về kinh tế số"],
        ),
        ("so 281 BC UBND da ky.pdf", ["281/BC-UBND", "", "", "Báo cáo", ""]),
        (
            "Báo cáo số 12 ban hành ngày 05.02.2024 công dân số.pdf",
            ["", "05/02/2024", "", "Báo cáo", "Công dân số"],
        ),
        (
            "Bản scan Quyết định ban hành Quy chế chữ ký số đã ký.pdf",
            ["", "", "", "Quyết định", "Ban hành Quy chế chữ ký số"],
        ),
        ("12-BC-UBND ký số.pdf", ["12/BC-UBND", "", "", "Báo cáo", ""]),
        (
            "12-BC-UBND B¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh.doc",
            ["12/BC-UBND", "", "", "Báo cáo", "Kết quả cải cách hành chính"],
        ),
        ("Sở Nội vụ trả lời.pdf", ["", "", "", "", "Sở Nội vụ trả lời"]),
        ("IMG_20240205.jpg", ["", "05/02/2024", "", "", ""]),
        ("", [""; 5]),
    ];
    for (name, fields) in names {
        assert_eq!(propose(name, "", ""), expected(*fields), "{name}");
        let apart: String = name.nfd().collect();
        assert_eq!(propose(&apart, "", ""), expected(*fields), "decomposed: {name}");
    }
}

#[test]
fn the_page_counts_more_than_the_title_and_the_title_more_than_the_name() {
    let name = "99-KH-HĐND 01.01.2020 chuyện khác.pdf";
    let found = propose(name, REPORT, "Microsoft Word - 77-TB-UBND.doc");
    assert_eq!(found, propose("", REPORT, ""));
    let found = propose(name, "", "Microsoft Word - 77-TB-UBND.doc");
    assert_eq!((found.number.as_str(), found.kind.as_str()), ("77/TB-UBND", "Thông báo"));
    assert_eq!(found.date, day("01/01/2020"));
}

#[test]
fn stamps_of_secrecy_are_found_and_other_words_are_not() {
    let texts: &[(&str, Option<Secrecy>)] = &[
        ("MẬT", Some(Secrecy::Mat)),
        ("UBND XÃ A\nMẬT\nSố: 1/BC-UBND", Some(Secrecy::Mat)),
        ("UBND XÃ A\tMẬT", Some(Secrecy::Mat)),
        ("(MẬT)", Some(Secrecy::Mat)),
        ("[ TỐI MẬT ]", Some(Secrecy::ToiMat)),
        ("TUYỆT MẬT", Some(Secrecy::TuyetMat)),
        ("T U Y Ệ T  M Ậ T", Some(Secrecy::TuyetMat)),
        ("Độ mật: MẬT", Some(Secrecy::Mat)),
        ("ĐỘ MẬT: TỐI MẬT", Some(Secrecy::ToiMat)),
        ("Danh sách tài liệu MẬT năm 2024", Some(Secrecy::Mat)),
        ("Phương án TUYỆT MẬT về phòng thủ", Some(Secrecy::TuyetMat)),
        ("(TỐI MẬT) Báo cáo tình hình", Some(Secrecy::ToiMat)),
        ("MẬT\nTỐI MẬT", Some(Secrecy::ToiMat)),
        ("UBND XÃ A\nTUYỆT\nMẬT\nSố", Some(Secrecy::TuyetMat)),
        ("BẢO VỆ BÍ\nMẬT\nNHÀ NƯỚC", None),
        ("BÍ\tMẬT\tNHÀ NƯỚC", None),
        ("bí mật", None),
        ("BÍ MẬT", None),
        ("BÍ MẬT NHÀ NƯỚC", None),
        ("Bảo vệ BÍ MẬT nhà nước", None),
        ("bảo mật", None),
        ("Công tác BẢO MẬT thông tin", None),
        ("BẢO MẬT", None),
        ("mật độ", None),
        ("MẬT ĐỘ", None),
        ("Độ mật:", None),
        ("Đổi MẬT KHẨU thư điện tử", None),
        ("tài liệu mật", None),
        ("mật", None),
        ("MẮT", None),
        ("MAT", None),
        ("", None),
    ];
    for (text, degree) in texts {
        assert_eq!(secrecy(text), *degree, "{text}");
        assert_eq!(secrecy(&text.nfd().collect::<String>()), *degree, "decomposed: {text}");
    }
}

#[test]
fn a_subject_is_marked_by_the_word_in_capitals_alone() {
    let subjects: &[(&str, Option<Secrecy>)] = &[
        ("MẬT", Some(Secrecy::Mat)),
        ("Báo cáo MẬT năm 2024", Some(Secrecy::Mat)),
        ("PHƯƠNG ÁN TUYỆT MẬT", Some(Secrecy::TuyetMat)),
        ("(TỐI MẬT) Phương án phòng thủ", Some(Secrecy::ToiMat)),
        ("BẢO VỆ BÍ MẬT NHÀ NƯỚC", None),
        ("Công tác BẢO MẬT thông tin", None),
        ("ĐỔI MẬT KHẨU THƯ ĐIỆN TỬ", None),
        ("MẬT ĐỘ DÂN SỐ", None),
        ("tài liệu mật", None),
        ("", None),
    ];
    for (subject, degree) in subjects {
        assert_eq!(secrecy_of_subject(subject), *degree, "{subject}");
        let decomposed = subject.nfd().collect::<String>();
        assert_eq!(secrecy_of_subject(&decomposed), *degree, "decomposed: {subject}");
    }
}

#[test]
fn a_stamp_or_a_marked_name_makes_a_document_secret() {
    let page = format!("MẬT\n{REPORT}");
    assert_eq!(propose("", &page, "").secrecy, Some(Secrecy::Mat));
    assert_eq!(propose("", &page, "").issuer, "Ủy ban nhân dân xã Bù Đăng");
    assert_eq!(propose("12-BC-UBND (TỐI MẬT).pdf", REPORT, "").secrecy, Some(Secrecy::ToiMat));
    assert_eq!(propose("B¸o c¸o (TèI MËT).doc", "", "").secrecy, Some(Secrecy::ToiMat));
    let speaks_of_it = format!("{REPORT}quản lý tài liệu MẬT của xã");
    assert_eq!(propose("bao mat.pdf", &speaks_of_it, "").secrecy, None);
}

proptest! {
    #[test]
    fn nothing_is_proposed_that_is_not_there(text in "\\PC{0,200}", name in "\\PC{0,60}") {
        let found = propose(&name, &text, &name);
        let figures = |text: &str| -> String {
            text.chars().filter(char::is_ascii_digit).collect()
        };
        for part in [&found.number, &found.subject, &found.issuer] {
            prop_assert!(part.chars().all(|letter| !letter.is_control()));
        }
        let there = figures(&text).len() + figures(&name).len();
        prop_assert!(figures(&found.number).len() <= there);
    }

    #[test]
    fn what_looks_like_a_head_never_fails(text in "(Số: ?|[0-9]{1,3}|/|-|BC|UBND|V/v |ngày |tháng |năm |BÁO CÁO|Kính gửi|\n|\t| |MẬT|XÃ ){0,60}") {
        let _ = propose(&text, &text, &text);
    }
}
