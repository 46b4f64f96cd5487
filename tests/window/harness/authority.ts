import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import sharp from 'sharp';

export const PASSWORD = 'Mat khau 2026';

/** A folder with certificates of a signer and an agency, as an authority hands them out. */
export interface Authority {
  /** The signer's key and certificate, protected by the password. */
  signer: string;
  agency: string;
  /** The folder with the authority's own certificate. */
  roots: string;
  /** A folder without any certificate. */
  empty: string;
  /** A round red seal with transparent corners. */
  seal: string;
}

/** Makes them with the program `openssl`. */
export async function makeAuthority(): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), 'cchc-chứng thư-'));
  const at = (...path: string[]) => join(folder, ...path);
  const openssl = (...words: string[]) =>
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const subject = (name: string) => ['-utf8', '-subj', `/CN=${name}/O=UBND xã Đức Liễu`];
  const extensions = 'keyUsage=critical,digitalSignature,nonRepudiation';
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

  const root = ['-x509', '-days', '30', '-keyout', 'root.key', '-out', 'root.pem'];
  openssl('req', ...key, ...root, ...subject('Nơi cấp chứng thư mẫu'));
  const order = (file: string, name: string) => {
    openssl('req', ...key, '-keyout', `${file}.key`, '-out', `${file}.csr`, ...subject(name));
    writeFileSync(at('extensions'), extensions);
    openssl(
      ...['x509', '-req', '-in', `${file}.csr`, '-CA', 'root.pem', '-CAkey', 'root.key'],
      ...['-CAcreateserial', '-days', '30', '-extfile', 'extensions', '-out', `${file}.pem`],
    );
    openssl(
      ...['pkcs12', '-export', '-inkey', `${file}.key`, '-in', `${file}.pem`],
      ...['-certfile', 'root.pem', '-passout', `pass:${PASSWORD}`, '-out', `${file}.p12`],
    );
    return at(`${file}.p12`);
  };
  const signer = order('chủ tịch', 'Nguyễn Văn Đức');
  const agency = order('cơ quan', 'UBND xã Đức Liễu');
  for (const name of ['gốc', 'rỗng']) mkdirSync(at(name));
  copyFileSync(at('root.pem'), at('gốc', 'root.pem'));
  const circle = '<svg width="120" height="120"><circle cx="60" cy="60" r="56" fill="#c00"/></svg>';
  await sharp(Buffer.from(circle)).png().toFile(at('con dấu.png'));
  return { signer, agency, roots: at('gốc'), empty: at('rỗng'), seal: at('con dấu.png') };
}
