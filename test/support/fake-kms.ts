// An AWS KMS on loopback that speaks its JSON API: it signs ready-made digests, as the real one does and as node:crypto cannot.
import { constants, createECDH, createHash, privateEncrypt, randomBytes, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { KMSClient } from '@aws-sdk/client-kms';
import { onTestFinished } from 'vitest';
import { sequence, unsigned } from '#apps/sealer/der.ts';

type SignRequest = { readonly KeyId: string; readonly Message: string; readonly MessageType: string; readonly SigningAlgorithm: string };

export async function fakeKms(key: KeyObject) {
  const asked: SignRequest[] = [];
  const says = { no: undefined as { readonly status: number; readonly type: string; readonly message: string } | undefined };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const ask = JSON.parse(body) as SignRequest;
      asked.push(ask);
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      if (says.no) return response.writeHead(says.no.status).end(JSON.stringify({ __type: says.no.type, message: says.no.message }));
      if (request.headers['x-amz-target'] !== 'TrentService.Sign' || ask.MessageType !== 'DIGEST')
        return response.writeHead(400).end(JSON.stringify({ __type: 'ValidationException', message: 'only Sign with a DIGEST' }));
      const signature = SIGN[ask.SigningAlgorithm]?.(key, Buffer.from(ask.Message, 'base64'));
      return response.end(
        JSON.stringify({ KeyId: ask.KeyId, Signature: signature?.toString('base64'), SigningAlgorithm: ask.SigningAlgorithm }),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new KMSClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { endpoint, client, asked, says };
}

type SignDigest = (key: KeyObject, digest: Buffer) => Buffer;

const SIGN: Record<string, SignDigest> = {
  RSASSA_PKCS1_V1_5_SHA_256: (key, digest) =>
    privateEncrypt(
      { key, padding: constants.RSA_PKCS1_PADDING },
      Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]),
    ),
  RSASSA_PSS_SHA_256: (key, digest) => privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, pss(digest, key)),
  ECDSA_SHA_256: ecdsa,
};

/** EMSA-PSS (RFC 8017 §9.1.1) with a salt as long as the hash. */
function pss(digest: Buffer, key: KeyObject): Buffer {
  const size = (key.asymmetricKeyDetails?.modulusLength ?? 2048) / 8;
  const salt = randomBytes(32);
  const hash = createHash('sha256')
    .update(Buffer.concat([Buffer.alloc(8), digest, salt]))
    .digest();
  const block = Buffer.concat([Buffer.alloc(size - 66, 0), Buffer.from([1]), salt]);
  const mask = mgf1(hash, block.length);
  const masked = block.map((byte, at) => byte ^ (mask[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, hash, Buffer.from([0xbc])]);
}

function mgf1(seed: Buffer, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, at) =>
    createHash('sha256')
      .update(Buffer.concat([seed, Buffer.from([0, 0, 0, at])]))
      .digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA over P-256 (FIPS 186-5 §6.4.1): the curve's arithmetic is left to ECDH. */
function ecdsa(key: KeyObject, digest: Buffer): Buffer {
  const secret = numberOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const throwaway = createECDH('prime256v1');
  throwaway.generateKeys();
  const r = numberOf(throwaway.getPublicKey().subarray(1, 33)) % ORDER;
  const s = (inverse(numberOf(throwaway.getPrivateKey())) * (numberOf(digest) + r * secret)) % ORDER;
  return sequence(unsigned(bytesOf(r)), unsigned(bytesOf(s)));
}

const numberOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
}

/** By Fermat, since the order is a prime. */
function inverse(value: bigint): bigint {
  let [result, base, exponent] = [1n, value % ORDER, ORDER - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}
