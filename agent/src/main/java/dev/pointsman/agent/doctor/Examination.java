package dev.pointsman.agent.doctor;

import java.util.List;

/** Looks at one thing of a node and changes nothing. */
public interface Examination {

    /** What it looks at, for the list of what is well: {@code keepalived's hook}. */
    String subject();

    /** What is wrong; empty when all is well. What cannot be looked at is an ailment too. */
    List<Ailment> examine();
}
