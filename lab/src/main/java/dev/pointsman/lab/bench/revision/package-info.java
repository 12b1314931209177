/** What following a repository costs: from a commit to a node that serves it, and the polls that find nothing new. */
package dev.pointsman.lab.bench.revision;
