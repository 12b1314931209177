package dev.pointsman.agent.ec2;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** Instances as EC2 describes them; exists so that those who follow them can be tested without it. */
public interface Instances {

    /**
     * The instances of a VPC that run (or start) and whose tags are among the wanted.
     *
     * @param tags by key, the values that are wanted, at most 200; without any, every value is. At least one key
     * @param startingToo whether those that are still starting are asked for as well
     */
    Answer describe(String vpcId, SortedMap<String, ? extends Set<String>> tags, boolean startingToo)
            throws Ec2Exception;

    /**
     * What EC2 said.
     *
     * @param instances in no order
     * @param calls how many calls of its API that took
     */
    record Answer(List<Instance> instances, int calls) {
        public Answer {
            instances = List.copyOf(instances);
        }
    }
}
