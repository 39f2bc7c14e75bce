import type { Test } from '../language/expression.ts';
import type { InputType, PrintedInputs } from './inputs.ts';

/** What is known of the types of inputs where a test has an answer, as TypeScript follows it. */
export function narrowedBy(test: Test, answer: boolean, inputs: PrintedInputs): PrintedInputs {
  switch (test.op) {
    case 'not':
      return narrowedBy(test.of, !answer, inputs);
    case 'and':
    case 'or':
      return answer === (test.op === 'and')
        ? narrowedBy(test.right, answer, narrowedBy(test.left, answer, inputs))
        : inputs;
    case 'missing':
      return answer ? inputs : changed(inputs, test.column, (type) => present(type, test.path));
    case 'ofKind':
      return test.path.length > 0
        ? inputs
        : changed(inputs, test.column, (type) => only(type, (kind) => (kind === test.kind) === answer));
    default:
      return inputs;
  }
}

function changed(inputs: PrintedInputs, column: number, change: (type: InputType) => InputType): PrintedInputs {
  return inputs.map((input, at) => (at === column ? { ...input, type: change(input.type) } : input));
}

/** The type where there is something at a place. */
function present(type: InputType, [name, ...path]: readonly string[]): InputType {
  if (name === undefined) return only(type, (kind) => kind !== 'null' && kind !== 'unknown');
  if (type.kind !== 'record') return type;
  const fields = type.fields.map((field) => {
    if (field.name !== name) return field;
    if (path.length > 0) return field.optional ? field : { ...field, type: present(field.type, path) };
    return { ...field, type: present(field.type, []), optional: false };
  });
  return { ...type, fields };
}

/** Those of several types that may be. */
function only(type: InputType, isMeant: (kind: InputType['kind']) => boolean): InputType {
  if (type.kind !== 'union') return type;
  const left = type.of.filter(({ kind }) => isMeant(kind));
  const [first = type] = left;
  return left.length > 1 ? { kind: 'union', of: left } : first;
}
