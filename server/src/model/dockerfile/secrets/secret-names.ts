/** A first, last or whole word of a name that tells of a credential: the list that BuildKit's check goes by. */
const secretWord = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const publicWord = /(?:_|^)public(?:_|$)/i;

/**
 * What such a name is when it says more: the id of a public signing key, a socket, a path, a switch, a version. Official
 * images are full of them.
 */
const harmlessName =
  /^APT_KEY_|(?:^|_)(?:GPG|PGP|SIGNING|HOST|SSH_HOST|PUB)_?KEYS?(?:_|$)|^KEY$|KEY_?(?:ID|IDS|SERVER|SERVERS|RING|FINGERPRINT|URL|BITS|TYPE|SIZE|ALGO(?:RITHM)?)$|_(?:SOCK|SOCKET|VERSION|FILE|PATH|DIR|URL|URI|HOST|PORT|ENABLED|DISABLED|REQUIRED|METHOD|METHODS|TYPE|MODE|MODULE|MODULES|BACKEND|BACKENDS|MON|TIMEOUT|TTL|NAME|LENGTH|EXPIR(?:Y|ATION|ES)|HEADER|ENDPOINT|REALM|SERVICE|ALLOW|PLUGIN|PROVIDER|CACHE|ID)$|^(?:NO|DISABLE|ENABLE|SKIP|USE|ALLOW|REQUIRE)_|_?VERIFY(?:_|$)/i;

/** Whether a variable's name says that it holds a credential, as BuildKit judges it. */
export function isSecretName(name: string): boolean {
  return secretWord.test(name) && !publicWord.test(name);
}

/** Whether a name that sounds like a credential rather names something about one: `GPG_KEY`, `SSH_AUTH_SOCK`, `TOKEN_FILE`. */
export function isHarmlessSecretName(name: string): boolean {
  return harmlessName.test(name);
}
