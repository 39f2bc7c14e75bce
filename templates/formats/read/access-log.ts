import type { Data } from '../data.ts';

/** Reads the access log of a web server, in the common or in the combined log format. */
export function read(text: string): Data {
  return text.split(/\r\n|\n/).flatMap((line, at) => {
    if (line.trim() === '') return [];
    // `host identity user [time] "method path protocol" status bytes "referrer" "agent"`
    const [client = '', request = '', answer = '', referrer, , agent] = line.split('"');
    const [host = '', , user = ''] = client.split(' ');
    const [start, end] = [client.indexOf('['), client.indexOf(']')];
    const [, status, bytes] = answer.split(' ');
    if (start === -1 || end < start || !/^\d{3}$/.test(status ?? '') || !/^(?:\d+|-)$/.test(bytes ?? '')) {
      throw new Error(`Line ${at + 1} is not in the common or combined log format.`);
    }
    const time = client.slice(start + 1, end);
    const [method = '', path = '', protocol = ''] = request.split(' ');
    return [
      {
        ...{ host, user, time, method, path, protocol },
        status: Number(status),
        bytes: bytes === '-' ? 0 : Number(bytes),
        ...(agent === undefined ? {} : { referrer: referrer ?? '', agent }),
      },
    ];
  });
}
