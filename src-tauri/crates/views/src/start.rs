//! What the window shows when the program starts.

use crate::failure::Failure;
use crate::home::Home;
use crate::profile::ProfileForm;
use crate::shape::shapes;

shapes! {
    /// The program as it stands after its start.
    pub struct StartView {
        /// The program's version.
        pub version: String,
        /// Whether it can be worked with.
        pub condition: Condition,
        /// The data file.
        pub data_file: String,
        /// The folder that holds it.
        pub data_folder: String,
        /// The log file.
        pub log_file: String,
        /// Settings of this computer.
        pub settings: Settings,
        /// Whether the program was started with a package that nobody has opened yet.
        pub package_given: bool,
        /// The first screen, where the data file is open and can be read.
        pub home: Option<Home>,
        /// What deserves a look, such as a folder that is synchronised.
        pub warnings: Vec<String>,
    }

    /// Whether the program can be worked with.
    pub enum Condition {
        /// The data file is open.
        Ready,
        /// There is no data file yet: the first start.
        First,
        /// The data file cannot be opened.
        Trouble(Failure),
    }

    /// Settings of this computer; what an older program has not written has its usual value.
    #[serde(default)]
    pub struct Settings {
        /// Size of text in percent, 100 to 200.
        pub text_size: u16,
        /// Colours.
        pub theme: Theme,
        /// Whether one sub-criterion at a time is shown, without the tree.
        pub one_at_a_time: bool,
        /// The name of the person who works here.
        pub person: String,
        /// The post of the person.
        pub post: String,
        /// The office in charge whose items are "mine"; empty where none was chosen.
        pub owner: String,
        /// Whether the person knows that the data file is not encrypted.
        pub knows_unencrypted: bool,
        /// The unit's profile for new dossiers, until a dossier holds one.
        pub profile: Option<ProfileForm>,
    }

    /// Colours.
    pub enum Theme {
        /// As the computer is set.
        System,
        /// Light.
        Light,
        /// Dark.
        Dark,
        /// High contrast.
        Contrast,
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            text_size: 100,
            theme: Theme::System,
            one_at_a_time: false,
            person: String::new(),
            post: String::new(),
            owner: String::new(),
            knows_unencrypted: false,
            profile: None,
        }
    }
}
