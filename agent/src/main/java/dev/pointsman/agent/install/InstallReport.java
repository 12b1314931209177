package dev.pointsman.agent.install;

import java.io.PrintWriter;

/** Says, line by line, what was found, what was changed and what is wrong; remembers whether anything was. */
public final class InstallReport {

    private final PrintWriter results;
    private final PrintWriter messages;
    private int changes;
    private int problems;

    /**
     * @param results what was found and done
     * @param messages what is wrong
     */
    public InstallReport(PrintWriter results, PrintWriter messages) {
        this.results = results;
        this.messages = messages;
    }

    /** Something that is as it should be, and was before. */
    void unchanged(String what) {
        line("unchanged", what);
    }

    /** Something that was looked at only. */
    void found(String what) {
        line("found", what);
    }

    /** A file that is new or has new content. */
    void written(String what) {
        changes++;
        line("written", what);
    }

    /** Anything else that was brought into the wanted state. */
    void changed(String what) {
        changes++;
        line("changed", what);
    }

    /** Something that is not as it should be, with what to do about it. */
    void problem(String sentence) {
        problems++;
        messages.println("problem    " + sentence);
        messages.flush();
    }

    public int changes() {
        return changes;
    }

    public int problems() {
        return problems;
    }

    private void line(String word, String what) {
        results.printf("%-10s %s%n", word, what);
        results.flush();
    }
}
