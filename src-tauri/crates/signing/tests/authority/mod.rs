//! An authority that issues certificates for tests, by the program `openssl`.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

pub const PASSWORD: &str = "mật khẩu";

const CONFIGURATION: &str = "\
[req]
distinguished_name = subject
prompt = no
string_mask = utf8only
utf8 = yes
[subject]
CN = $NAME
O = $ORGANISATION
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[between]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[encrypting]
keyUsage = critical, keyEncipherment
subjectKeyIdentifier = hash
[authenticating]
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
[server]
extendedKeyUsage = serverAuth
[stamping]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[between_for_servers]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
extendedKeyUsage = serverAuth
[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = $DIGEST
policy = any
preserve = yes
unique_subject = no
[any]
CN = supplied
O = optional
";

/// A certificate to be issued.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    pub name: &'a str,
    pub organisation: &'a str,
    /// `rsa:2048`, or the name of a curve.
    pub key: &'a str,
    /// Of whom it is issued, by the file's name.
    pub issuer: &'a str,
    pub kind: &'a str,
    pub digest: &'a str,
    /// From when to when, in the form `YYYYMMDDHHMMSSZ`.
    pub validity: [&'a str; 2],
}

pub const OFFICER: Order<'_> = Order {
    name: "Nguyễn Văn Đức",
    organisation: "UBND xã Đức Liễu",
    key: "rsa:2048",
    issuer: "root",
    kind: "leaf",
    digest: "sha256",
    validity: ["20200101000000Z", "20450101000000Z"],
};

/// A folder with a root certificate and what it issues.
pub struct Authority(TempDir);

impl Authority {
    pub fn new() -> Self {
        let authority = Self(tempfile::tempdir().unwrap());
        fs::write(authority.path("index.txt"), "").unwrap();
        let order =
            Order { name: "Root of the tests", organisation: "Tests", kind: "root", ..OFFICER };
        authority.request("root", order);
        let issue = ["ca", "-selfsign", "-keyfile", "root.key"];
        authority.issue("root", order, &issue);
        fs::create_dir(authority.path("roots")).unwrap();
        fs::copy(authority.path("root.pem"), authority.path("roots/root.pem")).unwrap();
        authority
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Issues a certificate: `NAME.key`, `NAME.pem` and `NAME.p12` with the issuer's beside it.
    pub fn order(&self, file: &str, order: Order<'_>) -> Vec<u8> {
        self.request(file, order);
        let (key, certificate) = (format!("{}.key", order.issuer), format!("{}.pem", order.issuer));
        self.issue(file, order, &["ca", "-keyfile", &key, "-cert", &certificate]);
        self.pack(file, order.issuer, &[])
    }

    /// Packs a key with its certificate and its issuer's.
    pub fn pack(&self, file: &str, issuer: &str, more: &[&str]) -> Vec<u8> {
        let [key, pem, p12] = ["key", "pem", "p12"].map(|ending| format!("{file}.{ending}"));
        let issuer = format!("{issuer}.pem");
        let password = format!("pass:{PASSWORD}");
        let pack = [
            "pkcs12",
            "-export",
            "-inkey",
            &key,
            "-in",
            &pem,
            "-certfile",
            &issuer,
            "-passout",
            &password,
            "-out",
            &p12,
        ];
        self.openssl(&[&pack, more].concat());
        self.read(&p12)
    }

    fn request(&self, file: &str, order: Order<'_>) {
        let text = CONFIGURATION
            .replace("$NAME", order.name)
            .replace("$ORGANISATION", order.organisation)
            .replace("$DIGEST", order.digest);
        fs::write(self.path("configuration"), text).unwrap();
        let key = format!("{file}.key");
        if order.key.starts_with("rsa:") {
            let bits = format!("rsa_keygen_bits:{}", &order.key[4..]);
            self.openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", &bits, "-out", &key]);
        } else {
            let curve = format!("ec_paramgen_curve:{}", order.key);
            self.openssl(&["genpkey", "-algorithm", "EC", "-pkeyopt", &curve, "-out", &key]);
        }
        let request = format!("{file}.csr");
        self.openssl(&["req", "-new", "-config", "configuration", "-key", &key, "-out", &request]);
    }

    fn issue(&self, file: &str, order: Order<'_>, issue: &[&str]) {
        let (request, certificate) = (format!("{file}.csr"), format!("{file}.pem"));
        let [from, until] = order.validity;
        let rest = [
            "-batch",
            "-notext",
            "-config",
            "configuration",
            "-in",
            &request,
            "-out",
            &certificate,
            "-startdate",
            from,
            "-enddate",
            until,
            "-extensions",
            order.kind,
        ];
        self.openssl(&[issue, &rest].concat());
    }

    pub fn openssl(&self, arguments: &[&str]) {
        let mut command = Command::new("openssl");
        let output = command.args(arguments).current_dir(self.0.path()).output().unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
