/** Why a body is not a request, in OpenAI's terms: `param` names the field. */
export class DecodeRefusal {
  readonly message: string;
  readonly param: string | null;
  readonly code: string;

  constructor(message: string, param: string | null, code: string) {
    this.message = message;
    this.param = param;
    this.code = code;
  }
}

/** The field is there but of another type: `messages[2].content must be a string or an array of content parts, not a number.` */
export function refuseType(param: string, expected: string, actual: unknown): DecodeRefusal {
  return new DecodeRefusal(`${param} must be ${expected}, not ${nameOfType(actual)}.`, param, 'invalid_type');
}

export function refuseValue(param: string, expected: string): DecodeRefusal {
  return new DecodeRefusal(`${param} must be ${expected}.`, param, 'invalid_value');
}

export function refuseMissing(param: string): DecodeRefusal {
  return new DecodeRefusal(`${param} is required.`, param, 'missing_required_parameter');
}

function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}
