//! The commands of the window, one file a feature; they translate and decide nothing.
//!
//! All run aside, on threads that may wait, so that neither the window nor another command is held up.

#![allow(clippy::needless_pass_by_value, reason = "Tauri hands a command its arguments by value")]

mod aside;
mod documents;
mod evidence;
mod files_of_evidence;
mod history;
mod home;
mod packages;
mod review;
mod scoring;
mod settings;
mod signatures;
mod signing;
mod start;
mod table;
mod update;

use tauri::{Builder, Wry};

/// Adds every command to the program.
pub(crate) fn register(builder: Builder<Wry>) -> Builder<Wry> {
    builder.invoke_handler(aside::aside(tauri::generate_handler![
        start::start,
        start::create_data_file,
        start::open_data_file,
        start::open_sample,
        start::backups,
        start::restore_backup,
        start::ready,
        settings::save_settings,
        settings::propose_profile,
        settings::log_fault,
        update::find_update,
        update::install_update,
        home::home,
        home::criteria_sets,
        home::read_criteria_set,
        home::new_dossier_form,
        home::new_dossier,
        home::set_aside,
        home::restore,
        home::back_up,
        scoring::open_dossier,
        scoring::item,
        scoring::preview,
        scoring::set_answer,
        scoring::confirm_carried,
        scoring::undo,
        scoring::redo,
        evidence::evidence,
        evidence::add_evidence,
        evidence::update_evidence,
        evidence::remove_evidence,
        evidence::accept_proposals,
        evidence::is_marked_secret,
        evidence::tick_expected,
        evidence::search_evidence,
        evidence::limits,
        evidence::set_limits,
        evidence::cite,
        evidence::uncite,
        files_of_evidence::add_files,
        files_of_evidence::end_work,
        files_of_evidence::add_pasted,
        files_of_evidence::attach_file,
        files_of_evidence::detach_file,
        files_of_evidence::scanned_files,
        files_of_evidence::choose_scan_folder,
        files_of_evidence::save_evidence_file,
        files_of_evidence::export_evidence,
        files_of_evidence::open_evidence_file,
        files_of_evidence::look_at_file,
        files_of_evidence::file_page,
        files_of_evidence::file_part,
        table::table,
        table::retype,
        table::plan_paste,
        table::paste,
        review::review,
        signing::report_form,
        signing::set_profile,
        signing::set_report_texts,
        signing::round_form,
        signing::set_round,
        signing::sign_off,
        signing::set_number,
        signing::reopen,
        history::history,
        history::restore_answer,
        history::compare,
        history::export_history,
        signing::submit,
        signing::withdraw,
        signing::give_back,
        signatures::report_signatures,
        signatures::signing_files,
        signatures::choose_identity,
        signatures::choose_picture,
        signatures::remove_picture,
        signatures::sign_report,
        signatures::take_signed_report,
        signatures::check_file,
        signatures::check_file_again,
        signatures::roots,
        signatures::choose_roots,
        signatures::forget_roots,
        packages::plan_package,
        packages::export_package,
        packages::open_package,
        packages::close_package,
        packages::take_package,
        packages::merge_package,
        documents::preview_document,
        documents::preview_page,
        documents::export_dossier,
        documents::export_document,
        documents::open_file,
        documents::open_folder,
        documents::print_document,
    ]))
}
