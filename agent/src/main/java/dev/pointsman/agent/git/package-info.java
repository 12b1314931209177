/**
 * Where revisions come from: the definitions repository, by JGit, and nothing of Git outside this room.
 *
 * <p>Whatever comes from the repository is untrusted: no hook runs, no configuration of the machine or a home directory is read, and
 * checking out writes plain files only.
 */
package dev.pointsman.agent.git;
