/** A first, last or whole word of a name that tells of a credential: the list that BuildKit's check goes by. */
const secretWord = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const publicWord = /(?:_|^)public(?:_|$)/i;

/**
 * What such a name is when it says more: the id of a public signing key, a key's checksum, a key that every visitor of a web page
 * gets, a socket, a path, a switch, a version. Official images are full of them.
 */
const harmlessNames: readonly RegExp[] = [
  /^APT_KEY_|^KEY$|(?:^|_)(?:GPG|PGP|SIGNING|HOST|SSH_HOST|PUB|PUBLISHABLE|SITE|ANON|CACHE|FOREIGN|PARTITION|SORT|HOT)_?KEYS?(?:_|$)/i,
  /KEY_?(?:ID|IDS|SERVER|SERVERS|RING|FINGERPRINT|URL|BITS|TYPE|SIZE|ALGO(?:RITHM)?|(?:SHA\d*|MD5|CHECK)(?:SUM)?)$/i,
  /_(?:SOCK|SOCKET|VERSION|FILE|PATH|DIR|FOLDER|URL|URI|HOST|DOMAIN|PORT|ENABLED|DISABLED|REQUIRED|METHOD|METHODS|TYPE|MODE|MODULE|MODULES|BACKEND|BACKENDS|DRIVER|STRATEGY|SCHEME|POLICY|LEVEL|FORMAT|HELPER|STORE|MON|TIMEOUT|TTL|NAME|PREFIX|SUFFIX|LENGTH|LIMIT|COUNT|SHA\d*|CHECKSUM|DIGEST|EXPIR(?:Y|ATION|ES)|HEADER|COLUMN|ENDPOINT|REALM|ISSUER|AUDIENCE|SCOPES?|SERVICE|ALLOW|PLUGIN|PROVIDER|CACHE|ID)$/i,
  /^(?:DISABLE|ENABLE|SKIP|USE|ALLOW|REQUIRE)_|(?:^|_)NO_|_?VERIFY(?:_|$)/i,
  // What is built into the pages of a web application.
  /^(?:VITE|REACT_APP|VUE_APP|NG_APP|GATSBY)_/i,
];

/** The fingerprint by which a public OpenPGP key is fetched, blanks between its groups included, and the marked id of one. */
const keyFingerprint = /^(?:0x)?[\da-f]{40}$|^0x(?:[\da-f]{8}){1,2}$/i;
/** What stands in the place of a credential and is none. */
const harmlessValues: readonly RegExp[] = [
  // A switch, a path, an address without a password.
  /^(?:|true|false|yes|no|on|off|0|1|none|null|disabled|enabled|\/[\w./-]*|https?:\/\/[^\s@]*)$/i,
  // Something to be filled in.
  /^(?:[-_.*]|x{3,}|<.*>|your[-_].*)$/i,
  // Something that says so itself: `dummy-key`, `notasecret`, `this_is_not_a_real_secret`.
  /(?:^|[-_])(?:dummy|fake|placeholder)(?:[-_]|$)|not[-_ ]?(?:(?:an?|so|the)[-_ ]?)?(?:real(?:ly)?[-_ ]?)?(?:a[-_ ]?)?secret$/i,
];

/** How somebody proves who they are. */
const method = /^(?:htpasswd|basic|digest|plain|login|ldap|kerberos|oauth2?|oidc|saml|jwt|md5|scram-sha-256|trust|anonymous|allow|deny|optional|required)$/i;

/** Whether a variable's name says that it holds a credential, as BuildKit judges it. */
export function isSecretName(name: string): boolean {
  return secretWord.test(name) && !publicWord.test(name);
}

/** Whether a name that sounds like a credential rather names something about one: `GPG_KEY`, `SSH_AUTH_SOCK`, `TOKEN_FILE`. */
export function isHarmlessSecretName(name: string): boolean {
  return harmlessNames.some((pattern) => pattern.test(name));
}

/** Whether a value, without its quotation marks, cannot be the credential that the name speaks of. */
export function isHarmlessSecretValue(name: string, value: string): boolean {
  if ((/(?:^|_)auth(?:_|$)/i.test(name) && method.test(value)) || (/^\d{1,5}$/.test(value) && !/passw|pword|secret/i.test(name))) return true;
  return harmlessValues.some((pattern) => pattern.test(value)) || (/keys?$/i.test(name) && keyFingerprint.test(value.replace(/[ \t]+/g, "")));
}
