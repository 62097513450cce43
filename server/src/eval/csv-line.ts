/** Splits one line of comma-separated values, or says what is wrong as Go's CSV reader does. */
export function splitCsvLine(line: string): string[] | string {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === "\"") {
      const quoted = readQuoted(line, at);
      if (typeof quoted === "string") return quoted;
      fields.push(quoted.value);
      at = quoted.end;
      if (at >= line.length) return fields;
      at++;
    } else {
      const comma = line.indexOf(",", at);
      const field = line.slice(at, comma < 0 ? line.length : comma);
      const quote = field.indexOf("\"");
      if (quote >= 0) return `parse error on line 1, column ${at + quote + 1}: bare " in non-quoted-field`;
      fields.push(field);
      if (comma < 0) return fields;
      at = comma + 1;
    }
  }
}

function readQuoted(line: string, open: number): { value: string; end: number } | string {
  let value = "";
  let at = open + 1;
  for (;;) {
    const quote = line.indexOf("\"", at);
    if (quote < 0) return `parse error on line 1, column ${line.length + 1}: extraneous or missing " in quoted-field`;
    value += line.slice(at, quote);
    const next = line[quote + 1];
    if (next === "\"") {
      value += "\"";
      at = quote + 2;
    } else if (next === undefined || next === ",") {
      return { value, end: quote + 1 };
    } else {
      return `parse error on line 1, column ${quote + 1}: extraneous or missing " in quoted-field`;
    }
  }
}
