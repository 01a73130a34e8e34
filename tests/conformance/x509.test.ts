import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { readCertificate } from '../../src/credentials/hcert/x509.ts';
import { kindUsage } from '../credentials/hcert/make-certificate.ts';
import { testSigner } from '../credentials/hcert/make-hcert.ts';

describe('our reader of certificates', () => {
  for (const algorithm of ['ES256', 'PS256'] as const) {
    it(`reads of an ${algorithm} certificate what Node's reader does`, async () => {
      const { certificate } = await testSigner(algorithm, { usages: [kindUsage.test, kindUsage.recovery] });
      const ours = readCertificate(certificate);
      const theirs = new X509Certificate(certificate);
      const publicKey = theirs.publicKey.export({ type: 'spki', format: 'der' });
      assert.deepEqual(Buffer.from(ours.publicKey), publicKey);
      assert.equal(ours.notBefore, Date.parse(theirs.validFrom));
      assert.equal(ours.notAfter, Date.parse(theirs.validTo));
      assert.deepEqual(ours.extendedKeyUsage, theirs.keyUsage);
      assert.equal(theirs.subject, `C=${ours.country}\nO=${ours.organisation}`);
    });
  }
});
