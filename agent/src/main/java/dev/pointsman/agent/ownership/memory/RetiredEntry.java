package dev.pointsman.agent.ownership.memory;

import java.time.Instant;

/**
 * An entry that the revision before had and this one has not.
 *
 * @param since when this node learned that it is to go
 * @param entry what is known of it; a deletion counts as a write
 */
public record RetiredEntry(Instant since, EntryMemory entry) {

    RetiredEntry with(EntryMemory changed) {
        return changed == entry ? this : new RetiredEntry(since, changed);
    }
}
