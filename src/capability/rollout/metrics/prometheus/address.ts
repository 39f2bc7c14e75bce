import { messageOf, ToolwrightError } from '#base';

/** Where a Prometheus is, and as whom it is asked. */
export interface PrometheusAddress {
  /** Without a slash at its end: `http://localhost:9090`, also with a path before it. */
  readonly url: string;
  /** The header of that name: a secret. It goes nowhere but into requests to the URL. */
  readonly authorization?: string;
  /** What people should know of it. */
  readonly notes: readonly string[];
}

const variables = {
  token: 'TOOLWRIGHT_PROMETHEUS_TOKEN',
  user: 'TOOLWRIGHT_PROMETHEUS_USER',
  password: 'TOOLWRIGHT_PROMETHEUS_PASSWORD',
} as const;

/**
 * Reads the address of a Prometheus, and the secret for it from the environment: `TOOLWRIGHT_PROMETHEUS_TOKEN` (a bearer
 * token), or `TOOLWRIGHT_PROMETHEUS_USER` and `TOOLWRIGHT_PROMETHEUS_PASSWORD`.
 * @param isOfWorkspace a workspace has chosen it: it gets no secret
 * @throws ToolwrightError `prometheus-address` for an address that cannot be one
 */
export function prometheusAddress(
  text: string,
  environment: Readonly<Record<string, string | undefined>> = {},
  isOfWorkspace = false,
): PrometheusAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw invalid(`“${text.slice(0, 200)}” is no URL: ${messageOf(error)}`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalid('it has to begin with http:// or https://');
  if (url.username !== '' || url.password !== '') {
    throw invalid(
      `secrets do not belong into it, for it is shown and logged; set ${variables.user} and ${variables.password} in the environment`,
    );
  }
  if (url.search !== '' || url.hash !== '') throw invalid('it ends with its path: without ? and #');
  const secret = authorizationFrom(environment);
  const authorization = isOfWorkspace ? undefined : secret;
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return {
    url: url.href.replace(/\/+$/, ''),
    ...(authorization === undefined ? {} : { authorization }),
    notes: [
      ...(authorization !== undefined && url.protocol === 'http:' && !isLocal
        ? [`The secret for ${url.host} goes over the network unencrypted: use https.`]
        : []),
      ...(secret !== undefined && isOfWorkspace
        ? [
            `The secret in the environment is not sent to ${url.host}, which settings of the workspace name. Where it is yours, name it in your user settings.`,
          ]
        : []),
    ],
  };
}

function authorizationFrom(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const [token, user, password] = [variables.token, variables.user, variables.password].map(
    (name) => environment[name]?.trim() || undefined,
  );
  if (token !== undefined) return `Bearer ${token}`;
  if (user === undefined) return undefined;
  return `Basic ${Buffer.from(`${user}:${password ?? ''}`, 'utf8').toString('base64')}`;
}

const invalid = (why: string) =>
  new ToolwrightError('prometheus-address', `The address of Prometheus cannot be used: ${why}.`, {
    hint: 'Give it as http://localhost:9090: by --prometheus, in the editor by the setting toolwright.rollout.prometheus.',
  });
