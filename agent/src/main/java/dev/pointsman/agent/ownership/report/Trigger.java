package dev.pointsman.agent.ownership.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What made this node look. */
public enum Trigger {
    /** keepalived called {@code pointsman notify}. */
    @JsonProperty("notify")
    NOTIFY,
    /** keepalived wrote into its FIFO. */
    @JsonProperty("fifo")
    FIFO,
    /** The time had come. */
    @JsonProperty("loop")
    LOOP,
    /** keepalived called {@code pointsman notify}, and no agent answered. */
    @JsonProperty("direct")
    DIRECT
}
