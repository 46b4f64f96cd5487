import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** Who hands the program out: signs installers as the program `minisign` does. */
export class Publisher {
  readonly #number = randomBytes(8);
  readonly #keys = generateKeyPairSync('ed25519');

  /** The base64 line of the public key. */
  get key(): string {
    const { x } = this.#keys.publicKey.export({ format: 'jwk' });
    const key = Buffer.from(x ?? '', 'base64url');
    return Buffer.concat([Buffer.from('Ed'), this.#number, key]).toString('base64');
  }

  /** Puts the signature beside a file. */
  sign(path: string, comment: string): void {
    const { privateKey } = this.#keys;
    const hash = createHash('blake2b512').update(readFileSync(path)).digest();
    const signature = sign(null, hash, privateKey);
    const whole = sign(null, Buffer.concat([signature, Buffer.from(comment)]), privateKey);
    const lines = [
      'untrusted comment: signature',
      Buffer.concat([Buffer.from('ED'), this.#number, signature]).toString('base64'),
      `trusted comment: ${comment}`,
      whole.toString('base64'),
    ];
    writeFileSync(`${path}.minisig`, `${lines.join('\n')}\n`);
  }
}
