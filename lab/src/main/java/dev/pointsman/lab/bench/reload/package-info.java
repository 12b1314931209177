/** What a hundred revisions cost those who are being served: requests, long-lived connections, workers, time until a commit is live. */
package dev.pointsman.lab.bench.reload;
