/** JavaScript of a class like `TextEncoder`. */
export const textEncoderCode = `class TextEncoder {
  get encoding() { return 'utf-8'; }
  encode(text = '') {
    const whole = String(text), into = new Uint8Array(whole.length * 3);
    return into.slice(0, this.encodeInto(whole, into).written);
  }
  encodeInto(text, into) {
    let read = 0, written = 0;
    for (const letter of String(text)) {
      let code = letter.codePointAt(0);
      if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
      const more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      if (written + more >= into.length) break;
      into[written++] = more === 0 ? code : ((0xf00 >> (more + 1)) & 0xff) | (code >> (6 * more));
      for (let rest = more - 1; rest >= 0; rest--) into[written++] = 0x80 | ((code >> (6 * rest)) & 0x3f);
      read += letter.length;
    }
    return { read, written };
  }
}`;

/** JavaScript of a class like `TextDecoder`, for UTF-8: the algorithm of the Encoding Standard. */
export const textDecoderCode = `class TextDecoder {
  #fatal; #ignoreBOM; #continues = false; #isStarted = false;
  #code = 0; #missing = 0; #lower = 0x80; #upper = 0xbf;
  constructor(label = 'utf-8', options = {}) {
    const name = String(label).trim().toLowerCase();
    if (!/^(unicode-1-1-utf-8|unicode11utf8|unicode20utf8|x-unicode20utf8|utf-?8)$/.test(name)) {
      throw new RangeError('The "' + label + '" encoding is not supported: there is utf-8 only');
    }
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }
  get encoding() { return 'utf-8'; }
  get fatal() { return this.#fatal; }
  get ignoreBOM() { return this.#ignoreBOM; }
  decode(input, options) {
    const bytes = this.#bytesOf(input);
    if (!this.#continues) { this.#reset(); this.#isStarted = false; }
    this.#continues = Boolean(options?.stream);
    let out = '';
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (this.#missing === 0) out += this.#first(byte);
      else if (byte < this.#lower || byte > this.#upper) { out += this.#wrong(); at--; }
      else {
        this.#lower = 0x80; this.#upper = 0xbf;
        this.#code = (this.#code << 6) | (byte & 0x3f);
        if (--this.#missing === 0) out += this.#letter(this.#code);
      }
    }
    if (!this.#continues && this.#missing > 0) out += this.#wrong();
    return out;
  }
  #bytesOf(input) {
    if (input === undefined) return new Uint8Array(0);
    if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    if (input instanceof ArrayBuffer) return new Uint8Array(input);
    throw new TypeError('Only an ArrayBuffer or a view of one can be decoded');
  }
  #first(byte) {
    if (byte < 0x80) return this.#letter(byte);
    if (byte < 0xc2 || byte > 0xf4) return this.#wrong();
    if (byte === 0xe0) this.#lower = 0xa0;
    if (byte === 0xed) this.#upper = 0x9f;
    if (byte === 0xf0) this.#lower = 0x90;
    if (byte === 0xf4) this.#upper = 0x8f;
    this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    this.#code = byte & (0x3f >> this.#missing);
    return '';
  }
  #letter(code) {
    const isMark = code === 0xfeff && !this.#isStarted && !this.#ignoreBOM;
    this.#isStarted = true;
    return isMark ? '' : String.fromCodePoint(code);
  }
  #wrong() {
    this.#reset();
    if (!this.#fatal) return this.#letter(0xfffd);
    this.#continues = false;
    throw new TypeError('The encoded data was not valid for encoding utf-8');
  }
  #reset() { this.#code = 0; this.#missing = 0; this.#lower = 0x80; this.#upper = 0xbf; }
}`;
