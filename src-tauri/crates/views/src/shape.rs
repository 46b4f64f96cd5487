//! Marks a type as one that crosses to the window: JSON in camel case, TypeScript generated.

/// Declares types that cross to the window.
macro_rules! shapes {
    ($($(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* })+) => {
        $(
            #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
            #[serde(rename_all = "camelCase")]
            $(#[$meta])*
            pub $kind $name { $($body)* }
        )+
    };
}

pub(crate) use shapes;
