/**
 * Whose commit it is: the signature of a revision against the keys that this node trusts.
 *
 * <p>It exists because whoever can push to the branch, or owns the Git server, could otherwise send a VPC's traffic anywhere. What may sign
 * is said by a file on the node ({@code signatures} in agent.yaml), never by the repository. The cryptography is JGit's.
 *
 * <p>What is checked is the branch's head: its tree is everything that will be served, and its signer vouches for it. So a merge that the
 * Git server itself made is refused, whoever signed its parents: the server's key is OpenPGP's and nobody's on this node's list. Merge on a
 * developer's machine and sign the merge, or fast-forward to a signed commit.
 *
 * <p>A key's {@code valid-after} and {@code valid-before} are held against the commit's committer time, as {@code git verify-commit} does:
 * so what a key signed while it was valid stays valid, and so a stolen key can be dated back. A stolen key belongs into the revocation list.
 */
package dev.pointsman.agent.signature;
