import { fileName } from "../files/copy-paths.ts";

const names = /^(?:\.env(?:\.(?:local|production|prod|staging|development|dev))?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.git-credentials|\.pypirc|\.pgpass|\.my\.cnf|\.htpasswd|kubeconfig|\.dockercfg|credentials\.json|service-account(?:-key)?\.json|secrets?\.(?:ya?ml|json|env)|.*\.(?:p12|pfx|jks|keystore)|(?:.*[-_.])?(?:private|priv)[-_.]?key(?:\.pem)?|(?:server|tls|ssl|client|nginx|host)(?:[-_.]key\.pem|\.key)|privkey\d*\.pem|key\.pem|.*\.tfstate)$/i;

/** Stores of the certificates that a program trusts, and the key with which every developer's Android programs are signed. */
const publicStore = /(?:trust[-_.]?store|cacerts)[^/]*$|^debug\.keystore$/i;
/** Folders of what tests bring, whose keys open nothing. */
const testFolder = /(?:^|\/)(?:tests?|testdata|test-data|fixtures?|examples?|e2e|mocks?)\//i;

/** Whether a file of this name is known to hold credentials. Folders count by what they are for. */
export function isCredentialFile(path: string): boolean {
  if (/(?:^|\/)(?:\.ssh|\.aws|\.gnupg|\.kube)\/?$/.test(path)) return true;
  if (/(?:^|\/)(?:\.aws\/credentials|\.docker\/config\.json|\.kube\/config|\.config\/gcloud(?:\/.*)?|\.azure)$/.test(path.replace(/\/$/, ""))) return true;
  const name = fileName(path);
  return !path.endsWith("/") && names.test(name) && !publicStore.test(name) && !testFolder.test(path) && !/\.(?:example|sample|template|dist|pub)$/i.test(path);
}
