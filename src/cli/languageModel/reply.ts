import { ToolwrightError } from '#base';

/** What a server answered. */
export interface Reply {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

/** Bytes. */
const largest = 1024 * 1024;

/** Reads an answer, as far as it is one of this kind. @throws ToolwrightError `language-model-failed` */
export async function readReply(response: Response): Promise<Reply> {
  const decoder = new TextDecoder();
  let body = '';
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > largest) {
      throw new ToolwrightError(
        'language-model-failed',
        `The language model's answer is larger than ${largest} bytes.`,
      );
    }
    body += decoder.decode(chunk, { stream: true });
  }
  body += decoder.decode();
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
}

/** How long a server wants to be left alone, in milliseconds (RFC 9110, 10.2.3: seconds, or a date). */
export function retryAfter({ retryAfter: text }: Pick<Reply, 'retryAfter'>, now = Date.now()): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Undefined for what is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
