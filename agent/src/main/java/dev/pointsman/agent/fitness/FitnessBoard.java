package dev.pointsman.agent.fitness;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import dev.pointsman.agent.fitness.Fitness.Fit;
import dev.pointsman.agent.fitness.Fitness.Waiting;

/** What was judged last; once fit, fit for as long as the agent runs. Safe for use by many threads. */
@Singleton
public class FitnessBoard {

    private final AtomicReference<Fitness> current = new AtomicReference<>(new Waiting("it has just started"));

    public Fitness read() {
        return current.get();
    }

    public boolean isFit() {
        return read() instanceof Fit;
    }

    /** Writes down a judgement; returns whether it is what made this node fit. */
    public boolean write(Fitness judged) {
        Fitness before = current.getAndUpdate(known -> known instanceof Fit ? known : judged);
        return before instanceof Waiting && judged instanceof Fit;
    }
}
