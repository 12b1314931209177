package dev.pointsman.agent.doctor;

/**
 * Something that keeps, or will keep, a node from doing its work.
 *
 * @param place what it is about: a file, a program, an address
 * @param cause what is wrong with it, and what follows from that
 * @param nextAct what a person does about it
 */
public record Ailment(String place, String cause, String nextAct) {

    /** One sentence. */
    public String text() {
        return place + ": " + cause + "; " + nextAct;
    }
}
