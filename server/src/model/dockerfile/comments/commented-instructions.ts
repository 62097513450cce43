import type { Comment } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** Instructions in upper case, with arguments that no sentence has. */
const shapes: readonly RegExp[] = [
  /^FROM [\w./:@${}-]+(?: AS [\w.-]+)?$/,
  /^RUN (?:--\w+=|\[|(?:apt-get|apk|yum|dnf|pip3?|npm|yarn|pnpm|make|curl|wget|mkdir|chmod|chown|rm|cp|mv|ln|echo|git|python3?|go|cargo|bundle|gem|composer) |\.?\/\S+ )/,
  /^RUN [a-z][\w./-]* .*(?:&&|\s-\w|\\$)/,
  /^(?:COPY|ADD) (?:--\w+=\S+ )*(?:\S*[./*]\S* |\[)\S/,
  /^(?:CMD|ENTRYPOINT|SHELL|VOLUME) \[/,
  /^(?:ENV|ARG|LABEL) [\w.-]+=\S/,
  /^ARG [A-Z][A-Z0-9_]*$/,
  /^EXPOSE \d+(?:\/\w+)?(?: \d+(?:\/\w+)?)*$/,
  /^WORKDIR [/$]\S*$/,
  /^USER [\w$:.-]+$/,
  /^STOPSIGNAL SIG\w+$/,
];

/** Comments that are instructions somebody switched off. Health checks are left to their own check. */
export function commentedInstructions(dockerfile: Dockerfile): Comment[] {
  return dockerfile.tree.comments.filter(({ inside, text }) => !inside && /^[A-Z]{3,} /.test(text) && shapes.some((shape) => shape.test(text)));
}
